import { sleep } from 'n8n-workflow';

import { PortalFailure } from './failure';

/** How often something is tried at the most. */
export const MAX_TRIES = 5;
/** How often at the most where a try ends only when its time is up. */
const MAX_TIMEOUTS = 2;
/** The longest wait that the portal can ask for, in seconds. */
const LONGEST_WAIT = 30;

/** How fast is repeated; the tests make it faster. */
export const pace = {
	/** The first wait, in milliseconds; each further one is twice as long. */
	firstWait: 300,
	/** A second of Retry-After, in milliseconds. */
	second: 1000,
};

/** What may be repeated, and until when. */
export interface RepeatRules {
	/** Whether what failed so may be tried again. */
	mayRepeat(failure: PortalFailure): boolean;
	/** Ends the waiting between two tries. */
	signal?: AbortSignal;
}

/** How long the portal asks to wait with a Retry-After header, in milliseconds; 30 seconds at the most. */
export function askedFor(retryAfter: string | undefined): number | undefined {
	if (retryAfter === undefined) return undefined;
	const seconds = /^\d+$/.test(retryAfter.trim()) ? Number(retryAfter) : (Date.parse(retryAfter) - Date.now()) / 1000;
	return Number.isNaN(seconds) ? undefined : Math.min(Math.max(seconds, 0), LONGEST_WAIT) * pace.second;
}

/** The wait after a number of tries: twice as long each time, and between half and whole, so that many do not return at once. */
function backOff(tries: number): number {
	return pace.firstWait * 2 ** (tries - 1) * (0.5 + Math.random() / 2);
}

/** Waits, but no longer than until the execution is canceled. */
export async function waitFor(milliseconds: number, signal?: AbortSignal): Promise<void> {
	await sleep(milliseconds, signal).catch(() => undefined);
}

/**
 * Tries something until it succeeds, fails for good, or was tried five times. Waits longer after each try, or as long as
 * the portal asks with Retry-After, up to 30 seconds.
 *
 * @throws PortalFailure the last one
 */
export async function repeat<Result>(attempt: () => Promise<Result>, rules: RepeatRules): Promise<Result> {
	let timeouts = 0;
	for (let tries = 1; ; tries++) {
		const outcome = await attempt().then(
			(result) => ({ result }),
			(error: unknown) => ({ error }),
		);
		if ('result' in outcome) return outcome.result;

		const { error } = outcome;
		if (!(error instanceof PortalFailure) || !rules.mayRepeat(error)) throw error;
		if (error.facts.timedOut && ++timeouts >= MAX_TIMEOUTS) throw error;
		if (tries >= MAX_TRIES || rules.signal?.aborted) throw error;
		await waitFor(askedFor(error.facts.retryAfter) ?? backOff(tries), rules.signal);
		if (rules.signal?.aborted) throw error;
	}
}
