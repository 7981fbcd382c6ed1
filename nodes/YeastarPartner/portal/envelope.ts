import { type FailureFacts, type Fate, PortalFailure, secretHider } from './failure';
import { findObjects, textField } from './find';
import { isJsonObject, type JsonObject, type JsonValue, mapTexts, parseExactly, writeExactly } from './json';
import type { PortalReply } from './wire';

/** What the portal answered to a request that succeeded. */
export interface PortalAnswer {
	/** The envelope's `result`, IDs as strings. */
	result: JsonValue;
	/** The portal's ID of the request [doc: response-results]. */
	requestId: string;
}

const DETAILS_LENGTH = 400;

function asText(value: JsonValue | undefined): string {
	if (typeof value === 'string') return value.trim();
	return typeof value === 'number' ? String(value) : '';
}

function readObject(text: string): JsonObject | undefined {
	try {
		const value = parseExactly(text.replace(/^\uFEFF/, ''));
		return isJsonObject(value) ? value : undefined;
	} catch {
		return undefined;
	}
}

/**
 * The status the portal means. Whether HTTP's repeats the envelope's is not documented [inferred], so the graver
 * one counts, and 401 in either of them, since it means that the token was not accepted.
 */
function statedStatus(envelope: JsonObject, reply: PortalReply): number {
	const stated = Number.parseInt(asText(envelope.status), 10) || reply.status;
	if (stated === 401 || reply.status === 401) return 401;
	return stated < 200 ? stated : Math.max(stated, reply.status);
}

/** Statuses below 500 after which the request may have been carried out: a timeout, and a conflict, perhaps with itself. */
const DOUBTFUL = new Set([408, 409]);

/**
 * What a status says about a request that was refused. 401 and 429 are turned away before they are worked on
 * [inferred]. From 500 up, and for a redirect, a proxy may have answered in the portal's place; a status that tells of
 * success beside a code that does not is not documented.
 */
function fateOf(status: number): Fate {
	if (status === 401 || status === 429) return 'notSent';
	return status >= 400 && status < 500 && !DOUBTFUL.has(status) ? 'refused' : 'unknown';
}

function adviceFor(status: number): Pick<FailureFacts, 'advice' | 'concernsCredential' | 'temporary'> {
	if (status === 401) {
		return {
			advice:
				'Check in the Partner Portal under System > API that the API is still switched on, then save the credential again.',
			concernsCredential: true,
		};
	}
	if (status === 403) {
		return {
			advice:
				'Check in the Partner Portal under System > API that the API is switched on and that this server is on the list of permitted IP addresses.',
		};
	}
	if (status === 429) return { temporary: true, advice: 'The portal asks for fewer requests. Lower the option Max Concurrency, or try later.' };
	if (status >= 500) return { temporary: true, advice: 'The portal could not handle the request. Try later.' };
	return { advice: 'Correct the values that the portal names and run the item again.' };
}

function isJson(text: string): boolean {
	try {
		parseExactly(text);
		return true;
	} catch {
		return false;
	}
}

/** What a body that is no envelope is, for a sentence about it. */
function nameBody(text: string): string {
	if (text.trim() === '') return 'nothing';
	if (/^\s*</.test(text)) return 'a web page';
	return isJson(text) ? "JSON that is not the portal's" : 'a broken text';
}

function noEnvelope(reply: PortalReply): PortalFailure {
	const { status } = reply;
	if (status >= 300 && status < 400) {
		return new PortalFailure({
			message: `The Base URL answers with a redirect to another address (HTTP ${status}), which is not followed because the token would go along`,
			advice: 'Set the Base URL of the credential to the address that the portal really has.',
			fate: 'unknown',
			status,
		});
	}
	const body = nameBody(reply.text);
	return new PortalFailure({
		message: `The portal answered with ${body} where its JSON envelope was expected (HTTP ${status})`,
		...(status >= 400
			? adviceFor(status)
			: {
					advice:
						'Check the Base URL of the credential. A proxy or a sign-in page may stand between n8n and the portal.',
				}),
		// Without the portal's envelope anybody on the way may have answered.
		fate: status === 401 || status === 429 ? 'notSent' : 'unknown',
		// A text that breaks off may be whole the next time; a sign-in page will not go away.
		...(body === 'a broken text' ? { temporary: true } : {}),
		...(reply.retryAfter === undefined ? {} : { retryAfter: reply.retryAfter }),
		status,
	});
}

function describe(result: JsonValue): string | undefined {
	if (result === null || result === '' || result === false) return undefined;
	const text = typeof result === 'string' ? result : writeExactly(result);
	if (text === '{}' || text === '[]') return undefined;
	return text.length > DETAILS_LENGTH ? `${text.slice(0, DETAILS_LENGTH)}…` : text;
}

function namesOrder(result: JsonValue): boolean {
	return findObjects(result, (object) => textField(object, 'orderNo') !== '').length > 0;
}

/**
 * Reads an answer's envelope `{code, detailMessage, requestId, result, status}` [doc: response-results].
 * The request succeeded when HTTP and `status` say 200 and `code` says `success`; whether HTTP repeats
 * `status` is not documented, so each of them can refuse [inferred].
 *
 * @param secrets what a failure must not repeat; a success is given as it came
 * @throws PortalFailure in the portal's own words, or with a sentence when the body is no envelope
 */
export function openEnvelope(reply: PortalReply, secrets: readonly string[] = []): PortalAnswer {
	const envelope = readObject(reply.text);
	if (envelope === undefined || envelope.code === undefined) throw noEnvelope(reply);

	const { code, detailMessage, requestId, result = null } = envelope;
	const status = statedStatus(envelope, reply);
	const saysSuccess = asText(code).toLowerCase() === 'success';
	if (saysSuccess && status >= 200 && status < 300) return { result, requestId: asText(requestId) };

	const hide = secretHider(secrets);
	const words = asText(detailMessage) || (saysSuccess ? '' : asText(code)) || `The portal answered with status ${status}`;
	throw new PortalFailure({
		message: hide(words),
		...adviceFor(status),
		// What calls itself a success and names an order may be one, whatever its status.
		...(saysSuccess && namesOrder(result) ? { fate: 'unknown', temporary: false } : { fate: fateOf(status) }),
		status,
		...(reply.retryAfter === undefined ? {} : { retryAfter: reply.retryAfter }),
		requestId: hide(asText(requestId)),
		// Secrets are taken out before the details are cut, so that no part of one is left at their end.
		details: describe(mapTexts(result, hide)),
	});
}
