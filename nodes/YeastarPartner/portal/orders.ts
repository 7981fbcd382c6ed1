import type { PortalClient, RequestSettings } from './client';
import type { PortalAnswer } from './envelope';
import { isFinalNo, PortalFailure } from './failure';
import { findObjects, isEmptyResult, textField } from './find';
import type { JsonObject, JsonValue } from './json';
import { readTime } from './orderTime';
import { type ListKind, type ListPage, PAGE_SIZE, pages, readList, readPage } from './paging';

/** Where the orders are listed [doc: query-order-list]. */
const LIST_PATH = '/order/openapi/order/v1/page';
/** Where one order is told in full, by order number or ID [doc: get-order-details]. */
const DETAILS_PATH = '/order/openapi/order/v1/get';
export const ORDERS: ListKind = { idField: 'orderNo', list: 'order list', element: 'order' };
/** How a question is asked that looks for an order: it goes on when the execution is canceled, and waits 15 seconds. */
const LOOKING: RequestSettings = { ignoreAbort: true, timeout: 15 };
/** How many pages are read at the most. */
const MAX_PAGES = 60;
/** An order as the list tells it. */
export interface ListedOrder {
	orderNo: string;
	/** When it was created, in milliseconds since 1970; undefined where it cannot be read. */
	createdAt?: number;
	/** All that the list tells. */
	row: JsonObject;
}

/** What the order list holds since a moment. */
export interface OrdersSince {
	orders: ListedOrder[];
	/** Orders that were read along, though their time says that they are older. */
	older: ListedOrder[];
	/** Whether the list was read back to the moment; false where it is too long. */
	isComplete: boolean;
}

/**
 * Asks for pages, newest first. That the list can be sorted so is inferred from the country list's `-name`; a portal that
 * refuses it is asked without from then on.
 */
export function pageAsker(client: PortalClient, settings?: RequestSettings): (pageNo: number) => Promise<PortalAnswer> {
	let sort: { sort?: string } = { sort: '-id' };
	return async (pageNo) => {
		const query = { pageNo, pageSize: PAGE_SIZE };
		return await client.get(LIST_PATH, { ...query, ...sort }, settings).catch(async (error: unknown) => {
			if (!isFinalNo(error) || sort.sort === undefined) throw error;
			const answer = await client.get(LIST_PATH, query, settings);
			sort = {};
			return answer;
		});
	};
}

/** The orders of a page's rows. */
export function toOrders(rows: readonly JsonObject[]): ListedOrder[] {
	return rows.flatMap((row): ListedOrder[] => {
		const orderNo = textField(row, 'orderNo');
		return orderNo === '' ? [] : [{ orderNo, createdAt: readTime(row.createTime), row }];
	});
}

/** How many pages there are; a portal may keep to a page size of its own. */
export function pageCountOf({ rows, total, pageCount }: ListPage): number | undefined {
	return pageCount ?? (total === undefined || rows.length === 0 ? undefined : Math.ceil(total / rows.length));
}

/** How a page of the order list is sorted, by the times that it tells. */
export type Direction = 'newestFirst' | 'oldestFirst' | 'unknown';

/** How orders that follow each other are sorted; unknown where they do not show it. */
export function directionOf(orders: readonly ListedOrder[]): Direction {
	const steps = orders.slice(1).map(({ createdAt }, index) => (createdAt ?? NaN) - (orders[index]?.createdAt ?? NaN));
	if (steps.length === 0 || steps.every((step) => step === 0)) return 'unknown';
	if (steps.every((step) => step <= 0)) return 'newestFirst';
	return steps.every((step) => step >= 0) ? 'oldestFirst' : 'unknown';
}

/** The pages after the first, in the order in which they are worth reading. */
function furtherPages(direction: Direction, pageCount: number | undefined): number[] {
	const last = pageCount ?? MAX_PAGES;
	const numbers = Array.from({ length: Math.max(last - 1, 0) }, (_, index) => index + 2);
	return direction === 'oldestFirst' && pageCount !== undefined ? numbers.reverse() : numbers;
}

