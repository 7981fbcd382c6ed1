import type { INodeExecutionData } from 'n8n-workflow';

import { timing } from '../../../../nodes/YeastarPartner/ordering/lock';
import { bookOrder, LIST_PATH, onRequest, OTHER_PBX } from '../../../support/bookings';
import { keyStore, type RunResult } from '../../../support/engine';
import { judge } from '../../../support/judge';
import { APPLIANCE, closePortals, ORDER_PATH, setUp, switchFromInput, ULTIMATE_PLAN } from '../../../support/portal';
import { TEN_MINUTES, travelAhead } from '../../../support/timeTravel';

const LOCKED = new Error('database is locked');
const usual = { ...timing };

/** How much faster time passes for the lock, since one that could not be given back is waited for. */
const FASTER = 30;
beforeEach(() => {
	const now = () => usual.now() * FASTER;
	Object.assign(timing, { now, wait: async (milliseconds: number) => await usual.wait(milliseconds / FASTER) });
});
afterEach(async () => {
	Object.assign(timing, usual);
	jest.restoreAllMocks();
	keyStore.failAt(1e9, LOCKED);
	keyStore.forgetAll();
	await closePortals();
});

const parameters = switchFromInput({ orderKey: '={{ $json.key }}', options: { timeout: 1, maxConcurrency: 3 } });
const settings = { onError: 'continueRegularOutput' as const };
const outcomeOf = ({ json, error }: INodeExecutionData) =>
	json.outcome ?? (error?.message.includes('could not record') ? 'unrecorded' : error?.message);
const outcomesOf = ({ items }: RunResult) => items.map(outcomeOf);

/** A portal that books each order it gets, and a run of a few orders with keys. */
async function prepare(count: number) {
	const bench = await setUp({ refusesPresentPlan: false });
	const pbxs = bench.portal.book.addPbxs(11, count);
	const input = pbxs.map(({ productNo }) => ({ sn: productNo, plan: ULTIMATE_PLAN, key: `deal of ${productNo}` }));
	const orderKeys = new Map(input.map(({ sn, key }) => [sn, key]));
	return { ...bench, input, orderKeys, setup: { parameters, input, settings } };
}

/** After how many calls the store is used no more. */
async function callsOf(count: number): Promise<number> {
	const { engine, setup } = await prepare(count);
	const before = keyStore.calls;
	await engine.run(setup);
	return keyStore.calls - before;
}

describe("n8n's store, that fails at any of its calls,", () => {
	it.each([
		['once', false],
		['for good', true],
	])(
		'%s: orders nothing twice, and every order is told',
		async (_name, isForGood) => {
			const calls = await callsOf(20);
			expect(calls).toBeGreaterThan(10);
			for (let call = 1; call <= calls; call++) {
				const { engine, portal, setup, orderKeys } = await prepare(20);
				keyStore.failAt(call, LOCKED, isForGood);
				const first = await engine.run(setup);
				keyStore.failAt(1e9, LOCKED);
				const since = portal.requests.length;
				const second = await engine.run(setup);
				expect(judge(portal, { ...first, orderKeys }, { ...second, orderKeys, since })).toEqual({
					duplicates: 0,
					unreported: [],
					mistaken: [],
				});
				const orders = outcomesOf(first).filter((outcome) => outcome === 'placed').length;
				const unrecorded = outcomesOf(first).filter((outcome) => outcome === 'unrecorded').length;
				expect(orders + unrecorded).toBe(20);
				await closePortals();
			}
		},
		120_000,
	);

	it('is said with the PBX and the key, where it fails while a used key is looked up', async () => {
		const { engine, portal } = await setUp({ referenceInList: 'empty' });
		const once = { parameters, input: [{ sn: APPLIANCE, plan: ULTIMATE_PLAN, key: 'deal-1' }], settings };
		expect(outcomesOf(await engine.run(once))).toEqual(['placed']);
		for (let call = 1; call <= 12; call++) {
			keyStore.failAt(call, LOCKED);
			const [outcome] = outcomesOf(await engine.run(once));
			if (outcome === 'alreadyPlaced' || outcome === 'unrecorded') continue;
			expect(outcome).toMatch(new RegExp(`PBX ${APPLIANCE}.*order key "deal-1" was used before`));
		}
		expect(portal.book.orders).toHaveLength(1);
	});

	it('harms no order without a key', async () => {
		const { engine, portal, input } = await prepare(4);
		keyStore.failAt(1, LOCKED, true);
		const withKeys = await engine.run({
			parameters: switchFromInput({ orderKey: '={{ $json.key }}' }),
			input: input.slice(0, 2),
			settings,
		});
		const without = await engine.run({
			parameters: switchFromInput(),
			input: input.slice(2),
			settings,
		});
		expect([withKeys, without].map(outcomesOf)).toEqual([
			['unrecorded', 'unrecorded'],
			['placed', 'placed'],
		]);
		expect(portal.book.orders).toHaveLength(2);
	});
});

