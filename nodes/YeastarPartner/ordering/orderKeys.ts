import type { DeduplicationHelperFunctions, ICheckProcessedOptions } from 'n8n-workflow';

import type { SwitchOrder } from '../portal/orders';

/** The part of n8n's helpers that remembers values across executions, in its database. */
export type KeyStore = Pick<DeduplicationHelperFunctions, 'checkProcessedAndRecord' | 'removeProcessed'>;

/**
 * Whether a key was free and is taken now, was taken before for the same order, or was taken before for another serial
 * number, product or plan.
 */
export type Claim = 'taken' | 'seen' | 'other';

const PREFIX = 'n8n-nodes-yeastar-partner';
const ENTRIES: ICheckProcessedOptions = { mode: 'entries' };

/** What an order was for, as far as a key remembers it. */
export type OrderIdentity = Pick<SwitchOrder, 'productId' | 'productNo' | 'serviceId'>;

/** What the portal tells of an order by which a key could be recalled. */
export interface OrderTraces {
	references: readonly string[];
	serialNumbers: readonly string[];
	/** What it could be for; empty where serial number, product or plan is not told. */
	identities: readonly OrderIdentity[];
}

const HOUR = 3_600_000;
/** How far back it is remembered when a key was taken: 31 days. */
const HOURS_ASKED = 31 * 24;

function hourValue(key: string, hour: number): string {
	return JSON.stringify([PREFIX, 'hour', key, hour]);
}

function keyValue(key: string): string {
	return JSON.stringify([PREFIX, 'key', key]);
}

function orderValue(key: string, { productId, productNo, serviceId }: OrderIdentity): string {
	return JSON.stringify([PREFIX, 'order', key, productId, productNo.toUpperCase(), serviceId]);
}

function pbxValue(key: string, productNo: string): string {
	return JSON.stringify([PREFIX, 'pbx', key, productNo.toUpperCase()]);
}

function referenceValue(key: string, reference: string): string {
	return JSON.stringify([PREFIX, 'reference', key, reference]);
}

/** The chains of work that this process does one at a time, by name. */
const queues = new Map<string, Promise<unknown>>();

/** Does work that must not overlap with other work of the same name in this process. */
async function oneAtATime<Result>(name: string, work: () => Promise<Result>): Promise<Result> {
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

/**
 * Order keys: orders with the same key are placed once, across executions. n8n's store keeps them in its database, in the
 * workflow's scope, so they hold in queue mode and after a restart.
 *
 * What guarantees "once": the key is recorded before the order is sent, and never taken back unless the portal provably does
 * not have the order. In one n8n process a second execution with the key waits for the first to end. Between two
 * processes (queue mode) it rests on n8n's store, which reads and then writes a single row for each workflow. That leaves two windows of the few
 * milliseconds between that read and that write: two workers that get the *same* key in it both find it free, and of two *different* keys recorded in it
 * one can be overwritten. The second is closed by recording the key again when the order is placed; the first
 * stays, and the README says so.
 */
export class OrderKeys {
	constructor(
		private readonly store: KeyStore,
		private readonly workflowId: string,
	) {}

	private valuesOf(key: string, order: SwitchOrder, takenAt: number): string[] {
		return [
			keyValue(key),
			orderValue(key, order),
			referenceValue(key, order.poNumber ?? ''),
			pbxValue(key, order.productNo),
			hourValue(key, Math.floor(takenAt / HOUR)),
		];
	}

	/** Asks n8n's store, which cannot be asked without recording: what was not in it before is taken out again. */
	private async ask(values: readonly string[]): Promise<ReadonlySet<string>> {
		if (values.length === 0) return new Set();
		return await this.withStore(async () => {
			const answer = await this.store.checkProcessedAndRecord([...values], 'workflow', ENTRIES);
			if (answer.new.length > 0) await this.store.removeProcessed(answer.new, 'workflow', ENTRIES);
			return new Set(answer.processed.map(String));
		});
	}

	/** n8n's store loses entries when this process writes two at once. */
	private async withStore<Result>(work: () => Promise<Result>): Promise<Result> {
		return await oneAtATime(JSON.stringify(['store', this.workflowId]), work);
	}

	/** Does the work for a key while no other execution in this process does any for it. */
	async exclusively<Result>(key: string, work: () => Promise<Result>): Promise<Result> {
		return await oneAtATime(JSON.stringify(['key', this.workflowId, key]), work);
	}

	/**
	 * Takes a key for an order, if it is free.
	 *
	 * @throws what n8n's store throws; then nothing may be sent
	 */
	async claim(key: string, order: SwitchOrder, now: number): Promise<Claim> {
		const values = this.valuesOf(key, order, now);
		return await this.withStore(async () => {
			const { processed } = await this.store.checkProcessedAndRecord(values, 'workflow', ENTRIES);
			if (!processed.includes(keyValue(key))) return 'taken';
			const recorded = values.filter((value) => !processed.includes(value));
			if (recorded.length > 0) await this.store.removeProcessed(recorded, 'workflow', ENTRIES);
			return processed.includes(orderValue(key, order)) ? 'seen' : 'other';
		});
	}

	/**
	 * When a key was taken, to the hour, in milliseconds since 1970; undefined where that is longer ago than is remembered.
	 */
	async takenAt(key: string, now: number): Promise<number | undefined> {
		const newest = Math.floor(now / HOUR);
		const hours = Array.from({ length: HOURS_ASKED }, (_, ago) => newest - ago);
		const processed = await this.ask(hours.map((hour) => hourValue(key, hour)));
		const hour = hours.findLast((candidate) => processed.has(hourValue(key, candidate)));
		return hour === undefined ? undefined : hour * HOUR;
	}

	/** Records a key again, should another worker have overwritten it meanwhile. */
	async confirm(key: string, order: SwitchOrder, takenAt: number): Promise<void> {
		const values = this.valuesOf(key, order, takenAt);
		await this.withStore(async () => await this.store.checkProcessedAndRecord(values, 'workflow', ENTRIES));
	}

	/** Whether a key is taken. */
	async isTaken(key: string): Promise<boolean> {
		return (await this.ask([keyValue(key)])).has(keyValue(key));
	}

	/**
	 * Which orders could have been placed with a key.
	 *
	 * @param orders what the portal tells of each
	 * @returns for each whether it is the order that the key was recorded with, and whether it is for its PBX
	 */
	async recall(key: string, orders: readonly OrderTraces[]): Promise<Array<{ isOrder: boolean; isPbx: boolean }>> {
		const values = orders.map(({ references, identities, serialNumbers }) => ({
			order: [
				...references.map((reference) => referenceValue(key, reference)),
				...identities.map((identity) => orderValue(key, identity)),
			],
			pbx: serialNumbers.map((serialNumber) => pbxValue(key, serialNumber)),
		}));
		const recorded = await this.ask([...new Set(values.flatMap(({ order, pbx }) => [...order, ...pbx]))]);
		return values.map(({ order, pbx }) => ({
			isOrder: order.some((value) => recorded.has(value)),
			isPbx: pbx.some((value) => recorded.has(value)),
		}));
	}

	/**
	 * Gives a key back, when the portal provably does not have the order.
	 *
	 * @param takenAt when it was taken, which is forgotten too
	 */
	async release(key: string, takenAt: number | undefined): Promise<void> {
		const hours = takenAt === undefined ? [] : [hourValue(key, Math.floor(takenAt / HOUR))];
		const values = [keyValue(key), ...hours];
		await this.withStore(async () => await this.store.removeProcessed(values, 'workflow', ENTRIES));
	}
}
