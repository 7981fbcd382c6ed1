import { setImmediate as allElse } from 'node:timers/promises';

/** A clock that only moves when nothing else is left to do: hours pass in no time, and always in the same order. */
export class VirtualTime {
	private time = 0;
	private readonly waits: Array<{ until: number; end: () => void }> = [];

	readonly now = (): number => this.time;

	readonly wait = async (milliseconds: number): Promise<void> =>
		await new Promise((end) => this.waits.push({ until: this.time + milliseconds, end }));

	/**
	 * Lets time pass until work has ended.
	 *
	 * @throws Error when the work waits for something else than time
	 */
	async passUntil<Result>(work: Promise<Result>): Promise<Result> {
		let hasEnded = false;
		const end = () => (hasEnded = true);
		work.then(end, end);
		for (;;) {
			await allElse();
			if (hasEnded) return await work;
			this.waits.sort((one, other) => one.until - other.until);
			const next = this.waits.shift();
			if (next === undefined) throw new Error('Nothing is waited for any more');
			this.time = next.until;
			next.end();
		}
	}
}
