import { memoize } from '../../portal/memoize';
import { getCustomers } from '../../portal/customers';
import { findForEachItem, portalOf } from '../items';
import type { Operation } from '../operation';

/** Lists the partner's customers: one item for each. The portal is asked once a run. */
export const getCustomersOperation: Operation = {
	option: {
		name: 'Get Customers',
		value: 'getCustomers',
		action: 'Get customers',
		description: 'List your customers, with ID (partnerId), company and email address',
	},
	parameters: [],
	async execute(context) {
		const open = portalOf(context);
		const customers = memoize(async () => await getCustomers(await open()));
		return await findForEachItem(context, async () => await customers(''));
	},
};
