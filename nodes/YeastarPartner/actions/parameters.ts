import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { MAX_MULTI_CYCLE, PRODUCTS } from '../input/fields';
import { readLocator } from './locators';
import { readValue } from './values';

/** Which product is meant. Its values are numbers; an expression may supply text. */
export const productIdParameter: INodeProperties = {
	displayName: 'Product',
	name: 'productId',
	type: 'options',
	options: PRODUCTS.map(({ id, name }) => ({ name, value: id })),
	default: 11,
	required: true,
	description: 'The product whose plans are meant. An expression may give its number as a number or as text.',
};

/** How often is billed. What a product does not allow is not offered. */
export const billingCycleParameter: INodeProperties = {
	displayName: 'Billing Cycle',
	name: 'billingCycle',
	type: 'options',
	options: [
		{ name: 'Annually', value: 'annually' },
		{
			name: 'Monthly',
			value: 'monthly',
			displayOptions: {
				show: { productId: PRODUCTS.filter(({ cycles }) => cycles.includes('monthly')).map(({ id }) => id) },
			},
		},
	],
	default: 'annually',
	required: true,
	description: 'How often is billed. A switch to a higher plan cannot change it.',
};

/** For how many years is billed at once. */
export const multiCycleParameter: INodeProperties = {
	displayName: 'Multi Cycle',
	name: 'multiCycle',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: MAX_MULTI_CYCLE, numberPrecision: 0 },
	displayOptions: { show: { billingCycle: ['annually'] } },
	default: 1,
	required: true,
	description: 'For how many years is billed at once, 1 to 5. A switch to a higher plan cannot change it.',
};

/**
 * A parameter's value for an item, unchecked: expressions resolved, a resource locator reduced to what it holds.
 *
 * @returns undefined for a parameter that is hidden and was never set
 */
export function readParameter(context: IExecuteFunctions, name: string, itemIndex: number): unknown {
	return readLocator(context, name, itemIndex).value;
}

/** The fields that an item's Options hold, unchecked. */
export function readOptions(context: IExecuteFunctions, itemIndex: number): IDataObject {
	const options = readValue(context, 'options', itemIndex);
	return typeof options === 'object' && options !== null ? (options as IDataObject) : {};
}
