import { sleep } from 'n8n-workflow';

import { canceledUnsent, PortalFailure } from './failure';
import { MAX_TRIES } from './repeat';
import { type Departure, RequestRate } from './requestRate';

/** What became of a request that had its turn: `taken` is any answer but a refusal as one too many, `lost` is none. */
export type Fortune = 'taken' | 'lost' | { refused: PortalFailure; toldToWait?: number };

/** A request's turn to be sent. */
export interface Turn {
	/** Ends it, whatever came of it. */
	end(fortune: Fortune): void;
}

/** A request that is to be sent when it is its turn. */
export interface Attempt<Result> {
	send: () => Promise<Result>;
	fortuneOf: (result: Result) => Fortune;
	/** Ends the waiting. */
	signal: AbortSignal | undefined;
}

interface Waiter {
	go: (turn: Turn) => void;
	turnAway: (failure: PortalFailure) => void;
}

/** How often one request is refused while others are taken, before it is given up: then it is not their number. */
const MAX_REFUSALS = 10;

/** The clock of the waiting, in milliseconds: one that nobody sets. */
const now = () => performance.now();

/** Has the requests of a run leave no faster than the portal takes them. */
export class Turns {
	private readonly rate = new RequestRate();
	private readonly waiters: Waiter[] = [];
	/** Calls the next one when it may leave. */
	private alarm?: { at: number; off: AbortController };

	private leave(): Turn {
		const departure = this.rate.leave(now());
		return { end: (fortune) => this.arrive(departure, fortune) };
	}

	private arrive(departure: Departure, fortune: Fortune): void {
		if (fortune === 'taken') this.rate.accept(departure, now());
		else if (fortune === 'lost') this.rate.lose(departure);
		else {
			this.rate.refuse(departure, now(), fortune.toldToWait);
			if (this.isShut()) this.turnAllAway(fortune.refused);
		}
		this.next();
	}

	private turnAllAway({ facts }: PortalFailure): void {
		// The request that was refused is another one.
		const failure = new PortalFailure({ ...facts, requestId: undefined });
		for (const { turnAway } of this.waiters.splice(0)) turnAway(failure);
	}

	/** Lets go who may, and comes back when the next one may. */
	private next(): void {
		while (this.waiters.length > 0) {
			const wait = this.rate.waitAt(now());
			if (wait > 0) return this.wakeIn(wait);
			this.waiters.shift()?.go(this.leave());
		}
	}

	private wakeIn(wait: number): void {
		const at = now() + wait;
		if (at >= (this.alarm?.at ?? Infinity)) return;
		this.switchAlarmOff();
		const off = new AbortController();
		this.alarm = { at, off };
		void sleep(Math.ceil(wait), off.signal).then(
			() => {
				if (off.signal.aborted) return;
				this.alarm = undefined;
				this.next();
			},
			() => undefined,
		);
	}

	private switchAlarmOff(): void {
		this.alarm?.off.abort();
		this.alarm = undefined;
	}

	/** Whether the portal has refused so many in a row that it is of no use to ask further for now. */
	isShut(): boolean {
		return this.rate.refusals >= MAX_TRIES;
	}

	/** Takes a turn where one is free; undefined where it has to be waited for. */
	takeAtOnce(): Turn | undefined {
		return this.waiters.length === 0 && this.rate.waitAt(now()) === 0 ? this.leave() : undefined;
	}

	/**
	 * Waits for a turn.
	 *
	 * @returns undefined where the waiting was ended
	 * @throws PortalFailure where the portal refuses one request after the other
	 */
	async wait(signal?: AbortSignal): Promise<Turn | undefined> {
		return await new Promise<Turn | undefined>((resolve, reject) => {
			if (signal?.aborted === true) return resolve(undefined);
			const giveUp = () => {
				this.waiters.splice(this.waiters.indexOf(waiter), 1);
				if (this.waiters.length === 0) this.switchAlarmOff();
				resolve(undefined);
			};
			const stopListening = () => signal?.removeEventListener('abort', giveUp);
			const waiter: Waiter = {
				go: (turn) => {
					stopListening();
					resolve(turn);
				},
				turnAway: (failure) => {
					stopListening();
					reject(failure);
				},
			};
			signal?.addEventListener('abort', giveUp, { once: true });
			this.waiters.push(waiter);
			this.next();
		});
	}

	/**
	 * Sends a request when it is its turn, and lines it up again when the portal refused it as one too many. Behind those that wait already: were it
	 * the first again, a portal that refuses only this one would keep all others waiting. A request that was refused so did nothing [inferred], so this goes for orders too.
	 *
	 * @throws PortalFailure where it was canceled before it was sent, or the portal refuses one request after the other
	 */
	async run<Result>({ send, fortuneOf, signal }: Attempt<Result>): Promise<Result> {
		let refused: PortalFailure | undefined;
		for (let refusals = 0; ; refusals++) {
			const turn = signal?.aborted === true ? undefined : (this.takeAtOnce() ?? (await this.wait(signal)));
			if (turn === undefined) throw refused ?? canceledUnsent();
			const result = await send().catch((error: unknown) => {
				turn.end('lost');
				throw error;
			});
			const fortune = fortuneOf(result);
			turn.end(fortune);
			if (typeof fortune === 'string' || this.isShut() || refusals + 1 >= MAX_REFUSALS) return result;
			refused = fortune.refused;
		}
	}
}
