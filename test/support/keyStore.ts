import { setImmediate as laterOn } from 'node:timers/promises';
import type {
	DeduplicationHelperFunctions,
	DeduplicationItemTypes,
	DeduplicationScope,
	ICheckProcessedContextData,
	ICheckProcessedOptions,
	IDataDeduplicator,
	IDeduplicationOutput,
} from 'n8n-workflow';

/** A statement that n8n sends to its database. */
export interface Step {
	statement: 'SELECT' | 'INSERT' | 'UPDATE' | 'DELETE';
	scope: DeduplicationScope;
	/** False just before the database does it; true just before n8n hears the answer. */
	isDone: boolean;
}

/** What n8n throws when its database refuses a statement: an error of TypeORM with the driver's code. */
export class QueryFailedError extends Error {
	override readonly name = 'QueryFailedError';

	constructor(
		message: string,
		readonly code: string,
	) {
		super(message);
	}
}

/** How the databases refuse a second row, and a row for an unknown workflow. SQLite has one code for both. */
const REFUSALS = {
	postgres: {
		unique: () =>
			new QueryFailedError('duplicate key value violates unique constraint "PK_ca04b9d8dc72de268fe07a65773"', '23505'),
		workflow: () =>
			new QueryFailedError('insert or update on table "processed_data" violates foreign key constraint', '23503'),
	},
	sqlite: {
		unique: () =>
			new QueryFailedError(
				'SQLITE_CONSTRAINT: UNIQUE constraint failed: processed_data.workflowId',
				'SQLITE_CONSTRAINT',
			),
		workflow: () => new QueryFailedError('SQLITE_CONSTRAINT: FOREIGN KEY constraint failed', 'SQLITE_CONSTRAINT'),
	},
};

type Row = readonly string[];

/** The table of n8n's database. */
class Table {
	/** Whose errors it throws. */
	kind: keyof typeof REFUSALS = 'sqlite';
	readonly rows = new Map<string, Row>();
	readonly deletedWorkflows = new Set<string>();

	insert(key: string, row: Row, workflowId: string): void {
		const { unique, workflow } = REFUSALS[this.kind];
		if (this.deletedWorkflows.has(workflowId)) throw workflow();
		if (this.rows.has(key)) throw unique();
		this.rows.set(key, row);
	}

	/** Changes nothing where there is no row. */
	update(key: string, row: Row): void {
		if (this.rows.has(key)) this.rows.set(key, row);
	}
}

/**
 * n8n's store of processed values, in memory, as n8n 2.41 keeps it in its database (`deduplication-helper.js`): one
 * row for each workflow, and one for each of its nodes. Each call is one statement or two, and other calls come in
 * between: a row is read whole and written whole, so that what another call wrote meanwhile is lost. A row that is
 * missing is inserted, which the database refuses for all but one.
 */
export class KeyStore implements IDataDeduplicator {
	/** Thrown by the next calls, where it is set. */
	trouble?: Error;
	/** How many calls there were. */
	calls = 0;
	/** Waited for before and after each statement; what it throws, the call throws. */
	onStep: (step: Step) => Promise<unknown> = async ({ isDone }) => isDone || (await laterOn());

	private failure?: { call: number; error: Error; isForGood: boolean };

	/** @param table the database, which the stores of several workers share */
	constructor(readonly table = new Table()) {}

	/** Loses everything, as when another worker writes what it has read before. */
	forgetAll(): void {
		this.table.rows.clear();
	}

	/** Deletes a workflow; n8n's database deletes its rows with it, and takes no new ones. */
	deleteWorkflow(workflowId: string): void {
		this.table.deletedWorkflows.add(workflowId);
		for (const key of this.table.rows.keys()) {
			if ((JSON.parse(key) as unknown[])[0] === workflowId) this.table.rows.delete(key);
		}
	}

	/** Lets a call throw: the first one from now on is 1. And all that follow, where that is for good. */
	failAt(call: number, error: Error, isForGood = false): void {
		this.failure = { call: this.calls + call, error, isForGood };
	}

	/** The helpers that n8n gives to a node. */
	helpers(workflowId: string, nodeId: string): Omit<DeduplicationHelperFunctions, 'checkProcessedItemsAndRecord'> {
		const context = { workflow: { id: workflowId }, node: { id: nodeId } } as ICheckProcessedContextData;
		return {
			checkProcessedAndRecord: async (items, scope, options) =>
				await this.checkProcessedAndRecord(items, scope, context, options),
			removeProcessed: async (items, scope) => await this.removeProcessed(items, scope, context),
			clearAllProcessedItems: async (scope) => await this.clearAllProcessedItems(scope, context),
			getProcessedDataCount: async (scope) => await this.getProcessedDataCount(scope, context),
		};
	}

	private open(scope: DeduplicationScope, { node, workflow }: ICheckProcessedContextData) {
		this.calls++;
		if (this.trouble) throw this.trouble;
		if (this.failure !== undefined) {
			const { call, error, isForGood } = this.failure;
			if (this.calls === call || (isForGood && this.calls > call)) throw error;
		}

		const workflowId = workflow.id ?? '';
		const key = JSON.stringify([workflowId, scope === 'node' ? node?.id : '']);
		const send = async <Answer>(statement: Step['statement'], work: () => Answer): Promise<Answer> => {
			await this.onStep({ statement, scope, isDone: false });
			const answer = work();
			await this.onStep({ statement, scope, isDone: true });
			return answer;
		};
		return {
			read: async () => await send('SELECT', () => this.table.rows.get(key)),
			insert: async (row: Row) => await send('INSERT', () => this.table.insert(key, row, workflowId)),
			update: async (row: Row) => await send('UPDATE', () => this.table.update(key, row)),
			remove: async () => await send('DELETE', () => this.table.rows.delete(key)),
		};
	}

	async checkProcessedAndRecord(
		items: DeduplicationItemTypes[],
		scope: DeduplicationScope,
		contextData: ICheckProcessedContextData,
		{ mode, maxEntries }: ICheckProcessedOptions,
	): Promise<IDeduplicationOutput> {
		if (mode !== 'entries' || maxEntries !== undefined)
			throw new Error('This store keeps all entries, and has no other mode');
		const { read, insert, update } = this.open(scope, contextData);
		const row = await read();
		if (row === undefined) {
			await insert(items.map(String));
			return { new: items, processed: [] };
		}
		const known = new Set(row);
		const fresh = items.filter((item) => !known.has(String(item)));
		await update([...row, ...fresh.map(String)]);
		return { new: fresh, processed: items.filter((item) => known.has(String(item))) };
	}

	async removeProcessed(
		items: DeduplicationItemTypes[],
		scope: DeduplicationScope,
		contextData: ICheckProcessedContextData,
	): Promise<void> {
		const { read, update } = this.open(scope, contextData);
		const row = await read();
		if (row === undefined) return;
		const left = [...row];
		for (const item of items) {
			const index = left.indexOf(String(item));
			if (index !== -1) left.splice(index, 1);
		}
		await update(left);
	}

	async clearAllProcessedItems(scope: DeduplicationScope, contextData: ICheckProcessedContextData): Promise<void> {
		await this.open(scope, contextData).remove();
	}

	async getProcessedDataCount(scope: DeduplicationScope, contextData: ICheckProcessedContextData): Promise<number> {
		return (await this.open(scope, contextData).read())?.length ?? 0;
	}
}
