import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { type Product, PRODUCTS } from '../portal/products';
import { readLocator } from './locators';
import { readValue } from './values';

/**
 * The product of a PBX. Its values are numbers; an expression may supply text.
 *
 * @param products those to choose from
 */
export function productIdParameter(products: readonly Product[] = PRODUCTS): INodeProperties {
	return {
		displayName: 'Product',
		name: 'productId',
		type: 'options',
		options: products.map(({ id, name }) => ({ name, value: id })),
		default: 11,
		required: true,
		description: 'The Yeastar product. An expression gives its number, which Get Products lists.',
	};
}

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
