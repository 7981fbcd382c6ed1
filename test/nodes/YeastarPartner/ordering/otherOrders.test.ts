import type { Fault } from '../../../../sandbox/faults';
import type { Switches } from '../../../../sandbox/switches';
import type { RunResult } from '../../../support/engine';
import { DAY, DETAILS_PATH, LIST_PATH, OTHER_PBX } from '../../../support/bookings';
import {
	APPLIANCE,
	type Bench,
	closePortals,
	CONTACT,
	ENTERPRISE_PLAN,
	locator,
	ORDER_PATH,
	setUp,
	switchParameters,
	ULTIMATE_PLAN,
} from '../../../support/portal';

afterEach(closePortals);

const DROPPED: Fault = { kind: 'drop', path: ORDER_PATH, times: 1 };
/** The same fault after the order was placed. */
const LOST: Fault = { ...DROPPED, afterCommit: true };
const LINE = {
	productId: 11,
	productNo: APPLIANCE,
	planId: ULTIMATE_PLAN,
	billingId: CONTACT,
	billingCycle: 'annually',
	multiCycle: 1,
};
const parameters = switchParameters({ options: { timeout: 1 } });
const withKey = (orderKey: string) => switchParameters({ orderKey, options: { timeout: 1 } });

/** All that a run tells. */
function textOf({ items, error }: RunResult): string {
	return JSON.stringify([items, error?.message, error?.description]);
}

async function switchWith({ engine }: Bench, serviceId = ULTIMATE_PLAN): Promise<RunResult> {
	return await engine.run({ parameters: { ...parameters, serviceId: locator(serviceId) } });
}

describe('an order that is lost before the portal has it', () => {
	it('is not told as the one that was placed before the plan was switched back', async () => {
		const bench = await setUp();
		await switchWith(bench);
		await switchWith(bench, ENTERPRISE_PLAN);
		bench.portal.faults.order(DROPPED);
		const result = await switchWith(bench);
		expect(result.items).toEqual([]);
		expect(result.error?.message).toMatch(/^It is unknown whether/);
		expect(textOf(result)).not.toContain(bench.portal.book.orders[0]?.orderNo);
	});

	it.each(['succeed', 'failed', 'pending'])(
		"is not told as a person's order of the moment before (%s)",
		async (orderStatus) => {
			const bench = await setUp({ refusesPresentPlan: false });
			bench.portal.book.placeByPerson(LINE, { orderStatus });
			bench.portal.faults.order(DROPPED);
			const { error, items } = await switchWith(bench);
			expect(items).toEqual([]);
			expect(error?.message).toMatch(/^It is unknown whether/);
		},
	);

	it("is not told as a person's order for several PBXs that has this one beside another plan", async () => {
		const bench = await setUp({ orderDetails: 'bulk' });
		bench.portal.faults.order(DROPPED);
		const running = bench.engine.start({ parameters });
		await bench.portal.received(ORDER_PATH);
		bench.portal.book.placeByPerson([
			{ ...LINE, planId: ENTERPRISE_PLAN },
			{ ...LINE, productNo: OTHER_PBX },
		]);
		const { error } = await running.finished;
		expect(error?.message).toMatch(/^It is unknown whether/);
	});
});