describe('what an execution has heard', () => {
	const item = { sn: APPLIANCE, plan: ULTIMATE_PLAN, key: 'deal-1' };

	it('is known to the next one in the process, before it is recorded: the number of an order', async () => {
		const { engine, portal, received } = await setUp({ referenceInList: 'empty', orderDetails: 'withoutPlanId' });
		const slow = { sn: OTHER_PBX, plan: ULTIMATE_PLAN, key: 'deal-2' };
		portal.faults.order({ kind: 'latency', productNo: OTHER_PBX, path: ORDER_PATH, milliseconds: 300 });
		const isSent = new Promise<void>((resolve) => onRequest(portal, ORDER_PATH, 1, resolve));
		const first = engine.start({ parameters, input: [item, slow], settings });
		await isSent;
		const second = await engine.run({ parameters, input: [item], settings });
		expect([...outcomesOf(second), ...outcomesOf(await first.finished)]).toEqual(['alreadyPlaced', 'placed', 'placed']);
		expect(received(ORDER_PATH)).toHaveLength(2);
	});

	it('is known to the next one in the process, before it is recorded: that an order was refused', async () => {
		const { engine, portal } = await setUp();
		portal.faults.order({ kind: 'refusal', path: ORDER_PATH, times: 1 });
		const runs = [1, 2].map(async () => await engine.run({ parameters, input: [item], settings }));
		const outcomes = (await Promise.all(runs)).map(outcomesOf).flat();
		expect(outcomes).toEqual([expect.stringMatching(/The portal refused the order/), 'placed']);
	});
});

describe('a key that an execution took, and did not live to send', () => {
	const [sn, key] = [APPLIANCE, 'deal-1'];
	const setup = { parameters, input: [{ sn, plan: ULTIMATE_PLAN, key }], settings };
	const RELEASE = { resource: 'order', operation: 'releaseOrderKey', orderKey: key };

	/** Leaves the key as an execution does that is killed just before its order arrives. */
	async function leaveTaken({ engine, portal }: Awaited<ReturnType<typeof setUp>>): Promise<void> {
		let rows: Array<[string, readonly string[]]> = [];
		onRequest(portal, ORDER_PATH, 1, () => (rows = [...keyStore.table.rows]));
		portal.faults.order({ kind: 'refusal', path: ORDER_PATH, times: 1 });
		await engine.run(setup);
		for (const [context, row] of rows) keyStore.table.rows.set(context, row);
	}

	it('is not ordered by a guess where the portal has no order for it: that is said, and it can be released', async () => {
		const bench = await setUp();
		await leaveTaken(bench);
		expect(outcomesOf(await bench.engine.run(setup))[0]).toMatch(
			/was used before, and the portal shows no order for it/,
		);
		expect(bench.portal.book.orders).toEqual([]);
		travelAhead(TEN_MINUTES);
		expect((await bench.engine.run({ parameters: RELEASE })).items[0]?.json.released).toBe(true);
		expect(outcomesOf(await bench.engine.run(setup))).toEqual(['placed']);
		expect(outcomesOf(await bench.engine.run(setup))).toEqual(['alreadyPlaced']);
		expect(bench.portal.book.orders).toHaveLength(1);
	});

	it('is not ordered where the portal has an order for it, which is told', async () => {
		const bench = await setUp();
		await leaveTaken(bench);
		const { orderNo } = bookOrder(bench.portal, { poNumber: key });
		const { items } = await bench.engine.run(setup);
		expect(items[0]?.json).toMatchObject({ outcome: 'alreadyPlaced', orderNo });
		travelAhead(TEN_MINUTES);
		const { error } = await bench.engine.run({ parameters: RELEASE });
		expect(error?.message).toMatch(`the portal shows an order for it: ${orderNo}`);
	});

	it('is not ordered while the portal does not tell, and stays taken', async () => {
		const bench = await setUp();
		await leaveTaken(bench);
		bench.portal.faults.order({ kind: 'html', path: LIST_PATH });
		expect(outcomesOf(await bench.engine.run(setup))[0]).toMatch(
			/cannot be told whether the portal has an order for it/,
		);
		bench.portal.faults.clear();
		expect(outcomesOf(await bench.engine.run(setup))[0]).toMatch(/the portal shows no order for it/);
		expect(bench.portal.book.orders).toEqual([]);
	});
});
