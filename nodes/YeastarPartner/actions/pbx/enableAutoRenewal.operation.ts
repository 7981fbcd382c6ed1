import { parseId, parseSerialNumber } from '../../input/fields';
import { NameResolver } from '../../input/names';
import { mayBeRounded, RoundedIds } from '../../input/roundedIds';
import { parseServiceRef } from '../../input/lines';
import { parseProduct } from '../../input/terms';
import { enableAutoRenewal } from '../../portal/autoRenewal';
import { Catalog } from '../../portal/catalog';
import { assertNoEmptyPart } from '../emptyParts';
import { findForEachItem, portalOf } from '../items';
import { productNoParameter, readRef, serviceIdParameter } from '../locators';
import type { Operation } from '../operation';
import { productIdParameter, readParameter } from '../parameters';

const isSerialNumber = (value: unknown): value is string => typeof value === 'string' && /^[A-Za-z0-9]+$/.test(value);

/** Has a PBX's subscription renew itself, and reads back whether it does. */
export const enableAutoRenewalOperation: Operation = {
	option: {
		name: 'Enable Auto-Renewal',
		value: 'enableAutoRenewal',
		action: 'Enable auto-renewal',
		description:
			"Have a PBX's subscription renew itself. Each renewal is billed. Only in the Partner Portal can it be switched off.",
	},
	parameters: [
		productIdParameter(),
		productNoParameter(true, 'The PBX whose subscription renews itself'),
		serviceIdParameter('plan', 'The plan that the PBX is on'),
	],
	async execute(context) {
		const open = portalOf(context);
		const serialNumbers = [...context.getInputData().keys()].map((index) => readParameter(context, 'productNo', index));
		// Where the portal needs one to list plans, any that it does not know is passed over.
		const catalog = new Catalog(open, () => [...new Set(serialNumbers.filter(isSerialNumber))]);
		const roundedIds = new RoundedIds(catalog);
		const names = new NameResolver(catalog, context.getContext('node'));
		return await findForEachItem(context, async (itemIndex) => {
			for (const field of ['productNo', 'serviceId']) assertNoEmptyPart(context, field, field, itemIndex);
			const product = parseProduct('productId', readParameter(context, 'productId', itemIndex));
			const productNo = parseSerialNumber('productNo', readParameter(context, 'productNo', itemIndex));
			const { by, value } = parseServiceRef('serviceId', 'plan', readRef(context, 'serviceId', itemIndex));
			const serviceId =
				by === 'name' ? await names.offerId('plan', product, value) : parseId('serviceId', 'a plan', value);
			if (by === 'id' && mayBeRounded(serviceId)) await roundedIds.assertOfferId('plan', product, serviceId);
			const productId = String(product.id);
			const isOn = await enableAutoRenewal(await open(), { productId, productNo, serviceId });
			return [{ productNo, productId, serviceId, confirmed: isOn ?? 'unknown' }];
		});
	},
};
