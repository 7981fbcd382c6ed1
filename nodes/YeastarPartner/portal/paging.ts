import type { PortalAnswer } from './envelope';
import { PortalFailure, unrecognized } from './failure';
import { findObjects, isEmptyResult, textField } from './find';
import { isJsonObject, type JsonObject, type JsonValue, writeExactly } from './json';

/** The portal's own page size [doc: query-order-list, query-product-list]. */
export const PAGE_SIZE = 25;

/** A list that the portal gives out page by page. */
export interface ListKind {
	/** The documented field that each of its elements has: `orderNo`. */
	idField: string;
	/** What it is, for a sentence: `order list`. */
	list: string;
	/** What it holds, for a sentence: `order`. */
	element: string;
}

/** A page of a list. */
export interface ListPage {
	rows: JsonObject[];
	/** How many elements the portal says that the whole list has. */
	total?: number;
	/** How many pages the portal says that there are. */
	pageCount?: number;
}

/** A number of the page; one inside of an element is the element's own. */
function wholeNumber(result: JsonValue, field: string, idField: string): number | undefined {
	const isElement = (object: JsonObject) => textField(object, idField) !== '';
	const holders = findObjects(result, (object) => isElement(object) || textField(object, field) !== '');
	const holder = holders.find(({ object }) => !isElement(object))?.object;
	const text = holder === undefined ? '' : textField(holder, field);
	return /^\d+$/.test(text) ? Number(text) : undefined;
}

/** Whether an answer shows a list that is empty. Nothing at all is no list: it may be one that cannot be read. */
function saysEmpty(result: JsonValue): boolean {
	if (Array.isArray(result)) return result.length === 0;
	return isJsonObject(result) && Object.values(result).some(saysEmpty);
}

/** The elements of a page: those of the documented `results`, else whatever has the field of its kind. */
function rowsOf(result: JsonValue, idField: string): JsonObject[] {
	const isOfKind = (object: JsonObject) => textField(object, idField) !== '';
	const results = isJsonObject(result) && Array.isArray(result.results) ? result.results : [];
	const rows = results.filter(isJsonObject);
	return rows.some(isOfKind) ? rows : findObjects(result, isOfKind).map(({ object }) => object);
}

/**
 * Reads a page `{count, pageNo, pageSize, results, total, totalPage}` [doc: query-order-list, query-product-list], its elements also where they
 * stand under another field.
 *
 * @throws PortalFailure when the answer holds something, but no element of the kind
 */
export function readPage({ result, requestId }: PortalAnswer, { idField, list, element }: ListKind): ListPage {
	const rows = rowsOf(result, idField);
	const total = wholeNumber(result, 'total', idField);
	if (rows.length === 0 && total !== 0 && !saysEmpty(result)) {
		throw unrecognized(list, element, idField, requestId);
	}
	const pageCount = wholeNumber(result, 'totalPage', idField);
	return { rows, ...(pageCount === undefined ? {} : { pageCount }), ...(total === undefined ? {} : { total }) };
}

/** Whether there is a page after this one, as far as the portal tells; a portal that gives no totals is asked for it. */
export function hasNextPage({ rows, total, pageCount }: ListPage, pageNo: number, rowsSeen: number): boolean {
	if (rows.length === 0) return false;
	if (pageCount !== undefined) return pageNo < pageCount;
	return total === undefined || rowsSeen < total;
}

/** A page of a list among the others. */
export interface ShownPage extends ListPage {
	/** The first page is 1. */
	pageNo: number;
	/** Its elements that were on no page before: one can move to a later page meanwhile. */
	added: JsonObject[];
	requestId: string;
}

function* countFrom(first: number): Generator<number> {
	for (let number = first; ; number++) yield number;
}

/**
 * The pages of a list: the first, and those after it for as long as they are wanted.
 *
 * @param ask asks for a page, the first one being 1
 * @param further the numbers of the pages after the first, in the order in which they are asked for
 * @throws PortalFailure as {@link readPage} does
 */
export async function* pages(
	ask: (pageNo: number) => Promise<PortalAnswer>,
	kind: ListKind,
	further: (first: ShownPage) => Iterable<number> = () => countFrom(2),
): AsyncGenerator<ShownPage> {
	const seen = new Set<string>();
	const isNew = (row: JsonObject) => {
		const identity = textField(row, kind.idField) || writeExactly(row);
		return !seen.has(identity) && seen.add(identity);
	};
	const read = async (pageNo: number): Promise<ShownPage> => {
		const answer = await ask(pageNo);
		// After the last page there may be nothing at all.
		const page = pageNo > 1 && isEmptyResult(answer.result) ? { rows: [] } : readPage(answer, kind);
		return { ...page, pageNo, added: page.rows.filter(isNew), requestId: answer.requestId };
	};
	const first = await read(1);
	yield first;
	for (const pageNo of further(first)) yield await read(pageNo);
}

/** The failure of a list that ends before all of its elements were shown. */
export function cutShort({ list }: ListKind, shown: number, total: number, requestId: string): PortalFailure {
	return new PortalFailure({
		message: `The portal shows only ${shown} of the ${total} elements of its ${list}`,
		advice: 'It answers every page with the same one. Report it with the request ID.',
		delivery: 'ambiguous',
		requestId,
	});
}

/**
 * Reads a list from its first page on. An element that moves to a later page meanwhile is taken once.
 *
 * @param limit how many elements are wanted; pages after that are not asked for
 * @throws PortalFailure also when the portal answers every page with the same one, and so does not show the rest
 */
export async function readList(
	ask: (pageNo: number) => Promise<PortalAnswer>,
	kind: ListKind,
	limit: number,
): Promise<JsonObject[]> {
	const elements: JsonObject[] = [];
	for await (const page of pages(ask, kind)) {
		const { pageNo, rows, added, total = 0, requestId } = page;
		elements.push(...added);
		if (elements.length >= limit) break;
		if (rows.length > 0 && added.length === 0 && elements.length < total) {
			throw cutShort(kind, elements.length, total, requestId);
		}
		if (added.length === 0 || !hasNextPage(page, pageNo, elements.length)) break;
	}
	return elements.slice(0, limit);
}
