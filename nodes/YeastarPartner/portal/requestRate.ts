import { MAX_TRIES, pace } from './repeat';

/** A request that has left. */
export interface Departure {
	/** When, in milliseconds. */
	at: number;
	/** Whether it was sent to see if the portal takes requests again. */
	isProbe: boolean;
}

/** The first of the requests that were refused in a row. */
interface Refusal {
	sentAt: number;
	/** The rate at which it was sent, in requests a millisecond. */
	rate: number;
	/** How long the portal says to wait, in milliseconds. */
	toldToWait?: number;
}

const SECOND = 1000;
/** The least rate to go on at after a refusal that came too early to tell one, in requests a millisecond. */
const FIRST_GUESS = 20 / SECOND;
/** How fast the rate grows while no rate is known that is too much: by so much a second. */
const SEARCHING_GROWTH = 1.3;
/** After a refusal the rate falls to this part of the one that was too much, and grows to `plateau` of it; then past it. */
const FALL = 0.95;
/** Where refusals are costly and the next one came so soon, in milliseconds, it falls to this part: many small steps would cost more. */
const SOON = 3_000;
const SHARP_FALL = 0.85;
/** It never falls further than to this part: a short moment tells little. */
const DEEPEST_FALL = 0.6;
/**
 * How the rate grows around the plateau, with the cube of the seconds. Where a refusal costs more than {@link DEAR} requests, which a whole
 * second of Retry-After does, it is looked for seldom.
 */
const CHEAP = { plateau: 0.985, growth: 4e-4 };
const COSTLY = { plateau: 0.97, growth: 1e-5 };
const DEAR = 4;
/** A wait that is told and longer than this, in milliseconds, says little about the rate. */
const LONG = 5_000;
/** What was accepted tells the allowed rate only over so many requests and milliseconds. */
const TELLING = { requests: 10, milliseconds: 900 };
/** Counts anew after a pause of so many milliseconds, and while no limit is known after so many: a portal that was hardly asked tells nothing. */
const PAUSE = 2_000;
const LONGEST_COUNT = 10_000;
/** A rate so many times as high as what was sent was not what was refused. */
const UNUSED = 3;
/** After a refusal waits so many times as long as between two requests. */
const PROBE_AFTER = 1.5;

/**
 * How many requests a second the portal allows, as its refusals (HTTP 429) teach it. No page documents a limit, nor that 429 stands for one [inferred], so any number is
 * sent until the first refusal. Then nothing leaves but one probe at a time, until one is accepted; from what was accepted in how long follows the rate
 * at which is gone on. It grows as TCP's does in its CUBIC form: quickly up to where it was refused, then carefully past it.
 *
 * It fits limits that count by the second of the clock, any second, or a bucket that fills up, with Retry-After and without. Holds no timer:
 * all times are handed in, in milliseconds of one clock.
 */
export class RequestRate {
	/** How many requests in a row were refused. */
	refusals = 0;

	/** Requests a millisecond at the time `since`; Infinity while no limit is known. */
	private rate = Infinity;
	private plateau = Infinity;
	private growth = 0;
	private since = 0;

	/** When the next one may leave. */
	private nextAt = 0;

	/** Set from a refusal until the portal answers a probe otherwise. */
	private refusal?: Refusal;
	private opensAt = 0;
	private isProbing = false;

	/** Since when is counted what is accepted. */
	private countedSince = -Infinity;
	private accepted = 0;
	private lastLeft = -Infinity;

	private rateAt(now: number): number {
		const seconds = Math.max(now - this.since, 0) / SECOND;
		if (this.rate === Infinity) return Infinity;
		if (this.plateau === Infinity) return this.rate * SEARCHING_GROWTH ** seconds;
		const toPlateau = Math.cbrt((1 - this.rate / this.plateau) / this.growth);
		return this.plateau * (1 + this.growth * (seconds - toPlateau) ** 3);
	}

	/** How long until a request may leave, in milliseconds; Infinity where the answer to a probe decides. */
	waitAt(now: number): number {
		if (this.refusal === undefined) return Math.max(0, this.nextAt - now);
		return this.isProbing ? Infinity : Math.max(0, this.opensAt - now);
	}

	/** Notes that a request leaves. */
	leave(now: number): Departure {
		const rate = this.rateAt(now);
		if (rate !== Infinity) this.nextAt = Math.max(this.nextAt, now - 1 / rate) + 1 / rate;
		this.countFrom(now);
		const isProbe = this.refusal !== undefined;
		this.isProbing ||= isProbe;
		return { at: now, isProbe };
	}

