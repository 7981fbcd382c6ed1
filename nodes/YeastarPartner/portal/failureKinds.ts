import type { FailureFacts } from './failure';

/** What a kind of failure means for the request that failed. */
type Consequence = Pick<FailureFacts, 'delivery' | 'retryable' | 'timedOut'>;

/**
 * The one table of failures: for each kind whether the request was delivered, and whether it may succeed a little later.
 * Which statuses and codes are of which kind, the two functions below say; `decideRetry` makes of both whether a request
 * is sent again.
 */
export const FAILURE_KINDS = {
	/** No connection was made. */
	unreachable: { delivery: 'notDelivered', retryable: true },
	/** The connection broke, or its answer is malformed: the request may have arrived. */
	broken: { delivery: 'ambiguous', retryable: true },
	timedOut: { delivery: 'ambiguous', retryable: true, timedOut: true },
	/** TLS was refused before anything was sent. */
	untrusted: { delivery: 'notDelivered' },
	/** The workflow was stopped, or n8n did not send the request. */
	stopped: { delivery: 'ambiguous' },
	/** The token was turned away unread [inferred]. */
	unauthorized: { delivery: 'notDelivered' },
	/** Turned away unread, too many requests [inferred]. */
	throttled: { delivery: 'notDelivered', retryable: true },
	/** The portal read it and said no. */
	rejected: { delivery: 'rejected' },
	/** The portal, or a proxy in its place, is in trouble. */
	serverTrouble: { delivery: 'ambiguous', retryable: true },
	/** An answer that says neither yes nor no: a redirect, a proxy's page, a conflict. */
	unclear: { delivery: 'ambiguous' },
} as const satisfies Readonly<Record<string, Consequence>>;

/** A kind of failure. */
export type FailureKind = keyof typeof FAILURE_KINDS;

/** Node.js' codes of a connection that failed, each with its kind. */
const NETWORK_CODES: Readonly<Record<string, FailureKind>> = {
	ECONNREFUSED: 'unreachable',
	ENOTFOUND: 'unreachable',
	EAI_AGAIN: 'unreachable',
	// A route can go away while an answer is on its way.
	EHOSTUNREACH: 'broken',
	ENETUNREACH: 'broken',
	EPROTO: 'broken',
	ERR_CANCELED: 'stopped',
	ECONNABORTED: 'timedOut',
	ETIMEDOUT: 'timedOut',
	ESOCKETTIMEDOUT: 'timedOut',
	// Without a code it is n8n that did not send the request: a domain that the credential or n8n does not allow.
	'': 'stopped',
};

/** Codes of a certificate that was not accepted. Other trouble with TLS can come after the request was sent. */
const CERTIFICATE_CODE = /CERT|^UNABLE_TO_(VERIFY|GET_ISSUER)/;

/** The kind of a failure without an answer, by Node.js' code; empty where there is none. */
export function kindOfCode(code: string): FailureKind {
	return NETWORK_CODES[code] ?? (CERTIFICATE_CODE.test(code) ? 'untrusted' : 'broken');
}

/** Statuses below 500 after which the request may have been carried out: a timeout, and a conflict, perhaps with itself. */
const UNCLEAR_STATUSES = new Set([408, 409]);

/**
 * The kind of a failing answer, by its status. 401 and 429 are turned away before they are worked on [inferred]. From 500 up, and for a
 * redirect, a proxy may have answered in the portal's place.
 *
 * @param isOfPortal whether the portal itself wrote the answer; without it only 401 and 429 say anything
 */
export function kindOfStatus(status: number, isOfPortal: boolean): FailureKind {
	if (status === 401) return 'unauthorized';
	if (status === 429) return 'throttled';
	if (status >= 500) return 'serverTrouble';
	const isNo = (status >= 200 && status < 300) || (status >= 400 && !UNCLEAR_STATUSES.has(status));
	return isOfPortal && isNo ? 'rejected' : 'unclear';
}
