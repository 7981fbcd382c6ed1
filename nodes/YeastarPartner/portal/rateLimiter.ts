import { backOff, retryPolicy } from './retry';

/** A request that has left. */
export interface Departure {
	/** When, in milliseconds. */
	sentAt: number;
	/** Whether the request finds out if the portal accepts requests again. */
	isProbe: boolean;
	/** Whether the rate held the request back: only then does its success say that more may be sent. */
	isPaced: boolean;
}

/** Multiplicative decrease after a refusal: with 0.85 more is refused, with 0.7 less of what is allowed is used. */
const DECREASE = 0.8;
/** Additive increase with each success, as a part of the rate after the decrease: back where it was after some 170 requests. */
const INCREASE = 0.0015;
/** Until the second refusal the rate grows by this part of itself: the first refusal may have come too early to tell a rate. */
const SLOW_START = 0.01;
/** The least rate to start with, in requests a second: one refused among few requests tells hardly anything. */
const FIRST_RATE = 10;
/** A pause of so many milliseconds starts a new measurement: a portal that is not asked accepts nothing. */
const PAUSE = 2_000;

/**
 * How many requests a second the portal allows, learned from its refusals (HTTP 429). No page documents a limit, nor that 429 stands
 * for one [inferred], so requests leave at once until the first refusal. After a refusal nothing leaves until the portal's Retry-After or
 * a backoff has passed, then one probe at a time (half-open), until one is accepted. The first rate is what was accepted by then;
 * after that, additive increase and multiplicative decrease.
 *
 * Holds no timer: all times are handed in, in milliseconds of one clock.
 */
export class RateLimiter {
	/** How many requests in a row were refused. */
	private refusals = 0;
	/** In requests a millisecond; Infinity while no limit is known. */
	private rate = Infinity;
	/** By how much each success raises the rate; undefined during the slow start. */
	private step?: number;
	private nextAt = 0;
	private resumedAt = 0;

	private isHalfOpen = false;
	private isProbing = false;
	/** When the next probe may leave. */
	private probeAt = 0;

	/** Since when is counted what was accepted, for the first rate. */
	private measuredSince = 0;
	private accepted = 0;
	private lastSent = -Infinity;

	/** Whether the portal refused so many in a row that it is of no use to wait for it. */
	get isCircuitOpen(): boolean {
		return this.refusals >= retryPolicy.maximumAttempts;
	}

	/** How long until a request may leave, in milliseconds; Infinity where that depends on the answer to a probe. */
	delayAt(now: number): number {
		if (this.isProbing) return Infinity;
		return Math.max(0, (this.isHalfOpen ? this.probeAt : this.nextAt) - now);
	}

	/** Notes that a request leaves. */
	onSend(now: number): Departure {
		const interval = 1 / this.rate;
		const isPaced = now - this.nextAt < interval;
		this.nextAt = Math.max(this.nextAt, now - interval) + interval;
		if (now - this.lastSent > PAUSE && !this.isHalfOpen) {
			this.measuredSince = now;
			this.accepted = 0;
		}
		this.lastSent = now;
		this.isProbing = this.isHalfOpen;
		return { sentAt: now, isProbe: this.isProbing, isPaced };
	}

	/** Notes that the portal accepted a request, whatever it answered. */
	onSuccess({ sentAt, isProbe, isPaced }: Departure, now: number): void {
		this.refusals = 0;
		this.accepted++;
		if (isProbe) this.resume(sentAt, now);
		else if (isPaced) this.rate += this.step ?? this.rate * SLOW_START;
	}

	/** Notes that a request was neither accepted nor refused. */
	onError({ isProbe }: Departure): void {
		if (isProbe) this.isProbing = false;
	}

	/**
	 * Notes that the portal refused a request as one too many.
	 *
	 * @param retryAfter how long it says to wait, in milliseconds
	 */
	onThrottled({ sentAt, isProbe }: Departure, now: number, retryAfter?: number): void {
		const isNews = isProbe || (!this.isHalfOpen && sentAt >= this.resumedAt);
		if (isNews) {
			this.refusals++;
			this.isHalfOpen = true;
			this.isProbing = false;
			this.probeAt = now + (retryAfter || backOff(Math.min(this.refusals, retryPolicy.maximumAttempts)));
		} else if (this.isHalfOpen && retryAfter !== undefined) {
			// What was under way at the first refusal says nothing new but how long to wait.
			this.probeAt = Math.max(this.probeAt, now + retryAfter);
		}
	}

	/** Goes on at a lower rate, now that a probe was accepted. */
	private resume(probedAt: number, now: number): void {
		if (this.rate === Infinity) {
			const measured = this.accepted / Math.max(probedAt - this.measuredSince, 1);
			this.rate = Math.max(measured, FIRST_RATE / 1000);
		} else {
			this.rate *= DECREASE;
			this.step = this.rate * INCREASE;
		}
		this.isHalfOpen = false;
		this.isProbing = false;
		this.resumedAt = now;
		this.nextAt = probedAt + 1 / this.rate;
	}
}
