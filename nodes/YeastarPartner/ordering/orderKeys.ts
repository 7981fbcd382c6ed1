import type { SwitchOrder } from '../portal/orders';
import { allBadges, Badge, holdKey } from './holdKey';
import { sameSerialNumber } from './recognize';
import { askWithoutRecording, type KeyRecords, type KeyStore, oneAtATime, recordsOf } from './keyRecords';

/**
 * Whether a key was free and is taken now, was taken before for the same order, or was taken before for another serial
 * number, product or plan.
 */
export type Claim = 'taken' | 'seen' | 'other';

const PREFIX = 'n8n-nodes-yeastar-partner';

/** What an order was for, as far as a key remembers it. */
export type OrderIdentity = Pick<SwitchOrder, 'productId' | 'productNo' | 'serviceId'>;

/** What the portal tells of an order by which a key could be recognized. */
export interface OrderEvidence {
	orderNo: string;
	references: readonly string[];
	serialNumbers: readonly string[];
	/** Whatever could be the ID of its plan. */
	possiblePlans: readonly string[];
}

/** What a key knows of an order that the portal tells of. */
export interface Recognized {
	/** Whether it was placed with the key: by its number, its purchase order number, or its PBX and plan. */
	isOwn: boolean;
	/** Whether it is for the key's PBX. */
	isForPbx: boolean;
}

const MINUTE = 60_000;
/** A key that was taken less than so many minutes ago may belong to an execution that is still trying. */
const MINUTES_HELD = 5;
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

function minuteValue(key: string, minute: number): string {
	return JSON.stringify([PREFIX, 'minute', key, minute]);
}

/** The values that stand for the time at which a key was taken. */
function timeValues(key: string, time: number): string[] {
	const hour = Math.floor(time / HOUR);
	return [minuteValue(key, Math.floor(time / MINUTE)), hourValue(key, hour), dayValue(key, Math.floor(hour / DAY_HOURS))];
}

function keyValue(key: string): string {
	return JSON.stringify([PREFIX, 'key', key]);
}

function badgeValue(key: string): (place: number, digit: number) => string {
	return (place, digit) => JSON.stringify([PREFIX, 'badge', key, place, digit]);
}

/** The product is not part of it: the serial number decides it, and portals may tell it in words. */
function orderValue(key: string, productNo: string, serviceId: string): string {
	return JSON.stringify([PREFIX, 'order', key, sameSerialNumber(productNo), serviceId]);
}

function pbxValue(key: string, productNo: string): string {
	return JSON.stringify([PREFIX, 'pbx', key, sameSerialNumber(productNo)]);
}

function referenceValue(key: string, reference: string): string {
	return JSON.stringify([PREFIX, 'reference', key, reference]);
}

/** Says that the node heard the order of a key as placed. */
function placedValue(key: string): string {
	return JSON.stringify([PREFIX, 'placed', key]);
}

function numberValue(key: string, orderNo: string): string {
	return JSON.stringify([PREFIX, 'number', key, orderNo]);
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
			orderValue(key, order.productNo, order.serviceId),
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

	/** Does the work for a PBX while this process does no other for it in the same workflow: one switch at a time. */
	async exclusivelyForPbx<Result>(productNo: string, work: () => Promise<Result>): Promise<Result> {
		return await oneAtATime(JSON.stringify(['pbx', this.workflowId, sameSerialNumber(productNo)]), work);
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
			return known.has(orderValue(key, order.productNo, order.serviceId)) ? 'seen' : 'other';
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

	/**
	 * Records a key again, should another worker have overwritten it meanwhile.
	 *
	 * @param orderNo the number of the order that the portal has for it, where it is known: then the key is never given back
	 */
	async confirm(key: string, order: SwitchOrder, takenAt: number, orderNo?: string): Promise<void> {
		const placed = orderNo === undefined ? [] : [placedValue(key), numberValue(key, orderNo)];
		const values = [...this.valuesOf(key, order, takenAt), ...placed];
		await this.records.exclusively(async () => await this.records.record(values));
	}

	/** Whether a key is taken, and whether the portal is known to have its order. */
	async stateOf(key: string): Promise<'free' | 'taken' | 'placed'> {
		const known = await this.ask([keyValue(key), placedValue(key)]);
		if (!known.has(keyValue(key))) return 'free';
		return known.has(placedValue(key)) ? 'placed' : 'taken';
	}

	/** Whether a key was taken so short a time ago that an execution may still be trying to place its order. */
	async isHeld(key: string, now: number): Promise<boolean> {
		const minute = Math.floor(now / MINUTE);
		const minutes = Array.from({ length: MINUTES_HELD + 1 }, (_, ago) => minuteValue(key, minute - ago));
		return (await this.ask(minutes)).size > 0;
	}

	/** Which of some order numbers are known to be those of a key's order. */
	async ownNumbers(key: string, orderNumbers: readonly string[]): Promise<ReadonlySet<string>> {
		const known = await this.ask(orderNumbers.map((orderNo) => numberValue(key, orderNo)));
		return new Set(orderNumbers.filter((orderNo) => known.has(numberValue(key, orderNo))));
	}

	/**
	 * What a key knows of orders that the portal tells of.
	 *
	 * @returns for each, in their order
	 */
	async recognize(key: string, orders: readonly OrderEvidence[]): Promise<Recognized[]> {
		const values = orders.map(({ orderNo, references, serialNumbers, possiblePlans }) => ({
			own: [
				numberValue(key, orderNo),
				...references.map((reference) => referenceValue(key, reference)),
				...serialNumbers.flatMap((productNo) => possiblePlans.map((plan) => orderValue(key, productNo, plan))),
			],
			pbx: serialNumbers.map((productNo) => pbxValue(key, productNo)),
		}));
		const recorded = await this.ask([...new Set(values.flatMap(({ own, pbx }) => [...own, ...pbx]))]);
		return values.map(({ own, pbx }) => ({
			isOwn: own.some((value) => recorded.has(value)),
			isForPbx: pbx.some((value) => recorded.has(value)),
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
