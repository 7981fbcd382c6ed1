import type { PortalAnswer } from './envelope';
import { type FailureFacts, PortalFailure } from './failure';
import { mapTexts } from './json';

/** The ways in which a text may spell a secret: as it is, in an address, in a form, in JSON. */
function spellings(secret: string): string[] {
	return [
		secret,
		encodeURIComponent(secret),
		new URLSearchParams([['', secret]]).toString().slice(1),
		JSON.stringify(secret).slice(1, -1),
	];
}

/**
 * Makes what takes secrets out of texts, however they are spelled in them.
 *
 * @param secrets the values to hide; those shorter than four characters are left, since they would hide words
 */
export function createRedactor(secrets: readonly string[]): (text: string) => string {
	const all = [...new Set(secrets.filter((secret) => secret.length >= 4).flatMap(spellings))];
	return (text) => all.reduce((hidden, spelling) => hidden.replaceAll(spelling, '***'), text);
}

/** What the portal, or somebody on the way, may have written. */
const TEXTS = ['message', 'advice', 'details', 'code', 'requestId', 'orderNo'] as const;
/** How much of the portal's details an error shows, in characters. */
const DETAILS_LENGTH = 400;

/**
 * The same failure with secrets taken out of its texts, should the portal have repeated one. Its details are cut only then, so
 * that no part of a secret is left at their end.
 */
export function redactFailure({ facts }: PortalFailure, secrets: readonly string[]): PortalFailure {
	const redact = createRedactor(secrets);
	const redacted: FailureFacts = { ...facts };
	for (const field of TEXTS) {
		const text = facts[field];
		if (text !== undefined) redacted[field] = redact(text);
	}
	const { details = '' } = redacted;
	if (details.length > DETAILS_LENGTH) redacted.details = `${details.slice(0, DETAILS_LENGTH)}…`;
	return new PortalFailure(redacted);
}

/** A secret that no text of an order or a list can be by chance: an ID has only digits, and words are short. */
const isUnmistakable = (secret: string) => secret.length >= 16 && /[^0-9]/.test(secret);

/** What was read of an answer with secrets taken out of it, should the portal have repeated one. */
export function redactAnswer(
	answer: PortalAnswer | PortalFailure,
	secrets: readonly string[],
): PortalAnswer | PortalFailure {
	if (answer instanceof PortalFailure) return redactFailure(answer, secrets);
	const redact = createRedactor(secrets.filter(isUnmistakable));
	return { result: mapTexts(answer.result, redact), requestId: redact(answer.requestId) };
}
