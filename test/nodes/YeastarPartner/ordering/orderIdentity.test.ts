import { carriesReference, type Comparison, matches } from '../../../../nodes/YeastarPartner/ordering/orderIdentity';
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
		orderSummary: [
			{ serviceType: 'plan', planName: 'Some Plan', ...say('serviceId', plan, ULTIMATE_PLAN, ENTERPRISE_PLAN) },
		],
	};
}

/** Serial number, product and plan as the details tell them. What is not listed tells something else and is a no. */
const NOT_NO: Record<string, Comparison> = {
	'same, same, same': 'match',
	'same, none, same': 'match',
	'same, same, none': 'inconclusive',
	'same, none, none': 'inconclusive',
	'none, same, same': 'inconclusive',
	'none, none, same': 'inconclusive',
	'none, same, none': 'inconclusive',
	'none, none, none': 'inconclusive',
};
const COMBINATIONS = TOLD.flatMap((serialNumber) =>
	TOLD.flatMap((product) =>
		TOLD.map(
			(plan) => [serialNumber, product, plan, NOT_NO[`${serialNumber}, ${product}, ${plan}`] ?? 'mismatch'] as const,
		),
	),
);

describe('an order that the portal tells of', () => {
	it.each(COMBINATIONS)(
		'with serial number %s, product %s and plan %s is the one that was sent: %s',
		(serialNumber, product, plan, expected) => {
			expect(matches(details(serialNumber, product, plan), TUTORIAL_ORDER)).toBe(expected);
			expect(matches([{ orderNo: 'TU1' }, details(serialNumber, product, plan)], TUTORIAL_ORDER)).toBe(expected);
		},
	);

	it.each<[string, JsonValue, Comparison]>([
		['all in one object', { productNo: APPLIANCE, productId: '11', serviceId: ULTIMATE_PLAN }, 'match'],
		['numbers', { productNo: APPLIANCE, productId: 11, serviceId: ULTIMATE_PLAN }, 'match'],
		['small letters and spaces', { productNo: ` ${APPLIANCE.toLowerCase()} `, planId: ULTIMATE_PLAN }, 'match'],
		['the plan as planId', { productNo: APPLIANCE, planId: ULTIMATE_PLAN }, 'match'],
		['another plan as planId', { productNo: APPLIANCE, planId: ENTERPRISE_PLAN }, 'mismatch'],
		['the plan under another name', { productNo: APPLIANCE, lines: [{ code: ULTIMATE_PLAN }] }, 'match'],
		[
			'the plan beside a service',
			{ productNo: APPLIANCE, lines: [{ serviceId: '3299326068732223488' }, { serviceId: ULTIMATE_PLAN }] },
			'match',
		],
		['the plan inside of a longer text', { productNo: APPLIANCE, note: `plan ${ULTIMATE_PLAN}0` }, 'inconclusive'],
		['the serial number under another name', { sn: APPLIANCE, planId: ULTIMATE_PLAN }, 'inconclusive'],
		['empty fields', { productNo: '', productId: '', serviceId: '' }, 'inconclusive'],
		['fields that are null', { productNo: null, productId: null, planId: null }, 'inconclusive'],
		['nothing', null, 'inconclusive'],
		['a text', APPLIANCE, 'inconclusive'],
		['an empty list', [], 'inconclusive'],
	])('is recognized by %s', (_what, told, expected) => {
		expect(matches(told, TUTORIAL_ORDER)).toBe(expected);
	});

	it.each<[string, JsonObject]>([
		['another name', { originalServiceId: ULTIMATE_PLAN, serviceId: ENTERPRISE_PLAN }],
		['an object', { oldPlan: { code: ULTIMATE_PLAN }, planId: ENTERPRISE_PLAN }],
		[
			'the same name, inside of an object',
			{ currentPlan: { planId: ULTIMATE_PLAN }, targetPlan: { planId: ENTERPRISE_PLAN } },
		],
	])('is not taken for a switch to the plan that it switches from, told under %s', (_name, plans) => {
		expect(matches({ productNo: APPLIANCE, productId: '11', ...plans }, TUTORIAL_ORDER)).not.toBe('match');
	});
});

describe('a purchase order number', () => {
	it.each<[string, JsonValue, Comparison]>([
		['the same customerReferenceNo', { customReferenceNo: 'deal-1' }, 'match'],
		['the same poNumber', { orderInformation: { poNumber: 'deal-1' } }, 'match'],
		['a number', { poNumber: 1 }, 'mismatch'],
		['spaces around it', { customReferenceNo: ' deal-1 ' }, 'match'],
		['one of two fields', [{ customReferenceNo: 'REF-7' }, { poNumber: 'deal-1' }], 'match'],
		['another one', { customReferenceNo: 'deal-2' }, 'mismatch'],
		['one that begins so', { customReferenceNo: 'deal-10' }, 'mismatch'],
		['an empty one', { customReferenceNo: '' }, 'inconclusive'],
		['none', { orderNo: 'deal-1' }, 'inconclusive'],
	])('is carried by an order with %s: %j, %s', (_what, told, expected) => {
		expect(carriesReference(told, 'deal-1')).toBe(expected);
	});
});
