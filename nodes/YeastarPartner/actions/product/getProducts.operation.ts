import { memoize } from '../../portal/memoize';
import { getProducts } from '../../portal/products';
import { findForEachItem, portalOf } from '../items';
import type { Operation } from '../operation';

/** Lists the products: one item for each, for each input item. The portal is asked once a run. */
export const getProductsOperation: Operation = {
	option: {
		name: 'Get Products',
		value: 'getProducts',
		action: 'Get products',
		description: 'List the products that you can order, with number (productId) and name',
	},
	parameters: [],
	async execute(context) {
		const open = portalOf(context);
		const products = memoize(async () => await getProducts(await open()));
		return await findForEachItem(context, async () => await products(''));
	},
};
