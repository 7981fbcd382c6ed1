import type { ListedOrder } from '../portal/orders';
import { findFirstPage, type FirstPage, type OrderPlace, orderPages } from '../portal/orderPages';
import type { Look } from './event';

/** A day, in milliseconds. */
export const DAY = 86_400_000;

/** How far a reading of the order list has come, where one poll had not time enough for it. */
export interface UnfinishedReading {
	place: OrderPlace;
	/** The newest time of an order so far, in milliseconds since 1970. */
	newest?: number;
}

/** What every event of orders stores. */
export interface OrderState {
	/** The number of the list's first page; undefined while no order shows it. */
	firstPage?: FirstPage;
	unfinished?: UnfinishedReading;
}

/** What was read of the order list. */
export interface OrderReading {
	/** In the list's order; an order can be among them twice. */
	orders: ListedOrder[];
	/** The newest time of an order, in milliseconds since 1970; undefined where none tells it. */
	newest?: number;
	/** Where the next poll goes on; undefined where all that was wanted is read. */
	place?: OrderPlace;
	/** Whether this is the whole list. */
	isWhole: boolean;
	/** The number of the list's first page; undefined where no order shows it. */
	firstPage?: FirstPage;
}

/**
 * Reads the order list, the newest orders first, until it is read so far back as is wanted, or the poll's time is used up.
 *
 * @param state undefined in the first poll
 * @param floorOf until which time is read, in milliseconds since 1970, given the newest time of an order so far; undefined reads all
 * @throws PortalFailure
 */
export async function readOrders(
	look: Look,
	state: OrderState | undefined,
	floorOf: (newest: number | undefined) => number | undefined,
): Promise<OrderReading> {
	const orders: ListedOrder[] = [];
	const { unfinished: from, firstPage = await findFirstPage(look.client, look.settings) } = state ?? {};
	let newest = from?.newest;
	const result = (isWhole: boolean, place?: OrderPlace): OrderReading => {
		return { orders, newest, isWhole, place, ...(orders.length === 0 ? {} : { firstPage }) };
	};
	for await (const page of orderPages(look.client, from?.place, look.settings, firstPage)) {
		for (const order of page.orders) {
			orders.push(order);
			if (order.createdAt !== undefined) newest = Math.max(newest ?? 0, order.createdAt);
		}
		const { next, isWhole } = page;
		const floor = floorOf(newest);
		const isReached = next?.noNewerThan !== undefined && floor !== undefined && next.noNewerThan < floor;
		if (next === undefined || isReached) return result(isWhole);
		if (look.isOver()) return result(false, next);
	}
	return result(false);
}

/**
 * Orders before this time were listed by the time that the newest one was: a day before it, since the list may show an order
 * later than others that were created after it [inferred]. A time in the future is none, else later orders would look old.
 *
 * @param newest the newest time of an order, in milliseconds since 1970
 */
export function settledBefore(newest: number | undefined, now: number): number | undefined {
	return newest === undefined ? undefined : Math.min(newest, now) - DAY;
}

/** The newest order, as the list tells it; undefined where there is none. */
export async function newestOrder(look: Look): Promise<ListedOrder | undefined> {
	const { orders } = await readOrders(look, { firstPage: 1 }, (newest) => newest);
	const timeOf = ({ createdAt }: ListedOrder) => createdAt ?? 0;
	return orders.reduce<ListedOrder | undefined>(
		(found, order) => (found === undefined || timeOf(order) > timeOf(found) ? order : found),
		undefined,
	);
}
