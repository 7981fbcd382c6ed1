import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { readBaseUrl } from './baseUrl';
import { parseEnvelope } from './envelope';
import { PortalFailure } from './failure';
import { findObjects, textField } from './find';
import type { JsonValue } from './json';
import { credentialText, hashOfFields } from './storedToken';
import { unanswered, withoutToken } from './tokenRefusal';
import { networkFailure, type PortalReply, type Send, send as sendRequest, withDeadline } from './transport';

/** Where a token is asked for [doc: request-access-token]. */
const ISSUING_PATH = '/auth/openapi/v1/oauth/token';
const TOKEN_TIMEOUT = 30;
/** How long before its end a token is renewed at the most, in milliseconds. */
const RENEWAL_MARGIN = 60_000;

interface Issued {
	at: number;
	token: string;
	/** When to renew it, in milliseconds since 1970. */
	renewAt: number;
}

interface Refused {
	at: number;
	failure: PortalFailure;
}

interface Renewal {
	inFlight?: Promise<string>;
	issued?: Issued;
	refused?: Refused;
}

/** What this process knows of each credential, so that one renewal serves all who need it. */
const renewals = new Map<string, Renewal>();
let moment = 0;

/** A point in this process's order of events: later calls return larger numbers. */
export function nextMoment(): number {
	return ++moment;
}

/** The renewals by the object that holds a credential, whose identity never changes: each request asks several times. */
const renewalsByObject = new WeakMap<ICredentialDataDecryptedObject, Renewal>();

function renewalFor(credential: ICredentialDataDecryptedObject): Renewal {
	const seen = renewalsByObject.get(credential);
	if (seen !== undefined) return seen;
	const key = hashOfFields(credential);
	const known = renewals.get(key) ?? {};
	renewals.set(key, known);
	renewalsByObject.set(credential, known);
	return known;
}

function readExpiry(token: string): number | undefined {
	const claims = token.split('.')[1];
	if (claims === undefined) return undefined;
	try {
		const { exp } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as { exp?: unknown };
		return typeof exp === 'number' ? exp * 1000 : undefined;
	} catch {
		return undefined;
	}
}

/** The token that was judged last, since a run asks of the same one for each request. */
let lastExpiry: { token: string; expiry: number | undefined } | undefined;

/** The token's `exp` in milliseconds since 1970, or undefined where it is no JWT [doc: seeds, format inferred]. */
function expiryOf(token: string): number | undefined {
	if (lastExpiry?.token !== token) lastExpiry = { token, expiry: readExpiry(token) };
	return lastExpiry.expiry;
}

/**
 * When to renew a token that was just issued. The JWT's `exp` counts, unless it has passed on arrival: then
 * this machine's clock is wrong, and `expiresIn` counts from now. A margin is never more than a tenth of the
 * lifetime, so that a short-lived token is used at all.
 */
function renewalTime(token: string, expiresIn: number, now: number): number {
	const byClaim = (expiryOf(token) ?? NaN) - now;
	const lifetimes = [byClaim, expiresIn * 1000].filter((lifetime) => lifetime > 0);
	if (lifetimes.length === 0) return Infinity;
	const lifetime = Math.min(...lifetimes);
	return now + lifetime - Math.min(RENEWAL_MARGIN, lifetime / 10);
}

/**
 * Whether a token will still be valid for a while.
 *
 * @param token the token to judge; one that is no JWT is taken as valid until the portal says otherwise
 */
export function isFresh(credential: ICredentialDataDecryptedObject, token: string): boolean {
	const { issued } = renewalFor(credential);
	if (issued?.token === token) return Date.now() < issued.renewAt;
	const expiry = expiryOf(token);
	return expiry === undefined || Date.now() < expiry - RENEWAL_MARGIN;
}

/** The token that this process was issued for a credential since a moment, if any. */
export function tokenIssuedSince(credential: ICredentialDataDecryptedObject, since: number): string | undefined {
	const { issued } = renewalFor(credential);
	return issued !== undefined && issued.at > since ? issued.token : undefined;
}