/** The orders of a page before the first, where a portal counts its pages from zero [doc: the first is 1]. */
async function readPageZero(askFor: (pageNo: number) => Promise<PortalAnswer>): Promise<ListedOrder[]> {
	const answer = await askFor(0).catch((error: unknown) => {
		if (error instanceof PortalFailure) return undefined;
		throw error;
	});
	return answer === undefined || isEmptyResult(answer.result) ? [] : toOrders(readPage(answer, ORDERS).rows);
}

/**
 * The orders that the portal has since a moment. The list is read newest first where the portal sorts it so, from its end
 * where it is sorted the other way, and whole where it is not sorted.
 *
 * @param since by the portal's clock, in milliseconds since 1970; undefined reads all. It is asked for once the portal has answered, since
 * an answer tells its clock.
 * @throws PortalFailure when the list cannot be had
 */
export async function listOrdersSince(client: PortalClient, since: () => number | undefined): Promise<OrdersSince> {
	const askFor = pageAsker(client, LOOKING);
	let moment: number | undefined;
	const isBefore = (order: ListedOrder | undefined) =>
		moment !== undefined && order?.createdAt !== undefined && order.createdAt < moment;
	const seen = new Map<string, ListedOrder>();
	let direction: Direction = 'unknown';
	let pageCount: number | undefined;
	let total: number | undefined;
	let isReached = false;
	let isCutShort = false;
	let pagesRead = 0;
	const further = () => furtherPages(direction, pageCount);
	for await (const page of pages(askFor, ORDERS, further)) {
		const orders = toOrders(page.rows);
		const isFirst = page.pageNo === 1;
		if (isFirst) [direction, pageCount, moment] = [directionOf(orders), pageCountOf(page), since()];
		total = page.total === undefined ? total : Math.max(total ?? 0, page.total);
		// A portal that answers every page with the same one does not show the rest.
		isCutShort = !isFirst && orders.length > 0 && orders.every(({ orderNo }) => seen.has(orderNo));
		for (const order of orders) seen.set(order.orderNo, order);
		isReached =
			(direction === 'newestFirst' && isBefore(orders.at(-1))) ||
			(direction === 'oldestFirst' && !isFirst && pageCount !== undefined && isBefore(orders[0]));
		const isOver = !isFirst && orders.length === 0 && direction !== 'oldestFirst';
		if (isReached || isCutShort || isOver) break;
		isCutShort = ++pagesRead >= MAX_PAGES && (pageCount ?? Infinity) > MAX_PAGES;
		if (isCutShort) break;
	}
	const isComplete = isReached || (!isCutShort && seen.size >= (total ?? 0));
	// Without totals nothing else shows that the first page is not the second.
	if (total === undefined) for (const order of await readPageZero(askFor)) seen.set(order.orderNo, order);
	const all = [...seen.values()];
	return { orders: all.filter((order) => !isBefore(order)), older: all.filter(isBefore), isComplete };
}

/** Has the portal answer something short, whatever it is, for the time that its answer tells. */
export async function askForTime(client: PortalClient): Promise<void> {
	await client.peek(LIST_PATH, { pageNo: 1, pageSize: 1 }, LOOKING);
}

/** One order in full, as the portal tells it. */
export interface OrderDetails {
	details: JsonValue;
	/** When it was created, in milliseconds since 1970; undefined where the details do not tell it [inferred that they do]. */
	createdAt?: number;
	requestId: string;
}

/**
 * One order in full.
 *
 * @param orderNo an order number or order ID
 * @throws PortalFailure
 */
export async function getOrderDetails(client: PortalClient, orderNo: string): Promise<OrderDetails> {
	const path = `${DETAILS_PATH}/${encodeURIComponent(orderNo)}`;
	const { result, requestId } = await client.get(path, {}, LOOKING);
	const timed = findObjects(result, ({ createTime }) => createTime !== undefined)[0]?.object;
	return { details: result, createdAt: readTime(timed?.createTime), requestId };
}

/**
 * The partner's orders, newest first where the portal sorts them so, as the list tells them.
 *
 * @param limit how many at the most
 * @throws PortalFailure
 */
export async function listOrders(client: PortalClient, limit: number): Promise<JsonObject[]> {
	return await readList(pageAsker(client), ORDERS, limit);
}
