import { maskName, wordFor } from './shape';
import { isTypedObject, type Typed } from './typed';

/** A text that tells shapes only, never a value of the account. It is made here and nowhere else. */
declare const shown: unique symbol;
export type Shown = string & { readonly [shown]: true };

/** A sentence with shown texts in it; nothing else can be put in. */
export function seen(texts: TemplateStringsArray, ...parts: readonly Shown[]): Shown {
	return texts.map((text, index) => text + (parts[index] ?? '')).join('') as Shown;
}

/** Shown texts in a row. */
export function listed(texts: readonly Shown[], separator = ', '): Shown {
	return [...new Set(texts)].join(separator) as Shown;
}

/** A field's name, masked where it looks like data. */
export function fieldName(field: string): Shown {
	return maskName(field) as Shown;
}

/** Where a value stands in an answer: `planList[]`. */
export function place(path: readonly string[]): Shown {
	const text = path.map((part) => (part === '[]' ? '[]' : `.${maskName(part)}`)).join('');
	return (text.replace(/^\./, '') || 'result') as Shown;
}

/** The types that values have, in words: `text of 19 digits`. */
export function types(values: readonly Typed[]): Shown {
	const kinds = values.map((value) => {
		if (Array.isArray(value)) return 'array';
		return isTypedObject(value) ? 'object' : wordFor(value);
	});
	return ([...new Set(kinds)].sort().join(' | ') || 'nothing') as Shown;
}

/** The names of all fields of some objects. */
export function fieldsOf(objects: readonly Typed[]): Shown {
	const names = objects.filter(isTypedObject).flatMap(Object.keys).map(fieldName);
	return listed([...new Set(names)].sort()) || seen`none`;
}

/** A count, no more exactly than that it is none, one or several. */
export function howMany(count: number): Shown {
	return (count > 1 ? 'several' : count === 1 ? 'one' : 'none') as Shown;
}

/** An HTTP status, or an envelope's. */
export function status(value: string | number): Shown {
	return (/^[1-5]\d\d$/.test(String(value)) ? String(value) : 'no status') as Shown;
}

/** Words of which the codes of errors are made. A code with another word in it is not told in full: it could name somebody. */
const CODE_WORDS = new Set(
	`success fail failed failure error parameter param validation valid invalid verify verification missing required illegal bad
	request not found exist exists unknown no access token expired unauthorized unauthenticated authentication authorization auth
	forbidden denied permission user agent header client id secret order product plan service number sn instance internal server
	system data resource too many requests rate limit exceeded format type value field null empty does is the and or of in on by
	operation unsupported method allowed grant credentials login`.split(/\s+/),
);

/** An error's code, a word that is not among those of errors as `*`. */
export function codeWords(code: string): Shown {
	const words = code.replace(/([a-z])([A-Z])/g, '$1_$2').split(/([^A-Za-z]+)/);
	const told = words.map((part) => (/^[_. :-]*$/.test(part) || CODE_WORDS.has(part.toLowerCase()) ? part : '*'));
	return told.join('').slice(0, 80) as Shown;
}