/** Why the portal refused this credential a token since a moment, if it did. */
export function refusalSince(credential: ICredentialDataDecryptedObject, since: number): PortalFailure | undefined {
	const { refused } = renewalFor(credential);
	return refused !== undefined && refused.at > since ? refused.failure : undefined;
}

function incomplete(field: string): PortalFailure {
	return new PortalFailure({
		message: `The Yeastar Partner Portal credential has no ${field}`,
		advice: 'Open the credential and fill it in. The Partner Portal shows it under System > API.',
		delivery: 'notDelivered',
		concernsCredential: true,
	});
}

function readResult(reply: PortalReply, clientSecret: string): JsonValue {
	try {
		return parseEnvelope(reply, [clientSecret]).result;
	} catch (error) {
		throw withoutToken(error as PortalFailure, reply.text);
	}
}

async function requestToken(send: Send, credential: ICredentialDataDecryptedObject): Promise<Omit<Issued, 'at'>> {
	const baseUrl = readBaseUrl(credential.baseUrl);
	const clientId = credentialText(credential, 'clientId');
	const clientSecret = credentialText(credential, 'clientSecret');
	if (clientId === '') throw incomplete('Client ID');
	if (clientSecret === '') throw incomplete('Client Secret');

	const reply = await sendRequest(async (options) => await send(withDeadline(options)), {
		method: 'POST',
		url: `${baseUrl}${ISSUING_PATH}`,
		body: new URLSearchParams({
			client_id: clientId,
			client_secret: clientSecret,
			grant_type: 'pp_credentials',
		}).toString(),
		contentType: 'application/x-www-form-urlencoded',
		timeout: TOKEN_TIMEOUT,
	}).catch((error: unknown) => {
		throw unanswered(networkFailure(error, new URL(baseUrl).host, TOKEN_TIMEOUT));
	});
	const result = readResult(reply, clientSecret);
	const details = findObjects(result, ({ token }) => typeof token === 'string' && token.trim() !== '')[0]?.object;
	// The prefix has a field of its own, tokenHead [doc: request-access-token]; one that is in the token is not doubled.
	const token =
		details === undefined
			? ''
			: textField(details, 'token')
					.trim()
					.replace(/^Bearer /i, '');
	if (details === undefined || token === '') {
		throw new PortalFailure({
			message: "The portal's answer to the token request holds no token. The Base URL of the credential may be wrong",
			advice: 'Check the Base URL of the credential.',
			delivery: 'notDelivered',
			concernsCredential: true,
		});
	}
	return { token, renewAt: renewalTime(token, Number(details.expiresIn), Date.now()) };
}

async function renew(renewal: Renewal, send: Send, credential: ICredentialDataDecryptedObject): Promise<string> {
	return await requestToken(send, credential).then(
		(issued) => {
			renewal.issued = { ...issued, at: nextMoment() };
			return issued.token;
		},
		(error: unknown) => {
			if (!(error instanceof PortalFailure)) throw error;
			const failure = error.redacted([credentialText(credential, 'clientSecret')]);
			if (failure.facts.concernsCredential) renewal.refused = { at: nextMoment(), failure };
			throw failure;
		},
	);
}

/**
 * Asks the portal for an access token by `grant_type=pp_credentials` [doc: request-access-token]. Whoever asks
 * while a request for the same credential is under way gets that one's answer.
 *
 * @param send n8n's plain HTTP helper
 * @throws PortalFailure with one sentence that says whether the credential or the network is the cause
 */
export async function requestAccessToken(send: Send, credential: ICredentialDataDecryptedObject): Promise<string> {
	const renewal = renewalFor(credential);
	renewal.inFlight ??= renew(renewal, send, credential).finally(() => {
		renewal.inFlight = undefined;
	});
	return await renewal.inFlight;
}
