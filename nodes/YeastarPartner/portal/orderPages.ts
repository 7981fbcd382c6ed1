import type { PortalClient, RequestSettings } from './client';
import { isFinalNo } from './failure';
import { isEmptyResult } from './find';
import { type Direction, directionOf, type ListedOrder, ORDERS, pageAsker, pageCountOf, toOrders } from './orders';
import { cutShort, hasNextPage, type ListPage, readPage } from './paging';

/** A place in the order list, from which reading goes on. */
export interface OrderPlace {
	/** The first page is 1, however the portal counts them. */
	pageNo: number;
	/** Whether the list is sorted oldest first, and so is read from its last page to its first. */
	isDescending?: true;
	/** Orders from here on are no newer, in milliseconds since 1970; undefined where the list does not show that it is sorted. */
	noNewerThan?: number;
}

/** The number of the list's first page: documented is 1 [doc: query-order-list], that there is none before it is inferred. */
export type FirstPage = 0 | 1;

/**
 * Finds out whether the portal counts its pages from zero: then the page before the first one shows other orders.
 *
 * @throws PortalFailure
 */
export async function findFirstPage(client: PortalClient, settings?: RequestSettings): Promise<FirstPage> {
	const askFor = pageAsker(client, settings);
	const numbersOn = async (pageNo: number) => {
		const answer = await askFor(pageNo);
		return isEmptyResult(answer.result) ? [] : toOrders(readPage(answer, ORDERS).rows).map(({ orderNo }) => orderNo);
	};
	const before = await numbersOn(0).catch((error: unknown) => {
		if (!isFinalNo(error)) throw error;
		return [];
	});
	if (before.length === 0) return 1;
	const first = new Set(await numbersOn(1));
	// A portal that takes 0 for 1 shows the same, but for an order that has come in between.
	return before.filter((orderNo) => first.has(orderNo)).length * 2 > before.length ? 1 : 0;
}

/** A page of the order list, in the order in which the pages are worth reading: the newest orders first. */
export interface OrderPage {
	orders: ListedOrder[];
	/** Where reading goes on; undefined after the last page. */
	next?: OrderPlace;
	/** Whether all pages were read, beginning with the first, and showed as many orders as the portal says that there are. */
	isWhole: boolean;
}

function readAnswer(answer: Parameters<typeof readPage>[0], pageNo: number): ListPage {
	// After the last page there may be nothing at all.
	return pageNo > 1 && isEmptyResult(answer.result) ? { rows: [] } : readPage(answer, ORDERS);
}

/** The time that no order after this page is newer than, where the page goes on as the pages before it are sorted. */
function edgeOf(orders: readonly ListedOrder[], { isDescending, noNewerThan }: OrderPlace): number | undefined {
	const [newest, oldest] = isDescending ? [orders.at(-1), orders[0]] : [orders[0], orders.at(-1)];
	const times = orders.map(({ createdAt }) => createdAt);
	const isEven = times.every((time) => time !== undefined && time === times[0]);
	const wanted: Direction = isDescending ? 'oldestFirst' : 'newestFirst';
	const goesOn = noNewerThan !== undefined && (newest?.createdAt ?? Infinity) <= noNewerThan;
	return goesOn && (isEven || directionOf(orders) === wanted) ? oldest?.createdAt : undefined;
}

/** Where reading goes on after the first page, which shows how the list is sorted. */
function afterFirst(orders: readonly ListedOrder[], page: ListPage): OrderPlace | undefined {
	const direction = directionOf(orders);
	const pageCount = pageCountOf(page);
	if (!hasNextPage(page, 1, page.rows.length)) return undefined;
	if (direction === 'oldestFirst' && pageCount !== undefined) {
		return { pageNo: pageCount, isDescending: true, noNewerThan: Infinity };
	}
	return { pageNo: 2, noNewerThan: direction === 'newestFirst' ? orders.at(-1)?.createdAt : undefined };
}

function afterOther(orders: readonly ListedOrder[], page: ListPage, place: OrderPlace): OrderPlace | undefined {
	const { pageNo, isDescending } = place;
	const noNewerThan = edgeOf(orders, place);
	if (isDescending) return pageNo > 2 ? { pageNo: pageNo - 1, isDescending, noNewerThan } : undefined;
	// A portal may keep to a page size of its own.
	return hasNextPage(page, pageNo, pageNo * page.rows.length) ? { pageNo: pageNo + 1, noNewerThan } : undefined;
}

/**
 * The pages of the order list: newest orders first where it is sorted in either direction, else in the portal's order.
 * What a page shows of the direction is checked against the pages before it.
 *
 * @param from where an earlier reading stopped; the first page, where it is left out
 * @throws PortalFailure also where the list breaks off before it has shown as many orders as the portal says that there are
 */
export async function* orderPages(
	client: PortalClient,
	from?: OrderPlace,
	settings?: RequestSettings,
	firstPage: FirstPage = 1,
): AsyncGenerator<OrderPage> {
	const askFor = pageAsker(client, settings);
	const isFromFirst = from === undefined;
	const seen = new Set<string>();
	let total: number | undefined;
	let place = from ?? { pageNo: 1 };
	for (;;) {
		const answer = await askFor(place.pageNo - 1 + firstPage);
		const page = readAnswer(answer, place.pageNo);
		const orders = toOrders(page.rows);
		const seenBefore = seen.size;
		for (const { orderNo } of orders) seen.add(orderNo);
		const showsNothingNew = seen.size === seenBefore;
		if (page.total !== undefined) total = Math.max(page.total, total ?? 0);
		const isAll = seen.size >= (total ?? 0);
		const next = isFromFirst && place.pageNo === 1 ? afterFirst(orders, page) : afterOther(orders, page, place);
		if (isFromFirst && showsNothingNew && !isAll && (next === undefined || orders.length > 0)) {
			throw cutShort(ORDERS, seen.size, total ?? 0, answer.requestId);
		}
		const isOver = next === undefined || (showsNothingNew && place.isDescending !== true);
		yield {
			orders,
			isWhole: isOver && isFromFirst && total !== undefined && isAll,
			...(isOver ? {} : { next }),
		};
		if (isOver) return;
		place = next;
	}
}
