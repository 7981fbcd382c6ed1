import { isTypedObject, type NumberText, type Typed } from './typed';

/**
 * What a value looks like, without the value: a word for a text or number (`text of 19 digits`), an object with the shape of each
 * field (`name?` where not every object of a list has it), `[]` for an empty array, `[shape]` for one element, `[shape, "…"]` for
 * several. What is now this and now that is `{"(either)": [shapes]}`, or `text | null` where both are words.
 */
export type Shape = string | Shape[] | { [field: string]: Shape };

/** In the place of a field name that looks like data of the account. */
export const MASKED = '(masked)';
export const EITHER = '(either)';
export const SEVERAL = '…';

const LONGEST_NAME = 40;

/** A field's name, unless it looks like data: digits, an address, words with spaces, or very long. */
export function maskName(field: string): string {
	const isName = /^[A-Za-z_$][\w$-]*$/.test(field) && field.length <= LONGEST_NAME;
	return isName && field.replace(/\D/g, '').length < 3 ? field : MASKED;
}

/** A date or time: year first, or last. */
const TIME = /^(\d{4}[-/.]\d\d?|\d\d?[-/.]\d\d?[-/.]\d{4})[-/.:T Z+\d]*$/;

function wordForText(text: string): string {
	if (text === '') return 'empty text';
	if (text !== text.trim()) return 'text with spaces around it';
	const { length } = text;
	if (/^\d+$/.test(text)) return length === 10 || length === 13 || length > 15 ? `text of ${length} digits` : 'text';
	const [, capitals = '', digits = ''] = /^([A-Z]{1,4})(\d{16,})$/.exec(text) ?? [];
	if (digits !== '') return `text of ${capitals.length} capitals and ${digits.length} digits`;
	if (length < LONGEST_NAME && TIME.test(text)) return `text like ${text.replace(/\d/g, '0')}`;
	return 'text';
}

/** The word for a value that is neither object nor array: its JSON type, and its length where it is an ID's or a time's. */
export function wordFor(value: Exclude<Typed, Typed[]>): string {
	if (value === null) return 'null';
	if (typeof value === 'boolean') return 'true or false';
	if (typeof value === 'string') return wordForText(value);
	const { source } = value as NumberText;
	if (/^\d{10,}$/.test(source)) return `number of ${source.length} digits`;
	return /^-?\d+$/.test(source) ? 'number' : 'number with decimals';
}

/** Several shapes of the same place before they are written. */
interface Merged {
	words: Set<string>;
	/** Each field with all values that it has. */
	fields?: Map<string, Typed[]>;
	objects: number;
	lists: Typed[][];
}

function collect(values: readonly Typed[]): Merged {
	const merged: Merged = { words: new Set(), objects: 0, lists: [] };
	for (const value of values) {
		if (Array.isArray(value)) merged.lists.push(value);
		else if (!isTypedObject(value)) merged.words.add(wordFor(value));
		else {
			merged.objects++;
			merged.fields ??= new Map();
			const own = new Map<string, Typed[]>();
			for (const [field, inside] of Object.entries(value)) {
				const name = maskName(field);
				own.set(name, [...(own.get(name) ?? []), inside]);
			}
			// A masked name counts once for each object, however many of them it stands for.
			for (const [name, inside] of own) merged.fields.set(name, [...(merged.fields.get(name) ?? []), ...inside]);
		}
	}
	return merged;
}

function shapeOfLists(lists: readonly Typed[][]): Shape {
	const longest = Math.max(...lists.map(({ length }) => length));
	if (longest === 0) return [];
	return longest === 1 ? [shapeOf(lists.flat())] : [shapeOf(lists.flat()), SEVERAL];
}

/** The shape that several values have in common. */
export function shapeOf(values: readonly Typed[]): Shape {
	const { words, fields, objects, lists } = collect(values);
	const parts: Shape[] = [];
	if (words.size > 0) parts.push([...words].sort().join(' | '));
	if (fields !== undefined) {
		const shapes = [...fields].map(([name, inside]) => {
			const isOptional = name !== MASKED && inside.length < objects;
			return [isOptional ? `${name}?` : name, shapeOf(inside)] as const;
		});
		parts.push(Object.fromEntries(shapes.sort(([one], [other]) => (one < other ? -1 : 1))));
	}
	if (lists.length > 0) parts.push(shapeOfLists(lists));
	const [only = ''] = parts;
	return parts.length < 2 ? only : { [EITHER]: parts };
}
