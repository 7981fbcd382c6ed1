import type { IDataObject, IHttpRequestOptions } from 'n8n-workflow';

import { Deadline } from './deadline';
import { PortalFailure } from './failure';

/** A request to the portal, before n8n adds the token. */
export interface PortalRequest {
	method: 'GET' | 'POST';
	/** The whole address, without query. */
	url: string;
	query?: IDataObject;
	/** The body: a form's text, or JSON's bytes, which go out as they are where n8n would parse and write text again. */
	body?: string | Buffer;
	contentType?: string;
	/** Headers in the place of the usual ones; `false` leaves one out. */
	headers?: Readonly<Record<string, string | false>>;
	/** How long it may take in all, to the last byte of the answer, in seconds. */
	timeout: number;
	/** Tears the request down; left out where its answer is waited for even when the execution is canceled. */
	cancelSignal?: AbortSignal;
}

/** An answer as it came, its text unread. */
export interface PortalReply {
	status: number;
	text: string;
	/** How long the portal asks to wait, as its Retry-After header has it. */
	retryAfter?: string;
	/** The portal's clock when it answered, as the Date header has it. */
	date?: string;
}

/** Marks the options of a request with its deadline. See {@link withDeadline}. */
export const DEADLINE = Symbol('deadline');

/** Options for n8n's HTTP helpers, with our mark. */
export interface MarkedOptions extends IHttpRequestOptions {
	[DEADLINE]?: Deadline;
}

/**
 * Starts the deadline of a request that leaves now, and lets nothing else tear the request down. n8n adds its cancel
 * signal to every request with a credential; the answer to an order is waited for all the same, since the portal may
 * already be placing it. Called only when the token is there: the time in which one is asked for does not count.
 */
export function withDeadline(options: MarkedOptions): IHttpRequestOptions {
	const deadline = options[DEADLINE];
	return deadline === undefined ? options : { ...options, abortSignal: deadline.start() };
}

/** One of n8n's HTTP helpers, with all but the request bound to it. */
export type Send = (options: IHttpRequestOptions) => Promise<unknown>;

/** The value of the User-Agent header that the portal requires on every request [doc: every endpoint page]. */
export const USER_AGENT = 'OpenAPI';

interface NetworkTrouble {
	happened: string;
	advice: string;
	delivery: 'notDelivered' | 'ambiguous';
	retryable?: boolean;
	timedOut?: boolean;
}

const CHECK_ADDRESS = 'Check the Base URL of the credential and the network between n8n and the portal.';

const CERTIFICATE_TROUBLE: NetworkTrouble = {
	happened: 'its TLS certificate was not accepted, so nothing was sent',
	advice:
		'Check the Base URL of the credential. Where a proxy opens TLS, add its certificate authority to n8n (NODE_EXTRA_CA_CERTS).',
	delivery: 'notDelivered',
};

const LOST_ANSWER: NetworkTrouble = {
	happened: 'the connection was closed before its answer was complete',
	advice: 'Check the network between n8n and the portal.',
	delivery: 'ambiguous',
	retryable: true,
};

function unmade(happened: string, delivery: NetworkTrouble['delivery']): NetworkTrouble {
	return { happened, advice: CHECK_ADDRESS, delivery, retryable: true };
}

/** What Node.js' codes say. Codes of a connection that was never made mean that nothing was sent. */
const NETWORK_TROUBLES: Readonly<Record<string, NetworkTrouble>> = {
	ECONNREFUSED: unmade('the connection was refused', 'notDelivered'),
	ENOTFOUND: unmade('its host name is not known', 'notDelivered'),
	EAI_AGAIN: unmade('its host name could not be looked up', 'notDelivered'),
	// A route can go away while an answer is on its way.
	EHOSTUNREACH: unmade('its host cannot be reached', 'ambiguous'),
	EPROTO: unmade('the TLS connection (https) failed', 'ambiguous'),
	ENETUNREACH: unmade('its network cannot be reached', 'ambiguous'),
	ERR_CANCELED: {
		happened: 'the execution was canceled before the answer came',
		advice: '',
		delivery: 'ambiguous',
	},
};

