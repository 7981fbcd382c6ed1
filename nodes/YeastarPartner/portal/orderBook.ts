import type { PortalClient, RequestSettings } from './client';
import type { PortalAnswer } from './envelope';
import { isFinalNo } from './failure';
import { textField } from './find';
import type { JsonObject, JsonValue } from './json';
import { type ListKind, PAGE_SIZE, readList, readPage } from './paging';

/** Where the orders are listed [doc: query-order-list]. */
const LIST_PATH = '/order/openapi/order/v1/page';
/** Where one order is told in full, by order number or ID [doc: get-order-details]. */
const DETAILS_PATH = '/order/openapi/order/v1/get';
const ORDERS: ListKind = { idField: 'orderNo', list: 'order list', element: 'order' };
/** How a question is asked that looks for an order: it goes on when the execution is canceled, and waits 15 seconds. */
const LOOKING: RequestSettings = { outlivesCancel: true, timeout: 15 };
/** How many pages are read at the most. */
const MAX_PAGES = 60;
/** Below it a time counts seconds, above it milliseconds; which of them the portal means is not documented. */
const SECONDS_LIMIT = 100_000_000_000;

/** Before and after it a number is no time of an order. */
const EARLIEST = Date.UTC(2010);
const LATEST = Date.UTC(2100);

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
	/** Whether the list was read back to the moment; false where it is too long. */
	isComplete: boolean;
}

interface Page {
	orders: ListedOrder[];
	/** How many orders the portal says there are. */
	total: number | undefined;
	pageCount: number | undefined;
}

function ifPlausible(time: number): number | undefined {
	return time > EARLIEST && time < LATEST ? time : undefined;
}

/** Reads a time that needs no guess: a number, or a text that names its zone. */
function readTime(value: JsonValue | undefined): number | undefined {
	const text = typeof value === 'number' ? String(value) : typeof value === 'string' ? value.trim() : '';
	if (/^\d+$/.test(text)) return ifPlausible(Number(text) < SECONDS_LIMIT ? Number(text) * 1000 : Number(text));
	if (!/\d{2}:\d{2}.*(Z|[+-]\d{2}:?\d{2})$/.test(text)) return undefined;
	return ifPlausible(Date.parse(text));
}

/**
 * Asks for pages, newest first. That the list can be sorted so is inferred from the country list's `-name`; a portal that
 * refuses it is asked without from then on.
 */
function pageAsker(client: PortalClient, settings?: RequestSettings): (pageNo: number) => Promise<PortalAnswer> {
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

function readOrders(answer: PortalAnswer): Page {
	const { rows, total, pageCount } = readPage(answer, ORDERS);
	const orders = rows.flatMap((row): ListedOrder[] => {
		const orderNo = textField(row, 'orderNo');
		return orderNo === '' ? [] : [{ orderNo, createdAt: readTime(row.createTime), row }];
	});
	// A portal may keep to a page size of its own.
	const counted = total === undefined || rows.length === 0 ? undefined : Math.ceil(total / rows.length);
	return { orders, pageCount: pageCount ?? counted, total };
}

type Direction = 'newestFirst' | 'oldestFirst' | 'unknown';

function directionOf(orders: readonly ListedOrder[]): Direction {
	const steps = orders.slice(1).map(({ createdAt }, index) => (createdAt ?? NaN) - (orders[index]?.createdAt ?? NaN));
	if (steps.length === 0 || steps.every((step) => step === 0)) return 'unknown';
	if (steps.every((step) => step <= 0)) return 'newestFirst';
	return steps.every((step) => step >= 0) ? 'oldestFirst' : 'unknown';
}

/** The pages after the first, in the order in which they are worth reading. */
function furtherPages(direction: Direction, pageCount: number | undefined): number[] {
	const last = pageCount ?? MAX_PAGES;
	const pages = Array.from({ length: Math.max(last - 1, 0) }, (_, index) => index + 2);
	return direction === 'oldestFirst' && pageCount !== undefined ? pages.reverse() : pages;
}

/**
 * The orders that the portal has since a moment. The list is read newest first where the portal sorts it so, from its end
 * where it is sorted the other way, and whole where it is not sorted.
 *
 * @param since in milliseconds since 1970; undefined reads all
 * @throws PortalFailure when the list cannot be had
 */
export async function listOrdersSince(client: PortalClient, since?: number): Promise<OrdersSince> {
	const askFor = pageAsker(client, LOOKING);
	const first = readOrders(await askFor(1));
	const direction = directionOf(first.orders);
	const seen = new Map(first.orders.map((order) => [order.orderNo, order]));
	const isBefore = (order: ListedOrder | undefined) =>
		since !== undefined && order?.createdAt !== undefined && order.createdAt < since;
	const isInTime = () => [...seen.values()].filter((order) => !isBefore(order));

	if (direction === 'newestFirst' && isBefore(first.orders.at(-1))) return { orders: isInTime(), isComplete: true };
	let total = first.total ?? 0;
	let isReached = false;
	let pagesRead = 1;
	for (const pageNo of furtherPages(direction, first.pageCount)) {
		if (pagesRead++ >= MAX_PAGES) return { orders: isInTime(), isComplete: false };
		const { orders, total: now } = readOrders(await askFor(pageNo));
		total = Math.max(total, now ?? 0);
		const isRepeated = orders.every(({ orderNo }) => seen.has(orderNo));
		for (const order of orders) seen.set(order.orderNo, order);
		if (orders.length === 0) {
			if (direction === 'oldestFirst') continue;
			break;
		}
		// A portal that answers every page with the same one does not show the rest.
		if (isRepeated) return { orders: isInTime(), isComplete: false };
		isReached =
			(direction === 'newestFirst' && isBefore(orders.at(-1))) ||
			(direction === 'oldestFirst' && first.pageCount !== undefined && isBefore(orders[0]));
		if (isReached) break;
	}
	return { orders: isInTime(), isComplete: isReached || seen.size >= total };
}

/** One order in full, as the portal tells it. */
export interface OrderDetails {
	details: JsonValue;
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
	return { details: result, requestId };
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
