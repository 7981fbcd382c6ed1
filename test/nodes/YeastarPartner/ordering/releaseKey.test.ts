import type { Switches } from '../../../../sandbox/switches';
import { bookHistory, LIST_PATH, onRequest, OTHER_PBX } from '../../../support/bookings';
import { closePortals, ENTERPRISE_PLAN, ORDER_PATH, setUp, switchParameters } from '../../../support/portal';

afterEach(closePortals);

const RELEASE = { resource: 'order', operation: 'releaseOrderKey', orderKey: 'deal-1' };
const SWITCH = switchParameters({ options: { orderKey: 'deal-1' } });

describe('an order key whose order the portal has is not given back', () => {
	it.each<[string, Partial<Switches>]>([
		['has other names in its details', { referenceInList: 'empty', orderDetails: 'otherNames' }],
		['has no plan ID in its details', { referenceInList: 'empty', orderDetails: 'withoutPlanId' }],
		['has no serial number in its details', { referenceInList: 'empty', orderDetails: 'withoutSerialNumber' }],
		['shows something else as its reference', { referenceInList: 'unrelated' }],
		['is on a page that is not shown', { pagesIgnored: true }],
		['is on a page that the total does not count', { pageTotals: 'onlyTotal', fixedPageSize: 10, ordersSorted: 'oldestFirst' }],
	])('where it %s', async (_what, switches) => {
		const { engine, portal, received } = await setUp(switches);
		bookHistory(portal, 30, { productNo: OTHER_PBX, poNumber: 'other' });
		Object.assign(portal.book.findPbx('3631E0997265') ?? {}, { planId: ENTERPRISE_PLAN });
		if (switches.pagesIgnored) portal.switches.ordersSorted = 'oldestFirst';
		portal.faults.order({ kind: 'drop', afterCommit: true, path: ORDER_PATH, times: 1 });
		await engine.run({ parameters: SWITCH });
		const { items } = await engine.run({ parameters: RELEASE });
		expect(items[0]?.json.released).not.toBe(true);
		await engine.run({ parameters: SWITCH });
		expect(received(ORDER_PATH)).toHaveLength(1);
	});

	it('where the list holds nothing that could be read', async () => {
		const { engine, portal } = await setUp();
		await engine.run({ parameters: SWITCH });
		portal.faults.order({ kind: 'noResult', path: LIST_PATH });
		const { error } = await engine.run({ parameters: RELEASE });
		expect(error?.message).toMatch(/holds no order that can be recognized/);
	});

	it('where it appears a moment late', async () => {
		const { engine, portal } = await setUp();
		await engine.run({ parameters: SWITCH });
		const [late] = portal.book.orders.splice(0);
		onRequest(portal, LIST_PATH, 2, () => late && portal.book.orders.push(late));
		const { items } = await engine.run({ parameters: RELEASE });
		expect(items[0]?.json.released).not.toBe(true);
	});
});
