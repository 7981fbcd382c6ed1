import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { parseWholeNumber } from '../input/fields';
import type { JsonObject } from '../portal/json';
import { readParameter } from './parameters';

/** How many elements of a list are wanted. */
export const listParameters: INodeProperties[] = [
	{
		displayName: 'Return All',
		name: 'returnAll',
		type: 'boolean',
		default: false,
		description: 'Whether to return all results or only up to a given limit',
	},
	{
		displayName: 'Limit',
		name: 'limit',
		type: 'number',
		typeOptions: { minValue: 1 },
		displayOptions: { show: { returnAll: [false] } },
		default: 50,
		description: 'Max number of results to return',
	},
];

/** Whether only the main fields are wanted. */
export const simplifyParameter: INodeProperties = {
	displayName: 'Simplify',
	name: 'simplify',
	type: 'boolean',
	default: true,
	description: 'Whether to return a simplified version of the response instead of the raw data',
};

/**
 * How many elements an item wants.
 *
 * @returns Infinity for all
 * @throws InvalidField
 */
export function readListLimit(context: IExecuteFunctions, itemIndex: number): number {
	if (readParameter(context, 'returnAll', itemIndex) === true) return Infinity;
	return parseWholeNumber('limit', readParameter(context, 'limit', itemIndex) ?? 50, 1, Number.MAX_SAFE_INTEGER);
}

/** How many fields a simplified element has at the most, as n8n's guidelines want it. */
const MAX_FIELDS = 10;

/**
 * An element with the fields that matter, where it has more than ten: those named first, then the portal's own in their order, those
 * that hold something before those that do not.
 *
 * @param mainFields documented fields, the most important first
 */
export function simplify(element: JsonObject, mainFields: readonly string[]): JsonObject {
	const names = Object.keys(element);
	if (names.length <= MAX_FIELDS) return element;
	const main = mainFields.filter((field) => names.includes(field));
	const others = names.filter((field) => !main.includes(field));
	const isEmpty = (field: string) =>
		element[field] === null || element[field] === '' || typeof element[field] === 'object';
	const ranked = [...main, ...others.filter((field) => !isEmpty(field)), ...others.filter(isEmpty)];
	const kept = new Set(ranked.slice(0, MAX_FIELDS));
	return Object.fromEntries(Object.entries(element).filter(([field]) => kept.has(field)));
}
