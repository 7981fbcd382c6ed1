import { findObjects, textField } from './find';
import type { JsonValue } from './json';

/**
 * An order's number: two capitals and 19 digits [doc: create-an-order]. A transaction's has the same form, and stands
 * for an order too.
 */
const ORDER_NUMBER = /(?<![A-Za-z0-9])[A-Z]{2}\d{19}(?![A-Za-z0-9])/;

/** The field in a text that breaks off. */
const FIELD_OF_TEXT = /"orderNo"\s*:\s*"([A-Za-z0-9]+)"/;

/** An order that an answer names. */
export interface NamedOrder {
	orderNo: string;
	/** Whether it stands only in words, which may be about another order: one that has to be paid first. */
	isInWords: boolean;
}

/**
 * The order that an answer names: in a field `orderNo` [doc: create-an-order], wherever it stands, or in words.
 *
 * @param body what was read of the text; undefined where it is no JSON
 * @param text the answer's whole text
 */
export function orderNamedIn(body: JsonValue | undefined, text: string): NamedOrder | undefined {
	const numberOf = (object: Parameters<typeof textField>[0]) => textField(object, 'orderNo').trim();
	const holder = findObjects(body ?? null, (object) => numberOf(object) !== '')[0]?.object;
	const field = holder === undefined ? FIELD_OF_TEXT.exec(text)?.[1] : numberOf(holder);
	if (field !== undefined) return { orderNo: field, isInWords: false };
	const orderNo = ORDER_NUMBER.exec(text)?.[0];
	return orderNo === undefined ? undefined : { orderNo, isInWords: true };
}
