import { isTypedObject, textOf, type Typed, type TypedObject } from './typed';

/** An object in an answer, with the way to it. */
export interface Row {
	object: TypedObject;
	path: readonly string[];
}

/** A value as the only row: its fields, or none where it is no object. */
export function asRow(value: Typed): Row {
	return { object: isTypedObject(value) ? value : {}, path: [] };
}

/** Every object in a value, the outer ones first. */
export function objectsIn(value: Typed, path: readonly string[] = []): Row[] {
	if (Array.isArray(value)) return value.flatMap((element) => objectsIn(element, [...path, '[]']));
	if (!isTypedObject(value)) return [];
	const inside = Object.entries(value).flatMap(([field, part]) => objectsIn(part, [...path, field]));
	return [{ object: value, path }, ...inside];
}

/** The outermost objects that have a field, which is not empty. */
export function rowsHaving(value: Typed, field: string): Row[] {
	const having = objectsIn(value).filter(({ object }) => textOf(object[field]) !== '');
	const isInside = (path: readonly string[], outer: readonly string[]) =>
		outer.length < path.length && outer.every((part, index) => part === path[index]);
	return having.filter(({ path }) => !having.some((outer) => isInside(path, outer.path)));
}

/**
 * The rows of a list in an answer: the objects with the ID, else those of an array whose field's name fits, else the elements of
 * the answer itself.
 *
 * @param idField the documented field of the rows' ID
 * @param container fits the name of the field that holds the rows
 */
export function rowsIn(value: Typed, idField: string, container: RegExp): Row[] {
	const having = rowsHaving(value, idField);
	if (having.length > 0) return having;
	const rows = objectsIn(value).filter(({ path }) => path.at(-1) === '[]');
	const fitting = rows.filter(({ path }) => container.test(path.at(-2) ?? ''));
	if (fitting.length > 0) return fitting;
	return rows.filter(({ path }) => path.length === 1);
}
