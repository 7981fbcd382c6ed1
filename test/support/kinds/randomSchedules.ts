import '../loudLog';

import fc from 'fast-check';

import { closePortals, setUp } from '../portal';
import { judgeKinds } from './judge';
import { playKinds } from './play';
import { kindsSchedule } from './schedules';

/** How many schedules both parts play together; `KINDS_SCHEDULES` in the environment has it play others. */
const SCHEDULES = Number(process.env.KINDS_SCHEDULES ?? 200);
const PARTS = 2;

/**
 * Declares the test of a part of the random schedules over all kinds of orders.
 *
 * @param part 1 or 2
 */
export function testRandomKinds(part: number): void {
	afterAll(closePortals);

	it(`random schedules over every documented kind of order, part ${part} of ${PARTS}: none of ${SCHEDULES / PARTS} places an order twice, leaves one unreported, or tells one with another's number`, async () => {
		const bench = await setUp();
		const { customers } = bench.portal.book;
		const [customer] = customers;
		if (customer === undefined) throw new Error('The sandbox has no customer');
		for (let index = customers.length; index <= 5; index++)
			customers.push({ ...customer, partnerId: `35051848059126${10_013 + index}`, email: `${index}@example.test` });
		await fc.assert(
			fc.asyncProperty(kindsSchedule, async (plan) => {
				const executions = await playKinds(bench, plan);
				expect(judgeKinds(bench.portal, executions)).toEqual({ duplicates: 0, unreported: [], mistaken: [] });
			}),
			{ numRuns: SCHEDULES / PARTS },
		);
	}, 3_600_000);
}
