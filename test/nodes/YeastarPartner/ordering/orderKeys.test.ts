import { once } from 'node:events';
import type { INodeParameters } from 'n8n-workflow';

import { keyStore } from '../../../support/engine';
import {
	APPLIANCE,
	closePortals,
	ENTERPRISE_PLAN,
	locator,
	ORDER_PATH,
	setUp,
	switchFromInput,
	switchParameters,
	ULTIMATE_PLAN,
} from '../../../support/portal';

afterEach(async () => {
	delete keyStore.trouble;
	await closePortals();
});

const keyed = (orderKey: string, values: INodeParameters = {}) =>
	switchParameters({ orderKey, options: { timeout: 1 }, ...values });

describe('an order key', () => {
	it('places its order once, across executions', async () => {
		const { engine, portal, received } = await setUp();
		const first = await engine.run({ parameters: keyed('deal-1') });
		const second = await engine.run({ parameters: keyed('deal-1') });
		expect(first.items[0]?.json.outcome).toBe('placed');
		expect(second.items[0]?.json).toMatchObject({
			outcome: 'alreadyPlaced',
			orderNo: portal.book.orders[0]?.orderNo,
			serviceId: ULTIMATE_PLAN,
		});
		expect(received(ORDER_PATH)).toHaveLength(1);
	});

	it('places its order once when a webhook comes twice at the same moment', async () => {
		const { engine, portal } = await setUp();
		const executions = Array.from({ length: 5 }, () => engine.start({ parameters: keyed('deal-1') }).finished);
		const outcomes = (await Promise.all(executions)).map(({ items }) => items[0]?.json.outcome);
		expect(outcomes.sort()).toEqual([...Array<string>(4).fill('alreadyPlaced'), 'placed']);
		expect(portal.book.orders).toHaveLength(1);
	});

	it('of one order is not lost when many are recorded at the same moment', async () => {
		const { engine, portal } = await setUp();
		const pbxs = portal.book.addPbxs(11, 20);
		const setup = {
			parameters: switchFromInput({ orderKey: '={{ $json.sn }}', options: { maxConcurrency: 20 } }),
			input: pbxs.map(({ productNo }) => ({ sn: productNo, plan: ULTIMATE_PLAN })),
		};
		await engine.run(setup);
		const { items } = await engine.run(setup);
		expect(items.map(({ json }) => json.outcome)).toEqual(Array(20).fill('alreadyPlaced'));
		expect(portal.book.orders).toHaveLength(20);
	});

	it('is sent as the purchase order number, unless there is another', async () => {
		const { engine, portal } = await setUp();
		await engine.run({ parameters: keyed(' deal-1 ') });
		await engine.run({
			parameters: switchParameters({
				productNo: locator('3631E0112233'),
				orderKey: 'deal-2',
				options: { poNumber: 'PO-7' },
			}),
		});
		expect(portal.book.orders.map(({ poNumber }) => poNumber)).toEqual(['deal-1', 'PO-7']);
	});

	it.each<[string, INodeParameters]>([
		['another plan', { serviceId: locator(ENTERPRISE_PLAN) }],
		['another PBX', { productNo: locator('3631E0112233') }],
	])('is refused for %s, and still holds for its own', async (_name, values) => {
		const { engine, portal, received } = await setUp();
		await engine.run({ parameters: keyed('deal-1') });
		const { error } = await engine.run({ parameters: keyed('deal-1', values) });
		expect(error?.message).toMatch(/the order key "deal-1" was used before for another order/);
		expect((await engine.run({ parameters: keyed('deal-1') })).items[0]?.json.outcome).toBe('alreadyPlaced');
		expect(received(ORDER_PATH)).toHaveLength(1);
		expect(portal.book.orders).toHaveLength(1);
	});

	it.each(['refusal', 'tooManyRequests'] as const)(
		'is free again after an order that was not placed (%s)',
		async (kind) => {
			const { engine, portal } = await setUp();
			portal.faults.order({ kind, path: ORDER_PATH });
			await engine.run({ parameters: keyed('deal-1') });
			portal.faults.clear();
			const { items } = await engine.run({ parameters: keyed('deal-1') });
			expect(items[0]?.json.outcome).toBe('placed');
		},
	);

	it('whose order was lost stays taken, and says how to release it', async () => {
		const { engine, portal, received } = await setUp();
		portal.faults.order({ kind: 'drop', path: ORDER_PATH });
		await engine.run({ parameters: keyed('deal-1') });
		portal.faults.clear();
		const { error } = await engine.run({ parameters: keyed('deal-1') });
		expect(error?.message).toMatch(/the order key "deal-1" was used before, and the portal shows no order for it/);
		expect(error?.description).toMatch(/Release Order Key/);
		expect(received(ORDER_PATH)).toHaveLength(1);
	});

	it('is never said to have no order where the order list cannot be read', async () => {
		const { engine, portal } = await setUp();
		await engine.run({ parameters: keyed('deal-1') });
		portal.faults.order({ kind: 'html', path: '/order/v1/page' });
		const { error } = await engine.run({ parameters: keyed('deal-1') });
		expect(error?.message).toMatch(/cannot be told whether the portal has an order for it/);
		expect(error?.message).not.toMatch(/shows no order/);
	});

	it('whose order failed stays taken, and says so', async () => {
		const { engine, portal } = await setUp({ newOrderStatus: 'failed' });
		await engine.run({ parameters: keyed('deal-1') });
		const { error } = await engine.run({ parameters: keyed('deal-1') });
		expect(error?.message).toMatch(/has the status "failed"/);
		expect(portal.book.orders).toHaveLength(1);
	});

	it('stays taken where the credential is changed to another account, and is free in another workflow', async () => {
		const sandbox = await setUp();
		const account = await setUp();
		await sandbox.engine.run({ parameters: keyed('deal-1') });
		sandbox.engine.credentials.data = { ...account.engine.credentials.data };
		const { error } = await sandbox.engine.run({ parameters: keyed('deal-1') });
		expect(error?.message).toMatch(
			/was used before, and its order was placed then, but the portal shows no order for it now/,
		);
		expect(account.portal.book.orders).toEqual([]);
		expect((await account.engine.run({ parameters: keyed('deal-1') })).items[0]?.json.outcome).toBe('placed');
	});

	it('that n8n cannot record means that nothing is sent', async () => {
		const { engine, portal, received } = await setUp();
		keyStore.trouble = new Error('database is locked');
		const { error } = await engine.run({ parameters: keyed('deal-1') });
		expect(error?.message).toMatch(
			/was not placed: n8n could not record the order key "deal-1" \(database is locked\)/,
		);
		expect([received(ORDER_PATH), portal.book.orders]).toEqual([[], []]);
	});

	it.each(['={{ undefined }}', '={{ "" + $json.missing }}', '={{ null }}'])(
		'that an expression leaves empty is refused (%j)',
		async (orderKey) => {
			const { engine, portal } = await setUp();
			const { error } = await engine.run({ parameters: keyed(orderKey) });
			expect(error?.message).toMatch(/^Order Key \(orderKey\) is .*names one order/);
			expect(portal.requests).toEqual([]);
		},
	);

	it.each(['', ' '])('that is left empty is none (%j)', async (orderKey) => {
		const { engine, portal } = await setUp({ refusesPresentPlan: false });
		for (let times = 1; times <= 2; times++) await engine.run({ parameters: keyed(orderKey) });
		expect(portal.book.orders.map(({ poNumber }) => poNumber)).toEqual([undefined, undefined]);
	});
});

