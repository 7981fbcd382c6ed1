import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { readBaseUrl } from './baseUrl';
import { parseEnvelope } from './envelope';
import { PortalFailure } from './failure';
import { findObjects, textField } from './find';
import { networkFailure } from './networkFailure';
import { credentialText } from './storedToken';
import { type PortalReply, type Send, send as sendRequest } from './transport';

/** Where a token is asked for [doc: request-access-token]. */
const ISSUING_PATH = '/auth/openapi/v1/oauth/token';
const TOKEN_TIMEOUT = 30;
/** How long before its end a token is renewed at the most, in milliseconds. */
export const RENEWAL_MARGIN = 60_000;

/** Statuses below 500 that say nothing about the client ID or secret: wrong address, timeout, too many requests. */
const NOT_A_REJECTION = new Set([404, 405, 408, 429]);

/** Statuses of an address that is none of the portal's. */
const NO_SUCH_ADDRESS = new Set([404, 405]);

const NAMES_CLIENT =
	/client[\s_-]*id\b|client (is )?(not (found|known)|does not exist|unknown|disabled)|(unknown|no such) client/i;
const NAMES_SECRET = /secret/i;

/** Which field the portal's words name. How it says that one is wrong is not documented [inferred]. */
function rejectedField(words: string): string | undefined {
	const fields = [NAMES_CLIENT.test(words) ? 'Client ID' : '', NAMES_SECRET.test(words) ? 'Client Secret' : ''];
	return fields.filter((field) => field !== '').join(' or ') || undefined;
}

function rejection({ facts }: PortalFailure, text: string): PortalFailure {
	const field = rejectedField(text);
	const inItsWords = field === undefined ? `, saying "${facts.message}"` : '';
	return new PortalFailure({
		...facts,
		message: `Yeastar rejected the ${field ?? 'Client ID or Client Secret'} of the credential${inItsWords}`,
		advice: `The portal says: "${facts.message}". Compare both with the Partner Portal under System > API, and check there that the API is switched on and that this server's IP address is permitted.`,
		delivery: 'notDelivered',
		concernsCredential: true,
	});
}

/** n8n shows of a credential's test nothing but the message, so that has to name the field. */
function blamingAddress(message: string): string {
	return `${message.replace(/\.$/, '')}. The Base URL of the credential may be wrong`;
}

/** Whether the advice is to check the Base URL, and the message does not say so. */
function advisesAddress({ facts: { advice, message } }: PortalFailure): boolean {
	return advice.includes('Base URL') && !message.includes('Base URL');
}

/**
 * Why no token was issued, where the request for one got no answer.
 *
 * @param failure the network's; asking for a token orders nothing, so it counts as not sent
 */
function unanswered(failure: PortalFailure): PortalFailure {
	const { message } = failure.facts;
	return new PortalFailure({
		...failure.facts,
		message: advisesAddress(failure) ? blamingAddress(message) : message,
		delivery: 'notDelivered',
	});
}

/**
 * Why the portal issued no token, in a sentence that names what is wrong: Base URL, Client ID or Client Secret, as far as can be told.
 *
 * @param failure what reading its answer failed with
 * @param text the answer's text
 */
function withoutToken(failure: PortalFailure, text: string): PortalFailure {
	const { status = 0, requestId } = failure.facts;
	const isRefusal = status >= 400 && status < 500 && !NOT_A_REJECTION.has(status);
	const isJson = text.trimStart().startsWith('{');
	// Every refusal of the portal is taken for one of the client ID or secret, unless its status says otherwise [inferred].
	const isRejection = isRefusal || (requestId !== undefined && status < 400);
	if (isRejection && isJson) return rejection(failure, text);

	const message = `No access token was issued: ${failure.facts.message}`;
	const isElsewhere = isRefusal || NO_SUCH_ADDRESS.has(status) || advisesAddress(failure);
	return new PortalFailure({
		...failure.facts,
		message: isElsewhere ? blamingAddress(message) : message,
		delivery: 'notDelivered',
		...(isRefusal ? { concernsCredential: true } : {}),
	});
}

