import { LosslessNumber } from 'lossless-json';

import { CONTACTS_PATH, PLANS_PATH, PRODUCTS_PATH } from '../../../../support/parameters';
import { type Fields, type NamedMutation, refuse, rename, result, rows } from './mutate';

const CUSTOMER_PATH = '/user/openapi/user/v1/subordinate_user/';
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
	[
		'a customer who has another ID when asked for by address',
		result(CUSTOMER_PATH, (answered) => void (answered.partnerId = '3505184805912670999')),
		['customers.byEmail'],
		/^another, or none$/,
	],
	[
		'customers who cannot be asked for by address',
		{ answer: (answer) => void (answer.path.startsWith(CUSTOMER_PATH) && refuse(answer, 404, 'user_not_found')) },
		['customers.byEmail'],
		/^refused$/,
	],
	[
		'other plans for a PBX',
		result(PLANS_PATH, (answered, { query }) => void (query.productNo && (answered.planList as Fields[]).shift())),
		['plans.withSerial'],
		/^others$/,
	],
	[
		'plans that need a serial number',
		{
			answer: (answer) => {
				const { path, query } = answer;
				const isOfPbx = ['9', '11'].includes(query.productId ?? '');
				if (path === PLANS_PATH && isOfPbx && query.productNo === undefined) refuse(answer, 400, 'parameter_missing');
			},
		},
		['plans.withoutSerial'],
		/^refused$/,
	],
	[
		'an offering ID in each plan',
		result(PLANS_PATH, (answered) => {
			for (const plan of answered.planList as Fields[]) plan.offeringId = answered.offeringId;
			delete answered.offeringId;
		}),
		['plans.offering'],
		/^text of 19 digits in planList\[\]$/,
	],
	['no offering ID', result(PLANS_PATH, (answered) => void delete answered.offeringId), ['plans.offering'], /^none$/],
	[
		'contacts without a last name',
		rows(CONTACTS_PATH, '', (row) => delete row.lastName),
		['contacts.names'],
		/^missing: lastName; there are: /,
	],
	[
		'products whose ID is text',
		rows(PRODUCTS_PATH, '', (row) => (row.productId = String(row.productId))),
		['products.id'],
		/^productId: text$/,
	],
];
