import { sleep } from 'n8n-workflow';

/**
 * How long one request may take in all: to connect, to be sent, and to be answered to the last byte. n8n's own
 * `timeout` counts anew with each byte that comes, and does not count at all after HTTP 101.
 */
export class Deadline {
	/** Whether it passed before the request was over. */
	hasPassed = false;

	private readonly teardown = new AbortController();

	private readonly over = new AbortController();

	/**
	 * @param milliseconds counted from {@link start}
	 * @param cancelSignal tears the request down as well, where there is one
	 */
	constructor(
		private readonly milliseconds: number,
		private readonly cancelSignal?: AbortSignal,
	) {}

	/**
	 * Starts the clock when the request leaves.
	 *
	 * @returns what tears its connection down
	 */
	start(): AbortSignal {
		if (this.cancelSignal?.aborted) this.teardown.abort();
		this.cancelSignal?.addEventListener('abort', () => this.teardown.abort(), { signal: this.over.signal });
		void sleep(this.milliseconds, this.over.signal).then(
			() => this.pass(),
			() => undefined,
		);
		return this.teardown.signal;
	}

	private pass(): void {
		this.hasPassed = true;
		this.teardown.abort();
	}

	/** Why a request failed: whatever tears its connection down throws an error of its own. */
	errorOf(error: unknown): unknown {
		return this.hasPassed ? Object.assign(new Error('timeout'), { code: 'ETIMEDOUT' }) : error;
	}

	/** Ends the clock and the listening, since the request is over. */
	end(): void {
		this.over.abort();
	}
}
