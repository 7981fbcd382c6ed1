import type { Switches } from './switches';

const SECOND = 1000;

/** Counts requests, and says which are too many. That there is a limit at all, and all of its kinds, are inferred. */
export class RateLimit {
	/** When the requests of the last second were allowed, in milliseconds. */
	private allowed: number[] = [];

	/** What is in the bucket, in thousandths of a request. */
	private saved = Infinity;

	private filledAt = 0;

	constructor(private readonly switches: Switches) {}

	/**
	 * Takes a request.
	 *
	 * @param now in milliseconds since 1970
	 * @returns undefined where it is allowed, or else how long until the next one is, in milliseconds
	 */
	take(now: number): number | undefined {
		const { requestsPerSecond, rateLimit } = this.switches;
		if (requestsPerSecond <= 0) return undefined;
		return rateLimit === 'bucket' ? this.takeToken(now, requestsPerSecond) : this.takePlace(now, requestsPerSecond);
	}

	private takePlace(now: number, perSecond: number): number | undefined {
		const isSliding = this.switches.rateLimit === 'slidingSecond';
		const since = isSliding ? now - SECOND : Math.floor(now / SECOND) * SECOND;
		this.allowed = this.allowed.filter((at) => (isSliding ? at > since : at >= since));
		if (this.allowed.length >= perSecond) return (isSliding ? (this.allowed[0] ?? now) : since) + SECOND - now;
		this.allowed.push(now);
		return undefined;
	}

	private takeToken(now: number, perSecond: number): number | undefined {
		this.saved = Math.min(perSecond * SECOND, this.saved + (now - this.filledAt) * perSecond);
		this.filledAt = now;
		if (this.saved < SECOND) return (SECOND - this.saved) / perSecond;
		this.saved -= SECOND;
		return undefined;
	}
}