describe('an order whose answer is lost', () => {
	it('is found beside one of an earlier execution that failed, and told with its own number', async () => {
		const bench = await setUp({ newOrderStatus: 'failed' });
		await switchWith(bench);
		bench.portal.switches.newOrderStatus = 'succeed';
		bench.portal.faults.order(LOST);
		const result = await switchWith(bench);
		expect(result.items[0]?.json).toMatchObject({
			outcome: 'recovered',
			orderNo: bench.portal.book.orders[1]?.orderNo,
		});
	});

	it('is found beside one that is billed otherwise', async () => {
		const bench = await setUp({ refusesPresentPlan: false });
		bench.portal.book.placeByPerson({ ...LINE, billingCycle: 'monthly', multiCycle: 0 });
		bench.portal.faults.order(LOST);
		const { items } = await bench.engine.run({ parameters: { ...parameters, multiCycle: 3 } });
		expect(items[0]?.json).toMatchObject({ outcome: 'recovered', orderNo: bench.portal.book.orders[1]?.orderNo });
	});

	it.each([-2 * DAY, -7_200_000, -300_000, 300_000, 7_200_000])(
		'is found by its purchase order number in a portal whose clock is %i ms off',
		async (clockOffset) => {
			const bench = await setUp({ clockOffset });
			bench.portal.faults.order(LOST);
			const { items } = await bench.engine.run({ parameters: switchParameters({ options: { poNumber: 'PO-7' } }) });
			expect(items[0]?.json).toMatchObject({ outcome: 'recovered', orderNo: bench.portal.book.orders[0]?.orderNo });
		},
	);
});

describe('two orders with keys for the same PBX and plan, where the portal hides their purchase order numbers', () => {
	it.each(['empty', 'unrelated'] as const)('are not taken for each other (%s)', async (referenceInList) => {
		const bench = await setUp({ referenceInList, refusesPresentPlan: false });
		const { engine, portal } = bench;
		await engine.run({ parameters: withKey('deal-1') });
		portal.faults.order(DROPPED);
		const lost = await engine.run({ parameters: withKey('deal-2') });
		const again = await engine.run({ parameters: withKey('deal-2') });
		for (const result of [lost, again]) expect(result.items).toEqual([]);
		expect(again.error?.message).toMatch(/the order key "deal-2" was used before, and/);
		const first = await engine.run({ parameters: withKey('deal-1') });
		expect(first.items[0]?.json).toMatchObject({ outcome: 'alreadyPlaced', orderNo: portal.book.orders[0]?.orderNo });
		expect(portal.book.orders).toHaveLength(1);
	});
});

describe('an answer that is not of the order that was sent', () => {
	it.each([true, false])('is no answer: the order is looked up (placed: %s)', async (afterCommit) => {
		const bench = await setUp();
		const other = bench.portal.book.placeByPerson({ ...LINE, productNo: OTHER_PBX });
		bench.portal.faults.order({ kind: 'otherAnswer', path: ORDER_PATH, afterCommit, times: 1 });
		const result = await switchWith(bench);
		const own = bench.portal.book.orders.find(({ productNo }) => productNo === APPLIANCE);
		expect(textOf(result)).not.toContain(other.orderNo);
		if (afterCommit) expect(result.items[0]?.json).toMatchObject({ outcome: 'recovered', orderNo: own?.orderNo });
		else
			expect(result.error?.message).toMatch(/^It is unknown whether .*: The answer of the portal is for another order/);
	});
});

describe('a refusal that does not prove that there is no order', () => {
	it('because a gateway delivered the order twice is held against the order list', async () => {
		const bench = await setUp();
		bench.portal.faults.order({ kind: 'sentTwice', path: ORDER_PATH, times: 1 });
		const { items } = await switchWith(bench);
		expect(items[0]?.json).toMatchObject({ outcome: 'recovered', orderNo: bench.portal.book.orders[0]?.orderNo });
	});

	it.each(['unauthorized', 'tooManyRequests'] as const)(
		'because it follows %s is held against the order list',
		async (kind) => {
			const bench = await setUp();
			bench.portal.faults.order({ kind, path: ORDER_PATH, afterCommit: true, times: 1 });
			const { items } = await switchWith(bench);
			expect(items[0]?.json).toMatchObject({ outcome: 'recovered', orderNo: bench.portal.book.orders[0]?.orderNo });
			expect(bench.portal.book.orders).toHaveLength(1);
		},
	);

	it('is not believed where the order list cannot be read', async () => {
		const bench = await setUp();
		bench.portal.faults.order({ kind: 'sentTwice', path: ORDER_PATH, times: 1 });
		bench.portal.faults.order({ kind: 'html', path: LIST_PATH });
		const { error } = await switchWith(bench);
		expect(error?.message).toMatch(/^It is unknown whether .* is on Ultimate Plan already/);
	});

	it('is believed where the order list shows no order of it', async () => {
		const bench = await setUp();
		Object.assign(bench.portal.book.findPbx(APPLIANCE) ?? {}, { planId: ULTIMATE_PLAN });
		const { error } = await switchWith(bench);
		expect(error?.message).toMatch(
			/^The portal refused the order for PBX 3631E0997265: The PBX is on Ultimate Plan already/,
		);
	});

	it('told with HTTP 200 is believed after one look', async () => {
		const bench = await setUp();
		bench.portal.faults.order({ kind: 'refusalBody', path: ORDER_PATH, detailMessage: 'Not for this customer' });
		const { error } = await switchWith(bench);
		expect(error?.message).toMatch(/^The portal refused the order for PBX 3631E0997265: Not for this customer/);
		expect(bench.received(LIST_PATH)).toHaveLength(1);
	});
});

