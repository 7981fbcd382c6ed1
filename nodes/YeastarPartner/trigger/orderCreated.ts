import type { ListedOrder } from '../portal/orders';
import type { PollResult, TriggerEvent } from './event';
import { KnownTexts, type StoredTexts } from './known';
import { DAY, newestOrder, type OrderState, readOrders, settledBefore } from './orderReading';

/** What is stored between two polls. */
interface State extends OrderState {
	/** Orders that were created before are known, in milliseconds since 1970; undefined where no order has told its time. */
	since?: number;
	/** The other orders that are known, by the day of their creation; an empty text where they do not tell it. */
	orders: StoredTexts;
	/** Whether the first look at the list is not finished yet. */
	isFirstLook?: true;
}

function dayOf({ createdAt }: ListedOrder): string {
	return createdAt === undefined ? '' : String(Math.floor(createdAt / DAY));
}

/** Whether a whole day lies before a time. */
function isBefore(day: string, time: number): boolean {
	return day !== '' && (Number(day) + 1) * DAY <= time;
}

/** Orders in the order of their creation, as far as they tell it; else the portal's, which lists the newest first. */
export function oldestFirst(orders: readonly ListedOrder[]): ListedOrder[] {
	const time = ({ createdAt }: ListedOrder) => createdAt ?? 0;
	return [...orders].reverse().sort((one, other) => time(one) - time(other));
}

/**
 * Every order once that was not in the list before. What is there in the first poll is known. While a first look takes several polls, what
 * comes in between is taken as known as well where the portal tells no times.
 */
export const orderCreated: TriggerEvent<State> = {
	option: {
		name: 'Order Created',
		value: 'orderCreated',
		description: 'A new order is in the list of your orders, whoever placed it',
	},
	parameters: [],
	action: 'Reading the order list',
	nothing: 'There is no order in the portal yet that could be shown',
	async poll(look, state): Promise<PollResult<State>> {
		const isFirstLook = state === undefined || state.isFirstLook === true;
		const since = state?.since;
		const {
			orders,
			newest,
			place,
			firstPage = state?.firstPage,
		} = await readOrders(look, state, (soFar) => (isFirstLook ? settledBefore(soFar, look.now) : since));
		const known = new KnownTexts(state?.orders);
		const created: ListedOrder[] = [];
		for (const order of orders) {
			const isOld = order.createdAt !== undefined && since !== undefined && order.createdAt < since;
			if (isOld || known.get(order.orderNo) !== undefined) continue;
			known.set(order.orderNo, dayOf(order));
			created.push(order);
		}
		const events = isFirstLook ? [] : oldestFirst(created).map(({ row }) => row);
		if (place !== undefined) {
			const unfinished = { place, newest };
			return {
				events,
				state: { ...state, firstPage, orders: known.store(), unfinished, ...(isFirstLook ? { isFirstLook } : {}) },
			};
		}
		const settled = Math.max(since ?? 0, settledBefore(newest, look.now) ?? 0);
		known.keep((day) => !isBefore(day, settled));
		return { events, state: { firstPage, orders: known.store(), ...(settled > 0 ? { since: settled } : {}) } };
	},
	async example(look) {
		return (await newestOrder(look))?.row;
	},
};
