import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { parseWholeNumber } from '../../input/fields';
import { DEFAULT_TIMEOUT } from '../../portal/client';
import { OPERATION_TYPES } from '../../portal/order';
import { ORDER_PRODUCTS } from '../../portal/products';
import type { OrderForm } from './orderForm';

/** What a number among the options may be. */
export interface Limit {
	default: number;
	least: number;
	most: number;
}

/** How many orders are under way at once. */
export const MAX_CONCURRENCY: Limit = { default: 5, least: 1, most: 50 };
/** How long one answer is waited for, in seconds. */
export const TIMEOUT: Limit = { default: DEFAULT_TIMEOUT, least: 1, most: 300 };

const maxConcurrency: INodeProperties = {
	displayName: 'Max Concurrency',
	name: 'maxConcurrency',
	type: 'number',
	typeOptions: { minValue: MAX_CONCURRENCY.least, maxValue: MAX_CONCURRENCY.most, numberPrecision: 0 },
	default: 5,
	description: 'How many orders are sent at once, 1 to 50. Two orders for the same PBX are never sent at once.',
};

const poNumber: INodeProperties = {
	displayName: 'PO Number',
	name: 'poNumber',
	type: 'string',
	default: '',
	description:
		'Your own purchase order number, which the portal keeps with the order. If it is empty, the order key is used.',
};

const timeout: INodeProperties = {
	displayName: 'Timeout',
	name: 'timeout',
	type: 'number',
	typeOptions: { minValue: TIMEOUT.least, maxValue: TIMEOUT.most, numberPrecision: 0 },
	default: 60,
	description: 'How many seconds to wait for the answer to an order, 1 to 300',
};

/**
 * What a Cloud PBX is not bought by. Hidden for these, and not shown for the others: n8n drops a hidden value, which must not happen
 * where a product comes as text.
 */
const OTHER_KINDS = OPERATION_TYPES.filter((operationType) => operationType !== 'purchase_plan');
const OTHER_PRODUCTS = ORDER_PRODUCTS.map(({ id }) => id).filter((id) => id !== 13);

/** Whom an order is for, and what only the purchase of a Cloud PBX needs [doc: create-an-order]. */
const customerOptions: INodeProperties[] = [
	{
		displayName: 'Assign To Customer',
		name: 'assignId',
		type: 'string',
		default: '',
		description:
			'The customer who is assigned the product: the email address or the ID (partnerId). Get Customers lists both.',
	},
	{
		displayName: 'Cloud PBX Request (JSON)',
		name: 'orderPceSpecialRequest',
		type: 'json',
		displayOptions: { hide: { '/operationType': OTHER_KINDS, '/productId': OTHER_PRODUCTS } },
		default: '{}',
		description:
			'What the purchase of a Cloud PBX needs: its pbxName, regionId and pbxSubDomainId. Yeastar documents this only in part.',
	},
	{
		displayName: 'For Customer',
		name: 'partnerId',
		type: 'string',
		default: '',
		description: 'The customer for whom you order: the ID (partnerId) that Get Customers lists',
	},
];

function optionsParameter(options: INodeProperties[]): INodeProperties {
	return {
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: options.toSorted((one, other) => one.displayName.localeCompare(other.displayName)),
	};
}

/** What can be set beside an order. */
export function orderOptions({ hasCustomer }: OrderForm): INodeProperties {
	return optionsParameter([maxConcurrency, poNumber, timeout, ...(hasCustomer ? customerOptions : [])]);
}

/** What can be set beside the preview of an order. */
export function previewOptions({ hasCustomer }: OrderForm): INodeProperties {
	return optionsParameter([poNumber, ...(hasCustomer ? customerOptions : [])]);
}

/**
 * A number among the options, or its default where it is not set.
 *
 * @throws InvalidField
 */
export function readLimit(options: IDataObject, name: string, limit: Limit): number {
	return parseWholeNumber(name, options[name] ?? limit.default, limit.least, limit.most);
}
