import type { DeduplicationHelperFunctions, ICheckProcessedOptions } from 'n8n-workflow';

import { DAY, inSpan, numbered, onDay, placed, sent, SPAN } from './keyValues';
import { isUniqueViolation, type LockStore, StoreLock, StoreLockError } from './lock';

/** The part of n8n's helpers that remembers values across executions, in its database. */
export type KeyStore = LockStore & Pick<DeduplicationHelperFunctions, 'removeProcessed'>;

/** What a run knows of its keys, and n8n's store may not hold. */
export interface RunNews {
	/** Keys that it takes, and whose order's turn has not come. */
	ahead: Set<string>;
	/** Values to record, also those that another node's write can have undone. */
	record: Set<string>;
	/** Values to remove. Tried once: after that, another execution may have recorded the same. */
	remove: string[];
}

/** What this process knows of the keys of a workflow. */
interface WorkflowNews {
	runs: Set<RunNews>;
	/** Values that mean nothing any more. They are removed some time, since that reads and writes the whole row. */
	stale: Set<string>;
}

/** What is known of a key. */
export interface KeyState {
	/** `taken`: its order was sent, or is about to be. `placed`: the node heard that the portal has it. */
	state: 'free' | 'taken' | 'placed';
	/** Whether an execution may still be about to send its order. */
	isRecent: boolean;
	/** When the day began on which it was taken, in milliseconds since 1970; undefined where that is too long ago. */
	takenAt: number | undefined;
}

/** Decides, by what was new of some values, which of them are to be removed again. */
type Judge = (fresh: ReadonlySet<string>) => readonly string[];

/** By workflow; outlives the runs. */
const workflows = new Map<string, WorkflowNews>();

/** How far back it is asked when a key was taken, in days. More than two are what a question has left that failed. */
const [DAYS_ASKED, MOST_DAYS] = [31, 2];
/** How many stale values may stay: those of 30 orders. */
const MOST_STALE = 60;
const ENTRIES: ICheckProcessedOptions = { mode: 'entries' };

/**
 * What n8n's store holds of order keys: orders with the same key are placed once, across executions. The store is in
 * n8n's database, so keys hold in queue mode and after a restart. It reads a row and then writes it whole, so it is used
 * in sections of which there is one at a time, in all workers. Another node of the workflow has a lock of its own.
 */
export class OrderKeys {
	readonly news: WorkflowNews;
	private readonly lock: StoreLock;

	constructor(
		private readonly store: KeyStore,
		private readonly workflowId: string,
	) {
		this.lock = new StoreLock(store, JSON.stringify(['store', workflowId]));
		this.news = workflows.get(workflowId) ?? { runs: new Set(), stale: new Set() };
		workflows.set(workflowId, this.news);
	}

	/** By which name orders with a key, or about a subject, wait for each other in this process. */
	turnOf(kind: 'key' | 'subject', name: string): string {
		return JSON.stringify([kind, this.workflowId, name]);
	}

	/**
	 * Records values, and what the runs of this process have heard, and removes what is not to stay.
	 *
	 * @param judge is told what was new of the values, and not known to a run of this process
	 * @returns what was new, also of what runs have heard
	 * @throws StoreLockError, or what n8n's store throws; then it is not known what was recorded
	 */
	async section(values: readonly string[], judge: Judge = () => []): Promise<ReadonlySet<string>> {
		return await this.lock.run(async (isOverdue) => {
			const inTime = async <Result>(call: () => Promise<Result>): Promise<Result> => {
				const answer = isOverdue() ? undefined : { is: await call() };
				if (answer === undefined || isOverdue()) throw new StoreLockError("n8n's database took too long; try again");
				return answer.is;
			};
			const remove = async (some: string[]) => {
				const call = async () => await this.store.removeProcessed(some, 'workflow', ENTRIES);
				// Nobody else can have recorded it again meanwhile.
				if (some.length > 0) await inTime(call).catch(async () => await inTime(call));
			};
			const runs = [...this.news.runs];
			await remove(runs.flatMap((run) => run.remove.splice(0)));

			const heard = new Set(runs.flatMap((run) => [...run.record]));
			const all = [...new Set([...heard, ...values])];
			const record = async () => await this.store.checkProcessedAndRecord(all, 'workflow', ENTRIES);
			const recordAgain = async (error: unknown) => {
				// Another node of the workflow may make the workflow's row at the same moment.
				if (isUniqueViolation(error)) return await record();
				throw error;
			};
			const answer = all.length > 0 ? await inTime(async () => await record().catch(recordAgain)) : { new: [] };
			const fresh = new Set(answer.new.map(String));
			for (const run of runs) for (const value of heard) run.record.delete(value);

			const unwanted = [...judge(new Set([...fresh].filter((value) => !heard.has(value))))];
			const { stale } = this.news;
			if (unwanted.length > 0 || stale.size >= MOST_STALE) unwanted.push(...stale);
			for (const value of unwanted) stale.delete(value);
			await remove(unwanted);
			return fresh;
		});
	}

	/** Which of some values are recorded. The store cannot be asked without recording: what was new is removed again. */
	async ask(values: readonly string[]): Promise<ReadonlySet<string>> {
		const known = new Set(values);
		if (known.size === 0) return known;
		await this.section(values, (fresh) => {
			for (const value of fresh) known.delete(value);
			return [...fresh];
		});
		return known;
	}

	/** What is known of a key at a moment, in milliseconds since 1970. */
	async read(key: string, now: number): Promise<KeyState> {
		const days = Array.from({ length: DAYS_ASKED }, (_, ago) => now - (now % DAY) - ago * DAY);
		const spans = [inSpan(key, now), inSpan(key, now - SPAN)];
		const known = await this.ask([sent(key), placed(key), ...spans, ...days.map((day) => onDay(key, day))]);
		const takenOn = days.filter((day) => known.has(onDay(key, day)));
		return {
			state: known.has(placed(key)) ? 'placed' : known.has(sent(key)) ? 'taken' : 'free',
			isRecent: spans.some((span) => known.has(span)) || [...this.news.runs].some(({ ahead }) => ahead.has(key)),
			takenAt: takenOn.length === 0 || takenOn.length > MOST_DAYS ? undefined : Math.min(...takenOn),
		};
	}

	/** Which of some order numbers are known to be those of a key's order. */
	async ownNumbers(key: string, orderNumbers: readonly string[]): Promise<ReadonlySet<string>> {
		const known = await this.ask(orderNumbers.map((orderNo) => numbered(key, orderNo)));
		return new Set(orderNumbers.filter((orderNo) => known.has(numbered(key, orderNo))));
	}

	/** Releases a key. What it was for is not known here, and stays: that decides nothing for a key that is free. */
	async release(key: string, { takenAt }: KeyState): Promise<void> {
		await this.section([], () => [sent(key), ...(takenAt === undefined ? [] : [onDay(key, takenAt)])]);
	}
}
