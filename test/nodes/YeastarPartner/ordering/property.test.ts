import fc from 'fast-check';

import type { Fault } from '../../../../sandbox/faults';
import { judge } from '../../../support/judge';
import { type Bench, closePortals, ORDER_PATH, setUp, switchFromInput, ULTIMATE_PLAN } from '../../../support/portal';

const RUNS = 1000;
const PORTALS = 4;

afterAll(closePortals);

/** Faults of one order. One that leaves the connection open is left out: each takes the second of the shortest timeout. */
const fault = fc.record({
	kind: fc.constantFrom(
		...(['drop', 'html', 'truncated', 'serverError', 'unauthorized', 'unauthorizedBody', 'tooManyRequests', 'refusal', 'redirect'] as const),
	),
	afterCommit: fc.boolean(),
	times: fc.integer({ min: 1, max: 6 }),
});
/** A portal that answers 401, 429 or a refusal has not placed the order: after the order is placed they cannot come. */
const isPossible = ({ kind, afterCommit }: Pick<Fault, 'kind' | 'afterCommit'>) =>
	!afterCommit || !['unauthorized', 'unauthorizedBody', 'tooManyRequests', 'refusal'].includes(kind);

const schedule = fc.record({
	/** The faults of each item's order; an item without one is ordered undisturbed. */
	items: fc.array(fc.array(fault.filter(isPossible), { maxLength: 2 }), { minLength: 1, maxLength: 6 }),
	repeated: fc.boolean(),
	maxConcurrency: fc.integer({ min: 1, max: 6 }),
	retryOnFail: fc.boolean(),
	continueOnFail: fc.boolean(),
	keyed: fc.boolean(),
	/** What the user does when an execution failed: n8n's Retry execution, or a new one with the same keys. */
	then: fc.array(fc.constantFrom('retry', 'again'), { maxLength: 2 }),
});

type Schedule = typeof schedule extends fc.Arbitrary<infer Value> ? Value : never;

async function play({ engine, portal }: Bench, plan: Schedule): Promise<void> {
	const pbxs = portal.book.addPbxs(11, plan.items.length);
	portal.faults.clear();
	portal.book.orders.length = 0;
	plan.items.forEach((faults, index) => {
		for (const one of faults) portal.faults.order({ ...one, productNo: pbxs[index]?.productNo ?? '', path: ORDER_PATH });
	});
	const input = pbxs.map(({ productNo }) => ({ sn: productNo, plan: ULTIMATE_PLAN }));
	const setup = {
		parameters: switchFromInput({
			options: { maxConcurrency: plan.maxConcurrency, ...(plan.keyed ? { orderKey: '={{ $json.sn }}' } : {}) },
		}),
		input: plan.repeated ? [...input, ...input] : input,
		settings: {
			...(plan.continueOnFail ? { onError: 'continueRegularOutput' as const } : {}),
			...(plan.retryOnFail ? { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 } : {}),
		},
	};
	let running = engine.start(setup);
	let result = await running.finished;
	// A new execution that stops early does not reach what an older one has reported.
	const executions = [result];
	for (const step of plan.then) {
		if (step === 'retry' && result.error) running = engine.retry(setup, running.data);
		// Without keys a new execution is a new order, as the user wants it.
		else if (step === 'again' && plan.keyed) running = engine.start(setup);
		else continue;
		result = await running.finished;
		executions.push(result);
	}
	expect(judge(portal, ...executions)).toEqual({ duplicates: 0, unreported: [], mistaken: [] });
}

it(`${RUNS} random schedules of faults over random batches place no order twice, and leave none unreported`, async () => {
	// A portal that refuses the plan a PBX is on would hide a second order.
	const benches = await Promise.all(Array.from({ length: PORTALS }, async () => await setUp({ refusesPresentPlan: false })));
	const free = [...benches];
	await fc.assert(
		fc.asyncProperty(schedule, async (plan) => {
			const bench = free.pop();
			if (bench === undefined) throw new Error('All portals are taken');
			try {
				await play(bench, plan);
			} finally {
				free.push(bench);
			}
		}),
		{ numRuns: RUNS },
	);
}, 600_000);
