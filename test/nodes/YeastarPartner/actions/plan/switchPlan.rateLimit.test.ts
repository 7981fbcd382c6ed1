import { retryPolicy } from '../../../../../nodes/YeastarPartner/portal/retry';
import { onRequest } from '../../../../support/bookings';
import { closeOtherPortals, setUpOther } from '../../../../support/otherPortal';
import {
	type Bench,
	closePortals,
	ORDER_PATH,
	setUp,
	switchFromInput,
	switchParameters,
	ULTIMATE_PLAN,
} from '../../../../support/portal';

const usual = { ...retryPolicy };

afterEach(async () => {
	Object.assign(retryPolicy, usual);
	await Promise.all([closePortals(), closeOtherPortals()]);
});

function runOf({ portal }: Bench, count: number, maxConcurrency: number, settings: object = {}) {
	const pbxs = portal.book.addPbxs(11, count);
	return {
		pbxs,
		setup: {
			parameters: switchFromInput({ options: { maxConcurrency } }),
			input: pbxs.map(({ productNo }) => ({ sn: productNo, plan: ULTIMATE_PLAN })),
			settings,
		},
	};
}

it.each([
	['second', true],
	['slidingSecond', false],
	['bucket', false],
] as const)(
	'a portal that allows 100 requests a second (%s, Retry-After: %s) gets every order, and each once',
	async (rateLimit, tellsRetryAfter) => {
		Object.assign(retryPolicy, { initialInterval: 300, second: 1000 });
		const bench = await setUp({ requestsPerSecond: 100, rateLimit, tellsRetryAfter, refusesPresentPlan: false });
		const { pbxs, setup } = runOf(bench, 150, 20);
		const { items, error } = await bench.engine.run(setup);
		expect(error).toBeUndefined();
		expect(items.map(({ json }) => [json.productNo, json.outcome])).toEqual(
			pbxs.map(({ productNo }) => [productNo, 'placed']),
		);
		expect(bench.portal.book.orders).toHaveLength(150);
		// The first 20 can be refused all at once; afterwards it has to be known how many are too many.
		expect(bench.received(ORDER_PATH).length - 150).toBeLessThan(60);
	},
	20_000,
);

it('a portal that turns one PBX away whatever happens gets the orders of all others', async () => {
	const bench = await setUp();
	const { pbxs, setup } = runOf(bench, 25, 5, { onError: 'continueRegularOutput' });
	bench.portal.faults.order({ kind: 'tooManyRequests', path: ORDER_PATH, productNo: pbxs[3]?.productNo ?? '' });
	const { items } = await bench.engine.run(setup);
	expect(items.map(({ json }) => json.outcome)).toEqual(
		pbxs.map((_pbx, index) => (index === 3 ? undefined : 'placed')),
	);
	expect(items[3]?.error?.message).toMatch(/was not placed: .*Too many requests/);
});

it('a portal that says too many and names an order all the same gets it once', async () => {
	const { engine, asked } = await setUpOther(
		{ [ORDER_PATH]: '{"orderNo":"TU3048560606464323584"}' },
		{ [ORDER_PATH]: 429 },
	);
	const { error } = await engine.run({ parameters: switchParameters() });
	expect(error?.message).toContain('unknown whether the order');
	expect(asked.filter((url) => url === ORDER_PATH)).toHaveLength(1);
});

describe('a portal that turns everything away', () => {
	it('is asked for the first order five times, and hardly for the others, which are not placed either', async () => {
		const bench = await setUp();
		bench.portal.faults.order({ kind: 'tooManyRequests', path: ORDER_PATH });
		const { setup } = runOf(bench, 30, 5, { onError: 'continueRegularOutput' });
		const { items } = await bench.engine.run(setup);
		expect(items.map(({ error }) => error?.message)).toEqual(
			items.map(
				(_item, index) =>
					expect.stringMatching(new RegExp(`was not placed: .*Too many requests.* \\[item ${index}\\]`)) as unknown,
			),
		);
		expect(items).toHaveLength(30);
		expect(bench.received(ORDER_PATH).length).toBeLessThan(30);
	});

	it('and says to wait, gets no order that is canceled meanwhile', async () => {
		// Longer than a test may take.
		Object.assign(retryPolicy, { second: 6_000 });
		const bench = await setUp();
		bench.portal.faults.order({ kind: 'tooManyRequests', retryAfter: 1, path: ORDER_PATH });
		const { setup } = runOf(bench, 10, 2);
		onRequest(bench.portal, ORDER_PATH, 2, () => running.cancel());
		const running = bench.engine.start(setup);
		const { run } = await running.finished;
		expect(run.status).toBe('canceled');
		expect(bench.received(ORDER_PATH)).toHaveLength(2);
		expect(bench.portal.book.orders).toEqual([]);
	});

	it('gets an order that was canceled while it waited from the next execution with its key', async () => {
		Object.assign(retryPolicy, { second: 6_000 });
		const bench = await setUp();
		bench.portal.faults.order({ kind: 'tooManyRequests', retryAfter: 1, path: ORDER_PATH });
		const setup = { parameters: switchParameters({ orderKey: 'D-1' }) };
		onRequest(bench.portal, ORDER_PATH, 1, () => running.cancel());
		const running = bench.engine.start(setup);
		const { error } = await running.finished;
		expect(error?.message).toContain('was not placed: Too many requests');
		bench.portal.faults.clear();
		expect((await bench.engine.run(setup)).items[0]?.json.outcome).toBe('placed');
		expect(bench.portal.book.orders).toHaveLength(1);
	});
});
