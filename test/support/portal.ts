import type { ICredentialDataDecryptedObject, INodeParameterResourceLocator, INodeParameters } from 'n8n-workflow';

import { YeastarPartnerApi } from '../../credentials/YeastarPartnerApi.credentials';
import { YeastarPartner } from '../../nodes/YeastarPartner/YeastarPartner.node';
import { pace } from '../../nodes/YeastarPartner/portal/repeat';
import { CLIENTS } from '../../sandbox/fixtures';
import { type Sandbox, startSandbox } from '../../sandbox/server';
import type { Switches } from '../../sandbox/switches';
import { Engine, type PackageUnderTest } from './engine';

// A test that waits for a repetition waits milliseconds.
Object.assign(pace, { firstWait: 2, second: 2 });

/** The package's classes, out of the source. */
export const PACKAGE: PackageUnderTest = { node: new YeastarPartner(), credential: new YeastarPartnerApi() };

export const TOKEN_PATH = '/auth/openapi/v1/oauth/token';
export const ORDER_PATH = '/order/openapi/order/v1/save';
export const PLANS_PATH = '/pricing/openapi/purchase/v1/purchase_product_info';
export const PBXS_PATH = '/product/openapi/instance_product/v1/client/instance_product_list';
export const PBX_PATH = '/product/openapi/instance_product/v1/detail';
export const PRODUCTS_PATH = '/pricing/openapi/purchase/v1/product_list';
export const PRICE_PATH = '/pricing/openapi/purchase/v1/pricing/calculate';
export const ORDERS_PATH = '/order/openapi/order/v1/page';
export const CONTACTS_PATH = '/user/openapi/user/v1/client/billing_contact_list';

/** IDs of the tutorials. */
export const ULTIMATE_PLAN = '3048560606464323584';
export const ENTERPRISE_PLAN = '3048560232537899008';
export const LINKUS_PRO = '3048918719332507648';
export const CONTACT = '3197218168379846218';
export const APPLIANCE = '3631E0997265';
export const LINKUS = '369471667338';

/** A portal and an engine with a credential for it. */
export interface Bench {
	portal: Sandbox;
	engine: Engine;
	/** Requests for a path, or all but the token's and the orders' where none is given. */
	received: (path?: string) => Sandbox['requests'];
}

const open: Sandbox[] = [];

/** Starts a portal, and an engine with a credential for it. {@link closePortals} ends all of them. */
export async function setUp(switches: Partial<Switches> = {}, credential: ICredentialDataDecryptedObject = {}): Promise<Bench> {
	const portal = await startSandbox({ switches });
	open.push(portal);
	const engine = new Engine(PACKAGE, { ...CLIENTS[0], baseUrl: portal.url, ...credential });
	const received = (path?: string) =>
		portal.requests.filter((request) =>
			path === undefined ? ![TOKEN_PATH, ORDER_PATH].includes(request.path) : request.path === path,
		);
	return { portal, engine, received };
}

export async function closePortals(): Promise<void> {
	await Promise.all(open.splice(0).map(async (portal) => await portal.close()));
}

/** A resource locator's value with an ID in it. */
export function locator(value: string, mode = 'id'): INodeParameterResourceLocator {
	return { __rl: true, mode, value };
}

/** The parameters of a switch; the tutorial's for the Appliance Edition where nothing else is said. */
export function switchParameters(values: INodeParameters = {}): INodeParameters {
	return {
		resource: 'plan',
		operation: 'switchPlan',
		productId: 11,
		productNo: locator(APPLIANCE),
		billingId: locator(CONTACT),
		serviceId: locator(ULTIMATE_PLAN),
		billingCycle: 'annually',
		multiCycle: 1,
		options: {},
		...values,
	};
}

/** Parameters that take serial number and plan from the input item. */
export function switchFromInput(values: INodeParameters = {}): INodeParameters {
	return switchParameters({
		productNo: locator('={{ $json.sn }}'),
		serviceId: locator('={{ $json.plan }}'),
		...values,
	});
}
