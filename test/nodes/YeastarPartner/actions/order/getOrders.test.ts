import type { INodeParameters } from 'n8n-workflow';

import type { Switches } from '../../../../../sandbox/switches';
import { bookHistory, bookOrder, pagesAsked } from '../../../../support/bookings';
import { closePortals, ORDERS_PATH, setUp } from '../../../../support/portal';

afterEach(closePortals);

const orders = (values = {}) => ({ resource: 'order', operation: 'getOrders', returnAll: false, limit: 50, ...values });

describe('Get Orders', () => {
	it('outputs an item for each, newest first, every ID as text', async () => {
		const { engine, portal } = await setUp({ numericIds: true });
		const booked = bookHistory(portal, 3, { poNumber: 'PO-7' });
		const { items, error } = await engine.run({ parameters: orders() });
		expect(error).toBeUndefined();
		expect(items).toEqual(
			booked.reverse().map(({ createTime, id, orderNo, orderStatus }) => ({
				json: {
					createTime,
					createdAt: new Date(createTime).toISOString(),
					currencyCode: 'USD',
					customReferenceNo: 'PO-7',
					id,
					orderNo,
					orderStatus,
				},
				pairedItem: { item: 0 },
			})),
		);
	});

	it.each([
		[{ returnAll: true }, 60, [1, 2, 3]],
		[{}, 50, [1, 2]],
		[{ limit: 10 }, 10, [1]],
		[{ limit: '26' }, 26, [1, 2]],
	])("reads as many pages of the portal's own size as it needs (%j)", async (values, count, pages) => {
		const { engine, portal } = await setUp();
		bookHistory(portal, 60);
		const { items } = await engine.run({ parameters: orders(values) });
		expect(items).toHaveLength(count);
		expect(pagesAsked(portal)).toEqual(pages);
		expect(portal.requests.at(-1)?.url).toContain('pageSize=25');
	});

	it.each([
		[{ pageTotals: 'onlyTotal' }, 3],
		[{ pageTotals: 'none' }, 4],
		[{ fixedPageSize: 20 }, 3],
		[{ fixedPageSize: 20, pageTotals: 'none' }, 4],
		[{ refusesSort: true }, 4],
	] as Array<[Partial<Switches>, number]>)(
		'reads all where the portal counts and sorts otherwise (%j)',
		async (switches, requests) => {
			const { engine, portal, received } = await setUp(switches);
			bookHistory(portal, 60);
			const { items } = await engine.run({ parameters: orders({ returnAll: true }) });
			expect(new Set(items.map(({ json }) => json.orderNo)).size).toBe(60);
			expect(received(ORDERS_PATH)).toHaveLength(requests);
		},
	);

	it('says so where the portal shows only the first page', async () => {
		const { engine, portal } = await setUp({ pagesIgnored: true });
		bookHistory(portal, 60);
		const { error } = await engine.run({ parameters: orders({ returnAll: true }) });
		expect(error?.message).toBe('The portal shows only 25 of the 60 elements of its order list [item 0]');
	});

	it('outputs nothing where there is no order', async () => {
		const { engine } = await setUp();
		const { items, error } = await engine.run({ parameters: orders() });
		expect([items, error]).toEqual([[], undefined]);
	});

	it('asks once for items that want the same', async () => {
		const { engine, portal } = await setUp();
		bookOrder(portal);
		const { items } = await engine.run({ parameters: orders(), input: [{}, {}] });
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
		expect(pagesAsked(portal)).toEqual([1]);
	});

	it('keeps ten fields, and all of them without Simplify', async () => {
		const { engine, portal } = await setUp({ wideRows: true });
		bookOrder(portal);
		const simple = await engine.run({ parameters: orders() });
		expect(Object.keys(simple.items[0]?.json ?? {})).toHaveLength(10);
		expect(simple.items[0]?.json).toMatchObject({ orderNo: expect.any(String) as unknown, orderStatus: 'succeed' });
		const raw = await engine.run({ parameters: orders({ simplify: false }) });
		expect(Object.keys(raw.items[0]?.json ?? {})).toHaveLength(15);
	});

	it('filters by status and time, and tells the time as an ISO date', async () => {
		const { engine, portal } = await setUp();
		for (const orderStatus of ['succeed', 'pending', 'pending']) bookOrder(portal, { orderStatus });
		const status = async (filters: INodeParameters) =>
			(await engine.run({ parameters: orders({ filters }) })).items.map(({ json }) => json.orderStatus);
		expect(await status({ status: ' Pending ' })).toEqual(['pending', 'pending']);
		expect(await status({ status: 'pending', since: '2100-01-01T00:00:00Z' })).toEqual([]);
		expect(await status({ since: '2020-01-01T00:00:00Z' })).toHaveLength(3);
		const one = await engine.run({ parameters: orders({ limit: 1, filters: { status: 'pending' } }) });
		expect(one.items.map(({ json }) => json.createdAt)).toEqual([expect.stringMatching(/^20\d\d-.*Z$/)]);
		const wrong = await engine.run({ parameters: orders({ filters: { since: 'soon' } }) });
		expect(wrong.error?.message).toMatch(/^Since \(since\) is "soon"/);
	});

	it.each([0, -1, 1.5, 'many'])('refuses the limit %j before anything is sent', async (limit) => {
		const { engine, portal } = await setUp();
		const { error } = await engine.run({ parameters: orders({ limit }) });
		expect(error?.message).toMatch(/^Limit \(limit\) is .*It is a whole number from 1/);
		expect(portal.requests).toEqual([]);
	});

	it("tells the portal's refusal in its words", async () => {
		const { engine, portal } = await setUp();
		portal.faults.order({ kind: 'refusal', path: '/page', detailMessage: 'Not today' });
		const { error } = await engine.run({ parameters: orders() });
		expect(error?.message).toBe('Not today [item 0]');
	});

	it('says so where an answer holds no order that can be recognized', async () => {
		const { engine, portal } = await setUp();
		portal.faults.order({ kind: 'noResult', path: '/page' });
		const { error } = await engine.run({ parameters: orders() });
		expect(error?.message).toBe("The portal's order list holds no order that can be recognized [item 0]");
	});
});
