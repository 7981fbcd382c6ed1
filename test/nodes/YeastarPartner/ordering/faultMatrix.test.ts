import { once } from 'node:events';

import type { Fault } from '../../../../sandbox/faults';
import type { Pbx } from '../../../../sandbox/fixtures';
import type { RunResult, RunSetup } from '../../../support/engine';
import { judge } from '../../../support/judge';
import { type Bench, closePortals, ORDER_PATH, setUp, switchFromInput, ULTIMATE_PLAN } from '../../../support/portal';

afterEach(closePortals);

/** What goes wrong with one order of a run, once. */
const FAULTS: Record<string, Omit<Fault, 'productNo'> | 'refused connection'> = {
	'no fault': { kind: 'latency' },
	'connection dropped before the order is placed': { kind: 'drop' },
	'connection dropped after the order is placed': { kind: 'drop', afterCommit: true },
	'no answer after the order is placed': { kind: 'noAnswer', afterCommit: true },
	'web page before the order is placed': { kind: 'html' },
	'web page of a proxy after the order is placed': { kind: 'html', status: 502, afterCommit: true },
	'answer that breaks off': { kind: 'truncated', afterCommit: true },
	'401 in the middle': { kind: 'unauthorized' },
	'401 in an answer with HTTP 200': { kind: 'unauthorizedBody' },
	'429 with Retry-After': { kind: 'tooManyRequests', retryAfter: 1 },
	'429 without Retry-After': { kind: 'tooManyRequests' },
	'500 before the order is placed': { kind: 'serverError' },
	'503 after the order is placed': { kind: 'serverError', status: 503, afterCommit: true },
	'refusal by the portal': { kind: 'refusal', detailMessage: 'Not now' },
	'refused connection': 'refused connection',
};

/** Faults after which the order was never placed, and the node cannot know it: the item stays unknown. */
const LOST_BEFORE = new Set([
	'connection dropped before the order is placed',
	'web page before the order is placed',
	'500 before the order is placed',
]);
/** Faults that end with an order that was not placed, and could be placed the next time. */
const NOT_PLACED = new Set(['refusal by the portal', 'refused connection']);

interface Cell extends Bench {
	pbxs: Pbx[];
	setup: RunSetup;
	/** Brings the portal back, if it was away. */
	mend: () => Promise<void>;
}

const MODES: Record<string, { settings?: RunSetup['settings']; key?: boolean; run(cell: Cell): Promise<RunResult> }> = {
	'plain run': { run: async ({ engine, setup }) => await engine.run(setup) },
	'Retry On Fail, 3 tries': {
		settings: { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 },
		run: async ({ engine, setup }) => await engine.run(setup),
	},
	'Continue On Fail': {
		settings: { onError: 'continueRegularOutput' },
		run: async ({ engine, setup }) => await engine.run(setup),
	},
	'Retry execution': {
		run: async ({ engine, setup, mend }) => {
			const first = engine.start(setup);
			const result = await first.finished;
			await mend();
			return result.error ? await engine.retry(setup, first.data).finished : result;
		},
	},
	'second execution with the same key': {
		settings: { onError: 'continueRegularOutput' },
		key: true,
		run: async ({ engine, setup, mend }) => {
			await engine.run(setup);
			await mend();
			return await engine.run(setup);
		},
	},
	cancellation: {
		run: async ({ engine, setup, portal }) => {
			const running = engine.start(setup);
			await Promise.race([once(portal.book, 'change'), running.finished]);
			running.cancel();
			return await running.finished;
		},
	},
};

async function prepare(fault: string, size: number, mode: string): Promise<Cell> {
	// A portal that refuses the plan a PBX is on would hide a second order.
	const bench = await setUp({ refusesPresentPlan: false });
	const { portal, engine } = bench;
	const pbxs = portal.book.addPbxs(11, size);
	await engine.run({ parameters: { resource: 'billingContact', operation: 'getBillingContacts' } });
	const wrong = FAULTS[fault];
	if (wrong === 'refused connection') await portal.refuseConnections();
	else if (wrong)
		portal.faults.order({
			...wrong,
			productNo: pbxs[Math.floor(size / 2)]?.productNo ?? '',
			path: ORDER_PATH,
			times: 1,
		});
	const orderKey = MODES[mode]?.key ? '={{ "deal of " + $json.sn }}' : '';
	return {
		...bench,
		pbxs,
		setup: {
			parameters: switchFromInput({ orderKey, options: { timeout: 1 } }),
			input: pbxs.map(({ productNo }) => ({ sn: productNo, plan: ULTIMATE_PLAN })),
			settings: MODES[mode]?.settings ?? {},
		},
		mend: async () => {
			if (wrong === 'refused connection') await portal.takeConnections();
		},
	};
}

const CELLS = Object.keys(FAULTS).flatMap((fault) =>
	Object.keys(MODES).flatMap((mode) => [1, 25].map((size) => [fault, mode, size] as const)),
);

/** How many orders the book has in the end, where that does not depend on which orders were under way. */
function expectedOrders(fault: string, mode: string, size: number): number | undefined {
	const isRepeated = mode === 'Retry execution' || mode === 'second execution with the same key';
	if (mode === 'cancellation' || (mode === 'plain run' && (LOST_BEFORE.has(fault) || NOT_PLACED.has(fault))))
		return undefined;
	if (fault === 'refused connection') return isRepeated ? size : 0;
	if (fault === 'refusal by the portal') return mode === 'Continue On Fail' ? size - 1 : size;
	if (!LOST_BEFORE.has(fault)) return size;
	return mode === 'Continue On Fail' || mode === 'second execution with the same key' ? size - 1 : undefined;
}

describe('no order is placed twice, and none goes unreported', () => {
	it.each(CELLS)('%s, %s, %i items', async (fault, mode, size) => {
		const cell = await prepare(fault, size, mode);
		const result = await MODES[mode]?.run(cell);
		if (result === undefined) throw new Error(`There is no mode ${mode}`);
		expect(judge(cell.portal, result)).toEqual({ duplicates: 0, unreported: [], mistaken: [] });
		const orders = expectedOrders(fault, mode, size);
		if (orders !== undefined) expect(cell.portal.book.orders).toHaveLength(orders);
		// Two sends of one order are not more orders, but they could be with another portal.
		const sent = cell.received(ORDER_PATH).length;
		const repeats = /401|429/.test(fault) ? 1 : fault === 'refusal by the portal' ? 2 : 0;
		expect(sent).toBeLessThanOrEqual(size + repeats);
	});
});
