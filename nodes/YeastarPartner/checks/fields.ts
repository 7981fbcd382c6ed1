import { type Finding, finding, unknown } from './assumption';
import type { Row } from './rows';
import { fieldName, fieldsOf, listed, place, seen, types } from './seen';
import type { Typed } from './typed';

/** What is expected of a field of the rows of a list. */
export interface FieldExpectation {
	/** The field's name, or those that it is tried under. */
	field: string | RegExp;
	/** Whether its type, in words, is as expected; any is where it is left out. */
	type?: RegExp;
	/** Whether it is enough that one row has it. */
	inSome?: boolean;
	/** Whether what other fields there are is not told: it says nothing where any name would do. */
	quiet?: boolean;
}

/** The fields of an object that have a name. */
export function matching(object: Row['object'], field: string | RegExp): string[] {
	if (typeof field === 'string') return Object.hasOwn(object, field) ? [field] : [];
	return Object.keys(object).filter((name) => field.test(name));
}

/** Holds the rows of a list against what is expected of one field. */
export function fieldFinding(rows: readonly Row[], expectation: FieldExpectation): Finding {
	const { field, type = /./, inSome = false, quiet = false } = expectation;
	const objects = rows.map(({ object }) => object);
	if (objects.length === 0) return unknown(seen`nothing of the kind in this account`);
	const found = objects.map((object) => matching(object, field));
	const values = objects.flatMap((object, index) => (found[index] ?? []).map((name): Typed => object[name] ?? null));
	if (values.length === 0) {
		return finding(false, quiet ? seen`no such field` : seen`no such field among: ${fieldsOf(objects)}`);
	}
	const names = listed(found.flat().map(fieldName));
	const isEverywhere = found.every((own) => own.length > 0);
	const isTyped = values.every((value) => type.test(types([value])));
	const some = isEverywhere ? seen`` : seen`, not in every row`;
	return finding((isEverywhere || inSome) && isTyped, seen`${names}: ${types(values)}${some}`);
}

/** Holds objects against a list of fields that all of them have. */
export function fieldsFinding(rows: readonly Row[], expected: readonly string[]): Finding {
	const objects = rows.map(({ object }) => object);
	if (objects.length === 0) return unknown(seen`nothing of the kind in this account`);
	const missing = expected.filter((field) => !objects.every((object) => Object.hasOwn(object, field)));
	if (missing.length === 0) return finding(true, seen`all of them`);
	return finding(false, seen`missing: ${listed(missing.map(fieldName))}; there are: ${fieldsOf(objects)}`);
}

/** Holds the place of rows against the one that is expected: `results[]`. */
export function placeFinding(rows: readonly Row[], expected: string): Finding {
	if (rows.length === 0) return unknown(seen`nothing of the kind in this account`);
	const places = rows.map(({ path }) => place(path));
	return finding(
		places.every((text) => text === expected),
		listed(places),
	);
}
