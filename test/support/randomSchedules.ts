import './loudLog';

import fc from 'fast-check';

import { judge } from './judge';
import { play } from './play';
import { closePortals, setUp } from './portal';
import { schedule } from './schedules';

/** How many schedules all parts play together. Each part has a test file of its own, so that Jest plays several at once. */
const SCHEDULES = 1000;
const PARTS = 4;

/**
 * Declares the test of a part of the random schedules. Each part draws schedules of its own.
 *
 * @param part 1 to 4
 */
export function testRandomSchedules(part: number): void {
	afterAll(closePortals);

	it(`random schedules, part ${part} of ${PARTS}: none of ${SCHEDULES / PARTS} places an order twice, leaves one unreported, or tells one with another's number`, async () => {
		const bench = await setUp();
		await fc.assert(
			fc.asyncProperty(schedule, async (plan) => {
				const executions = await play(bench, plan);
				expect(judge(bench.portal, ...executions)).toEqual({ duplicates: 0, unreported: [], mistaken: [] });
			}),
			{ numRuns: SCHEDULES / PARTS },
		);
	}, 600_000);
}
