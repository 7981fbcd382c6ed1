import type { BookedOrder } from '../../../../sandbox/book';
import type { Switches } from '../../../../sandbox/switches';
import { bookHistory, bookOrder, DAY, HOUR, onRequest, pagesAsked } from '../../../support/bookings';
import { passTime } from '../../../support/clock';
import { closeOtherPortals, setUpOther } from '../../../support/otherPortal';
import { ORDERS_PATH } from '../../../support/portal';
import { closePollers, errorOf, Poller, setUpTrigger } from '../../../support/poller';

jest.setTimeout(60_000);

afterEach(async () => {
	await closePollers();
	await closeOtherPortals();
});

const CHANGED = { event: 'orderStatusChanged', options: {} };

describe('Order Status Changed', () => {
	it('tells a change once, with the status before', async () => {
		const { portal, poller } = await setUpTrigger(CHANGED);
		const order = bookOrder(portal, { orderStatus: 'pending' });
		expect(await poller.activate()).toBeNull();
		expect(await poller.poll()).toBeNull();
		order.orderStatus = 'succeed';
		expect(await poller.poll()).toMatchObject([
			{ orderNo: order.orderNo, orderStatus: 'succeed', previousStatus: 'pending' },
		]);
		expect(await poller.poll()).toBeNull();
	});

	it('passes statuses on that nobody knows, as they are', async () => {
		const { portal, poller } = await setUpTrigger(CHANGED);
		const order = bookOrder(portal, { orderStatus: 'confirming 2' });
		await poller.activate();
		order.orderStatus = 'On Hold';
		expect(await poller.poll()).toMatchObject([{ orderStatus: 'On Hold', previousStatus: 'confirming 2' }]);
		order.orderStatus = 'succeed';
		expect(await poller.poll()).toMatchObject([{ orderStatus: 'succeed', previousStatus: 'On Hold' }]);
	});

	it('takes a new order for none that has changed, and watches it', async () => {
		const { portal, poller } = await setUpTrigger(CHANGED);
		await poller.activate();
		const order = bookOrder(portal, { orderStatus: 'pending' });
		expect(await poller.poll()).toBeNull();
		order.orderStatus = 'cancelled';
		expect(await poller.poll()).toMatchObject([{ orderStatus: 'cancelled', previousStatus: 'pending' }]);
	});

	it('tells an order that was created and finished between two polls, once, without a status before', async () => {
		const { portal, poller } = await setUpTrigger(CHANGED);
		bookHistory(portal, 3);
		await poller.activate();
		const { orderNo } = bookOrder(portal);
		expect(await poller.poll()).toMatchObject([{ orderNo, orderStatus: 'succeed', previousStatus: '' }]);
		for (let day = 0; day < 40; day++) {
			passTime(DAY);
			expect(await poller.poll()).toBeNull();
		}
	});

	it.each<[Partial<Switches>]>([
		[{ orderTimes: 'none' }],
		[{ createTimeOffset: 9 * HOUR }],
		[{ createTimeOffset: -9 * HOUR }],
	])('does not tell it again when it is watched no longer (%j)', async (switches) => {
		const { portal, poller } = await setUpTrigger({ ...CHANGED, options: { watchDays: 2 } }, switches);
		await poller.activate();
		for (let index = 0; index < 20; index++) {
			const told = await poller.poll();
			expect(told ?? []).toHaveLength(index === 0 ? 0 : 1);
			bookOrder(portal);
			passTime(5 * HOUR);
		}
	});

	it('tells nothing of older orders when more days are watched than before', async () => {
		const { portal, poller } = await setUpTrigger({ ...CHANGED, options: { watchDays: 2 } });
		for (let day = 20; day > 0; day--) bookOrder(portal, { createTime: Date.now() - day * DAY });
		await poller.activate();
		poller.change(CHANGED);
		expect(await poller.activate()).toBeNull();
	});

	it.each<[Partial<Switches>]>([
		[{}],
		[{ ordersSorted: 'oldestFirst' }],
		[{ firstPage: 0 }],
		[{ ordersSorted: 'unsorted' }],
		[{ orderTimes: 'none' }],
		[{ pageTotals: 'none' }],
		[{ fixedPageSize: 20 }],
	])('tells changes on every page of the list (%j)', async (switches) => {
		const { portal, poller } = await setUpTrigger(CHANGED, switches);
		const orders = bookHistory(portal, 120, { orderStatus: 'pending' });
		await poller.activate();
		for (const [index, order] of orders.entries()) if (index % 10 === 0) order.orderStatus = 'succeed';
		const told = (await poller.poll())?.map(({ orderNo }) => orderNo) ?? [];
		const changed = orders.filter((_order, index) => index % 10 === 0).map(({ orderNo }) => orderNo);
		expect(told.sort()).toEqual(changed.sort());
		expect(await poller.poll()).toBeNull();
	});

	it.each([
		[{}, 29, ['refunded']],
		[{}, 32, []],
		[{ watchDays: 60 }, 59, ['refunded']],
		[{ watchDays: 1 }, 3, []],
	])('watches a finished order for as long as %j says (after %i days)', async (options, days, told) => {
		const { portal, poller } = await setUpTrigger({ ...CHANGED, options });
		// It was open for 100 days; what counts is when it was finished.
		const order = bookOrder(portal, { orderStatus: 'pending', createTime: Date.now() - 100 * DAY });
		await poller.activate();
		order.orderStatus = 'succeed';
		expect(await poller.poll()).toHaveLength(1);
		passTime(days * DAY);
		await poller.poll();
		order.orderStatus = 'refunded';
		expect(((await poller.poll()) ?? []).map(({ orderStatus }) => orderStatus)).toEqual(told);
	});

	it('sees an open order of long ago once an hour, without reading the whole list in between', async () => {
		const { portal, poller } = await setUpTrigger(CHANGED);
		const order = bookOrder(portal, { orderStatus: 'pending', createTime: Date.now() - 400 * DAY });
		for (let day = 399; day > 0; day--) bookOrder(portal, { createTime: Date.now() - day * DAY });
		await poller.activate();
		order.orderStatus = 'succeed';
		portal.requests.length = 0;
		expect(await poller.poll()).toBeNull();
		expect(pagesAsked(portal)).toEqual([1, 2]);
		passTime(HOUR);
		expect(await poller.poll()).toMatchObject([{ orderNo: order.orderNo }]);
		portal.requests.length = 0;
		passTime(HOUR);
		await poller.poll();
		passTime(HOUR);
		portal.requests.length = 0;
		await poller.poll();
		expect(pagesAsked(portal).length).toBeLessThanOrEqual(17);
	});

	it('tells a change once where two polls overlap, also where one of them read the list before it', async () => {
		const { portal, poller } = await setUpTrigger(CHANGED);
		const orders = bookHistory(portal, 30, { orderStatus: 'pending' });
		const order = orders[29] as BookedOrder;
		await poller.activate();
		// The second page comes late.
		portal.faults.order({ kind: 'latency', milliseconds: 200, path: ORDERS_PATH, times: 1, every: 2 });
		const slow = poller.poll();
		await portal.received(ORDERS_PATH);
		await portal.received(ORDERS_PATH);
		order.orderStatus = 'succeed';
		const fast = await poller.poll();
		expect([...(fast ?? []), ...((await slow) ?? [])]).toHaveLength(1);
		expect(await poller.poll()).toBeNull();
	});

	it('forgets an order that the whole list shows no longer', async () => {
		const { portal, poller } = await setUpTrigger(CHANGED, { ordersSorted: 'unsorted' });
		bookHistory(portal, 3, { orderStatus: 'pending' });
		await poller.activate();
		const { length } = poller.stored;
		portal.book.orders.length = 1;
		await poller.poll();
		expect(poller.stored.length).toBe(length - 14);
	});

	it('goes on where it stopped when the time of a poll is used up, also in the first look', async () => {
		const { portal, poller } = await setUpTrigger(CHANGED);
		const orders = bookHistory(portal, 110, { orderStatus: 'pending' });
		const told: unknown[] = [];
		const pollOnePage = async () => {
			poller.budget = 100_000;
			// The first poll asks for the page before the first one.
			const isFirst = !poller.stored.includes('orderStatusChanged');
			onRequest(portal, ORDERS_PATH, isFirst ? 2 : 1, () => passTime(70_000));
			told.push(...((await poller.poll()) ?? []).map(({ orderNo }) => orderNo));
			Reflect.deleteProperty(portal.requests, 'push');
			poller.save();
			poller.restart();
		};
		for (let polls = 0; polls < 5; polls++) await pollOnePage();
		expect(told).toEqual([]);
		for (const order of orders) order.orderStatus = 'succeed';
		for (let polls = 0; polls < 5; polls++) await pollOnePage();
		expect([...told].sort()).toEqual(orders.map(({ orderNo }) => orderNo).sort());
		for (let polls = 0; polls < 5; polls++) await pollOnePage();
		expect(told).toHaveLength(110);
	});

	it('tells all orders that were finished during a long pause, also where it takes several polls', async () => {
		const { portal, poller } = await setUpTrigger(CHANGED);
		bookHistory(portal, 3);
		await poller.activate();
		passTime(300 * HOUR);
		const orders = bookHistory(portal, 110);
		const told: unknown[] = [];
		for (let polls = 0; polls < 7; polls++) {
			poller.budget = 100_000;
			onRequest(portal, ORDERS_PATH, 1, () => passTime(70_000));
			told.push(...((await poller.poll()) ?? []).map(({ orderNo }) => orderNo));
			Reflect.deleteProperty(portal.requests, 'push');
		}
		expect(told.sort()).toEqual(orders.map(({ orderNo }) => orderNo).sort());
	});

	it('says so where the portal shows only the first page of its list', async () => {
		const { portal, poller } = await setUpTrigger(CHANGED, { pagesIgnored: true });
		bookHistory(portal, 60);
		expect((await errorOf(poller.activate())).message).toBe(
			'Reading the order list: The portal shows only 25 of the 60 elements of its order list',
		);
	});

	it('refuses a number of days that is none, before anything is sent', async () => {
		const { portal, poller } = await setUpTrigger({ ...CHANGED, options: { watchDays: 400 } });
		expect((await errorOf(poller.poll())).message).toBe(
			'Watch Finished Orders (Days) (watchDays) is 400. It is a whole number from 1 to 366.',
		);
		expect(portal.requests.filter(({ path }) => path === ORDERS_PATH)).toEqual([]);
	});

	it('says so where the list tells no status', async () => {
		const { baseUrl } = await setUpOther({ [ORDERS_PATH]: '{"results":[{"orderNo":"TU1"}],"total":1,"totalPage":1}' });
		const poller = new Poller(baseUrl, CHANGED);
		expect((await errorOf(poller.poll())).message).toBe(
			"Reading the order list: The portal's order list holds no order status that can be recognized",
		);
	});
});
