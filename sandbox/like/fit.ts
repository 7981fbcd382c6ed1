import { BareNumber } from '../bareNumber';
import type { Shape } from './report';
import { MASKED_FIELD, type Value, valueFor, wordFor } from './words';

type Fields = Record<string, Value>;
type ShapeFields = Record<string, Shape>;

const EITHER = '(either)';

export function isFields(value: Value): value is Fields {
	return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof BareNumber);
}

function isShapeFields(shape: Shape): shape is ShapeFields {
	return typeof shape === 'object' && !Array.isArray(shape);
}

/** Words of field names that mean much the same. */
const MEANINGS = [
	/name|title|label|caption|alias/i,
	/mail/i,
	/id$|code$|key$|switchTo/i,
	/no$|sn$|serial|number/i,
	/time$|date$|at$/i,
	/price|amount|total|sum/i,
];

/** How likely it is that two field names mean the same. */
function likeness(one: string, other: string): number {
	if (one.toLowerCase() === other.toLowerCase()) return 3;
	return MEANINGS.some((meaning) => meaning.test(one) && meaning.test(other)) ? 2 : 0;
}

/** How many fields the elements of a list have in common with those of a shape. */
function overlap(list: Value, shape: Shape): number {
	const [element] = Array.isArray(list) ? list : [];
	const [expected] = Array.isArray(shape) ? shape : [];
	if (element === undefined || !isFields(element) || expected === undefined || !isShapeFields(expected)) return 0;
	const names = Object.keys(expected).map((name) => name.replace(/\?$/, ''));
	return 1 + Object.keys(element).filter((field) => names.includes(field)).length;
}

function kindOf(value: Value): 'list' | 'object' | 'plain' {
	if (Array.isArray(value)) return 'list';
	return isFields(value) ? 'object' : 'plain';
}

function kindOfShape(shape: Shape): 'list' | 'object' | 'plain' {
	if (Array.isArray(shape)) return 'list';
	return typeof shape === 'string' ? 'plain' : 'object';
}

/** Of several things the n-th, from the first on again after the last. */
function nth<Thing>(things: readonly Thing[], variant: number): Thing | undefined {
	return things[variant % things.length];
}

/** The lists in an object, at any depth. */
function listsIn(value: Value): Value[] {
	if (Array.isArray(value)) return [value];
	return isFields(value) ? Object.values(value).flatMap(listsIn) : [];
}

function fitWords(words: readonly string[], own: Value, variant: number): Value {
	if (own !== undefined && words.length === 1 && words[0] === wordFor(own)) return own;
	return valueFor(nth(words, variant) ?? 'text', own);
}

function fitList(shape: Shape[], own: Value, variant: number): Value {
	const [element, several] = shape;
	if (element === undefined) return [];
	const lists = Array.isArray(own) ? [own] : listsIn(own ?? null).filter((list) => overlap(list, shape) > 1);
	const best = [...lists].sort((one, other) => overlap(other, shape) - overlap(one, shape))[0];
	const single = own === undefined ? undefined : [own];
	const elements =
		(best as Value[] | undefined) ?? single ?? Array<Value>(several === undefined ? 1 : 2).fill(undefined);
	const kept = several === undefined ? elements.slice(0, 1) : elements;
	return kept.map((value, index) => fit(element, value, variant + index));
}

/** The field of what the sandbox has that a field of the shape is likeliest to stand for. */
function sourceOf(name: string, shape: Shape, pool: ReadonlyMap<string, Value>): string | undefined {
	const kind = kindOfShape(shape);
	const scored = [...pool]
		.filter(([, value]) => kindOf(value) === kind)
		.map(([field, value]) => {
			const byName = likeness(name, field);
			if (kind === 'list') return [field, overlap(value, shape)] as const;
			if (kind === 'object') return [field, byName] as const;
			const fitting = typeof shape === 'string' && shape.split(' | ').includes(wordFor(value));
			return [field, byName * 2 + (fitting && byName > 0 ? 1 : 0)] as const;
		})
		.filter(([, score]) => score > 0);
	return scored.sort(([, one], [, other]) => other - one)[0]?.[0];
}

function fitObject(shape: ShapeFields, own: Value, variant: number): Value {
	const names = Object.keys(shape).map((key) => ({ key, name: key.replace(/\?$/, '') }));
	const hasList = Object.values(shape).some((part) => kindOfShape(part) === 'list');
	const source = Array.isArray(own) && !hasList ? own[0] : own;
	const pool = new Map<string, Value>(
		Array.isArray(source) ? [['', source]] : isFields(source ?? null) ? Object.entries(source as Fields) : [],
	);
	const found = new Map<string, Value>();
	const take = (name: string, field: string) => {
		found.set(name, pool.get(field));
		pool.delete(field);
	};
	for (const { name } of names) if (pool.has(name)) take(name, name);
	for (const { key, name } of names) {
		if (found.has(name)) continue;
		const field = sourceOf(name, shape[key] ?? '', pool);
		if (field !== undefined) take(name, field);
	}
	const optional = names.filter(({ key, name }) => key !== name);
	const present = optional.filter(({ name }) => isFields(source ?? null) && name in (source as Fields));
	// A list of plans and services: each row has what others of its kind have.
	const isOfKind = present.length > 0 && present.length < optional.length;
	const isLeftOut = (part: { key: string; name: string }) =>
		optional.includes(part) && (isOfKind ? !present.includes(part) : variant % 2 === 1);
	const fields: Fields = {};
	for (const { key, name } of names.filter((candidate) => !isLeftOut(candidate))) {
		const inside = shape[key] ?? '';
		// What stands in no field of its own may stand in an object around it.
		const rest = kindOfShape(inside) === 'object' && pool.size > 0 ? Object.fromEntries(pool) : undefined;
		fields[name === '(masked)' ? MASKED_FIELD : name] = fit(inside, found.has(name) ? found.get(name) : rest, variant);
	}
	return fields;
}

/**
 * Makes a value that looks like a shape out of one that the sandbox has: its fields under other names and in other containers, its IDs
 * and times of another type. What the sandbox does not have is made up.
 *
 * @param variant tells apart what is now this and now that: the n-th of several
 */
export function fit(shape: Shape, own: Value, variant: number): Value {
	if (typeof shape === 'string') return fitWords(shape.split(' | '), own, variant);
	if (Array.isArray(shape)) return fitList(shape, own, variant);
	const either = shape[EITHER];
	if (!Array.isArray(either)) return fitObject(shape, own, variant);
	const alike = either.filter((part) => own !== undefined && kindOfShape(part) === kindOf(own));
	return fit((alike.length === 1 ? alike[0] : nth(either, variant)) ?? '', own, variant);
}
