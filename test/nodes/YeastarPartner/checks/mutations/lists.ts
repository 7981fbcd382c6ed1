import { LosslessNumber } from 'lossless-json';

import { CONTACTS_PATH, PLANS_PATH } from '../../../../support/parameters';
import { type Fields, type NamedMutation, rename, result, rows } from './mutate';

const CUSTOMERS_PATH = '/user/openapi/user/v1/client/partner_list';
const plans = (change: (row: Fields) => void) => rows(PLANS_PATH, 'planList', change);

/** Plans, services, contacts and customers that differ. */
export const LISTS: NamedMutation[] = [
	[
		'plans under another field',
		result(PLANS_PATH, (answered) => rename(answered, 'planList', 'availablePlans')),
		['plans.place'],
		/^availablePlans\[\]$/,
	],
	['plans that are called title', plans((row) => rename(row, 'planName', 'title')), ['plans.name'], /among: .*title/],
	[
		'plan IDs that are numbers',
		plans((row) => (row.planId = new LosslessNumber(String(row.planId)))),
		['plans.id'],
		/^planId: number of 19 digits$/,
	],
	[
		'plans whose ID is called id',
		plans((row) => rename(row, 'planId', 'id')),
		['plans.id'],
		/^no such field among: id, /,
	],
	[
		'pricing IDs in an object of their own',
		plans((row) => {
			row.priceRefs = { pricingId: row.pricingPlanId };
			delete row.pricingPlanId;
		}),
		['plans.pricingId'],
		/^pricingId: text of 19 digits, in priceRefs$/,
	],
	[
		'services under another field',
		result(PLANS_PATH, (answered) => rename(answered, 'serviceList', 'addOns')),
		['services.place'],
		/^addOns\[\]$/,
	],
	[
		'contacts in a page',
		result(CONTACTS_PATH, (answered) => ({ results: answered, total: 2 })),
		['contacts.place'],
		/^results\[\]$/,
	],
	[
		'contacts with another field for the address',
		rows(CONTACTS_PATH, '', (row) => rename(row, 'emailAddress', 'eMail')),
		['contacts.email'],
		/among: .*eMail/,
	],
	[
		'customers under a field',
		result(CUSTOMERS_PATH, (answered) => ({ users: answered })),
		['customers.place'],
		/^users\[\]$/,
	],
];
