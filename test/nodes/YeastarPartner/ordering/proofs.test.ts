import { once } from 'node:events';
import type { INodeParameters } from 'n8n-workflow';

import type { Fault } from '../../../../sandbox/faults';
import type { Switches } from '../../../../sandbox/switches';
import { DAY } from '../../../support/bookings';
import { closeOtherPortals, setUpOther } from '../../../support/otherPortal';
import {
	APPLIANCE,
	closePortals,
	CONTACT,
	ORDER_PATH,
	ORDERS_PATH,
	setUp,
	switchParameters,
	ULTIMATE_PLAN,
} from '../../../support/portal';
import { closeScripted, envelopeText, setUpScripted } from '../../../support/scriptedPortal';
import { TEN_MINUTES, travelAhead } from '../../../support/timeTravel';

afterEach(async () => {
	jest.restoreAllMocks();
	await Promise.all([closePortals(), closeScripted(), closeOtherPortals()]);
});

const DROPPED: Fault = { kind: 'drop', path: ORDER_PATH, times: 1 };
const LINE = {
	productId: 11,
	productNo: APPLIANCE,
	planId: ULTIMATE_PLAN,
	billingId: CONTACT,
	billingCycle: 'annually',
	multiCycle: 1,
};
const RETRIED = { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 };
const withOptions = ({ orderKey = '', ...options }: INodeParameters = {}) =>
	switchParameters({ orderKey, options: { timeout: 1, ...options } });
/** A portal that would book each order that it gets. */
const bookingAll = async (switches: Partial<Switches> = {}) => await setUp({ refusesPresentPlan: false, ...switches });

describe('a number that a refusal names in words', () => {
	it('is not told as the order that was sent: it may be the reason of the refusal', async () => {
		const older = 'TU3206211643299860001';
		const details = {
			orderInformation: { orderNo: older, orderStatus: 'pending' },
			basicInformation: { productId: '11', productNo: APPLIANCE },
			orderSummary: [{ serviceId: ULTIMATE_PLAN, billingCycle: 'annually', multiCycle: 1 }],
		};
		const { engine } = await setUpScripted(({ path }) => {
			if (path === ORDER_PATH) {
				const detailMessage = `Order ${older} for this PBX is not paid yet`;
				return { status: 400, text: envelopeText({ code: 'unfinished_order', status: 400, detailMessage }) };
			}
			if (path.includes('/get/')) return { text: envelopeText({ result: details }) };
			const row = { orderNo: older, orderStatus: 'pending', createTime: Date.now() - 10 * DAY };
			return { text: envelopeText({ result: { total: 1, results: [row] } }) };
		});
		const { items, error } = await engine.run({ parameters: withOptions() });
		expect(items).toEqual([]);
		expect(error?.message).toMatch(/^It is unknown whether/);
	});
});

describe("a purchase order number that is the partner's own", () => {
	it('does not make one deal of two that share it', async () => {
		const { engine, portal } = await bookingAll();
		await engine.run({ parameters: withOptions({ orderKey: 'd1', poNumber: 'PO-7' }) });
		portal.faults.order(DROPPED);
		await engine.run({ parameters: withOptions({ orderKey: 'd2', poNumber: 'PO-7' }) });
		const { items } = await engine.run({ parameters: withOptions({ orderKey: 'd2', poNumber: 'PO-7' }) });
		expect(items).toEqual([]);
	});

	it.each(['none', 'text'] as const)(
		'does not make an old order the one that was sent, where times cannot be read (%s)',
		async (orderTimes) => {
			const { engine, portal } = await bookingAll({ orderTimes });
			portal.book.placeByPerson({ ...LINE, poNumber: 'PO-7' }, { createTime: Date.now() - 100 * DAY });
			portal.faults.order(DROPPED);
			expect((await engine.run({ parameters: withOptions({ poNumber: 'PO-7' }) })).items).toEqual([]);
		},
	);
});

it('two order keys that differ in case are two', async () => {
	const { engine, portal } = await bookingAll();
	await engine.run({ parameters: withOptions({ orderKey: '0065g00000AbCdE' }) });
	portal.faults.order(DROPPED);
	await engine.run({ parameters: withOptions({ orderKey: '0065g00000AbCde' }) });
	expect((await engine.run({ parameters: withOptions({ orderKey: '0065g00000AbCde' }) })).items).toEqual([]);
});

it('an order key is not released where details tell only the plan that the PBX leaves', async () => {
	const { engine, portal } = await bookingAll({ referenceInList: 'empty' });
	portal.faults.order({ ...DROPPED, afterCommit: true });
	portal.book.once('change', () => {
		for (const order of portal.book.orders) order.planId = order.planBefore;
	});
	await engine.run({ parameters: withOptions({ orderKey: 'k1' }) });
	travelAhead(TEN_MINUTES);
	const { error } = await engine.run({
		parameters: { resource: 'order', operation: 'releaseOrderKey', orderKey: 'k1' },
	});
	expect(error?.message).toMatch(/stays taken, because one of these orders could be its own/);
	await engine.run({ parameters: withOptions({ orderKey: 'k1' }) });
	expect(portal.book.orders).toHaveLength(1);
});

