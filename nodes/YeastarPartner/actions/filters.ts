import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { InvalidField, show } from '../input/invalidField';
import { normalize } from '../input/match';
import { textField } from '../portal/find';
import type { JsonObject } from '../portal/json';
import { readTime } from '../portal/orderTime';
import { readValue } from './values';

const ALL_FILTERS: Readonly<Record<string, INodeProperties>> = {
	productNo: {
		displayName: 'Serial Number',
		name: 'productNo',
		type: 'string',
		default: '',
		description: 'Only those whose serial number has this text in it',
	},
	since: {
		displayName: 'Since',
		name: 'since',
		type: 'dateTime',
		default: '',
		description: 'Only those created at this time or later. Those that have no time are left out.',
	},
	status: {
		displayName: 'Status',
		name: 'status',
		type: 'string',
		default: '',
		description: 'Only those with this status, such as pending for an order or activated for a PBX',
	},
};

/** What a list can be narrowed to. The portal itself cannot, so with a filter the whole list is read. */
export function filtersParameter(names: readonly string[]): INodeProperties {
	return {
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add Filter',
		default: {},
		options: names.flatMap((name) => ALL_FILTERS[name] ?? []),
	};
}

/** Whether an element of a list is wanted. */
export type Filter = (element: JsonObject) => boolean;

function readText(filters: IDataObject, name: string): string {
	const value = filters[name];
	return typeof value === 'string' || typeof value === 'number' ? normalize(String(value)) : '';
}

function readSince({ since }: IDataObject): number | undefined {
	if (since === undefined || since === null || since === '') return undefined;
	const time = typeof since === 'string' || since instanceof Date ? new Date(since).getTime() : NaN;
	if (Number.isNaN(time)) throw new InvalidField('since', `is ${show(since)}`, 'It is a date and time.');
	return time;
}

/**
 * The filter that an item sets; undefined where it sets none.
 *
 * @param statusField the field that holds an element's status [doc]
 * @throws InvalidField
 */
export function readFilter(context: IExecuteFunctions, itemIndex: number, statusField: string): Filter | undefined {
	const value = readValue(context, 'filters', itemIndex);
	const filters = (typeof value === 'object' && value !== null ? value : {}) as IDataObject;
	const [productNo, status, since] = [readText(filters, 'productNo'), readText(filters, 'status'), readSince(filters)];
	if (productNo === '' && status === '' && since === undefined) return undefined;
	return (element) =>
		normalize(textField(element, 'productNo')).includes(productNo) &&
		(status === '' || normalize(textField(element, statusField)) === status) &&
		(since === undefined || (readTime(element.createTime) ?? -Infinity) >= since);
}

/** An element with the time at which it was created as an ISO date too, where the portal tells one that needs no guess. */
export function withCreatedAt(element: JsonObject): JsonObject {
	const time = readTime(element.createTime);
	return time === undefined ? element : { ...element, createdAt: new Date(time).toISOString() };
}