describe('items of one run that contradict each other', () => {
	it.each([
		[
			'two plans for one PBX',
			[
				{ sn: APPLIANCE, plan: ULTIMATE_PLAN, key: 'a' },
				{ sn: APPLIANCE.toLowerCase(), plan: ENTERPRISE_PLAN, key: 'b' },
			],
			/serviceId.*3048560232537899008 in item 1/,
		],
		[
			'two durations of one switch',
			[
				{ sn: APPLIANCE, plan: ULTIMATE_PLAN, key: 'a', years: 1 },
				{ sn: APPLIANCE, plan: ULTIMATE_PLAN, key: 'b', years: 3 },
			],
			/multiCycle.*is 1 here and 3 in item 1/,
		],
		[
			'one key for two PBXs',
			[
				{ sn: APPLIANCE, plan: ULTIMATE_PLAN, key: 'a' },
				{ sn: '3631E0112233', plan: ULTIMATE_PLAN, key: 'a' },
			],
			/orderKey.*"a" is used for.*item 1/,
		],
	])('are refused before anything is sent: %s', async (_name, input, words) => {
		const { engine, portal } = await setUp();
		const parameters = switchFromInput({
			orderKey: '={{ $json.key }}',
			multiCycle: '={{ $json.years ?? 1 }}',
		});
		const { error } = await engine.run({ parameters, input });
		expect(error?.message).toMatch(words);
		const failed = await engine.run({ parameters, input, settings: { onError: 'continueRegularOutput' } });
		expect(failed.items.map((item) => item.error === undefined)).toEqual([false, false]);
		expect(portal.requests).toEqual([]);
	});

	it('are refused also where one of them is refused for another reason', async () => {
		const { engine, portal } = await setUp();
		const { items } = await engine.run({
			parameters: switchFromInput({ multiCycle: '={{ $json.years }}' }),
			input: [
				{ sn: APPLIANCE, plan: ULTIMATE_PLAN, years: 1 },
				{ sn: APPLIANCE, plan: ENTERPRISE_PLAN, years: 9 },
			],
			settings: { onError: 'continueRegularOutput' },
		});
		expect(items.map(({ error }) => /(serviceId|multiCycle)/.exec(error?.message ?? '')?.[0])).toEqual([
			'serviceId',
			'multiCycle',
		]);
		expect(portal.requests).toEqual([]);
	});

	it('but the same order twice is placed once', async () => {
		const { engine, portal, received } = await setUp();
		const item = { sn: APPLIANCE, plan: ULTIMATE_PLAN };
		const { items } = await engine.run({
			parameters: switchFromInput(),
			input: [item, { ...item, sn: ` ${APPLIANCE}` }],
		});
		expect(items.map(({ json }) => [json.outcome, json.orderNo])).toEqual([
			['placed', portal.book.orders[0]?.orderNo],
			['alreadyPlaced', portal.book.orders[0]?.orderNo],
		]);
		expect(received(ORDER_PATH)).toHaveLength(1);
	});
});

