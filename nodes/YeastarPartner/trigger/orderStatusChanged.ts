import { unrecognized } from '../portal/failure';
import { textField } from '../portal/find';
import type { JsonObject } from '../portal/json';
import { isFinished } from '../portal/order';
import type { ListedOrder } from '../portal/orders';
import type { PollResult, TriggerEvent } from './event';
import { KnownTexts, type StoredTexts } from './known';
import { DAY, newestOrder, type OrderState, readOrders, settledBefore, type UnfinishedReading } from './orderReading';
import { readWatchDays, watchParameters } from './parameters';

/** How long orders before the last month are left alone that are still open, in milliseconds: to see them, all after them have to be read. */
const DEEP_INTERVAL = 3_600_000;
/** The least number of days that every poll reads back while an order of then is watched. */
const SHALLOW_DAYS = 30;

/** What is stored between two polls. */
interface State extends OrderState {
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
	/** The oldest time of an order that is watched, in milliseconds since 1970. */
	oldest?: number;
	private readonly today: number;

	/**
	 * @param isNew whether an order that is not known was created since the poll before, given its time
	 */
	constructor(
		private readonly known: KnownTexts,
		private readonly watchDays: number,
		now: number,
		private readonly isNew: (createdAt: number | undefined) => boolean,
	) {
		this.today = Math.floor(now / DAY);
	}

	/** Whether an order that is finished since a day is watched no longer. */
	isOver(day: number | undefined): boolean {
		return day !== undefined && this.today - day > this.watchDays;
	}

	see(order: ListedOrder): void {
		const { orderNo, createdAt, row } = order;
		const status = statusOf(order);
		if (status === '') return;
		const created = createdAt === undefined ? undefined : Math.floor(createdAt / DAY);
		// One without a time would be taken for new again, were it forgotten: it is watched for as long as it is listed.
		const finished = (day: number) =>
			isFinished(status) && created !== undefined ? Math.max(created, day) : undefined;
		const label = this.known.get(orderNo);
		if (label === undefined) {
			const day = finished(0);
			if (this.isOver(day)) return;
			if (isFinished(status) && this.isNew(createdAt)) this.changes.push({ ...row, previousStatus: '' });
			this.known.set(orderNo, toLabel(day, status));
		} else {
			const previousStatus = readLabel(label).status;
			if (previousStatus !== status) {
				this.changes.push({ ...row, previousStatus });
				this.known.set(orderNo, toLabel(finished(this.today), status));
			}
		}
		this.oldest = earlier(this.oldest, createdAt);
	}
}

/**
 * Every change of an order's status between two polls. An order that came after the poll before and is finished already has changed too, from
 * a status that nobody saw; one that is open has not. Statuses that nobody knows pass through as they are.
 */
export const orderStatusChanged: TriggerEvent<State> = {
	option: {
		name: 'Order Status Changed',
		value: 'orderStatusChanged',
		description: 'The status of an order is another one than before, such as succeed after pending',
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
		const { orders, newest, place, isWhole, firstPage = state?.firstPage } = await readOrders(look, state, () => until);
		if (orders.length > 0 && orders.every((order) => statusOf(order) === '')) {
			throw unrecognized('order list', 'order status', 'orderStatus', '');
		}
		const known = new KnownTexts(state?.orders);
		const since = settledBefore(state?.newest, now);
		const isNew = (createdAt?: number) =>
			deepAt !== 0 && (createdAt === undefined || since === undefined || createdAt >= since);
		const watch = new Watch(known, watchDays, now, isNew);
		for (const order of orders) watch.see(order);
		const seen = orders.map(({ orderNo }) => orderNo);
		known.keep((label, isSeen) => !watch.isOver(readLabel(label).day) && (isSeen || !isWhole), seen);
		const oldestNow = earlier(unfinished?.oldest, watch.oldest);
		const rest = { firstPage, orders: known.store() };
		const events = watch.changes;
		if (place !== undefined) {
			const reading = { place, newest, isDeep, floor: until, oldest: oldestNow };
			return { events, state: { ...state, ...rest, deepAt, unfinished: reading } };
		}
		const oldest = isDeep ? oldestNow : earlier(state?.oldest, oldestNow);
		return { events, state: { ...rest, newest: newest ?? state?.newest, oldest, deepAt: isDeep ? now : deepAt } };
	},
	async example(look) {
		const newest = await newestOrder(look);
		return newest === undefined ? undefined : { ...newest.row, previousStatus: statusOf(newest) };
	},
};
