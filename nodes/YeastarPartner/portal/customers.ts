import type { PortalClient } from './client';
import { isFinalNo, notFound, PortalFailure, unrecognized } from './failure';
import { findObjects, isEmptyResult, textField } from './find';
import { type JsonObject, writeExactly } from './json';

/** Where the partner's customers are listed [doc: query-subordinate-user-list]. */
const LIST_PATH = '/user/openapi/user/v1/client/partner_list';
/** Where one customer is told by e-mail address [doc: query-information-of-a-subordinate-user]. */
const DETAILS_PATH = '/user/openapi/user/v1/subordinate_user';
/** Where a customer is created [doc: create-a-subordinate-user]. */
const CREATE_PATH = '/user/openapi/user/v1/client/save_user';

/** A customer, which the portal calls a subordinate user, its fields as the portal gave them. */
export interface Customer extends JsonObject {
	partnerId: string;
}

function customersIn(result: JsonObject[string]): Customer[] {
	return findObjects(result, (object) => textField(object, 'partnerId') !== '').map(({ object }) => ({
		...object,
		partnerId: textField(object, 'partnerId'),
	}));
}

/**
 * The partner's customers [doc: query-subordinate-user-list; whether the list is an array is inferred].
 *
 * @throws PortalFailure also when the answer holds something, but no customer
 */
export async function getCustomers(client: PortalClient): Promise<Customer[]> {
	const { result, requestId } = await client.get(LIST_PATH);
	const customers = customersIn(result);
	if (customers.length === 0 && !isEmptyResult(result)) {
		throw unrecognized('list of customers', 'customer', 'partnerId', requestId);
	}
	return customers;
}

/**
 * A customer by e-mail address, which is the customer's Yeastar ID.
 *
 * @returns undefined where the portal answers with nothing, or with another customer; what it answers for an unknown address is not
 * documented
 * @throws PortalFailure also when the portal refuses the question
 */
async function askForCustomer(
	client: PortalClient,
	email: string,
): Promise<{ customer?: Customer; requestId: string }> {
	const { result, requestId } = await client.get(`${DETAILS_PATH}/${encodeURIComponent(email)}`);
	const customer = customersIn(result)[0];
	const told = customer === undefined ? '' : textField(customer, 'email').trim().toLowerCase();
	return { customer: told === '' || told === email.toLowerCase() ? customer : undefined, requestId };
}

/**
 * A customer by e-mail address.
 *
 * @throws PortalFailure also when the portal knows none
 */
export async function getCustomer(client: PortalClient, email: string): Promise<Customer> {
	const { customer, requestId } = await askForCustomer(client, email);
	if (customer !== undefined) return customer;
	throw notFound(`Customer ${email}`, 'Get Customers lists the customers that there are.', requestId);
}

/**
 * A customer by e-mail address, or undefined where the portal has none: a refusal counts as none once the list of all customers
 * shows none either.
 *
 * @throws PortalFailure when that cannot be known
 */
export async function findCustomer(client: PortalClient, email: string): Promise<Customer | undefined> {
	const found = await askForCustomer(client, email).catch((error: unknown) => {
		if (isFinalNo(error)) return undefined;
		throw error;
	});
	if (found?.customer !== undefined) return found.customer;
	const all = await getCustomers(client);
	return all.find((customer) => textField(customer, 'email').trim().toLowerCase() === email.toLowerCase());
}

/** What a customer is created with; texts, empty ones are left out [doc: create-a-subordinate-user]. */
export interface NewCustomer {
	yeastarId: string;
	company: string;
	country: string;
	firstName?: string;
	lastName?: string;
	phoneNumber?: string;
	stateProvince?: string;
	city?: string;
	street?: string;
	zipCode?: string;
	taxType?: string;
	taxNum?: string;
	remark?: string;
	sendUserActivationEmail?: boolean;
}

/**
 * Creates a customer. It is not repeated here where the answer is lost.
 *
 * @throws PortalFailure
 */
export async function createCustomer(client: PortalClient, customer: NewCustomer): Promise<void> {
	const { result, requestId } = await client.post(CREATE_PATH, writeExactly({ userType: 'Customer', ...customer }), {});
	if (result !== false) return;
	throw new PortalFailure({
		message: `The portal did not create customer ${customer.yeastarId}`,
		advice: 'Look for the customer in the Partner Portal.',
		delivery: 'rejected',
		requestId,
	});
}
