import { isJsonObject, type JsonObject, type JsonValue } from './json';

/** An object that was found in an answer, with the objects around it, the outermost first. */
export interface Found {
	object: JsonObject;
	around: readonly JsonObject[];
}

/**
 * Finds the objects of a kind wherever an answer holds them, since the shape around them is only partly documented:
 * an array, a single object, or an array under any field. What is inside of a found object is not searched.
 *
 * @param isOfKind decides by the fields that are documented
 * @returns the objects in the answer's order
 */
export function findObjects(
	value: JsonValue,
	isOfKind: (object: JsonObject) => boolean,
	around: readonly JsonObject[] = [],
): Found[] {
	if (Array.isArray(value)) return value.flatMap((element) => findObjects(element, isOfKind, around));
	if (!isJsonObject(value)) return [];
	if (isOfKind(value)) return [{ object: value, around }];
	return Object.values(value).flatMap((field) => findObjects(field, isOfKind, [...around, value]));
}

/** Whether an answer says that there is nothing: no result, or nothing but empty arrays in it. */
export function isEmptyResult(value: JsonValue): boolean {
	if (value === null || value === '') return true;
	if (Array.isArray(value)) return value.length === 0;
	if (!isJsonObject(value)) return false;
	const fields = Object.values(value);
	if (fields.length === 0) return true;
	const containers = fields.filter((field) => Array.isArray(field) || isJsonObject(field));
	return containers.length > 0 && containers.every(isEmptyResult);
}

/** A field's text, also where it came as a number; an empty text where it is missing. */
export function textField(object: JsonObject, field: string): string {
	const value = object[field];
	return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function isPlainText(value: JsonValue): value is string {
	return typeof value === 'string' && /\p{L}/u.test(value);
}

/** Fields that may hold the text of an object that stands where a text was expected: a name, or the text in some language. */
const TEXT_FIELDS = /(name|title|label|text|value)$|^[a-z]{2}([_-][A-Za-z]{2})?$/i;

/** The text in a value that may hold it under a name or in several languages. */
function textIn(value: JsonValue): string {
	if (isPlainText(value)) return value.trim();
	if (!isJsonObject(value)) return '';
	const fields = Object.keys(value).filter((field) => TEXT_FIELDS.test(field));
	return fields.map((field) => textIn(value[field] ?? null)).find((text) => text !== '') ?? '';
}

/**
 * The text under the first of some field names that an object has, also in objects inside of it. Which names the portal uses
 * is often not documented, so each is a pattern.
 *
 * @returns an empty text where there is none
 */
export function textUnder(object: JsonObject, names: readonly RegExp[]): string {
	for (const name of names) {
		const field = Object.keys(object).find((key) => name.test(key) && textIn(object[key] ?? null) !== '');
		if (field !== undefined) return textIn(object[field] ?? null);
	}
	const inside = Object.values(object).filter(isJsonObject);
	return inside.map((value) => textUnder(value, names)).find((text) => text !== '') ?? '';
}
