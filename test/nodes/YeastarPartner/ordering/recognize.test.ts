import { carriesReference, resembles, type Resemblance } from '../../../../nodes/YeastarPartner/ordering/recognize';
import type { JsonObject, JsonValue } from '../../../../nodes/YeastarPartner/portal/json';
import { OTHER_PBX, TUTORIAL_ORDER } from '../../../support/bookings';
import { APPLIANCE, ENTERPRISE_PLAN, ULTIMATE_PLAN } from '../../../support/portal';

type Told = 'same' | 'other' | 'none';
const TOLD: readonly Told[] = ['same', 'other', 'none'];

function details(serialNumber: Told, product: Told, plan: Told): JsonValue {
	const say = (field: string, told: Told, same: string, other: string): JsonObject =>
		told === 'none' ? {} : { [field]: told === 'same' ? same : other };
	return {
		basicInformation: {
			...say('productNo', serialNumber, APPLIANCE, OTHER_PBX),
			...say('productId', product, '11', '12'),
			productName: 'P-Series',
		},
		orderInformation: { orderNo: 'TU3206211643299860480', orderStatus: 'succeed' },
		orderSummary: [{ serviceType: 'plan', planName: 'Some Plan', ...say('serviceId', plan, ULTIMATE_PLAN, ENTERPRISE_PLAN) }],
	};
}

/** Serial number, product and plan as the details tell them. What is not listed tells something else and is a no. */
const NOT_NO: Record<string, Resemblance> = {
	'same, same, same': 'yes',
	'same, none, same': 'yes',
	'same, same, none': 'maybe',
	'same, none, none': 'maybe',
	'none, same, same': 'maybe',
	'none, none, same': 'maybe',
	'none, same, none': 'maybe',
	'none, none, none': 'maybe',
};
const COMBINATIONS = TOLD.flatMap((serialNumber) =>
	TOLD.flatMap((product) => TOLD.map((plan) => [serialNumber, product, plan, NOT_NO[`${serialNumber}, ${product}, ${plan}`] ?? 'no'] as const)),
);

describe('an order that the portal tells of', () => {
	it.each(COMBINATIONS)('with serial number %s, product %s and plan %s is the one that was sent: %s', (serialNumber, product, plan, expected) => {
		expect(resembles(details(serialNumber, product, plan), TUTORIAL_ORDER)).toBe(expected);
		expect(resembles([{ orderNo: 'TU1' }, details(serialNumber, product, plan)], TUTORIAL_ORDER)).toBe(expected);
	});

	it.each<[string, JsonValue, Resemblance]>([
		['all in one object', { productNo: APPLIANCE, productId: '11', serviceId: ULTIMATE_PLAN }, 'yes'],
		['numbers', { productNo: APPLIANCE, productId: 11, serviceId: ULTIMATE_PLAN }, 'yes'],
		['small letters and spaces', { productNo: ` ${APPLIANCE.toLowerCase()} `, planId: ULTIMATE_PLAN }, 'yes'],
		['the plan as planId', { productNo: APPLIANCE, planId: ULTIMATE_PLAN }, 'yes'],
		['another plan as planId', { productNo: APPLIANCE, planId: ENTERPRISE_PLAN }, 'no'],
		['the plan under another name', { productNo: APPLIANCE, lines: [{ code: ULTIMATE_PLAN }] }, 'yes'],
		['the plan beside a service', { productNo: APPLIANCE, lines: [{ serviceId: '3299326068732223488' }, { serviceId: ULTIMATE_PLAN }] }, 'yes'],
		['the plan inside of a longer text', { productNo: APPLIANCE, note: `plan ${ULTIMATE_PLAN}0` }, 'maybe'],
		['the serial number under another name', { sn: APPLIANCE, planId: ULTIMATE_PLAN }, 'maybe'],
		['empty fields', { productNo: '', productId: '', serviceId: '' }, 'maybe'],
		['fields that are null', { productNo: null, productId: null, planId: null }, 'maybe'],
		['nothing', null, 'maybe'],
		['a text', APPLIANCE, 'maybe'],
		['an empty list', [], 'maybe'],
	])('is recognized by %s', (_what, told, expected) => {
		expect(resembles(told, TUTORIAL_ORDER)).toBe(expected);
	});

	it.each<[string, JsonObject]>([
		['another name', { originalServiceId: ULTIMATE_PLAN, serviceId: ENTERPRISE_PLAN }],
		['an object', { oldPlan: { code: ULTIMATE_PLAN }, planId: ENTERPRISE_PLAN }],
		['the same name, inside of an object', { currentPlan: { planId: ULTIMATE_PLAN }, targetPlan: { planId: ENTERPRISE_PLAN } }],
	])('is not taken for a switch to the plan that it switches from, told under %s', (_name, plans) => {
		expect(resembles({ productNo: APPLIANCE, productId: '11', ...plans }, TUTORIAL_ORDER)).not.toBe('yes');
	});
});

describe('a purchase order number', () => {
	it.each<[string, JsonValue, Resemblance]>([
		['the same customerReferenceNo', { customReferenceNo: 'deal-1' }, 'yes'],
		['the same poNumber', { orderInformation: { poNumber: 'deal-1' } }, 'yes'],
		['a number', { poNumber: 1 }, 'no'],
		['spaces around it', { customReferenceNo: ' deal-1 ' }, 'yes'],
		['one of two fields', [{ customReferenceNo: 'REF-7' }, { poNumber: 'deal-1' }], 'yes'],
		['another one', { customReferenceNo: 'deal-2' }, 'no'],
		['one that begins so', { customReferenceNo: 'deal-10' }, 'no'],
		['an empty one', { customReferenceNo: '' }, 'maybe'],
		['none', { orderNo: 'deal-1' }, 'maybe'],
	])('is carried by an order with %s: %j, %s', (_what, told, expected) => {
		expect(carriesReference(told, 'deal-1')).toBe(expected);
	});
});
