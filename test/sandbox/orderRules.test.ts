import { parse } from 'lossless-json';

import { Book } from '../../sandbox/book';
import { readOrder } from '../../sandbox/orderRules';
import { Refusal } from '../../sandbox/refusal';
import { DEFAULT_SWITCHES, type Switches } from '../../sandbox/switches';
import {
	bodyOf,
	type Fields,
	orderOf,
	PBX,
	PLAN,
	planLine,
	SERVICE,
	serviceLine,
	trialLine,
	WITHOUT_PLAN,
} from './orders';
import { MONTHLY, TUTORIALS } from './tutorialOrders';

const read = (order: Fields, book = new Book(), switches: Partial<Switches> = {}) =>
	readOrder(parse(bodyOf(order)), book, { ...DEFAULT_SWITCHES, ...switches });

/** The same order, its first line with other values. */
function withLine(name: string, values: Fields): Fields {
	const order = TUTORIALS[name] as Fields & { serviceList: Fields[] };
	const [first, ...further] = order.serviceList;
	return { ...order, serviceList: [{ ...first, ...values }, ...further] };
}

function refusalOf(order: Fields, book?: Book): { code: string; field?: string } {
	try {
		read(order, book);
	} catch (error) {
		if (!(error instanceof Refusal)) throw error;
		const [named] = (error.result ?? []) as Array<{ field: string }>;
		return { code: error.code, ...(named === undefined ? {} : { field: named.field }) };
	}
	return { code: 'success' };
}

it.each(Object.entries(TUTORIALS))('the order of the tutorial "%s" is taken, digit by digit', (_name, order) => {
	const { serviceList, productNo = '', ...whole } = order as Fields & { serviceList: Fields[] };
	const { operationType, productId, furtherLines, ...first } = read(order);
	expect([operationType, productId, first.productNo]).toEqual([whole.operationType, whole.productId, productNo]);
	expect([first, ...furtherLines]).toMatchObject(
		serviceList.map(({ serviceId, ...line }) => ({
			...Object.fromEntries(Object.entries(line).filter(([, value]) => value !== null)),
			planId: serviceId,
		})),
	);
});

it.each<[string, Fields, string]>([
	['a switch for a PBX that is not named', { ...TUTORIALS['switch plan, Appliance'], productNo: null }, 'productNo'],
	['a switch with a service', withLine('switch plan, Appliance', { serviceType: 'service' }), 'serviceId'],
	[
		'a switch of two plans',
		{
			...TUTORIALS['switch plan, Appliance'],
			serviceList: [planLine('switch', PLAN.ultimate11), planLine('switch', PLAN.standard11)],
		},
		'serviceList',
	],
	['a switch with a quantity', withLine('switch plan, Appliance', { quantity: 1 }), 'quantity'],
	['an order without a line', { ...TUTORIALS['switch plan, Appliance'], serviceList: [] }, 'serviceList'],
	['a service order without a line', { ...TUTORIALS['expand, Turnkey'], serviceList: [] }, 'serviceList'],
	['lines that are no list', { ...TUTORIALS['expand, Turnkey'], serviceList: {} }, 'serviceList'],
	[
		'a renewal with another billing cycle',
		withLine('renew plan, Appliance', { billingCycle: 'annually', multiCycle: 1 }),
		'billingCycle',
	],
	[
		'an expansion of a Cloud PBX to 501 extensions',
		withLine('expand recording minutes, Cloud', { serviceId: SERVICE.extensions13, quantity: 481 }),
		'quantity',
	],
	[
		'an operation that is not documented',
		{ ...TUTORIALS['switch plan, Appliance'], operationType: 'cancel' },
		'operationType',
	],
	['a product that there is not', { ...TUTORIALS['switch plan, Appliance'], productId: 10 }, 'productId'],
	['a purchase without a billing contact', { ...TUTORIALS['purchase, Turnkey'], billingId: null }, 'billingId'],
	['a purchase type of another kind', withLine('purchase Linkus', { purchaseType: 'switch' }), 'purchaseType'],
	['monthly where it is billed annually', withLine('purchase Linkus', MONTHLY), 'billingCycle'],
	['years for what is billed once', withLine('purchase Hotel Module', { multiCycle: 1 }), 'multiCycle'],
	[
		'recurring for what is billed once',
		withLine('purchase Hotel Module', { billingModel: 'recurring' }),
		'billingModel',
	],
	['a quantity at a flat rate', withLine('purchase Hotel Module', { quantity: 2 }), 'quantity'],
	['a service of another product', withLine('purchase Hotel Module', { serviceId: SERVICE.hotStandby }), 'serviceId'],
	[
		'a service ID that was rounded',
		withLine('purchase Hotel PMS Integration', { serviceId: '3299326100000000512' }),
		'serviceId',
	],
	['a plan as a service', withLine('purchase Hotel Module', { serviceId: PLAN.ultimate11 }), 'serviceId'],
	['two years where it is 1', withLine('renew, Remote Management', { multiCycle: 2 }), 'multiCycle'],
	['a year where it is 0', withLine('renew YCM White Label', { multiCycle: 1 }), 'multiCycle'],
	['a service without its plan', withLine('expand, Turnkey', { connectionPlanId: null }), 'connectionPlanId'],
	[
		"a service with a plan that is not the PBX's",
		withLine('expand extensions, Software', { connectionPlanId: PLAN.ultimate12 }),
		'connectionPlanId',
	],
	['no quantity where items are counted', withLine('expand extensions, Software', { quantity: null }), 'quantity'],
	['a quantity of 0', withLine('expand extensions, Software', { quantity: 0 }), 'quantity'],
	[
		'a new Cloud PBX without its request',
		{ ...TUTORIALS['purchase, Cloud'], orderPceSpecialRequest: null },
		'orderPceSpecialRequest',
	],
	[
		'a new Cloud PBX whose request is a text',
		{ ...TUTORIALS['purchase, Cloud'], orderPceSpecialRequest: '{}' },
		'orderPceSpecialRequest',
	],
	['a new Cloud PBX with 4 extensions', withLine('purchase, Cloud', { quantity: 4 }), 'quantity'],
	['a new Cloud PBX with 501 extensions', withLine('purchase, Cloud', { quantity: 501 }), 'quantity'],
	['a new Cloud PBX with a serial number', { ...TUTORIALS['purchase, Cloud'], productNo: PBX[13] }, 'productNo'],
	[
		'High Availability for other than the extensions',
		withLine('High Availability, Cloud', { quantity: 19 }),
		'quantity',
	],
	['a renewal for other than the extensions', withLine('renew, Software', { quantity: 49 }), 'quantity'],
	['a renewal without a quantity', withLine('renew, Cloud', { quantity: null }), 'quantity'],
	['a renewal with another plan', withLine('renew, Software', { serviceId: PLAN.ultimate12 }), 'serviceId'],
	["an account's order for a PBX", { ...TUTORIALS['purchase, Turnkey'], productNo: PBX[11] }, 'productNo'],
	[
		'a customer that there is not',
		{ ...TUTORIALS['purchase, Turnkey'], partnerId: '3505184805912670211' },
		'partnerId',
	],
	['an assignment to nobody', { ...TUTORIALS['purchase, Turnkey'], assignId: 'nobody@example.test' }, 'assignId'],
	['a customer and a serial number', { ...TUTORIALS['purchase licence, Software'], productNo: PBX[12] }, 'partnerId'],
	['a trial with a billing cycle', withLine('trial, Turnkey', { billingCycle: 'monthly' }), 'billingCycle'],
	['a trial with a billing model', withLine('trial, Turnkey', { billingModel: 'recurring' }), 'billingModel'],
	['a trial for a year', withLine('trial, Turnkey', { multiCycle: 1 }), 'multiCycle'],
])('%s is refused', (_name, order, field) => {
	expect(refusalOf(order)).toEqual({ code: 'parameter_validation_failed', field });
});

