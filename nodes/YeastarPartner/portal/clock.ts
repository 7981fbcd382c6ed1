import { sleep } from 'n8n-workflow';

/** A moment by the portal's clock, as closely as it is known, in milliseconds since 1970. */
export interface PortalTime {
	earliest: number;
	latest: number;
}

/** How far the portal's clock is ahead of this machine's, in milliseconds. */
interface Offset {
	least: number;
	most: number;
	/** When that was found out, by the machine's own clock that nobody sets. */
	at: number;
	/** Whether answers contradicted each other: several servers, each with a clock of its own. */
	isOfSeveral: boolean;
}

/** This machine's clock is read in whole milliseconds. */
const ROUNDING = 1;
/** A Date header has no fractions of a second. */
const HEADER_STEP = 1000;
/** By how much two clocks may drift apart: 100 milliseconds in 1,000 seconds. */
const DRIFT = 1e-4;
/** Two answers that contradict each other by so little, in milliseconds, do so because a server was late to change its header. */
const LATE_HEADER = 20;
/** Servers behind one address differ by less than this, in milliseconds; by more, a clock was set. */
const SERVERS_DIFFER = 5_000;
/** What is close enough, in milliseconds: two machines that keep network time are not closer. */
const SHARP = 50;
/** As close as that the answers of a distant portal tell it, in milliseconds. */
const IN_STEP = 400;
/** Two answers tell it no closer than so many round trips. */
const ROUND_TRIPS = 3;
/** How long is waited between two answers, in milliseconds. */
const STEP = 20;
/** How long it may take, in milliseconds: the header's second changes three times, should the first answers have been slow. */
const LONGEST = 3_100;
/** For so long it is not tried again, in milliseconds: those who look several times gain nothing by it. */
const PAUSE = 10_000;

/**
 * The portal's clock, as the Date header of its answers shows it. One header tells it to a second; when the
 * header's second changes between two answers, it is known as closely as those answers were apart.
 */
export class PortalClock {
	private offset?: Offset;
	private sharpening?: Promise<void>;
	private sharpenedAt = -Infinity;

	/**
	 * Notes what an answer shows.
	 *
	 * @param date its Date header
	 * @param sentAt when the request was sent, by this machine's clock, in milliseconds since 1970
	 * @param receivedAt when its answer was there
	 */
	observe(date: string | undefined, sentAt: number, receivedAt: number): void {
		const told = date === undefined ? NaN : Date.parse(date);
		if (Number.isNaN(told)) return;
		const seen = {
			least: told - receivedAt - ROUNDING,
			most: told + HEADER_STEP - sentAt + ROUNDING,
			at: performance.now(),
			isOfSeveral: false,
		};
		this.offset = this.offset === undefined ? seen : combine(this.drifted(this.offset), seen);
	}

	private drifted(offset: Offset): Offset {
		const at = performance.now();
		const drift = (at - offset.at) * DRIFT;
		return { ...offset, least: offset.least - drift, most: offset.most + drift, at };
	}

	/**
	 * The portal's time at a moment of this machine's clock.
	 *
	 * @param time in milliseconds since 1970
	 * @returns undefined where no answer had a Date header
	 */
	at(time: number): PortalTime | undefined {
		if (this.offset === undefined) return undefined;
		const { least, most } = this.drifted(this.offset);
		// Two clocks between which not even that shows a difference are in step, as network time keeps them.
		if (most - least <= IN_STEP && least <= 0 && most >= 0) return { earliest: time, latest: time + ROUNDING };
		return { earliest: time + least, latest: time + most };
	}

	/**
	 * Finds out the time as closely as answers can tell it: asks one after the other until the header's second changes, which
	 * takes up to a second, and is done by one for all who ask.
	 *
	 * @param ask has the portal answer something; what it answers is handed to {@link observe}
	 */
	async sharpen(ask: () => Promise<void>): Promise<void> {
		if (performance.now() - this.sharpenedAt < PAUSE) return;
		this.sharpening ??= this.askUntilSharp(ask).finally(() => {
			this.sharpening = undefined;
			this.sharpenedAt = performance.now();
		});
		await this.sharpening;
	}

	private async askUntilSharp(ask: () => Promise<void>): Promise<void> {
		const until = performance.now() + LONGEST;
		let roundTrip = Infinity;
		for (;;) {
			const asked = performance.now();
			await ask();
			roundTrip = Math.min(roundTrip, performance.now() - asked);
			if (this.offset === undefined || performance.now() > until) return;
			if (this.offset.most - this.offset.least <= Math.max(SHARP, ROUND_TRIPS * roundTrip)) return;
			await sleep(STEP);
		}
	}
}

function combine(known: Offset, seen: Offset): Offset {
	const least = Math.max(known.least, seen.least);
	const most = Math.min(known.most, seen.most);
	const contradiction = least - most;
	if (contradiction > SERVERS_DIFFER) return seen;
	if (contradiction > LATE_HEADER || known.isOfSeveral) {
		return {
			...seen,
			least: Math.min(known.least, seen.least),
			most: Math.max(known.most, seen.most),
			isOfSeveral: true,
		};
	}
	return { ...seen, least: Math.min(least, most), most: Math.max(least, most) };
}
