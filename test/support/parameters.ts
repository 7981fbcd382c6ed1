import type { INodeParameterResourceLocator, INodeParameters } from 'n8n-workflow';

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
