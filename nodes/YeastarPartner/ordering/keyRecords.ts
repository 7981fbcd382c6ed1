import type { DeduplicationHelperFunctions, ICheckProcessedOptions } from 'n8n-workflow';

import { pace, waitFor } from '../portal/repeat';

/** The part of n8n's helpers that remembers values across executions, in its database. */
export type KeyStore = Pick<DeduplicationHelperFunctions, 'checkProcessedAndRecord' | 'removeProcessed'>;

/** What n8n's store answers of some values: which of them were new, and which were there before. */
export interface Recorded {
	fresh: ReadonlySet<string>;
	known: ReadonlySet<string>;
}

/** n8n's store, as order keys are kept in it. */
export interface KeyRecords {
	/** Records values, and tells which of them were there before. Throws what n8n's store throws. */
	record(values: readonly string[]): Promise<Recorded>;
	remove(values: readonly string[]): Promise<void>;
	/** Does work while no other work of this process uses the store, which loses entries when two write at once. */
	exclusively<Result>(work: () => Promise<Result>): Promise<Result>;
}

const ENTRIES: ICheckProcessedOptions = { mode: 'entries' };

/** The chains of work that this process does one at a time, by name. */
const queues = new Map<string, Promise<unknown>>();

/** Does work that must not overlap with other work of the same name in this process. */
export async function oneAtATime<Result>(name: string, work: () => Promise<Result>): Promise<Result> {
	const before = queues.get(name) ?? Promise.resolve();
	const mine = before.then(work, work);
	const settled = mine.catch(() => undefined);
	queues.set(name, settled);
	try {
		return await mine;
	} finally {
		if (queues.get(name) === settled) queues.delete(name);
	}
}

/** The values of a workflow in n8n's store. */
export function recordsOf(store: KeyStore, workflowId: string): KeyRecords {
	return {
		record: async (values) => {
			const ask = async () => await store.checkProcessedAndRecord([...values], 'workflow', ENTRIES);
			// Two workers that make the workflow's row at the same moment: the database refuses the second.
			const answer = await ask().catch(async () => await waitFor(pace.firstWait).then(ask));
			return { fresh: new Set(answer.new.map(String)), known: new Set(answer.processed.map(String)) };
		},
		remove: async (values) => {
			if (values.length > 0) await store.removeProcessed([...values], 'workflow', ENTRIES);
		},
		exclusively: async (work) => await oneAtATime(JSON.stringify(['store', workflowId]), work),
	};
}

/** Asks n8n's store, which cannot be asked without recording: what was not in it before is taken out again. */
export async function askWithoutRecording(records: KeyRecords, values: readonly string[]): Promise<Recorded> {
	const answer = await records.record(values);
	await records.remove([...answer.fresh]);
	return answer;
}
