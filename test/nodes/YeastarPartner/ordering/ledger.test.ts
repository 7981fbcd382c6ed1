import type { IDataObject } from 'n8n-workflow';

import { Ledger } from '../../../../nodes/YeastarPartner/ordering/ledger';
import type { PlacedOrder, Order } from '../../../../nodes/YeastarPartner/portal/order';
import { fingerprintOf } from '../../../../nodes/YeastarPartner/ordering/orderIdentity';
import { OTHER_PBX, TUTORIAL_ORDER, withLine } from '../../../support/bookings';
import { APPLIANCE, ENTERPRISE_PLAN } from '../../../support/portal';

const PLACED: PlacedOrder = {
	orderNo: 'TU3206211643299860480',
	orderStatus: 'succeed',
	productNo: APPLIANCE,
	requestId: 'f3a1',
};

/** What n8n hands to the next run: the context as it was saved. */
const saved = (context: IDataObject) => JSON.parse(JSON.stringify(context)) as IDataObject;

describe('the ledger', () => {
	it('knows nothing at first', () => {
		expect(new Ledger({}, 0).find(TUTORIAL_ORDER)).toBeUndefined();
	});

	it('remembers an order before it is answered, and when it was sent', () => {
		const context: IDataObject = {};
		const before = Date.now();
		new Ledger(context, 0).recordSent(TUTORIAL_ORDER);
		const entry = new Ledger(saved(context), 0).find(TUTORIAL_ORDER);
		expect(entry).toEqual({
			fingerprint: fingerprintOf(TUTORIAL_ORDER),
			subject: `PBX ${TUTORIAL_ORDER.productNo}`,
			state: 'sent',
			billingId: TUTORIAL_ORDER.billingId,
			sentAt: expect.any(Number) as unknown,
		});
		expect(entry?.sentAt).toBeGreaterThanOrEqual(before);
		expect(entry?.sentAt).toBeLessThanOrEqual(Date.now());
	});

	it.each<[string, (ledger: Ledger) => void, object]>([
		[
			'placed',
			(ledger) => ledger.recordPlaced(ledger.recordSent(TUTORIAL_ORDER), PLACED),
			{ state: 'placed', order: PLACED },
		],
		[
			'failed',
			(ledger) => ledger.recordFailed(ledger.recordSent(TUTORIAL_ORDER), 'it failed', 'TU1'),
			{ state: 'failed', failureMessage: 'it failed', orderNo: 'TU1' },
		],
	])('remembers what was %s, through n8n saving it', (_state, enter, expected) => {
		const context: IDataObject = {};
		enter(new Ledger(context, 0));
		expect(new Ledger(saved(context), 0).find(TUTORIAL_ORDER)).toMatchObject(expected);
	});

	it('keeps every digit and every field of an order', () => {
		const context: IDataObject = {};
		const ledger = new Ledger(context, 0);
		ledger.recordPlaced(ledger.recordSent(TUTORIAL_ORDER), {
			...PLACED,
			instanceId: '9007199254740993',
			further: { lines: ['1'] },
		});
		expect(new Ledger(saved(context), 0).find(TUTORIAL_ORDER)?.order).toEqual({
			...PLACED,
			instanceId: '9007199254740993',
			further: { lines: ['1'] },
		});
	});

	it('forgets an order that the portal does not have, and no other', () => {
		const other = { ...TUTORIAL_ORDER, productNo: OTHER_PBX };
		const context: IDataObject = {};
		const ledger = new Ledger(context, 0);
		ledger.recordSent(TUTORIAL_ORDER);
		ledger.recordSent(other);
		ledger.remove(TUTORIAL_ORDER);
		const later = new Ledger(saved(context), 0);
		expect([later.find(TUTORIAL_ORDER), later.find(other)?.state]).toEqual([undefined, 'sent']);
	});

	it.each<[string, Partial<Order>, boolean]>([
		['the same order', {}, true],
		['its serial number in small letters', { productNo: APPLIANCE.toLowerCase() }, true],
		['another plan of the PBX', withLine({ serviceId: ENTERPRISE_PLAN }), true],
		['another product of the PBX', { productId: '12' }, true],
		['another PBX', { productNo: OTHER_PBX }, false],
		['a serial number that begins so', { productNo: `${APPLIANCE}1` }, false],
	])('finds %s by its PBX', (_what, values, isFound) => {
		const ledger = new Ledger({}, 0);
		ledger.recordSent(TUTORIAL_ORDER);
		expect(ledger.find({ ...TUTORIAL_ORDER, ...values }) !== undefined).toBe(isFound);
	});

	it.each<[string, Partial<Order>, boolean]>([
		['the same plan', {}, true],
		['another plan', withLine({ serviceId: ENTERPRISE_PLAN }), false],
		['the renewal of the plan', { operationType: 'renew_plan' }, false],
		['the same plan of another product, which the serial number decides', { productId: '12' }, true],
	])('tells whether an order for the PBX is for %s', (_what, values, isSame) => {
		const ledger = new Ledger({}, 0);
		expect(ledger.isSame(ledger.recordSent(TUTORIAL_ORDER), { ...TUTORIAL_ORDER, ...values })).toBe(isSame);
	});

	it('knows the same order in every run of the execution, and another plan in its own run only', () => {
		const context: IDataObject = {};
		const otherPlan = withLine({ serviceId: '1' });
		new Ledger(context, 0).recordSent(TUTORIAL_ORDER);
		expect(new Ledger(context, 1).find(TUTORIAL_ORDER)?.state).toBe('sent');
		expect(new Ledger(context, 1).find(otherPlan)).toBeUndefined();
		expect(new Ledger(context, 0).find(otherPlan)?.fingerprint).toBe(fingerprintOf(TUTORIAL_ORDER));
		new Ledger(context, 1).recordSent(otherPlan);
		expect(new Ledger(context, 1).find(TUTORIAL_ORDER)?.fingerprint).toBe(fingerprintOf(otherPlan));
	});

	it('leaves what else is in the context alone', () => {
		const context: IDataObject = { loopIndex: 3 };
		new Ledger(context, 0).recordSent(TUTORIAL_ORDER);
		expect(context.loopIndex).toBe(3);
	});

	it.each(['CONSTRUCTOR', 'constructor', 'toString', 'valueOf', 'hasOwnProperty'])(
		'does not take %s for a PBX that it knows',
		(productNo) => {
			expect(new Ledger({}, 0).find({ ...TUTORIAL_ORDER, productNo })).toBeUndefined();
		},
	);
});