const TIMED_OUT = new Set(['ECONNABORTED', 'ETIMEDOUT', 'ESOCKETTIMEDOUT']);
/** Codes of a certificate that was not accepted. Other trouble with TLS can come after the request was sent. */
const CERTIFICATE_CODE = /CERT|^UNABLE_TO_(VERIFY|GET_ISSUER)/;

function errorCode(error: unknown): string {
	for (let cause = error; typeof cause === 'object' && cause !== null; cause = (cause as Error).cause) {
		const { code } = cause as { code?: unknown };
		if (typeof code === 'string') return code;
	}
	return '';
}

/** Without a network code it is n8n that did not send the request: a domain that the credential or n8n does not allow. */
function refusedByN8n(error: unknown): NetworkTrouble {
	const { message } = (error ?? {}) as { message?: unknown };
	return {
		happened: `n8n says "${typeof message === 'string' ? message : 'unknown'}"`,
		advice: 'Check the allowed domains of the credential and the network settings of n8n.',
		delivery: 'ambiguous',
	};
}

function networkTrouble(error: unknown, timeout: number): NetworkTrouble {
	const code = errorCode(error);
	if (TIMED_OUT.has(code)) {
		return {
			happened: `no answer came within ${timeout} s`,
			advice: 'Raise the option Timeout if the portal needs longer.',
			delivery: 'ambiguous',
			retryable: true,
			timedOut: true,
		};
	}
	const known = NETWORK_TROUBLES[code];
	if (known !== undefined) return known;
	if (CERTIFICATE_CODE.test(code)) return CERTIFICATE_TROUBLE;
	return code === '' ? refusedByN8n(error) : LOST_ANSWER;
}

/**
 * The failure of a request that got no answer.
 *
 * @param error what n8n's HTTP helper threw; only its code is read, since it holds the token
 * @param host the portal's host, for the sentence
 */
export function networkFailure(error: unknown, host: string, timeout: number): PortalFailure {
	const { happened, ...trouble } = networkTrouble(error, timeout);
	return new PortalFailure({
		message: `The Yeastar Partner Portal at ${host} could not be asked: ${happened}`,
		...trouble,
	});
}

function isFullResponse(
	response: unknown,
): response is { statusCode: number; body: unknown; headers?: Record<string, unknown> } {
	return typeof response === 'object' && response !== null && 'statusCode' in response;
}

/**
 * A request's options for n8n's HTTP helpers. It follows no redirect, since n8n's helper would take the client secret and the
 * token along to another host, and takes every HTTP status as an answer, its text unread.
 *
 * @param deadline starts where the options go through {@link withDeadline}
 */
export function httpOptions(request: PortalRequest, deadline: Deadline): MarkedOptions {
	return {
		method: request.method,
		url: request.url,
		qs: request.query,
		body: request.body,
		headers: {
			'User-Agent': USER_AGENT,
			Accept: 'application/json',
			...(request.contentType ? { 'Content-Type': request.contentType } : {}),
			...request.headers,
		},
		timeout: request.timeout * 1000,
		encoding: 'text',
		disableFollowRedirect: true,
		ignoreHttpStatusErrors: true,
		returnFullResponse: true,
		[DEADLINE]: deadline,
	};
}

/** What n8n's HTTP helpers answer to {@link httpOptions}. */
export function readReply(response: unknown): PortalReply {
	if (!isFullResponse(response)) return { status: 0, text: '' };
	const { 'retry-after': retryAfter, date, age } = response.headers ?? {};
	return {
		status: response.statusCode,
		text: typeof response.body === 'string' ? response.body : '',
		...(typeof retryAfter === 'string' ? { retryAfter } : {}),
		// An answer that has an age comes out of a cache, and its date is as old.
		...(typeof date === 'string' && age === undefined ? { date } : {}),
	};
}

/**
 * Sends a request without a token.
 *
 * @param helper n8n's plain HTTP helper
 * @throws whatever it throws when no answer came; an error with the code ETIMEDOUT when it was not complete in time
 */
export async function send(helper: Send, request: PortalRequest): Promise<PortalReply> {
	const deadline = new Deadline(request.timeout * 1000, request.cancelSignal);
	return await helper(withDeadline(httpOptions(request, deadline)))
		.then(readReply, (error: unknown) => {
			throw deadline.errorOf(error);
		})
		.finally(() => deadline.end());
}
