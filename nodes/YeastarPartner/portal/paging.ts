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

/**
 * Reads a list from its first page on. An element that moves to a later page meanwhile is taken once.
 *
 * @param ask asks for a page, the first one being 1
 * @param limit how many elements are wanted; pages after that are not asked for
 * @throws PortalFailure also when the portal answers every page with the same one, and so does not show the rest
 */
export async function readList(
	ask: (pageNo: number) => Promise<PortalAnswer>,
	kind: ListKind,
	limit: number,
): Promise<JsonObject[]> {
	const seen = new Set<string>();
	const elements: JsonObject[] = [];
	for (let pageNo = 1; ; pageNo++) {
		const answer = await ask(pageNo);
		// After the last page there may be nothing at all.
		if (pageNo > 1 && isEmptyResult(answer.result)) return elements;
		const page = readPage(answer, kind);
		const identity = (row: JsonObject) => textField(row, kind.idField) || writeExactly(row);
		const added = page.rows.filter((row) => !seen.has(identity(row)));
		for (const row of added) seen.add(identity(row));
		elements.push(...added);
		if (elements.length >= limit) return elements.slice(0, limit);
		if (added.length === 0 && page.total !== undefined && elements.length < page.total && page.rows.length > 0) {
			throw new PortalFailure({
				message: `The portal shows only ${elements.length} of the ${page.total} elements of its ${kind.list}`,
				advice: 'It answers every page with the same one. Report it with the request ID.',
				delivery: 'ambiguous',
				requestId: answer.requestId,
			});
		}
		if (added.length === 0 || !hasNextPage(page, pageNo, elements.length)) return elements;
	}
}
