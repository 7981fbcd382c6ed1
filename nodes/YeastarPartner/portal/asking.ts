import type { PortalAnswer } from './envelope';
import { PortalFailure } from './failure';
import { askedFor } from './repeat';
import type { Fortune } from './turns';
import type { PortalRequest } from './transport';

/** How long to wait for an answer where the user sets nothing, in seconds. */
export const DEFAULT_TIMEOUT = 60;

/** How one request differs from others of its kind. */
export interface RequestSettings {
	/** How long each time it is sent may take in all, to the last byte of the answer, in seconds. */
	timeout?: number;
	/** Whether the answer is waited for even when the execution is canceled. */
	ignoreAbort?: boolean;
	/** Called each time just before the request leaves. */
	beforeSend?: () => void;
	/**
	 * Asked when a POST was refused because the token is not accepted, but not with the status 401, after which it is
	 * sent again without asking.
	 *
	 * @param failure the refusal, with how often the request was sent so far
	 * @returns whether nothing came of it, so that it may be sent again; it may throw, which ends the request
	 */
	mayResend?: (failure: PortalFailure) => Promise<boolean>;
}

/**
 * How often one request is sent: with the token at hand, with a renewed one, and once more for a portal that
 * takes only the newest token, where another worker may renew at the same moment.
 */
export const MAX_SENDS = 3;

/** The status of a request too many. */
export const TOO_MANY = 429;

/** A request on its way to an answer, over all the times that it is sent. */
export interface Asking extends Pick<RequestSettings, 'beforeSend' | 'mayResend'> {
	request: PortalRequest;
	/** Ends the waiting between two sends. */
	signal: AbortSignal | undefined;
	/** Whether it looks for an order that was sent. */
	isLookUp?: boolean;
	/** How many times it was sent so far and may have reached the portal. */
	sends: number;
}

/** A request that was sent, and the token that it was sent with. */
export interface Sent {
	token: string;
	outcome: PortalAnswer | PortalFailure;
}

/** What became of a request, for those that wait in line behind it. */
export function fortuneOf({ outcome }: Sent): Fortune {
	if (!(outcome instanceof PortalFailure)) return 'taken';
	const { status, delivery, retryAfter } = outcome.facts;
	// What calls itself too many and names an order all the same must not be sent again.
	if (status === TOO_MANY && delivery === 'notDelivered') return { refused: outcome, toldToWait: askedFor(retryAfter) };
	return status === undefined ? 'lost' : 'taken';
}

/** A failure that says how often its request was sent. */
export function withSends({ facts }: PortalFailure, { sends }: Asking): PortalFailure {
	return new PortalFailure({ ...facts, sends });
}
