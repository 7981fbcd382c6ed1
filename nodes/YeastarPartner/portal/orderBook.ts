import type { PortalClient, RequestSettings } from './client';
import type { PortalAnswer } from './envelope';
import { PortalFailure } from './failure';
import { findObjects, textField } from './find';
import { isJsonObject, type JsonObject, type JsonValue } from './json';

/** Where the orders are listed [doc: query-order-list]. */
const LIST_PATH = '/order/openapi/order/v1/page';
/** Where one order is told in full, by order number or ID [doc: get-order-details]. */
const DETAILS_PATH = '/order/openapi/order/v1/get';
/** The portal's own page size [doc: query-order-list]. */
const PAGE_SIZE = 25;
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
	total?: number;
	pageCount?: number;
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

function wholeNumber(result: JsonValue, field: string): number | undefined {
	const holder = findObjects(result, (object) => textField(object, field) !== '')[0]?.object;
	const text = holder === undefined ? '' : textField(holder, field);
	return /^\d+$/.test(text) ? Number(text) : undefined;
}

/** Whether an answer shows a list that is empty. Nothing at all is no list: it may be one that cannot be read. */
function saysEmpty(result: JsonValue): boolean {
	const isEmptyList = (value: JsonValue) => Array.isArray(value) && value.length === 0;
	return isEmptyList(result) || (isJsonObject(result) && Object.values(result).some(isEmptyList));
}

/**
 * Asks for a page, newest first. That the list can be sorted so is inferred from the country list's `-name`; a portal that
 * refuses it is asked without.
 */
async function askForPage(client: PortalClient, pageNo: number): Promise<PortalAnswer> {
	const query = { pageNo, pageSize: PAGE_SIZE };
	return await client.get(LIST_PATH, { ...query, sort: '-id' }, LOOKING).catch(async (error: unknown) => {
		if (!(error instanceof PortalFailure) || error.facts.fate !== 'refused') throw error;
		return await client.get(LIST_PATH, query, LOOKING);
	});
}

async function readPage(client: PortalClient, pageNo: number): Promise<Page> {
	const { result, requestId } = await askForPage(client, pageNo);
	const orders = findObjects(result, (object) => textField(object, 'orderNo') !== '').map(({ object }) => ({
		orderNo: textField(object, 'orderNo'),
		createdAt: readTime(object.createTime),
		row: object,
	}));
	const total = wholeNumber(result, 'total');
	if (orders.length === 0 && total !== 0 && !saysEmpty(result)) {
		throw new PortalFailure({
			message: "The portal's order list holds no order that can be recognized",
			advice: 'No object in it has an orderNo. Report it with the request ID, so that the node can learn to read it.',
			fate: 'unknown',
			requestId,
		});
	}
	// A portal may keep to a page size of its own.
	const counted = total === undefined || orders.length === 0 ? undefined : Math.ceil(total / orders.length);
	const pageCount = wholeNumber(result, 'totalPage') ?? counted;
	return { orders, ...(pageCount === undefined ? {} : { pageCount }), ...(total === undefined ? {} : { total }) };
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
	const first = await readPage(client, 1);
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
		const { orders, total: now } = await readPage(client, pageNo);
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
