import type { INodeParameters } from 'n8n-workflow';

import { closeOtherPortals, setUpOther } from '../../../support/otherPortal';
import {
	APPLIANCE,
	CONTACT,
	CONTACTS_PATH,
	locator,
	ORDER_PATH,
	ORDERS_PATH,
	PBX_PATH,
	PBXS_PATH,
	PLANS_PATH,
	PRODUCTS_PATH,
	switchParameters,
	ULTIMATE_PLAN,
} from '../../../support/parameters';

afterEach(closeOtherPortals);

const DETAILS_PATH = '/order/openapi/order/v1/get/TU1';

/** Fields that n8n's engine takes for its own: it makes a failed item of them, or runs the node again. */
const MISREAD = [
	'"error":"none"',
	'"$error":{"message":"none"},"$json":{}',
	'"$error":null,"$json":{}',
	'"$error":{},"$json":{},"error":{}',
];

const OPERATIONS: Array<[string, INodeParameters, string, string]> = [
	['Switch Plan', switchParameters(), ORDER_PATH, `"orderNo":"TU1","orderStatus":"succeed"`],
	['Get Plans', { resource: 'plan', operation: 'getPlans', productId: 11 }, PLANS_PATH, `"planId":"${ULTIMATE_PLAN}"`],
	['Get Order', { resource: 'order', operation: 'getOrder', orderId: 'TU1' }, DETAILS_PATH, '"orderNo":"TU1"'],
	['Get Orders', { resource: 'order', operation: 'getOrders', returnAll: true }, ORDERS_PATH, '"orderNo":"TU1"'],
	[
		'Get PBX',
		{ resource: 'pbx', operation: 'getPbx', productId: 11, productNo: locator(APPLIANCE) },
		PBX_PATH,
		'"comment":"x"',
	],
	[
		'Get PBXs',
		{ resource: 'pbx', operation: 'getPbxs', productId: 11, returnAll: true },
		PBXS_PATH,
		`"productNo":"${APPLIANCE}"`,
	],
	['Get Products', { resource: 'product', operation: 'getProducts' }, PRODUCTS_PATH, '"productId":"11","name":"x"'],
	[
		'Get Billing Contacts',
		{ resource: 'billingContact', operation: 'getBillingContacts' },
		CONTACTS_PATH,
		`"billingContactId":"${CONTACT}"`,
	],
];

describe.each(OPERATIONS)('%s', (_name, parameters, path, fields) => {
	it.each(MISREAD)('outputs what the portal answers as a success, though it has the fields %s', async (misread) => {
		const { engine, asked } = await setUpOther({ [path]: `{${fields},${misread}}` });
		const { run, items, error } = await engine.run({
			parameters,
			settings: { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 },
		});
		expect([run.status, error, items[0]?.error]).toEqual(['success', undefined, undefined]);
		expect(items[0]?.json).not.toHaveProperty('error');
		expect(items[0]?.json).toHaveProperty(misread.includes('"error"') ? 'portalError' : 'portal$error');
		expect(asked).toHaveLength(new Set(asked).size);
	});
});
