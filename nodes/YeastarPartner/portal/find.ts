import { NO_ID_FIELD, LANGUAGE_FIELD, ENGLISH_FIELD, TEXT_FIELD, PARTS } from './fieldNames';
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

/**
 * The objects of a kind inside of one that {@link findObjects} found, at any depth: what it tells of others of
 * its kind.
 *
 * @param isOfKind decides as it did for the outer one
 */
export function findInside(object: JsonObject, isOfKind: (inner: JsonObject) => boolean): Found[] {
	const found = Object.values(object).flatMap((field) => findObjects(field, isOfKind, [object]));
	return found.flatMap((inner) => [inner, ...findInside(inner.object, isOfKind)]);
}

/** Texts without those that stand there twice. */
function distinct(texts: readonly string[]): string[] {
	return [...new Set(texts)].filter((text) => text !== '');
}

/** What stands in an ID's field where there is none, as at the root of a tree [inferred]. */
const NO_ID = /^(0|-1)?$/;

/**
 * The IDs that an object has beside the one that it is looked at for, each with its field.
 *
 * @param ownId the ID that does not count
 */
export function otherIdsOf(object: JsonObject, ownId: string): Array<readonly [field: string, id: string]> {
	return Object.keys(object)
		.filter((field) => /id$/i.test(field) && !NO_ID_FIELD.test(field))
		.map((field) => [field, textField(object, field)] as const)
		.filter(([, id]) => !NO_ID.test(id) && id !== ownId);
}

function hasId(object: JsonObject): boolean {
	return otherIdsOf(object, '').length > 0;
}

/** The text in a value, also where it stands in several languages or in an object of its own that has no ID. */
function textIn(value: JsonValue): string {
	if (typeof value === 'string') return /\p{L}/u.test(value) ? value.trim() : '';
	if (!isJsonObject(value) || hasId(value)) return '';
	const fields = Object.keys(value);
	const texts = (of: readonly string[]) =>
		of.map((field) => textIn(value[field] ?? null)).filter((text) => text !== '');
	if (fields.every((field) => LANGUAGE_FIELD.test(field))) {
		return texts([...fields.filter((field) => ENGLISH_FIELD.test(field)), ...fields])[0] ?? '';
	}
	const named = distinct(texts(fields.filter((field) => TEXT_FIELD.test(field))));
	return named.length === 1 ? (named[0] ?? '') : '';
}

/** What counts as an object's own. */
export interface OwnFields {
	/** Fields whose object is a part of it. */
	parts: RegExp;
	/** Whether an object under such a field is another thing all the same. */
	isOther: (part: JsonObject) => boolean;
}

const USUAL: OwnFields = { parts: PARTS, isOther: hasId };

function textsOfField(object: JsonObject, name: RegExp): string[] {
	const fields = Object.keys(object).filter((field) => name.test(field));
	return distinct(fields.map((field) => textIn(object[field] ?? null)));
}

function partsOf(object: JsonObject, own: OwnFields): JsonObject[] {
	const parts = Object.keys(object).filter((field) => own.parts.test(field));
	return parts
		.map((field) => object[field])
		.filter(isJsonObject)
		.filter((part) => !own.isOther(part));
}

/** The texts under a field name that an object and all of its parts have. */
export function everyTextUnder(object: JsonObject, name: RegExp, own: OwnFields): string[] {
	const inParts = partsOf(object, own).flatMap((part) => everyTextUnder(part, name, own));
	return distinct([...textsOfField(object, name), ...inParts]);
}

/**
 * The texts under the first of some field names that an object has itself, else those of its parts. What other
 * objects in it are called, such as a next plan or an account manager, is not its own.
 *
 * @param names patterns, the likeliest first, since which names the portal uses is often not documented
 * @returns several where fields that are equally likely differ
 */
export function textsUnder(object: JsonObject, names: readonly RegExp[], own: OwnFields = USUAL): string[] {
	for (const name of names) {
		const texts = textsOfField(object, name);
		if (texts.length > 0) return texts;
	}
	return distinct(partsOf(object, own).flatMap((part) => textsUnder(part, names, own)));
}

/** The first of the texts that {@link textsUnder} gives, to be shown to people; an empty text where there is none. */
export function textUnder(object: JsonObject, names: readonly RegExp[], own: OwnFields = USUAL): string {
	return textsUnder(object, names, own)[0] ?? '';
}
