import type { Assumption } from './assumption';
import { fieldFinding, fieldsFinding, placeFinding } from './fields';
import type { Observed, QuestionKind } from './observed';
import { type Row, rowsIn } from './rows';
import { seen } from './seen';
import { finding, unknown } from './assumption';
import { textOf } from './typed';

/** The rows of lists that are no pages: products, contacts, customers. */
function rowsOf(observed: Observed, kind: QuestionKind, idField: string, container: RegExp): Row[] {
	return observed.successes(kind).flatMap(({ result }) => rowsIn(result, idField, container));
}

const products = (observed: Observed) => rowsOf(observed, 'products', 'productId', /product|^results$/i);
const contacts = (observed: Observed) => rowsOf(observed, 'contacts', 'billingContactId', /contact|^results$/i);
const customers = (observed: Observed) =>
	rowsOf(observed, 'customers', 'partnerId', /customer|partner|user|^results$/i);

/** What is assumed of products. */
export const PRODUCT_LIST: readonly Assumption[] = [
	{
		id: 'products.place',
		assumption: 'The list of products is an array',
		source: 'documented: query-available-subscription-products',
		affects: 'None: it is found wherever it stands',
		check: (observed) => placeFinding(products(observed), '[]'),
	},
	{
		id: 'products.id',
		assumption: 'Each product has productId, a number',
		source: 'documented: query-available-subscription-products',
		affects: 'Get Products: without it no product is recognized',
		check: (observed) => fieldFinding(products(observed), { field: 'productId', type: /^number$/ }),
	},
	{
		id: 'products.name',
		assumption: 'Each product has name, a text',
		source: 'documented: query-available-subscription-products',
		affects: 'None',
		check: (observed) => fieldFinding(products(observed), { field: 'name', type: /^text/ }),
	},
];

/** What is assumed of billing contacts. */
export const CONTACTS: readonly Assumption[] = [
	{
		id: 'contacts.place',
		assumption: 'The list of billing contacts is an array',
		source: 'inferred: documented as an object, and so is another list that is an array',
		affects: 'None: it is found wherever it stands',
		check: (observed) => placeFinding(contacts(observed), '[]'),
	},
	{
		id: 'contacts.id',
		assumption: 'Each billing contact has billingContactId, a text',
		source: 'documented: query-billing-contact-list',
		affects: 'Operations that order, Get Billing Contacts: without it no contact is recognized',
		check: (observed) => fieldFinding(contacts(observed), { field: 'billingContactId', type: /^text/ }),
	},
	{
		id: 'contacts.email',
		assumption: 'Each billing contact has emailAddress, a text',
		source: 'documented: query-billing-contact-list',
		affects: 'Operations that order: the billing contact by e-mail address',
		check: (observed) => fieldFinding(contacts(observed), { field: 'emailAddress', type: /text/ }),
	},
	{
		id: 'contacts.names',
		assumption: 'Each billing contact has firstName, lastName and company',
		source: 'documented: query-billing-contact-list',
		affects: 'Lists of billing contacts: what they show',
		check: (observed) => fieldsFinding(contacts(observed), ['firstName', 'lastName', 'company']),
	},
];

/** What is assumed of customers, who are subordinate users. */
export const CUSTOMERS: readonly Assumption[] = [
	{
		id: 'customers.place',
		assumption: 'The list of customers is an array',
		source: 'inferred: documented as an object, and so is another list that is an array',
		affects: 'None: it is found wherever it stands',
		check: (observed) => placeFinding(customers(observed), '[]'),
	},
	{
		id: 'customers.id',
		assumption: 'Each customer has partnerId, a text',
		source: 'documented: query-subordinate-user-list',
		affects: 'Operations for customers: without it no customer is recognized',
		check: (observed) => fieldFinding(customers(observed), { field: 'partnerId', type: /^text/ }),
	},
	{
		id: 'customers.email',
		assumption: 'Each customer has email, a text',
		source: 'documented: query-subordinate-user-list',
		affects: 'Operations for customers: a customer by e-mail address',
		check: (observed) => fieldFinding(customers(observed), { field: 'email', type: /text/ }),
	},
	{
		id: 'customers.byEmail',
		assumption: 'A customer can be asked for by e-mail address, and has the same partnerId there',
		source: 'documented: query-information-of-a-subordinate-user',
		affects: 'Get Customer',
		check: (observed) => {
			const [answer] = observed.all('customerByEmail');
			if (answer === undefined) return unknown(seen`not asked: no customer with an address`);
			if (!answer.isSuccess) return finding(false, seen`refused`);
			const known = customers(observed).map(({ object }) => textOf(object.partnerId));
			const told = rowsIn(answer.result, 'partnerId', /user|partner|customer/i).map(({ object }) => object.partnerId);
			const isKnown = told.length === 1 && known.includes(textOf(told[0]));
			return finding(isKnown, isKnown ? seen`the same` : seen`another, or none`);
		},
	},
];
