/**
 * JSON without losing digits.
 *
 * The portal's IDs have 19 digits and stand in its answers, and have to stand in its orders, as bare
 * numbers [doc: tutorials]. `JSON.parse` rounds what is above 2^53, so numbers are read from their source
 * text and written from it, with the language's own means: the reviver's `context.source` and
 * `JSON.rawJSON`, which Node.js has since version 22.
 */

/** A value as it comes out of {@link parseExactly}. */
export type JsonValue = string | number | boolean | null | JsonValue[] | JsonObject;
/** An object as it comes out of {@link parseExactly}. */
export interface JsonObject {
	[field: string]: JsonValue;
}

/** A number that is written with exactly the digits it was made from. See {@link exactNumber}. */
export interface RawNumber {
	readonly rawJSON: string;
}

type SourceReviver = (key: string, value: JsonValue, context?: { source?: string }) => JsonValue;

interface SourceTextJson {
	parse(text: string, reviver: SourceReviver): JsonValue;
	rawJSON(text: string): RawNumber;
	stringify(value: unknown): string;
}

/** The first Node.js version whose JSON can keep the digits. */
export const NODE_VERSION_NEEDED = 22;

const sourceTextJson = JSON as unknown as SourceTextJson;

/**
 * Field names that hold an identifier: `planId`, `billingId`, `id`, `productNo`, `orderNo`. Their values are
 * text even where the number is small, so that a field never changes its type from one order to the next.
 */
const IDENTIFIER_FIELD = /^id$|Ids?$|No$/;

/** Whether this Node.js can read and write a 19-digit number without rounding it. */
export function canKeepDigits(): boolean {
	if (typeof sourceTextJson.rawJSON !== 'function') return false;
	let source: string | undefined;
	sourceTextJson.parse('1', (_key, value, context) => {
		source = context?.source;
		return value;
	});
	return source === '1';
}

/**
 * Reads JSON text. A number in a field that holds an identifier, and any number that JavaScript would print
 * otherwise than it stands in the text (19 digits, `10.10`), becomes a string with the text's own digits;
 * other numbers stay numbers.
 *
 * @throws SyntaxError when the text is not JSON
 */
export function parseExactly(text: string): JsonValue {
	return sourceTextJson.parse(text, (key, value, context) => {
		if (Array.isArray(value) && IDENTIFIER_FIELD.test(key)) {
			return value.map((id) => (typeof id === 'number' ? String(id) : id));
		}
		if (typeof value !== 'number' || context?.source === undefined) return value;
		const { source } = context;
		return IDENTIFIER_FIELD.test(key) || String(value) !== source ? source : value;
	});
}

/**
 * A whole number for {@link writeExactly} that keeps its digits.
 *
 * @param digits a whole number without sign or leading zero
 */
export function exactNumber(digits: string): RawNumber {
	return sourceTextJson.rawJSON(digits);
}

/**
 * Reads JSON text for {@link writeExactly}, each number with the text's own digits.
 *
 * @throws SyntaxError when the text is not JSON
 */
export function parseRaw(text: string): unknown {
	return sourceTextJson.parse(text, (_key, value, context) =>
		typeof value === 'number' && context?.source !== undefined
			? (sourceTextJson.rawJSON(context.source) as unknown as JsonValue)
			: value,
	);
}

/** Writes JSON text, numbers made by {@link exactNumber} digit by digit. */
export function writeExactly(value: unknown): string {
	return sourceTextJson.stringify(value);
}

/** Whether a value that was read is an object, and no array. */
export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The same value, each text and each field's name in it changed. Numbers are left as they are. */
export function mapTexts(value: JsonValue, change: (text: string) => string): JsonValue {
	if (typeof value === 'string') return change(value);
	if (Array.isArray(value)) return value.map((element) => mapTexts(element, change));
	if (!isJsonObject(value)) return value;
	return Object.fromEntries(Object.entries(value).map(([field, inside]) => [change(field), mapTexts(inside, change)]));
}
