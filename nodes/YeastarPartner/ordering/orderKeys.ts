import type { SwitchOrder } from '../portal/orders';
import { allBadges, Badge, holdKey } from './holdKey';
import { askWithoutRecording, type KeyRecords, type KeyStore, oneAtATime, recordsOf } from './keyRecords';

/**
 * Whether a key was free and is taken now, was taken before for the same order, or was taken before for another serial
 * number, product or plan.
 */
export type Claim = 'taken' | 'seen' | 'other';

const PREFIX = 'n8n-nodes-yeastar-partner';

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
const DAY_HOURS = 24;
/** How far back it is remembered when a key was taken, in days. */
const DAYS_ASKED = 31;
/** How many times can be found of one taking: more are what other questions have left behind. */
const MOST_TIMES = 2;

function hourValue(key: string, hour: number): string {
	return JSON.stringify([PREFIX, 'hour', key, hour]);
}

function dayValue(key: string, day: number): string {
	return JSON.stringify([PREFIX, 'day', key, day]);
}

/** The values that stand for the time at which a key was taken. */
function timeValues(key: string, time: number): string[] {
	const hour = Math.floor(time / HOUR);
	return [hourValue(key, hour), dayValue(key, Math.floor(hour / DAY_HOURS))];
}

function keyValue(key: string): string {
	return JSON.stringify([PREFIX, 'key', key]);
}

function badgeValue(key: string): (place: number, digit: number) => string {
	return (place, digit) => JSON.stringify([PREFIX, 'badge', key, place, digit]);
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

/**
 * Order keys: orders with the same key are placed once, across executions. n8n's store keeps them in its database, in the
 * workflow's scope, so they hold in queue mode and after a restart.
 *
 * What guarantees "once": the key is recorded before the order is sent, and never taken back unless the portal provably does
 * not have the order. In one n8n process a second execution with the key waits for the first to end. Between two
 * processes (queue mode) n8n's store is weak: it reads the one row that a workflow has and then writes it whole. So a key that was found free
 * is not used at once, see {@link holdKey}.
 */
export class OrderKeys {
	private readonly records: KeyRecords;

	constructor(
		store: KeyStore,
		private readonly workflowId: string,
	) {
		this.records = recordsOf(store, workflowId);
	}

	private valuesOf(key: string, order: SwitchOrder, takenAt: number): string[] {
		return [
			keyValue(key),
			orderValue(key, order),
			referenceValue(key, order.poNumber ?? ''),
			pbxValue(key, order.productNo),
			...timeValues(key, takenAt),
		];
	}

	private async ask(values: readonly string[]): Promise<ReadonlySet<string>> {
		if (values.length === 0) return new Set();
		return await this.records.exclusively(async () => (await askWithoutRecording(this.records, values)).known);
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
		const claim = await this.records.exclusively(async () => {
			const { fresh, known } = await this.records.record(values);
			if (!known.has(keyValue(key))) return 'taken';
			await this.records.remove([...fresh]);
			return known.has(orderValue(key, order)) ? 'seen' : 'other';
		});
		if (claim !== 'taken') return claim;
		return (await holdKey(this.records, values, new Badge(badgeValue(key)))) ? 'taken' : 'seen';
	}

	/**
	 * When a key was taken, to the hour, in milliseconds since 1970; undefined where that is longer ago than is remembered.
	 */
	async takenAt(key: string, now: number): Promise<number | undefined> {
		const today = Math.floor(now / HOUR / DAY_HOURS);
		const days = Array.from({ length: DAYS_ASKED }, (_, ago) => today - ago);
		const knownDays = await this.ask(days.map((day) => dayValue(key, day)));
		if (knownDays.size > MOST_TIMES) return undefined;
		const hours = days
			.filter((day) => knownDays.has(dayValue(key, day)))
			.flatMap((day) => Array.from({ length: DAY_HOURS }, (_, hour) => day * DAY_HOURS + hour));
		const knownHours = await this.ask(hours.map((hour) => hourValue(key, hour)));
		if (knownHours.size > MOST_TIMES) return undefined;
		const known = hours.filter((hour) => knownHours.has(hourValue(key, hour)));
		return known.length === 0 ? undefined : Math.min(...known) * HOUR;
	}

	/** Records a key again, should another worker have overwritten it meanwhile. */
	async confirm(key: string, order: SwitchOrder, takenAt: number): Promise<void> {
		const values = this.valuesOf(key, order, takenAt);
		await this.records.exclusively(async () => await this.records.record(values));
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
		const times = takenAt === undefined ? [] : timeValues(key, takenAt);
		const values = [keyValue(key), ...allBadges(badgeValue(key)), ...times];
		await this.records.exclusively(async () => await this.records.remove(values));
	}
}
