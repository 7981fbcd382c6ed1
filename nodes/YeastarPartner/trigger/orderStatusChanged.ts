import { unrecognized } from '../portal/failure';
import { textField } from '../portal/find';
import type { JsonObject } from '../portal/json';
import { isFinished } from '../portal/order';
import type { ListedOrder } from '../portal/orders';
import type { PollResult, TriggerEvent } from './event';
import { KnownTexts, type StoredTexts } from './known';
import { DAY, newestOrder, readOrders, settledBefore, type UnfinishedReading } from './orderReading';
import { readWatchDays, watchParameters } from './parameters';

/** How long orders before the last month are left alone that are still open, in milliseconds: to see them, all after them have to be read. */
const DEEP_INTERVAL = 3_600_000;
/** The least number of days that every poll reads back while an order of then is watched. */
const SHALLOW_DAYS = 30;

/** What is stored between two polls. */
interface State {
	/** The orders that are watched. The label is the day since when it is finished, which is empty for an open one, and its status. */
	orders: StoredTexts;
	/** The newest time of an order, and the oldest of one that is watched, in milliseconds since 1970. */
	newest?: number;
	oldest?: number;
	/** When it was last read back to the oldest, in milliseconds since 1970; 0 while the first look is not finished. */
	deepAt: number;
	unfinished?: UnfinishedReading & { isDeep: boolean; floor?: number; oldest?: number };
}

function statusOf({ row }: ListedOrder): string {
	return textField(row, 'orderStatus');
}

function toLabel(day: number | undefined, status: string): string {
	return `${day ?? ''} ${status}`;
}

function readLabel(label: string): { day?: number; status: string } {
	const space = label.indexOf(' ');
	const day = label.slice(0, space);
	return { ...(day === '' ? {} : { day: Number(day) }), status: label.slice(space + 1) };
}

/** The lesser of two times, where there are two. */
function earlier(one: number | undefined, other: number | undefined): number | undefined {
	return one === undefined || other === undefined ? (one ?? other) : Math.min(one, other);
}

/** Until when a poll reads back; undefined for everything. */
function floorOf(state: State, watchDays: number, now: number, isDeep: boolean): number | undefined {
	const { newest, oldest } = state;
	const watched = Math.max(oldest ?? Infinity, isDeep ? 0 : now - Math.max(watchDays, SHALLOW_DAYS) * DAY);
	const settled = settledBefore(newest, now);
	return settled === undefined ? undefined : Math.min(settled, watched);
}

/** What the orders that were read change in what is known. */
class Watch {
	readonly changes: JsonObject[] = [];
	oldest?: number;
	private readonly today: number;

	constructor(
		private readonly known: KnownTexts,
		private readonly watchDays: number,
		now: number,
	) {
		this.today = Math.floor(now / DAY);
	}

	/** Whether an order that is finished since a day is watched no longer. */
	isOver(day: number | undefined): boolean {
		return day !== undefined && (this.watchDays === 0 || this.today - day > this.watchDays);
	}

	see(order: ListedOrder): void {
		const { orderNo, createdAt, row } = order;
		const status = statusOf(order);
		if (status === '') return;
		const label = this.known.get(orderNo);
		const before = label === undefined ? undefined : readLabel(label);
		if (before === undefined) {
			const day = createdAt === undefined ? this.today : Math.floor(createdAt / DAY);
			const finished = isFinished(status) ? day : undefined;
			if (this.isOver(finished)) return;
			this.known.set(orderNo, toLabel(finished, status));
		} else if (before.status !== status) {
			this.changes.push({ ...row, previousStatus: before.status });
			this.known.set(orderNo, toLabel(isFinished(status) ? this.today : undefined, status));
		}
		this.oldest = earlier(this.oldest, createdAt);
	}
}

/**
 * Every change of an order's status between two polls. An order that is seen for the first time has not changed. Statuses that nobody
 * knows pass through as they are.
 */
export const orderStatusChanged: TriggerEvent<State> = {
	option: {
		name: 'Order Status Changed',
		value: 'orderStatusChanged',
		description: 'An order has another status than in the poll before, such as succeed after pending',
	},
	parameters: watchParameters,
	action: 'Reading the order list',
	nothing: 'There is no order in the portal yet that could be shown',
	async poll(look, state): Promise<PollResult<State>> {
		const { now } = look;
		const watchDays = readWatchDays(look.context);
		const { unfinished, deepAt = 0 } = state ?? {};
		const isDeep = unfinished?.isDeep ?? now - deepAt >= DEEP_INTERVAL;
		const floor = state === undefined || deepAt === 0 ? undefined : floorOf(state, watchDays, now, isDeep);
		const until = unfinished === undefined ? floor : unfinished.floor;
		const { orders, newest, place, isWhole } = await readOrders(look, unfinished, () => until);
		if (orders.length > 0 && orders.every((order) => statusOf(order) === '')) {
			throw unrecognized('order list', 'order status', 'orderStatus', '');
		}
		const known = new KnownTexts(state?.orders);
		const watch = new Watch(known, watchDays, now);
		for (const order of orders) watch.see(order);
		const seen = orders.map(({ orderNo }) => orderNo);
		known.keep((label, isSeen) => !watch.isOver(readLabel(label).day) && (isSeen || !isWhole), seen);
		const oldestNow = earlier(unfinished?.oldest, watch.oldest);
		const rest = { orders: known.store(), newest: newest ?? state?.newest };
		const events = watch.changes;
		if (place !== undefined) {
			const reading = { place, newest, isDeep, floor: until, oldest: oldestNow };
			return { events, state: { ...state, ...rest, deepAt, unfinished: reading } };
		}
		const oldest = isDeep ? oldestNow : earlier(state?.oldest, oldestNow);
		return { events, state: { ...rest, oldest, deepAt: isDeep ? now : deepAt } };
	},
	async example(look) {
		const newest = await newestOrder(look);
		return newest === undefined ? undefined : { ...newest.row, previousStatus: statusOf(newest) };
	},
};