describe('a key is remembered', () => {
	const item = { sn: APPLIANCE, plan: ULTIMATE_PLAN };
	const parameters = switchFromInput({ orderKey: '={{ $json.key }}', options: { timeout: 1 } });

	it('also when its order was placed for another item of the run, with another key', async () => {
		const { engine, portal, received } = await setUp();
		await engine.run({
			parameters,
			input: [
				{ ...item, key: 'k1' },
				{ ...item, key: 'k2' },
			],
		});
		const { items } = await engine.run({ parameters, input: [{ ...item, key: 'k2' }] });
		expect(items[0]?.json).toMatchObject({ outcome: 'alreadyPlaced', orderNo: portal.book.orders[0]?.orderNo });
		expect(received(ORDER_PATH)).toHaveLength(1);
	});

	it('also when its record was overwritten while the answer was lost', async () => {
		const { engine, portal, received } = await setUp();
		portal.faults.order({ kind: 'drop', path: ORDER_PATH, afterCommit: true, times: 1 });
		portal.book.once('change', () => keyStore.forgetAll());
		const first = await engine.run({ parameters, input: [{ ...item, key: 'k1' }] });
		const second = await engine.run({ parameters, input: [{ ...item, key: 'k1' }] });
		expect([first, second].map(({ items }) => items[0]?.json.outcome)).toEqual(['recovered', 'alreadyPlaced']);
		expect(received(ORDER_PATH)).toHaveLength(1);
	});

	it.each(['empty', 'unrelated'] as const)(
		"where the list does not show it (%s): last year's order is not taken for it",
		async (referenceInList) => {
			const { engine, portal } = await setUp({ referenceInList });
			await engine.run({ parameters: switchFromInput(), input: [item] });
			for (const order of portal.book.orders) order.createTime -= 365 * 86_400_000;
			Object.assign(portal.book.findPbx(APPLIANCE) ?? {}, { planId: ENTERPRISE_PLAN });
			portal.faults.order({ kind: 'drop', path: ORDER_PATH, times: 1 });
			await engine.run({ parameters, input: [{ ...item, key: 'k1' }] });
			const { error } = await engine.run({ parameters, input: [{ ...item, key: 'k1' }] });
			expect(error?.message).toMatch(/the portal shows no order for it/);
		},
	);

	it('but an execution that is canceled while it takes the key sends nothing, and gives the key back', async () => {
		const { engine, portal, received } = await setUp();
		const running = engine.start({ parameters: keyed('deal-1') });
		const record = keyStore.checkProcessedAndRecord.bind(keyStore);
		const spy = jest.spyOn(keyStore, 'checkProcessedAndRecord').mockImplementation(async (...values) => {
			if (spy.mock.calls.length === 2) running.cancel();
			return await record(...values);
		});
		await running.finished.finally(() => spy.mockRestore());
		expect(received(ORDER_PATH)).toEqual([]);
		const { items } = await engine.run({ parameters: keyed('deal-1') });
		expect(items[0]?.json.outcome).toBe('placed');
		expect(portal.book.orders).toHaveLength(1);
	});

	it('but an execution that is canceled while it waits for its turn sends nothing', async () => {
		const { engine, portal, received } = await setUp();
		portal.faults.order({ kind: 'latency', path: ORDER_PATH, milliseconds: 100 });
		const first = engine.start({ parameters, input: [{ ...item, key: 'k1' }] });
		const second = engine.start({ parameters, input: [{ ...item, sn: '3631E0112233', key: 'k1' }] });
		await once(portal.book, 'change');
		second.cancel();
		expect((await first.finished).items[0]?.json.outcome).toBe('placed');
		expect((await second.finished).error?.message).toMatch(/canceled/);
		expect(received(ORDER_PATH)).toHaveLength(1);
	});
});

describe('a key that was taken longer ago than its hour is remembered', () => {
	it('is looked up in the whole list, and can be released', async () => {
		const { engine, portal, received } = await setUp();
		portal.faults.order({ kind: 'drop', path: ORDER_PATH, times: 1 });
		await engine.run({ parameters: keyed('deal-1') });
		const later = Date.now() + 40 * 86_400_000;
		jest.spyOn(Date, 'now').mockImplementation(() => later);
		const { error } = await engine.run({ parameters: keyed('deal-1') });
		expect(error?.description).toMatch(/not among the 0 orders of the order list \(all\)/);
		const release = { resource: 'order', operation: 'releaseOrderKey', orderKey: 'deal-1' };
		expect((await engine.run({ parameters: release })).items[0]?.json.released).toBe(true);
		jest.restoreAllMocks();
		expect(received(ORDER_PATH)).toHaveLength(1);
	});
});
