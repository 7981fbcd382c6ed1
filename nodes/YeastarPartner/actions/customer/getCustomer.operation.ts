import { parseEmail } from '../../input/fields';
import { getCustomer } from '../../portal/customers';
import { findForEachItem, portalOf } from '../items';
import type { Operation } from '../operation';
import { readParameter } from '../parameters';
import { emailParameter } from './parameters';

/** Gets a customer by e-mail address. */
export const getCustomerOperation: Operation = {
	option: {
		name: 'Get Customer',
		value: 'getCustomer',
		action: 'Get customer',
		description: 'Get a customer by email address, with ID (partnerId) and company',
	},
	parameters: [emailParameter],
	async execute(context) {
		const open = portalOf(context);
		return await findForEachItem(context, async (itemIndex) => {
			const email = parseEmail('email', readParameter(context, 'email', itemIndex), 'customer');
			return [await getCustomer(await open(), email)];
		});
	},
};
