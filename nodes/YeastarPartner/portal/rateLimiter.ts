import { backOff, retryPolicy } from './retry';

/** A request that has left. */
export interface Departure {
	/** When, in milliseconds. */
	at: number;
	/** Whether it was sent to see if the portal takes requests again. */
	isProbe: boolean;
}

/** After a refusal the rate falls to this part of what was taken: low enough to stay below the limit for a while. */
const BETA = 0.9;
/** By which part of the rate that was refused it grows each second: a refusal then comes every ten seconds or so, and costs a second at the most. */
const INCREASE = 0.01;
/** The rate to begin with where too little was taken to measure one, in requests a millisecond: it is found out within seconds. */
const FIRST_GUESS = 20 / 1000;
/** After a pause of so many milliseconds is counted anew: a portal that was hardly asked tells nothing. */
const PAUSE = 2000;
/** So many requests have to be taken before they tell a rate. */
const TELLING = 10;

/**
 * How many requests a second the portal allows, as its refusals (HTTP 429) teach it: additive increase, multiplicative decrease.
 * No page documents a limit, nor that 429 stands for one [inferred], so any number is sent until the first refusal. Then nothing
 * leaves, for as long as the portal asks, but one probe at a time, until one is taken.
 *
 * Holds no timer: all times are handed in, in milliseconds of one clock.
 */
export class RateLimiter {
	/** How many requests in a row were refused. */
	refusals = 0;

	/** Requests a millisecond at the time `since`; Infinity while no limit is known. */
	private rate = Infinity;
	private throttledRate = Infinity;
	private since = 0;
	/** When the next one may leave. */
	private notBefore = 0;
	/** Whether the portal refused one, and has taken none since. */
	private isThrottled = false;
	private isProbing = false;
	/** When the last probe left that was refused. */
	private refusedProbeAt?: number;
	/** What was taken, and since when that is counted. */
	private taken = 0;
	private countedSince = 0;
	private lastSent = -Infinity;

	private rateAt(now: number): number {
		if (this.rate === Infinity) return Infinity;
		return this.rate + (this.throttledRate * INCREASE * Math.max(now - this.since, 0)) / 1000;
	}

	/** How long until a request may leave, in milliseconds; Infinity where the answer to a probe decides. */
	waitAt(now: number): number {
		return this.isProbing ? Infinity : Math.max(0, this.notBefore - now);
	}

	/** Notes that a request leaves. */
	onSend(now: number): Departure {
		const isProbe = this.isThrottled;
		this.isProbing ||= isProbe;
		if (now - this.lastSent > PAUSE && !this.isThrottled) [this.taken, this.countedSince] = [0, now];
		this.lastSent = now;
		const rate = this.rateAt(now);
		if (rate !== Infinity) this.notBefore = Math.max(this.notBefore, now - 1 / rate) + 1 / rate;
		return { at: now, isProbe };
	}

	/** Notes that the portal took a request, whatever it answered. */
	onSuccess({ at, isProbe }: Departure, now: number): void {
		this.refusals = 0;
		this.taken++;
		if (isProbe) this.resume(at, now);
	}

	/** Notes that a request was neither taken nor refused. */
	onError({ isProbe }: Departure): void {
		if (isProbe) this.isProbing = false;
	}

	/**
	 * Notes that the portal refused a request as one too many.
	 *
	 * @param retryAfter how long the portal asks to wait, in milliseconds
	 */
	onThrottled({ at, isProbe }: Departure, now: number, retryAfter?: number): void {
		// What was under way when the first one was refused says nothing new, however late it comes back.
		if (!isProbe && at < this.since) return;
		if (isProbe || !this.isThrottled) {
			this.refusals++;
			this.throttledRate = this.rateAt(at);
			const wait = backOff(Math.min(this.refusals, retryPolicy.maximumAttempts));
			// A portal that rounds a wait down to nothing has to have its second all the same.
			this.notBefore = now + (this.refusals === 1 ? (retryAfter ?? wait) : Math.max(retryAfter ?? 0, wait));
		} else if (retryAfter !== undefined) this.notBefore = Math.max(this.notBefore, now + retryAfter);
		this.isThrottled = true;
		if (!isProbe) return;
		this.isProbing = false;
		this.refusedProbeAt = at;
	}

	/** Goes on at a lower rate, now that a probe was taken. */
	private resume(probedAt: number, now: number): void {
		const elapsed = (probedAt + (this.refusedProbeAt ?? probedAt)) / 2 - this.countedSince;
		const measured = this.taken / Math.max(elapsed, 1);
		const isUntold = this.throttledRate === Infinity && this.taken < TELLING;
		this.throttledRate = Math.min(this.throttledRate, isUntold ? Math.max(measured, FIRST_GUESS) : measured);
		this.rate = BETA * this.throttledRate;
		this.refusedProbeAt = undefined;
		this.since = now;
		this.notBefore = probedAt + 1 / this.rate;
		this.taken = 0;
		this.countedSince = probedAt;
		this.isThrottled = false;
		this.isProbing = false;
	}
}
