import '../../../support/loudLog';

import fc from 'fast-check';

import { judge } from '../../../support/judge';
import { play } from '../../../support/play';
import { closePortals, setUp } from '../../../support/portal';
import { schedule } from '../../../support/schedules';

const RUNS = 1000;

afterAll(closePortals);

it(`${RUNS} random schedules place no order twice, leave none unreported, and tell none with another's number`, async () => {
	const bench = await setUp();
	await fc.assert(
		fc.asyncProperty(schedule, async (plan) => {
			const executions = await play(bench, plan);
			expect(judge(bench.portal, ...executions)).toEqual({ duplicates: 0, unreported: [], mistaken: [] });
		}),
		{ numRuns: RUNS },
	);
}, 600_000);
