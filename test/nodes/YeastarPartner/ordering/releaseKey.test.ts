import type { Switches } from '../../../../sandbox/switches';
import { bookHistory, LIST_PATH, onRequest, OTHER_PBX } from '../../../support/bookings';
import { TEN_MINUTES, travelAhead } from '../../../support/timeTravel';
import { closePortals, ENTERPRISE_PLAN, ORDER_PATH, setUp, switchParameters } from '../../../support/portal';

afterEach(async () => {
	jest.restoreAllMocks();
	await closePortals();
});

const RELEASE = { resource: 'order', operation: 'releaseOrderKey', orderKey: 'deal-1' };
const SWITCH = switchParameters({ orderKey: 'deal-1' });

describe('an order key whose order the portal has is not given back', () => {
	it.each<[string, Partial<Switches>]>([
		['has other names in its details', { referenceInList: 'empty', orderDetails: 'otherNames' }],
		['has no plan ID in its details', { referenceInList: 'empty', orderDetails: 'withoutPlanId' }],
		['has no serial number in its details', { referenceInList: 'empty', orderDetails: 'withoutSerialNumber' }],
		['shows something else as its reference', { referenceInList: 'unrelated' }],
		['is on a page that is not shown', { pagesIgnored: true }],
		['is told by a clock that is two hours behind', { referenceInList: 'empty', clockOffset: -7_200_000 }],
		[
			'is told by a clock that is two hours behind its answers',
			{ referenceInList: 'empty', createTimeOffset: -7_200_000 },
		],
		['has a time without its true zone', { referenceInList: 'empty', createTimeOffset: -8 * 3_600_000 }],
		['has a serial number with a space at its end', { referenceInList: 'empty', paddedSerialNumbers: true }],
		['names the plan before the switch beside its own', { referenceInList: 'empty', orderDetails: 'twoPlans' }],
		['tells its product in words', { referenceInList: 'empty', productIdInWords: true }],
		['is on a page that is counted from zero', { referenceInList: 'empty', firstPage: 0, pageTotals: 'none' }],
		[
			'is on a page that the total does not count',
			{ pageTotals: 'onlyTotal', fixedPageSize: 10, ordersSorted: 'oldestFirst' },
		],
	])('where it %s', async (_what, switches) => {
		const { engine, portal, received } = await setUp(switches);
		bookHistory(portal, 30, { productNo: OTHER_PBX, poNumber: 'other' });
		Object.assign(portal.book.findPbx('3631E0997265') ?? {}, { planId: ENTERPRISE_PLAN });
		if (switches.pagesIgnored) portal.switches.ordersSorted = 'oldestFirst';
		portal.faults.order({ kind: 'drop', afterCommit: true, path: ORDER_PATH, times: 1 });
		// The node does not find the order either, so that it is Release Order Key that has to see it.
		portal.faults.order({ kind: 'refusal', path: LIST_PATH });
		await engine.run({ parameters: SWITCH });
		portal.faults.clear();
		travelAhead(TEN_MINUTES);
		const { items } = await engine.run({ parameters: RELEASE });
		expect(items[0]?.json.released).not.toBe(true);
		await engine.run({ parameters: SWITCH });
		expect(received(ORDER_PATH)).toHaveLength(1);
	});

	it('where the list holds nothing that could be read', async () => {
		const { engine, portal } = await setUp();
		portal.faults.order({ kind: 'drop', path: ORDER_PATH });
		await engine.run({ parameters: SWITCH });
		portal.faults.order({ kind: 'noResult', path: LIST_PATH });
		travelAhead(TEN_MINUTES);
		const { error } = await engine.run({ parameters: RELEASE });
		expect(error?.message).toMatch(/holds no order that can be recognized/);
	});

	it('where it appears a moment late', async () => {
		const { engine, portal } = await setUp();
		portal.faults.order({ kind: 'drop', afterCommit: true, path: ORDER_PATH, times: 1 });
		portal.faults.order({ kind: 'refusal', path: LIST_PATH });
		await engine.run({ parameters: SWITCH });
		portal.faults.clear();
		travelAhead(TEN_MINUTES);
		const [late] = portal.book.orders.splice(0);
		onRequest(portal, LIST_PATH, 2, () => late && portal.book.orders.push(late));
		const { items } = await engine.run({ parameters: RELEASE });
		expect(items[0]?.json.released).not.toBe(true);
	});
});
