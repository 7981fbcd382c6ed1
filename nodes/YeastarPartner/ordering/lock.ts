import { randomUUID } from 'crypto';
import { sleep } from 'n8n-workflow';
import type { DeduplicationHelperFunctions, ICheckProcessedOptions, IDeduplicationOutput } from 'n8n-workflow';

import { takeTurn } from './inTurn';

/** The part of n8n's helpers that a lock is made of. */
export type LockStore = Pick<
	DeduplicationHelperFunctions,
	'checkProcessedAndRecord' | 'clearAllProcessedItems' | 'getProcessedDataCount'
>;

/** The lock could not be had, and the work was not begun. The message is a clause for the workflow's author. */
export class StoreLockError extends Error {
	override readonly name = 'StoreLockError';
}

/** Clock and waits, in milliseconds; the tests make them fast. */
export const timing = {
	/** A clock that nobody sets, unlike the time of day. */
	now: (): number => performance.now(),
	wait: sleep,
	/** A lock that was seen unchanged for so long is taken over: longer than a database or a process stalls. */
	staleAfter: 30_000,
	/** How long a mark of a takeover is to be seen at least: far longer than a call to the store takes. */
	settle: 3000,
	/** How long a lock is waited for: a little longer than a takeover that fails once. */
	longestWait: 75_000,
};

/** What each row holds that is a lock. */
const LOCK = 'lock';
/** A new row holds one to so many values, by whose number those who wait tell one holder from the next. */
const MOST_VALUES = 16;
/** A holder stops writing after this share of `staleAfter`; the rest is for a write that stalls on its way. */
const OVERDUE_SHARE = 1 / 3;
/** A takeover may last so many times `settle`, one of which is waited: its calls end long before others' waits. */
const LONGEST_TAKEOVER = 1.5;
/** The wait between two looks, in milliseconds: about as long as a lock is held. */
const [SHORTEST_PAUSE, LONGEST_PAUSE] = [10, 40];
/** How often one that waits in this process looks whether its time is up, in milliseconds. */
const LOOK_IN_LINE = 100;
const ENTRIES: ICheckProcessedOptions = { mode: 'entries' };

/** PostgreSQL has a code for each, in every language; SQLite has one for both, and English words. */
const isViolation = (error: unknown, code: string, words: RegExp): boolean =>
	error instanceof Error && ((error as { code?: unknown }).code === code || words.test(error.message));

/** Whether the database refused a row because another execution made it at the same moment. */
export const isUniqueViolation = (error: unknown): boolean => isViolation(error, '23505', /unique|duplicate/i);

function asLockError(error: unknown): never {
	if (error instanceof StoreLockError) throw error;
	const isWorkflowGone = isViolation(error, '23503', /foreign key/i);
	const gone = 'n8n does not have this workflow any more: save it, and run it again';
	throw new StoreLockError(isWorkflowGone ? gone : error instanceof Error ? error.message : String(error));
}

function waitedTooLong(): StoreLockError {
	const seconds = Math.round(timing.longestWait / 1000);
	return new StoreLockError(`other executions of the workflow were in the way for ${seconds} seconds; try again`);
}

const several = (value: string): string[] => Array<string>(1 + Math.floor(Math.random() * MOST_VALUES)).fill(value);

/** Waits for a turn in this process, and returns what ends it; throws StoreLockError at the deadline. */
async function takeTurnBefore(deadline: number, name: string): Promise<() => void> {
	let endTurn: (() => void) | undefined;
	const turn = takeTurn(name).then((end) => (endTurn = end));
	const isWaiting = () => endTurn === undefined && timing.now() < deadline;
	while (isWaiting()) await Promise.race([turn, timing.wait(LOOK_IN_LINE)]);
	if (endTurn !== undefined) return endTurn;
	void turn.then((end) => end());
	throw waitedTooLong();
}

/**
 * A lock between all executions of one node of one workflow, in all workers: the row that n8n's store of processed values
 * has for the node. Where there is no row, recording is a plain INSERT, which the database refuses for all but one [n8n
 * 2.41, deduplication-helper.js]. Two nodes have two locks. Nothing else may use the row. A holder that was killed leaves
 * its row, which is taken over and never deleted: after a delete a third one could get in.
 */
