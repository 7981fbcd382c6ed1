import { memoize } from '../../portal/memoize';
import { getBillingContacts } from '../../portal/contacts';
import { findForEachItem, portalOf } from '../items';
import type { Operation } from '../operation';

/** Lists the billing contacts: one item for each, for each input item. The portal is asked once a run. */
export const getBillingContactsOperation: Operation = {
	option: {
		name: 'Get Billing Contacts',
		value: 'getBillingContacts',
		action: 'Get billing contacts',
		description: 'List the contacts who can receive an invoice, with ID, company, name and email address',
	},
	parameters: [],
	async execute(context) {
		const open = portalOf(context);
		const contacts = memoize(async () => await getBillingContacts(await open()));
		return await findForEachItem(context, async () => await contacts(''));
	},
};
