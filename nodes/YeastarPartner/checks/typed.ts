import { isJsonObject, type JsonObject, parseExactly } from '../portal/json';

/** A number as it stands in the text. */
export class NumberText {
	constructor(readonly source: string) {}
}

/** A JSON value that still tells whether an ID came as a number or as text, and keeps every digit. */
export type Typed = string | boolean | null | NumberText | Typed[] | TypedObject;

/** An object as {@link parseTyped} reads it. */
export interface TypedObject {
	[field: string]: Typed;
}

type SourceReviver = (key: string, value: unknown, context?: { source?: string }) => unknown;

/** Reads JSON text; undefined where it is none. */
export function parseTyped(text: string): Typed | undefined {
	const parse = JSON.parse as unknown as (text: string, reviver: SourceReviver) => Typed;
	try {
		return parse(text.replace(/^\uFEFF/, ''), (_key, value, context) =>
			typeof value === 'number' ? new NumberText(context?.source ?? String(value)) : value,
		);
	} catch {
		return undefined;
	}
}

/** Whether a value is an object, and no array. */
export function isTypedObject(value: Typed | undefined): value is TypedObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof NumberText);
}

/** The text of a text or number; an empty text for anything else. */
export function textOf(value: Typed | undefined): string {
	if (value instanceof NumberText) return value.source;
	return typeof value === 'string' ? value : '';
}

/** A typed value with IDs as text, as the portal's code reads it. */
export function asJson(value: Typed): JsonObject {
	const text = JSON.stringify(value, (_key, part: unknown) => (part instanceof NumberText ? part.source : part));
	const json = parseExactly(text);
	return isJsonObject(json) ? json : {};
}
