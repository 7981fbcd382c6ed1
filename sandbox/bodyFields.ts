import { isLosslessNumber } from 'lossless-json';

import { invalidField, Refusal } from './refusal';

/** The fields of a JSON object, as lossless-json parsed it. */
export type Fields = Record<string, unknown>;

/** Whether a value is a JSON object. */
export function isFields(value: unknown): value is Fields {
	return typeof value === 'object' && value !== null && !Array.isArray(value) && !isLosslessNumber(value);
}

/** @throws Refusal unless a body is a JSON object */
export function fieldsOf(body: unknown): Fields {
	if (!isFields(body)) throw new Refusal(400, 'parameter_validation_failed', 'The body has to be a JSON object');
	return body;
}

/**
 * The digits of a field that has to be a whole number, none of them lost.
 *
 * @param allowText whether it may be in quotes
 * @throws Refusal
 */
export function digits(fields: Fields, field: string, allowText: boolean): string {
	const value = fields[field];
	const text = isLosslessNumber(value) ? value.value : allowText && typeof value === 'string' ? value : undefined;
	if (text === undefined) throw invalidField(field, 'type', `${field} has to be a number`);
	if (!/^\d{1,19}$/.test(text))
		throw invalidField(field, 'format', `${field} has to be a whole number of at most 19 digits`);
	return text;
}

/** @throws Refusal unless a field has one of the values */
export function oneOf(fields: Fields, field: string, values: readonly string[]): string {
	const value = fields[field];
	if (typeof value !== 'string' || !values.includes(value))
		throw invalidField(field, 'enum', `${field} has to be ${values.join(' or ')}`);
	return value;
}

/** @throws Refusal where a field is there and no text */
export function optionalText(fields: Fields, field: string): string | undefined {
	const value = fields[field];
	if (value === undefined || typeof value === 'string') return value;
	throw invalidField(field, 'type', `${field} has to be a text`);
}

/** @throws Refusal unless a field is a text that is not empty */
export function requiredText(fields: Fields, field: string): string {
	const value = optionalText(fields, field);
	if (value === undefined || value.trim() === '') throw invalidField(field, 'required', `${field} is required`);
	return value;
}

/** @throws Refusal where a field is there that has no place */
export function leftOut(fields: Fields, field: string, why: string): void {
	if (fields[field] !== undefined) throw invalidField(field, 'unknown', `${field} has to be left out: ${why}`);
}

/** Values without those that are not there. */
export function present<Values extends object>(
	values: Values,
): { [Key in keyof Values]: Exclude<Values[Key], undefined> } {
	return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as never;
}
