import { parseSerialNumber } from '../../input/fields';
import { parseProduct } from '../../input/terms';
import { memoize } from '../../portal/memoize';
import { getPlans, type PlanQuery } from '../../portal/plans';
import { findForEachItem, portalOf } from '../items';
import { productNoParameter } from '../locators';
import type { Operation } from '../operation';
import { productIdParameter, readParameter } from '../parameters';

/** Lists the plans of a product: one item for each. The portal is asked once a run for each product and serial number. */
export const getPlansOperation: Operation = {
	option: {
		name: 'Get Plans',
		value: 'getPlans',
		action: 'Get plans',
		description: 'List the plans that a product can be subscribed to, with planId and name',
	},
	parameters: [
		productIdParameter(),
		productNoParameter(
			false,
			'A PBX of this product. The portal may need one to list the plans of Linkus Cloud Service and of P-Series Appliance Edition.',
		),
	],
	async execute(context) {
		const open = portalOf(context);
		const plansFor = memoize(async (query) => await getPlans(await open(), JSON.parse(query) as PlanQuery));
		return await findForEachItem(context, async (itemIndex) => {
			const product = parseProduct('productId', readParameter(context, 'productId', itemIndex));
			const serialNumber = readParameter(context, 'productNo', itemIndex) ?? '';
			const productNo = serialNumber === '' ? undefined : parseSerialNumber('productNo', serialNumber);
			const query: PlanQuery = { productId: String(product.id), ...(productNo === undefined ? {} : { productNo }) };
			return await plansFor(JSON.stringify(query));
		});
	},
};
