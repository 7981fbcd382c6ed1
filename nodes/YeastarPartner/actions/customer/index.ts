import type { Resource } from '../operation';
import { createCustomerOperation } from './createCustomer.operation';
import { getCustomerOperation } from './getCustomer.operation';
import { getCustomersOperation } from './getCustomers.operation';

/** The partner's customers, which the portal calls subordinate users. */
export const customer: Resource = {
	option: { name: 'Customer', value: 'customer' },
	operations: [getCustomersOperation, getCustomerOperation, createCustomerOperation],
};