describe('a refusal that names an order', () => {
	const NAMING: Array<[string, Fault]> = [
		['400', { kind: 'refusal' }],
		['402', { kind: 'refusal', status: 402 }],
		['401', { kind: 'unauthorized' }],
		['429', { kind: 'tooManyRequests' }],
		['HTTP 200', { kind: 'refusalBody' }],
	];

	it.each(NAMING)('is told as that order, and nothing is sent again (%s)', async (_status, fault) => {
		const bench = await setUp({ refusesPresentPlan: false });
		bench.portal.faults.order({ ...fault, path: ORDER_PATH, afterCommit: true, namesOrder: true });
		const settings = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };
		const { items } = await bench.engine.run({ parameters: withKey('deal-1'), settings });
		expect(bench.portal.book.orders).toHaveLength(1);
		expect(items[0]?.json).toMatchObject({ outcome: 'recovered', orderNo: bench.portal.book.orders[0]?.orderNo });
		bench.portal.faults.clear();
		const again = await bench.engine.run({ parameters: withKey('deal-1') });
		expect(again.items[0]?.json).toMatchObject({
			outcome: 'alreadyPlaced',
			orderNo: bench.portal.book.orders[0]?.orderNo,
		});
	});

	it.each(NAMING)('is named where neither list nor details can be read (%s)', async (_status, fault) => {
		const bench = await setUp({ refusesPresentPlan: false });
		bench.portal.faults.order({ ...fault, path: ORDER_PATH, afterCommit: true, namesOrder: true });
		bench.portal.faults.order({ kind: 'html', path: LIST_PATH });
		const running = bench.engine.start({
			parameters,
			settings: { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 },
		});
		bench.portal.book.once('change', () => {
			const [order] = bench.portal.book.orders;
			bench.portal.faults.order({ kind: 'html', path: `${DETAILS_PATH}/${order?.orderNo}` });
		});
		const result = await running.finished;
		expect(textOf(result)).toContain(bench.portal.book.orders[0]?.orderNo);
		expect(result.error?.message).toMatch(/^It is unknown whether/);
		expect(bench.portal.book.orders).toHaveLength(1);
	});
});

it.each<[string, Partial<Switches>]>([
	['shown', {}],
	['hidden', { referenceInList: 'empty' }],
])(
	'an order that was placed with a key is told with its own number, whatever else is ordered for the PBX (purchase order number %s)',
	async (_how, switches) => {
		const { engine, portal } = await setUp({ refusesPresentPlan: false, ...switches });
		await engine.run({ parameters: withKey('deal-1') });
		await engine.run({ parameters: withKey('deal-2') });
		portal.book.placeByPerson(LINE);
		for (const [index, key] of ['deal-1', 'deal-2'].entries()) {
			const { items } = await engine.run({ parameters: withKey(key) });
			expect(items[0]?.json).toMatchObject({ outcome: 'alreadyPlaced', orderNo: portal.book.orders[index]?.orderNo });
		}
	},
);
