import { log } from './loudLog';

import { onRequest } from './bookings';
import type { RunningWorkflow, RunSetup } from './engine';
import type { Execution } from './judge';
import { type Bench, ORDER_PATH } from './portal';

/** An execution that can be gone on with. */
interface Played<Known> {
	setup: RunSetup;
	running: RunningWorkflow;
	known: Known;
	execution: Execution & Known;
}

/**
 * Starts executions that order, one after the other, and keeps what the judge needs of each.
 *
 * @typeParam Known what the judge is to know of how an execution was started
 */
export class Executions<Known extends object> {
	private readonly played: Array<Played<Known>> = [];

	constructor(private readonly bench: Bench) {
		log.length = 0;
	}

	/** All that have ended. */
	get all(): Array<Execution & Known> {
		return this.played.map(({ execution }) => execution);
	}

	private async toItsEnd(
		start: () => RunningWorkflow,
		setup: RunSetup,
		known: Known & { since: number },
		cancelAt?: number,
	): Promise<void> {
		const { requests } = this.bench.portal;
		const logged = log.length;
		const running = start();
		if (cancelAt !== undefined) onRequest(this.bench.portal, ORDER_PATH, cancelAt, () => running.cancel());
		const result = await running.finished;
		Reflect.deleteProperty(requests, 'push');
		const execution = { ...result, ...known, until: requests.length, log: log.slice(logged) };
		this.played.push({ setup, running, known, execution });
	}

	/**
	 * Runs an execution to its end.
	 *
	 * @param cancelAt at the arrival of which order request it is canceled
	 */
	async run(setup: RunSetup, known: Known, cancelAt?: number): Promise<void> {
		const since = this.bench.portal.requests.length;
		await this.toItsEnd(() => this.bench.engine.start(setup), setup, { ...known, since }, cancelAt);
	}

	/** Goes on with the last execution, as n8n's "Retry execution" does, where it failed. */
	async retry(): Promise<void> {
		const last = this.played.at(-1);
		if (last?.execution.error === undefined) return;
		const { setup, running, known, execution } = last;
		const { since = 0 } = execution;
		await this.toItsEnd(() => this.bench.engine.retry(setup, running.data), setup, { ...known, since });
	}
}