it('a PBX that has a plan is sold no other', () => {
	const order = { ...TUTORIALS['purchase plan, Appliance'], productNo: PBX[11] };
	expect(refusalOf(order)).toEqual({ code: 'plan_already_purchased' });
});

it('a service is not sold while the plan is on trial', () => {
	const book = new Book();
	Object.assign(book.findPbx(PBX[12]) ?? {}, { isOnTrial: true });
	expect(refusalOf(TUTORIALS['expand extensions, Software'] as Fields, book)).toEqual({ code: 'plan_on_trial' });
});

it('IDs in quotes are taken only where a switch says so', () => {
	const quoted = bodyOf(TUTORIALS['expand, Turnkey'] as Fields).replace(
		/"(serviceId|connectionPlanId|billingId)":(\d+)/g,
		'"$1":"$2"',
	);
	const switches = { ...DEFAULT_SWITCHES, acceptQuotedIds: true };
	expect(() => readOrder(parse(quoted), new Book(), DEFAULT_SWITCHES)).toThrow('has to be a number');
	expect(readOrder(parse(quoted), new Book(), switches)).toMatchObject({ connectionPlanId: PLAN.turnkey });
});

it.each<[string, Fields]>([
	[
		'a trial of an Appliance plan',
		orderOf('trial_plan', 11, [trialLine('plan', PLAN.standard11)], { productNo: WITHOUT_PLAN[11] }),
	],
	['a renewal of Linkus', orderOf('renew_plan', 9, [planLine('renew', PLAN.linkus)], { productNo: PBX[9] })],
	[
		'a trial that becomes a plan',
		orderOf('switchTrial_plan', 12, [planLine('switch', PLAN.ultimate12)], { productNo: PBX[12] }),
	],
	['a switch of a package', orderOf('switch_plan', 14, [planLine('switch', PLAN.turnkey)])],
	[
		'a renewal of a service of a PBX',
		orderOf('renew_service', 12, [serviceLine('renew', SERVICE.callCenter)], { productNo: PBX[12] }),
	],
])('%s, which no tutorial describes, is taken', (_name, order) => {
	expect(refusalOf(order)).toEqual({ code: 'success' });
});
