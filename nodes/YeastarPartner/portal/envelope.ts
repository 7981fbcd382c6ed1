import { type FailureFacts, PortalFailure } from './failure';
import { FAILURE_KINDS, type FailureKind, kindOfStatus } from './failureKinds';
import { isJsonObject, type JsonObject, type JsonValue, parseExactly, writeExactly } from './json';
import { type NamedOrder, orderNamedIn } from './namedOrder';
import { saysTokenRejected } from './tokenRejected';
import type { PortalReply, PortalRequest } from './transport';

/** What the portal answered to a request that succeeded. */
export interface PortalAnswer {
	/** The envelope's `result`, IDs as strings. */
	result: JsonValue;
	/** The portal's ID of the request [doc: response-results]. */
	requestId: string;
}

function asText(value: JsonValue | undefined): string {
	if (typeof value === 'string') return value.trim();
	return typeof value === 'number' ? String(value) : '';
}

/** The JSON of a body; undefined where it is none. */
function readJson(text: string): JsonValue | undefined {
	try {
		return parseExactly(text.replace(/^\uFEFF/, ''));
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

/** Codes that tell of trouble in the portal, as a status from 500 up does [inferred]. */
const SERVER_TROUBLE = /internal|(server|system|unknown)[_ -]?error|time[d_ -]*out|unavailable|busy|gateway/i;

/** Whether an envelope has all that is documented to be filled: then the portal itself wrote it [inferred]. */
function isComplete({ code, requestId, status }: JsonObject): boolean {
	return asText(code) !== '' && asText(requestId) !== '' && /^\d+$/.test(asText(status));
}

/** What kind of failure an envelope tells of. A code other than `success` is one, also beside a status that tells of success [doc: response-results]. */
function kindOf(status: number, envelope: JsonObject): FailureKind {
	const isSuccess = status >= 200 && status < 300;
	const isOfPortal = !isSuccess || (isComplete(envelope) && !SERVER_TROUBLE.test(asText(envelope.code)));
	return kindOfStatus(status, isOfPortal);
}

function saysSuccess({ code }: JsonObject): boolean {
	return asText(code).toLowerCase() === 'success';
}

function adviceFor(status: number): Pick<FailureFacts, 'advice' | 'concernsCredential'> {
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
	if (status === 429) return { advice: 'The portal asks for fewer requests. Try later.' };
	if (status >= 500) return { advice: 'The portal could not handle the request. Try later.' };
	return { advice: 'Correct the values that the portal names and run the item again.' };
}

const MALFORMED = 'malformed JSON';

/** What a body that is no envelope is, for a sentence about it. */
function nameBody(text: string, body: JsonValue | undefined): string {
	if (text.trim() === '') return 'nothing';
	if (/^\s*</.test(text)) return 'a web page';
	return body === undefined ? MALFORMED : 'unexpected JSON';
}

function unexpectedBody(reply: PortalReply, json: JsonValue | undefined): FailureFacts {
	const { status } = reply;
	if (status >= 300 && status < 400) {
		return {
			message: `The Base URL answers with a redirect to another address (HTTP ${status}), which is not followed because the token would go along`,
			advice: 'Set the Base URL of the credential to the address that the portal really has.',
			...FAILURE_KINDS.unclear,
			status,
		};
	}
	const body = nameBody(reply.text, json);
	return {
		message: `The portal answered with ${body} where its JSON envelope was expected (HTTP ${status})`,
		...(status >= 400
			? adviceFor(status)
			: {
					advice:
						'Check the Base URL of the credential. A proxy or a sign-in page may stand between n8n and the portal.',
				}),
		// Without the portal's envelope anybody on the way may have answered. A text that breaks off may be whole the next time.
		...FAILURE_KINDS[body === MALFORMED && status < 400 ? 'broken' : kindOfStatus(status, false)],
		...(reply.retryAfter === undefined ? {} : { retryAfter: reply.retryAfter }),
		status,
	};
}

function describe(result: JsonValue): string | undefined {
	if (result === null || result === '' || result === false) return undefined;
	const text = typeof result === 'string' ? result : writeExactly(result);
	if (text === '{}' || text === '[]') return undefined;
	return text;
}

/** The facts of an envelope that tells of a failure. */
function toldFailure(envelope: JsonObject, reply: PortalReply): FailureFacts {
	const { requestId, result = null } = envelope;
	const [code, detailMessage] = [asText(envelope.code), asText(envelope.detailMessage)];
	const status = statedStatus(envelope, reply);
	const tokenRejected = saysTokenRejected(code) || saysTokenRejected(detailMessage);
	return {
		message: detailMessage || (saysSuccess(envelope) ? '' : code) || `The portal answered with status ${status}`,
		...adviceFor(tokenRejected ? 401 : status),
		...FAILURE_KINDS[kindOf(status, envelope)],
		status,
		...(tokenRejected ? { tokenRejected } : {}),
		...(reply.retryAfter === undefined ? {} : { retryAfter: reply.retryAfter }),
		requestId: asText(requestId),
		...(saysSuccess(envelope) ? {} : { code }),
		details: describe(result),
	};
}

/** An answer that names an order is never proof that there is none, and what it answers is not sent again. */
function withOrder(facts: FailureFacts, { orderNo, isInWords }: NamedOrder): FailureFacts {
	return {
		...facts,
		advice: `The portal's answer names order ${orderNo}. Look at that order in the Partner Portal.`,
		delivery: 'ambiguous',
		retryable: false,
		concernsCredential: false,
		tokenRejected: false,
		...(isInWords ? {} : { orderNo }),
	};
}

/**
 * Reads an answer's envelope `{code, detailMessage, requestId, result, status}` [doc: response-results].
 * The request succeeded when HTTP and `status` say 200 and `code` says `success`; whether HTTP repeats
 * `status` is not documented, so each of them can refuse [inferred].
 *
 * @param method of the request: what answers a question may name an order that was there before
 * @returns a failure in the portal's own words, or with a sentence when the body is no envelope
 */
export function parseEnvelope(
	reply: PortalReply,
	method: PortalRequest['method'] = 'POST',
): PortalAnswer | PortalFailure {
	const json = readJson(reply.text);
	const envelope = isJsonObject(json) && json.code !== undefined ? json : undefined;
	if (envelope !== undefined && saysSuccess(envelope)) {
		const status = statedStatus(envelope, reply);
		if (status >= 200 && status < 300) {
			return { result: envelope.result ?? null, requestId: asText(envelope.requestId) };
		}
	}

	const facts = envelope === undefined ? unexpectedBody(reply, json) : toldFailure(envelope, reply);
	const named = method === 'POST' ? orderNamedIn(json, reply.text) : undefined;
	return new PortalFailure(named === undefined ? facts : withOrder(facts, named));
}