describe('a refusal', () => {
	it.each<[string, Partial<Switches>]>([
		['lack their zone', { createTimeOffset: -7_200_000 }],
		['are three seconds behind', { createTimeOffset: -3_000 }],
	])(
		'of what a gateway delivered twice is not "nothing was ordered" where the times of the list %s',
		async (_what, switches) => {
			const { engine, portal } = await setUp(switches);
			portal.faults.order({ kind: 'sentTwice', path: ORDER_PATH, times: 1 });
			const { error } = await engine.run({ parameters: withOptions() });
			expect(portal.book.orders).toHaveLength(1);
			expect(error?.message).toMatch(/^It is unknown whether/);
		},
	);

	it('with HTTP 200 is not believed where the list shows an order that could be it', async () => {
		const { engine, portal } = await bookingAll({ orderTimes: 'none' });
		portal.faults.order({
			kind: 'refusalBody',
			path: ORDER_PATH,
			times: 1,
			afterCommit: true,
			detailMessage: 'Payment could not be taken',
		});
		await engine.run({ parameters: withOptions(), settings: RETRIED });
		expect(portal.book.orders).toHaveLength(1);
	});

	it.each(['The target plan equals the plan in use', 'No change of plan', '该设备已订阅此套餐'])(
		'is held against the order list whatever its words are: %s',
		async (detailMessage) => {
			const { engine, portal } = await bookingAll();
			portal.faults.order({ kind: 'refusal', path: ORDER_PATH, times: 1, afterCommit: true, detailMessage });
			const { items } = await engine.run({ parameters: withOptions(), settings: RETRIED });
			expect(portal.book.orders).toHaveLength(1);
			expect(items[0]?.json.orderNo).toBe(portal.book.orders[0]?.orderNo);
		},
	);

	it.each(['Payment authentication failed', 'The payment session has expired'])(
		'about the payment is not one of the token: %s',
		async (detailMessage) => {
			const { engine, portal, received } = await bookingAll();
			portal.faults.order({ kind: 'refusal', path: ORDER_PATH, detailMessage });
			await engine.run({ parameters: withOptions() });
			expect(received(ORDER_PATH)).toHaveLength(1);
		},
	);

	it('about the token, after the order was placed, does not send it again where the times of the list lack their zone', async () => {
		const { engine, portal } = await bookingAll({ createTimeOffset: -7_200_000 });
		const detailMessage = 'The access token is invalid';
		portal.faults.order({ kind: 'refusalBody', path: ORDER_PATH, times: 1, afterCommit: true, detailMessage });
		await engine.run({ parameters: withOptions() });
		expect(portal.book.orders).toHaveLength(1);
	});

	it.each(['tooManyRequests', 'unauthorized'] as const)(
		'that turns away everything alike is believed, and the key is free (%s)',
		async (kind) => {
			const { engine, portal } = await bookingAll();
			for (const path of [ORDER_PATH, ORDERS_PATH]) portal.faults.order({ kind, path });
			const { error } = await engine.run({ parameters: withOptions({ orderKey: 'k1' }) });
			expect(error?.message).toContain('was not placed');
			portal.faults.clear();
			expect((await engine.run({ parameters: withOptions({ orderKey: 'k1' }) })).items[0]?.json.outcome).toBe('placed');
		},
	);
});

it("a person's order is not told as the one that was sent, whose details cannot be read", async () => {
	const { engine, portal } = await bookingAll();
	portal.faults.order({ kind: 'noAnswer', path: ORDER_PATH, times: 1, afterCommit: true });
	const running = engine.start({ parameters: withOptions() });
	await once(portal.book, 'change');
	const [own] = portal.book.orders;
	for (const path of [own?.orderNo, own?.id]) portal.faults.order({ kind: 'serverError', path });
	const { orderNo } = portal.book.placeByPerson(LINE, { createTime: Date.now() + 1 });
	expect((await running.finished).items[0]?.json.orderNo).not.toBe(orderNo);
});

it('an answer that names the PBX is taken, though another portal at the same address had the same number', async () => {
	const first = await setUp();
	await first.engine.run({ parameters: withOptions() });
	// A sandbox that is started again counts its orders anew.
	const serial = first.portal.book.orders[0];
	first.portal.book.orders.length = 0;
	first.portal.book.presetNumbers.push({ orderNo: serial?.orderNo ?? '', transactionNo: serial?.transactionNo ?? '' });
	first.portal.switches.refusesPresentPlan = false;
	const { items } = await first.engine.run({ parameters: withOptions() });
	expect(items[0]?.json).toMatchObject({ outcome: 'placed', orderNo: serial?.orderNo });
});

it.each<[string, object]>([
	['serviceId', { serviceId: '999' }],
	['serviceList', { serviceList: [{ serviceId: '777' }] }],
])('an answer that names the PBX is taken, whatever other ID stands in it (%s)', async (_field, fields) => {
	const result = { orderNo: 'TU3206211643299860480', orderStatus: 'succeed', productNo: APPLIANCE, ...fields };
	const { engine } = await setUpOther({ [ORDER_PATH]: JSON.stringify(result) });
	const { items } = await engine.run({ parameters: withOptions() });
	expect(items[0]?.json).toMatchObject({ outcome: 'placed', orderNo: result.orderNo });
});
