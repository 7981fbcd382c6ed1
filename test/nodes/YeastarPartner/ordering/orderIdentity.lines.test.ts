import {
	compareInterval,
	compareSerialNumber,
	fingerprintOf,
	matches,
	subjectOf,
} from '../../../../nodes/YeastarPartner/ordering/orderIdentity';
import type { Order } from '../../../../nodes/YeastarPartner/portal/order';
import { switchLine, TUTORIAL_ORDER, withLine } from '../../../support/bookings';
import { APPLIANCE, ENTERPRISE_PLAN, ULTIMATE_PLAN } from '../../../support/portal';

const twoLines: Order = {
	...TUTORIAL_ORDER,
	lines: [switchLine(), switchLine({ serviceId: ENTERPRISE_PLAN, multiCycle: 2 })],
};
const account: Order = { ...TUTORIAL_ORDER, productNo: undefined, poNumber: 'PO-7' };
const told = (fields: object) => JSON.parse(JSON.stringify({ productNo: APPLIANCE, ...fields })) as never;

describe('two orders', () => {
	it.each<[string, Order, boolean]>([
		['the same but for who is billed', { ...TUTORIAL_ORDER, billingId: '1' }, true],
		['its lines the other way round', { ...twoLines, lines: [...twoLines.lines].reverse() }, false],
		['the renewal of the same plan', { ...TUTORIAL_ORDER, operationType: 'renew_plan' }, false],
		['another plan', withLine({ serviceId: ENTERPRISE_PLAN }), false],
		['no PBX', account, false],
	])('are the same only for the same kind, PBX and plans: %s', (_what, other, isSame) => {
		expect(fingerprintOf(other) === fingerprintOf(TUTORIAL_ORDER)).toBe(isSame);
	});

	it('with the same lines in another order are the same', () => {
		expect(fingerprintOf({ ...twoLines, lines: [...twoLines.lines].reverse() })).toBe(fingerprintOf(twoLines));
	});

	it('without a serial number are about their product and customer', () => {
		expect([subjectOf(account), subjectOf({ productId: '15', partnerId: '77' })]).toEqual([
			'product 11',
			'product 15 for customer 77',
		]);
	});
});

describe('what the portal tells of an order', () => {
	it.each([
		['the kind that was ordered', { operationType: 'switch_plan', serviceId: ULTIMATE_PLAN }, 'match'],
		['another kind', { operationType: 'renew_plan', serviceId: ULTIMATE_PLAN }, 'mismatch'],
		['a kind in words of its own', { operationType: 'Upgrade', serviceId: ULTIMATE_PLAN }, 'match'],
	] as const)('is compared by kind: %s', (_what, fields, expected) => {
		expect(matches(told(fields), TUTORIAL_ORDER)).toBe(expected);
	});

	it.each([
		['both lines', { list: [{ serviceId: ULTIMATE_PLAN }, { serviceId: ENTERPRISE_PLAN }] }, 'match'],
		['one of two lines', { serviceId: ULTIMATE_PLAN }, 'inconclusive'],
		['no plan', {}, 'inconclusive'],
	] as const)('is compared by all lines: %s', (_what, fields, expected) => {
		expect(matches(told(fields), twoLines)).toBe(expected);
	});

	it('says nothing of one of several intervals, nor of a PBX that was not ordered for', () => {
		expect(compareInterval(told({ billingCycle: 'annually', multiCycle: 1 }), twoLines)).toBe('inconclusive');
		expect(compareSerialNumber(told({}), account)).toBe('inconclusive');
	});
});
