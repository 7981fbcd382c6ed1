import type { IDataObject } from 'n8n-workflow';

import { parseSerialNumber } from '../input/fields';
import { parseProduct } from '../input/terms';
import type { PortalClient } from '../portal/client';
import { memoize } from '../portal/memoize';
import type { PlanQuery } from '../portal/plans';
import { ORDER_PRODUCTS } from '../portal/products';
import { findForEachItem, portalOf } from './items';
import { productNoParameter } from './locators';
import type { Operation } from './operation';
import { productIdParameter, readParameter } from './parameters';

/**
 * An operation that lists what a product offers: one item for each. The portal is asked once a run for each product and serial number.
 *
 * @param get asks the portal
 * @param what what is listed, a clause: `the plans`
 */
export function offersOperation(
	option: Operation['option'],
	get: (client: PortalClient, query: PlanQuery) => Promise<IDataObject[]>,
	what: string,
): Operation {
	return {
		option,
		parameters: [
			productIdParameter(ORDER_PRODUCTS),
			productNoParameter(
				false,
				`Any PBX of this product. The portal may need one to list ${what} of Linkus Cloud Service and of P-Series Appliance Edition.`,
			),
		],
		async execute(context) {
			const open = portalOf(context);
			const listed = memoize(async (query) => await get(await open(), JSON.parse(query) as PlanQuery));
			return await findForEachItem(context, async (itemIndex) => {
				const product = parseProduct('productId', readParameter(context, 'productId', itemIndex), ORDER_PRODUCTS);
				const serialNumber = readParameter(context, 'productNo', itemIndex) ?? '';
				const productNo = serialNumber === '' ? undefined : parseSerialNumber('productNo', serialNumber);
				const query: PlanQuery = { productId: String(product.id), ...(productNo === undefined ? {} : { productNo }) };
				return await listed(JSON.stringify(query));
			});
		},
	};
}
