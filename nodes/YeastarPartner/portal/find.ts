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