/** The token's `exp` in milliseconds since 1970, or undefined where it is no JWT [doc: tutorials, format inferred]. */
export function expiryOf(token: string): number | undefined {
	try {
		const claims = Buffer.from(token.split('.')[1] ?? '', 'base64url').toString();
		const { exp } = JSON.parse(claims) as { exp?: unknown };
		return typeof exp === 'number' ? exp * 1000 : undefined;
	} catch {
		return undefined;
	}
}

/**
 * When to renew a token that was just issued, in milliseconds since 1970. The JWT's `exp` counts, unless it has passed on
 * arrival: then this machine's clock is wrong, and `expiresIn` counts from now. The margin is a tenth of the lifetime at the most,
 * so that a short-lived token is used at all.
 */
function renewalTime(token: string, expiresIn: number, now: number): number {
	const byClaim = (expiryOf(token) ?? NaN) - now;
	const lifetimes = [byClaim, expiresIn * 1000].filter((lifetime) => lifetime > 0);
	if (lifetimes.length === 0) return Infinity;
	const lifetime = Math.min(...lifetimes);
	return now + lifetime - Math.min(RENEWAL_MARGIN, lifetime / 10);
}

function incomplete(field: string): PortalFailure {
	return new PortalFailure({
		message: `The Yeastar Partner Portal credential has no ${field}`,
		advice: 'Open the credential and fill it in. The Partner Portal shows it under System > API.',
		delivery: 'notDelivered',
		concernsCredential: true,
	});
}

/** A token as the portal issued it. */
export interface IssuedToken {
	token: string;
	/** When to renew it, in milliseconds since 1970. */
	renewAt: number;
}

/**
 * Asks the portal for an access token by `grant_type=pp_credentials` [doc: request-access-token].
 *
 * @param send n8n's plain HTTP helper
 * @throws PortalFailure that says whether the credential or the network is the cause
 */
export async function requestToken(send: Send, credential: ICredentialDataDecryptedObject): Promise<IssuedToken> {
	return tokenIn(await askForToken(send, credential));
}

/**
 * Sends the request for an access token and hands over the answer unread.
 *
 * @throws PortalFailure when the credential is incomplete or no answer came
 */
export async function askForToken(send: Send, credential: ICredentialDataDecryptedObject): Promise<PortalReply> {
	const baseUrl = readBaseUrl(credential.baseUrl);
	const [client_id, client_secret] = [
		credentialText(credential, 'clientId'),
		credentialText(credential, 'clientSecret'),
	];
	if (client_id === '') throw incomplete('Client ID');
	if (client_secret === '') throw incomplete('Client Secret');

	const form = new URLSearchParams({ client_id, client_secret, grant_type: 'pp_credentials' });
	return await sendRequest(send, {
		method: 'POST',
		url: `${baseUrl}${ISSUING_PATH}`,
		body: form.toString(),
		contentType: 'application/x-www-form-urlencoded',
		timeout: TOKEN_TIMEOUT,
	}).catch((error: unknown) => {
		throw unanswered(networkFailure(error, new URL(baseUrl).host, TOKEN_TIMEOUT));
	});
}

/**
 * The token in the answer to the request for one.
 *
 * @throws PortalFailure that says whether the credential or the network is the cause
 */
export function tokenIn(reply: PortalReply): IssuedToken {
	const answer = parseEnvelope(reply);
	// What the answer holds beside its words may be a token.
	if (answer instanceof PortalFailure)
		throw withoutToken(new PortalFailure({ ...answer.facts, details: undefined }), reply.text);
	const details =
		findObjects(answer.result, ({ token }) => typeof token === 'string' && token.trim() !== '')[0]?.object ?? {};
	// The prefix has a field of its own, tokenHead [doc: request-access-token]; one that is in the token is not doubled.
	const token = textField(details, 'token')
		.trim()
		.replace(/^Bearer /i, '');
	if (token === '') {
		throw new PortalFailure({
			message: "The portal's answer to the token request holds no token. The Base URL of the credential may be wrong",
			advice: 'Check the Base URL of the credential.',
			delivery: 'notDelivered',
			concernsCredential: true,
		});
	}
	return { token, renewAt: renewalTime(token, Number(details.expiresIn), Date.now()) };
}
