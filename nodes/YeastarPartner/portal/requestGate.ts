import { sleep } from 'n8n-workflow';

import { PortalFailure } from './failure';
import { type Departure, RateLimiter } from './rateLimiter';

/** What became of a request that was let through: an answer, none, or a refusal as one too many. */
export type SendResult = 'answered' | 'lost' | { throttled: PortalFailure; retryAfterMs?: number };

/** Leave to send one request. */
export interface Permit {
	/** Ends it, whatever came of it. */
	release(result: SendResult): void;
}

interface Waiter {
	resolve: (permit: Permit | undefined) => void;
	reject: (failure: PortalFailure) => void;
}

/** A clock that nobody sets, in milliseconds. */
const now = () => performance.now();

/** Lets the requests of a run leave no faster than the portal takes them. Those that wait leave in the order in which they came. */
export class RequestGate {
	private readonly limiter = new RateLimiter();
	private readonly waiters: Waiter[] = [];
	/** Ends the sleep until the next one may leave. */
	private alarm?: AbortController;

	/** Whether the circuit is open: the portal has refused so many in a row that it is of no use to ask further for now. */
	get isOpen(): boolean {
		return this.limiter.isCircuitOpen;
	}

	private permit(): Permit {
		const departure = this.limiter.onSend(now());
		return { release: (result) => this.release(departure, result) };
	}

	private release(departure: Departure, result: SendResult): void {
		if (result === 'answered') this.limiter.onSuccess(departure, now());
		else if (result === 'lost') this.limiter.onError(departure);
		else {
			this.limiter.onThrottled(departure, now(), result.retryAfterMs);
			// The request that was refused is another one than those that wait.
			const failure = new PortalFailure({ ...result.throttled.facts, requestId: undefined });
			if (this.isOpen) for (const { reject } of this.waiters.splice(0)) reject(failure);
		}
		this.next();
	}

	/** Lets go who may, and comes back when the next one may. */
	private next(): void {
		this.alarm?.abort();
		this.alarm = undefined;
		while (this.waiters.length > 0) {
			const wait = this.limiter.delayAt(now());
			if (wait === Infinity) return;
			if (wait > 0) return this.wakeIn(wait);
			this.waiters.shift()?.resolve(this.permit());
		}
	}

	private wakeIn(milliseconds: number): void {
		const alarm = new AbortController();
		this.alarm = alarm;
		void sleep(Math.ceil(milliseconds), alarm.signal).then(
			() => alarm.signal.aborted || this.next(),
			() => undefined,
		);
	}

	/** Leave to send at once; undefined where it has to be waited for. */
	tryAcquire(): Permit | undefined {
		return this.waiters.length === 0 && this.limiter.delayAt(now()) === 0 ? this.permit() : undefined;
	}

	/**
	 * Waits for leave to send.
	 *
	 * @param signal ends the waiting
	 * @returns undefined where the waiting was ended
	 * @throws PortalFailure where the portal refuses one request after the other
	 */
	async acquire(signal?: AbortSignal): Promise<Permit | undefined> {
		if (signal?.aborted === true) return undefined;
		return await new Promise<Permit | undefined>((resolve, reject) => {
			const stopListening = () => signal?.removeEventListener('abort', giveUp);
			const waiter: Waiter = {
				resolve: (permit) => (stopListening(), resolve(permit)),
				reject: (failure) => (stopListening(), reject(failure)),
			};
			const giveUp = () => {
				this.waiters.splice(this.waiters.indexOf(waiter), 1);
				resolve(undefined);
				this.next();
			};
			signal?.addEventListener('abort', giveUp, { once: true });
			this.waiters.push(waiter);
			this.next();
		});
	}
}
