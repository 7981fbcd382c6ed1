import type { IDataObject, IHttpRequestOptions } from 'n8n-workflow';

import { Deadline } from './deadline';

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