export class StoreLock {
	/** @param name by which executions in this process wait for each other: one for each workflow, or for each node */
	constructor(
		private readonly store: LockStore,
		private readonly name: string,
	) {}

	/**
	 * Does work while no other execution of the node does any: short work, which uses nothing but the store. A lock that
	 * could not be given back is taken over later; the work is done, so that is no error.
	 *
	 * @param work asks before each write whether the lock is overdue, so that another execution may soon take it over:
	 * then it does not write. It asks after it too, since a write can stall: then it does not rely on what was written
	 * @throws StoreLockError when the lock cannot be had in 75 seconds, or n8n's store throws: no work was begun then
	 * @throws what the work throws
	 */
	async run<Result>(work: (isOverdue: () => boolean) => Promise<Result>): Promise<Result> {
		const deadline = timing.now() + timing.longestWait;
		const endTurn = await takeTurnBefore(deadline, this.name);
		try {
			const since = await this.acquire(deadline).catch(asLockError);
			const isOverdue = () => timing.now() - since > timing.staleAfter * OVERDUE_SHARE;
			try {
				return await work(isOverdue);
			} finally {
				// What was held too long can be another's by now.
				if (!isOverdue()) await this.store.clearAllProcessedItems('node', ENTRIES).catch(() => undefined);
			}
		} finally {
			endTurn();
		}
	}

	/**
	 * Waits for the lock; returns since when it is held. A row is unchanged while each look finds the same number of
	 * values, less than `settle` after the look before: who took it over meanwhile would have been seen.
	 */
	private async acquire(deadline: number): Promise<number> {
		let seen = { count: 0, since: 0, askedAt: 0 };
		while (timing.now() < deadline) {
			const askedAt = timing.now();
			const count = await this.store.getProcessedDataCount('node', ENTRIES);
			const at = timing.now();
			const isUnchanged = count === seen.count && at - seen.askedAt < timing.settle;
			seen = { count, since: isUnchanged ? seen.since : at, askedAt };
			// All make the row with the same value: one that finds a row is told that the value is known.
			if (count === 0 && (await this.write(several(LOCK)))?.processed.length === 0) return at;
			if (count > 0 && askedAt - seen.since >= timing.staleAfter) {
				const since = await this.takeOver(count, askedAt);
				if (since !== undefined) return since;
			}
			await timing.wait(SHORTEST_PAUSE + Math.random() * (LONGEST_PAUSE - SHORTEST_PAUSE));
		}
		throw waitedTooLong();
	}

	/** Writes values; undefined where another execution made the row at the same moment. */
	private async write(values: string[]): Promise<IDeduplicationOutput | undefined> {
		return await this.store.checkProcessedAndRecord(values, 'node', ENTRIES).catch((error: unknown) => {
			if (!isUniqueViolation(error)) throw error;
			return undefined;
		});
	}

	/**
	 * Takes over a row that held `count` values at `askedAt`: adds a mark, waits until others that do the same have added
	 * theirs, and has the lock if the row holds no other. A write makes the row where it is gone, so LOCK is in each.
	 */
	private async takeOver(count: number, askedAt: number): Promise<number | undefined> {
		// Who comes second sees the mark of the first, and adds none, with which neither would have the lock.
		await timing.wait((Math.random() * timing.settle) / 2);
		const since = timing.now();
		const isCount = async (expected: number) => (await this.store.getProcessedDataCount('node', ENTRIES)) === expected;
		if (!(await isCount(count)) || timing.now() - askedAt >= timing.settle) return undefined;
		const mark = randomUUID();
		const marks = several(mark);
		await this.write([LOCK, ...marks]);
		await timing.wait(timing.settle);
		const isMarked = (await this.write([LOCK, mark]))?.processed.includes(mark);
		if (!isMarked || !(await isCount(count + marks.length))) return undefined;
		return timing.now() - since <= timing.settle * LONGEST_TAKEOVER ? since : undefined;
	}
}