	private countFrom(now: number): void {
		const isStale = now - this.lastLeft > PAUSE || (this.rate === Infinity && now - this.countedSince > LONGEST_COUNT);
		this.lastLeft = now;
		if (!isStale || this.refusal !== undefined) return;
		this.countedSince = now;
		this.accepted = 0;
	}

	/** Notes that the portal took a request, whatever it answered. */
	accept({ at, isProbe }: Departure, now: number): void {
		this.refusals = 0;
		if (isProbe) {
			this.isProbing = false;
			if (this.refusal !== undefined) this.goOn(this.refusal, at, now);
		}
		this.accepted++;
	}

	/** Notes that a request was neither taken nor refused. */
	lose({ isProbe }: Departure): void {
		if (isProbe) this.isProbing = false;
	}

	/**
	 * Notes that the portal refused a request as one too many.
	 *
	 * @param toldToWait how long it says to wait, in milliseconds
	 */
	refuse({ at, isProbe }: Departure, now: number, toldToWait?: number): void {
		// What was under way when the first one was refused says nothing new, however late it comes back.
		if (!isProbe && (this.refusal !== undefined || at < this.since)) return this.open(now, toldToWait);
		if (isProbe) this.isProbing = false;
		this.refusals++;
		this.refusal ??= { sentAt: at, rate: this.rateAt(at) };
		const { rate } = this.refusal;
		const backOff = pace.firstWait * (0.5 + Math.random() / 2) * 2 ** (Math.min(this.refusals, MAX_TRIES) - 1);
		// Only the first wait can be shorter than the usual ones: five refusals have to take longer than the second that is counted by.
		this.opensAt =
			now + (this.refusals === 1 ? Math.min(backOff, rate === Infinity ? Infinity : PROBE_AFTER / rate) : backOff);
		this.open(now, toldToWait);
	}

	/** Takes over how long the portal says to wait. */
	private open(now: number, toldToWait?: number): void {
		if (this.refusal === undefined || toldToWait === undefined) return;
		const isFirst = this.refusal.toldToWait === undefined;
		this.refusal.toldToWait = Math.max(this.refusal.toldToWait ?? 0, toldToWait);
		this.opensAt = isFirst ? now + toldToWait : Math.max(this.opensAt, now + toldToWait);
	}

	/** Goes on at a new rate, now that a probe was accepted. */
	private goOn({ sentAt, rate, toldToWait }: Refusal, probedAt: number, now: number): void {
		const sending = Math.max(sentAt - this.countedSince, 1);
		const accepted = Math.max(this.accepted, 1);
		const tooMuch = rate > (UNUSED * accepted) / sending ? Infinity : rate;
		// What the portal says to wait is often more than it would have to be; only that much belongs to what was allowed.
		const elapsed = toldToWait === undefined ? probedAt - this.countedSince : Math.max(toldToWait, sending);
		const measured = accepted / Math.max(elapsed, 1);
		const isTelling = accepted >= TELLING.requests && sending >= TELLING.milliseconds;
		const cost = (probedAt - sentAt) * (tooMuch === Infinity ? measured : tooMuch);
		const { plateau, growth } = cost > DEAR ? COSTLY : CHEAP;
		// A long wait may be the length of a window or a penalty, after which more is allowed: that is found out soon.
		this.growth = (toldToWait ?? 0) > LONG ? CHEAP.growth : growth;
		if (tooMuch === Infinity && accepted < TELLING.requests) {
			this.rate = Math.max(measured, FIRST_GUESS);
			this.plateau = Infinity;
		} else if (tooMuch === Infinity) {
			this.rate = measured * (toldToWait === undefined ? 1 : FALL);
			this.plateau = toldToWait === undefined ? Infinity : measured * plateau;
		} else {
			const isFarTooMuch = cost > DEAR && sending < SOON;
			const lowest = Math.max(Math.min(tooMuch * (isFarTooMuch ? SHARP_FALL : FALL), measured), tooMuch * DEEPEST_FALL);
			const isNear = isTelling && !isFarTooMuch;
			this.rate = isNear ? tooMuch * FALL : lowest;
			this.plateau = isNear ? tooMuch * plateau : Math.min(tooMuch * plateau, lowest * (isFarTooMuch ? 1.02 : 1.1));
		}
		this.since = now;
		this.nextAt = probedAt + 1 / this.rate;
		this.countedSince = probedAt;
		this.accepted = 0;
		this.refusal = undefined;
	}
}
