import { setImmediate as laterOn } from 'node:timers/promises';
import type {
	DeduplicationItemTypes,
	DeduplicationScope,
	ICheckProcessedContextData,
	IDataDeduplicator,
	IDeduplicationOutput,
} from 'n8n-workflow';

/**
 * n8n's store of processed values, in memory. As n8n 2.41 does in its database, it keeps one row for each workflow and scope,
 * which it reads whole and writes whole; what another call writes in between is lost.
 */
export class KeyStore implements IDataDeduplicator {
	private readonly rows = new Map<string, readonly DeduplicationItemTypes[]>();

	/** Thrown by the next calls, where it is set. */
	trouble?: Error;

	/** Loses everything, as when another worker writes what it has read before. */
	forgetAll(): void {
		this.rows.clear();
	}

	private async open(scope: DeduplicationScope, { node, workflow }: ICheckProcessedContextData) {
		if (this.trouble) throw this.trouble;
		const key = JSON.stringify([workflow.id, scope === 'node' ? node?.id : '']);
		const row = this.rows.get(key) ?? [];
		await laterOn();
		return { row, write: (values: readonly DeduplicationItemTypes[]) => this.rows.set(key, values) };
	}

	async checkProcessedAndRecord(
		items: DeduplicationItemTypes[],
		scope: DeduplicationScope,
		contextData: ICheckProcessedContextData,
	): Promise<IDeduplicationOutput> {
		const { row, write } = await this.open(scope, contextData);
		const isProcessed = (item: DeduplicationItemTypes) => row.includes(item);
		const fresh = items.filter((item) => !isProcessed(item));
		write([...row, ...fresh]);
		return { new: fresh, processed: items.filter(isProcessed) };
	}

	async removeProcessed(
		items: DeduplicationItemTypes[],
		scope: DeduplicationScope,
		contextData: ICheckProcessedContextData,
	): Promise<void> {
		const { row, write } = await this.open(scope, contextData);
		write(row.filter((item) => !items.includes(item)));
	}

	async clearAllProcessedItems(scope: DeduplicationScope, contextData: ICheckProcessedContextData): Promise<void> {
		(await this.open(scope, contextData)).write([]);
	}

	async getProcessedDataCount(scope: DeduplicationScope, contextData: ICheckProcessedContextData): Promise<number> {
		return (await this.open(scope, contextData)).row.length;
	}
}
