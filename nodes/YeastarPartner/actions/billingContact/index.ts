import type { Resource } from '../operation';
import { getBillingContactsOperation } from './getBillingContacts.operation';

/** The people who receive invoices. */
export const billingContact: Resource = {
	option: { name: 'Billing Contact', value: 'billingContact' },
	operations: [getBillingContactsOperation],
};
