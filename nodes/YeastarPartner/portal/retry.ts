import { sleep } from 'n8n-workflow';

import type { FailureFacts } from './failure';

/** How requests are sent again; the tests make it faster. */
export const retryPolicy = {
	/** The first wait, in milliseconds. */
	initialInterval: 300,
	/** Each further wait is so many times as long. */
	backoffCoefficient: 2,
	/** How often a request is sent at the most where nothing comes of it, and how many refusals in a row open the circuit. */
	maximumAttempts: 5,
	/** How often at the most where an attempt ends only when its time is up. */
	maximumTimeouts: 2,
	/** How often at the most with another token: the stored one, a new one, and one more where another worker renews at the same moment. */
	maximumTokens: 3,
	/** How often at the most as one request too many, while others succeed: then it is not their number. */
	maximumThrottled: 10,
	/** A second of Retry-After, in milliseconds. */
	second: 1000,
};

/** The longest wait that the portal can ask for, in seconds. */
const LONGEST_WAIT = 30;

/** The status of a request too many. */
export const TOO_MANY = 429;

/**
 * What follows a failure. `wait`: the request is sent again after so many milliseconds. `throttled`: when the rate limiter lets it.
 * `newToken`: with another token.
 */
export type RetryDecision = { kind: 'giveUp' | 'throttled' | 'newToken' } | { kind: 'wait'; milliseconds: number };

/** How long the portal asks to wait with a Retry-After header, in milliseconds; 30 seconds at the most. */
export function parseRetryAfter(retryAfter: string | undefined): number | undefined {
	if (retryAfter === undefined) return undefined;
	const seconds = /^\d+$/.test(retryAfter.trim()) ? Number(retryAfter) : (Date.parse(retryAfter) - Date.now()) / 1000;
	return Number.isNaN(seconds) ? undefined : Math.min(Math.max(seconds, 0), LONGEST_WAIT) * retryPolicy.second;
}

/** The wait after a number of attempts: longer each time, and between half and whole, so that many do not return at once. */
export function backOff(attempts: number): number {
	const { initialInterval, backoffCoefficient } = retryPolicy;
	return initialInterval * backoffCoefficient ** (attempts - 1) * (0.5 + Math.random() / 2);
}

/** Waits, but no longer than until the execution is canceled. */
export async function waitFor(milliseconds: number, signal?: AbortSignal): Promise<void> {
	await sleep(milliseconds, signal).catch(() => undefined);
}

/** Whether the portal turned a request away unread because of its token. */
export function isUnauthorized({ status, delivery }: FailureFacts): boolean {
	return status === 401 && delivery === 'notDelivered';
}

/** Whether a failure is about the token. Why none was issued is no answer to the request, and is not. */
export function isTokenRejected(facts: FailureFacts): boolean {
	return isUnauthorized(facts) || (facts.tokenRejected === true && facts.delivery !== 'notDelivered');
}

/** Whether the portal turned a request away unread as one too many. */
export function isThrottled({ status, delivery }: FailureFacts): boolean {
	return status === TOO_MANY && delivery === 'notDelivered';
}

/**
 * Decides whether a request is sent again. A question is, whenever that can help. A POST is only when the portal provably did
 * not act on it: it never arrived, or was turned away unread. One that was refused for its token otherwise may have come to
 * something: then that has to be looked up first.
 *
 * @param failures all failures of the request so far, the last one last
 */
export function decideRetry(
	method: 'GET' | 'POST',
	failures: readonly FailureFacts[],
	maximumAttempts = retryPolicy.maximumAttempts,
): RetryDecision {
	const last = failures.at(-1);
	if (last === undefined) return { kind: 'giveUp' };
	const count = (isMeant: (facts: FailureFacts) => boolean) => failures.filter(isMeant).length;
	if (isTokenRejected(last)) {
		return { kind: count(isTokenRejected) < retryPolicy.maximumTokens ? 'newToken' : 'giveUp' };
	}
	if (isThrottled(last)) return { kind: count(isThrottled) < retryPolicy.maximumThrottled ? 'throttled' : 'giveUp' };
	if (last.retryable !== true || (method === 'POST' && last.delivery !== 'notDelivered')) return { kind: 'giveUp' };
	if (last.timedOut && count(({ timedOut }) => timedOut === true) >= retryPolicy.maximumTimeouts)
		return { kind: 'giveUp' };
	const attempts = count((facts) => !isTokenRejected(facts) && !isThrottled(facts));
	if (attempts >= maximumAttempts) return { kind: 'giveUp' };
	return { kind: 'wait', milliseconds: parseRetryAfter(last.retryAfter) ?? backOff(attempts) };
}
