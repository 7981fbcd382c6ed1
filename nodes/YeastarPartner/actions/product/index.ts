import type { Resource } from '../operation';
import { getProductsOperation } from './getProducts.operation';

/** What Yeastar sells. */
export const product: Resource = {
	option: { name: 'Product', value: 'product' },
	operations: [getProductsOperation],
};
