import { log } from '../../../../support/loudLog';
import { once } from 'node:events';

import {
	closePortals,
	ORDER_PATH,
	setUp,
	switchFromInput,
	switchParameters,
	ULTIMATE_PLAN,
} from '../../../../support/portal';

afterEach(closePortals);

/** Starts 6 switches, two at a time, and cancels when the portal has booked the second. */
async function cancelAfterTwo(settings: object = {}) {
	const bench = await setUp();
	const pbxs = bench.portal.book.addPbxs(11, 6);
	// The answers wait, so that the first two orders are still under way when the execution is canceled.
	bench.portal.faults.order({ kind: 'latency', path: ORDER_PATH, milliseconds: 100 });
	const running = bench.engine.start({
		parameters: switchFromInput({ options: { maxConcurrency: 2 } }),
		input: pbxs.map(({ productNo }) => ({ sn: productNo, plan: ULTIMATE_PLAN })),
		settings,
	});
	await once(bench.portal.book, 'change');
	running.cancel();
	return { ...bench, pbxs, result: await running.finished };
}

describe('canceling an execution', () => {
	it('sends no further order, and lets those that are sent come to their end', async () => {
		const { portal, received } = await cancelAfterTwo();
		expect(received(ORDER_PATH)).toHaveLength(2);
		expect(portal.book.orders).toHaveLength(2);
	});

	it('says which orders were sent', async () => {
		const { portal, result } = await cancelAfterTwo();
		expect(result.run.status).toBe('canceled');
		expect(result.error?.message).toBe('The execution was canceled before all orders were sent');
		for (const { orderNo, productNo } of portal.book.orders) {
			expect(result.error?.description).toContain(`PBX ${productNo}`);
			expect(result.error?.description).toContain(`as order ${orderNo}`);
		}
		expect(result.error?.description).toContain('Not sent: 4 of 6 orders');
	});

	it("says it in n8n's log too, since n8n saves the execution before the node ends", async () => {
		const { portal } = await cancelAfterTwo();
		for (const { orderNo } of portal.book.orders) expect(log.join('\n')).toContain(orderNo);
	});

	it('does not order again with Retry On Fail', async () => {
		const { received } = await cancelAfterTwo({ retryOnFail: true, maxTries: 3, waitBetweenTries: 1 });
		expect(received(ORDER_PATH)).toHaveLength(2);
	});

	it('with Continue On Fail outputs what was ordered, and an error for each item that was not sent', async () => {
		const { portal, result } = await cancelAfterTwo({ onError: 'continueRegularOutput' });
		expect(result.items.map(({ json }) => json.orderNo)).toEqual([
			...portal.book.orders.map(({ orderNo }) => orderNo).sort(),
			...Array<undefined>(4).fill(undefined),
		]);
		expect(result.items.slice(2).map(({ error }) => error?.message)).toEqual(
			[2, 3, 4, 5].map(
				(item) => expect.stringMatching(new RegExp(`canceled before .* was sent \\[item ${item}\\]`)) as unknown,
			),
		);
	});
});

it('a token that is refused after the cancel is not renewed to order all the same', async () => {
	const { engine, portal, received } = await setUp();
	portal.faults.order({ kind: 'latency', path: ORDER_PATH, milliseconds: 100 });
	portal.faults.order({ kind: 'unauthorized', path: ORDER_PATH, times: 1 });
	const running = engine.start({ parameters: switchParameters() });
	await portal.received(ORDER_PATH);
	running.cancel();
	await running.finished;
	expect(received(ORDER_PATH)).toHaveLength(1);
	expect(portal.book.orders).toHaveLength(0);
});
