import type { IDataObject } from 'n8n-workflow';

import type { Switches } from '../../../../sandbox/switches';
import { bookHistory, bookOrder, DAY, onRequest, pagesAsked } from '../../../support/bookings';
import { passTime } from '../../../support/clock';
import { ORDERS_PATH } from '../../../support/portal';
import { closePollers, errorOf, setUpTrigger } from '../../../support/poller';

jest.setTimeout(60_000);

afterEach(closePollers);

const CREATED = { event: 'orderCreated' };
const numbers = (events: IDataObject[] | null) => events?.map(({ orderNo }) => orderNo);

describe('Order Created', () => {
	it('takes what is there in the first poll as known, and tells each later order once', async () => {
		const { portal, poller } = await setUpTrigger(CREATED, { numericIds: true });
		bookHistory(portal, 3);
		expect(await poller.activate()).toBeNull();
		const { orderNo, id, createTime } = bookOrder(portal, { poNumber: 'PO-7' });
		expect(await poller.poll()).toEqual([
			{ createTime, currencyCode: 'USD', customReferenceNo: 'PO-7', id, orderNo, orderStatus: 'succeed' },
		]);
		expect(await poller.poll()).toBeNull();
	});

	it.each<[Partial<Switches>]>([[{}], [{ firstPage: 0 }]])(
		'tells the first order of a portal that had none (%j)',
		async (switches) => {
			const { portal, poller } = await setUpTrigger(CREATED, switches);
			await poller.activate();
			const { orderNo } = bookOrder(portal);
			expect(numbers(await poller.poll())).toEqual([orderNo]);
		},
	);

	it.each<[Partial<Switches>]>([
		[{}],
		[{ ordersSorted: 'newestFirst' }],
		[{ ordersSorted: 'oldestFirst' }],
		[{ ordersSorted: 'oldestFirst', pageTotals: 'onlyTotal' }],
		[{ ordersSorted: 'oldestFirst', pageTotals: 'none' }],
		[{ ordersSorted: 'unsorted' }],
		[{ refusesSort: true }],
		[{ pageTotals: 'none' }],
		[{ fixedPageSize: 20 }],
		[{ orderTimes: 'none' }],
		[{ orderTimes: 'text' }],
		[{ orderTimes: 'zero' }],
		[{ orderTimes: 'wholeSeconds' }],
		[{ createTimeOffset: 8 * 3_600_000 }],
		[{ createTimeOffset: -8 * 3_600_000 }],
		[{ orderTimes: 'none', ordersSorted: 'oldestFirst' }],
		[{ firstPage: 0 }],
		[{ firstPage: 0, pageTotals: 'none' }],
		[{ firstPage: 0, ordersSorted: 'oldestFirst' }],
	])('tells all of several pages, the oldest first where the portal tells times (%j)', async (switches) => {
		const { portal, poller } = await setUpTrigger(CREATED, switches);
		bookHistory(portal, 60);
		await poller.activate();
		passTime(60 * 3_600_000);
		const created = bookHistory(portal, 58).map(({ orderNo }) => orderNo);
		const told = numbers(await poller.poll());
		expect([...(told ?? [])].sort()).toEqual([...created].sort());
		if (!['none', 'text', 'zero'].includes(switches.orderTimes ?? '')) expect(told).toEqual(created);
		expect(await poller.poll()).toBeNull();
	});

	it('reads a day back where nothing is new, and not the whole list', async () => {
		const { portal, poller } = await setUpTrigger(CREATED);
		bookHistory(portal, 300);
		await poller.activate();
		portal.requests.length = 0;
		expect(await poller.poll()).toBeNull();
		expect(pagesAsked(portal)).toEqual([1, 2]);
	});

	it('reads a list that is sorted oldest first from its end', async () => {
		const { portal, poller } = await setUpTrigger(CREATED, { ordersSorted: 'oldestFirst' });
		bookHistory(portal, 290);
		await poller.activate();
		const { orderNo } = bookOrder(portal);
		portal.requests.length = 0;
		expect(numbers(await poller.poll())).toEqual([orderNo]);
		expect(pagesAsked(portal)).toEqual([1, 12, 11]);
	});

	it('tells an order that the list shows hours after others that were created later', async () => {
		const { portal, poller } = await setUpTrigger(CREATED);
		bookHistory(portal, 60);
		await poller.activate();
		const { orderNo } = bookOrder(portal, { createTime: Date.now() - 20 * 3_600_000 });
		expect(numbers(await poller.poll())).toEqual([orderNo]);
	});

	it('tells orders after one whose time lies in the future', async () => {
		const { portal, poller } = await setUpTrigger(CREATED);
		bookOrder(portal, { createTime: Date.now() + 400 * DAY });
		await poller.activate();
		await poller.poll();
		const { orderNo } = bookOrder(portal);
		expect(numbers(await poller.poll())).toEqual([orderNo]);
	});

	it('tells after a pause of a month what came meanwhile', async () => {
		const { portal, poller } = await setUpTrigger(CREATED);
		bookHistory(portal, 30);
		await poller.activate();
		passTime(30 * DAY);
		const created = bookHistory(portal, 120).map(({ orderNo }) => orderNo);
		poller.restart();
		expect(numbers(await poller.poll())).toEqual(created);
	});

	it('begins anew with another event', async () => {
		const { portal, poller } = await setUpTrigger(CREATED);
		await poller.activate();
		poller.change({ event: 'orderStatusChanged', options: {} });
		await poller.activate();
		bookOrder(portal);
		poller.change(CREATED);
		expect(await poller.activate()).toBeNull();
	});

	it('begins anew with the credential of another account', async () => {
		const { portal, poller } = await setUpTrigger(CREATED);
		await poller.activate();
		bookOrder(portal);
		const { clientSecret = '' } = portal.book.clients[0] ?? {};
		portal.book.clients.push({ clientId: 'another-client', clientSecret });
		poller.credentials.data = { ...poller.credentials.data, clientId: 'another-client' };
		expect(await poller.poll()).toBeNull();
	});

	it('tells an order once where two polls overlap', async () => {
		const { portal, poller } = await setUpTrigger(CREATED);
		await poller.activate();
		bookOrder(portal);
		const both = await Promise.all([poller.poll(), poller.poll()]);
		expect(both.flatMap((events) => events ?? [])).toHaveLength(1);
		expect(await poller.poll()).toBeNull();
	});

	it('goes on where it stopped when the time of a poll is used up', async () => {
		const { portal, poller } = await setUpTrigger(CREATED);
		bookHistory(portal, 3);
		await poller.activate();
		passTime(300 * 3_600_000);
		const created = bookHistory(portal, 110).map(({ orderNo }) => orderNo);
		poller.budget = -1;
		expect((await errorOf(poller.poll())).message).toContain('took longer');
		// Whatever a page takes, it uses up the time.
		const told: unknown[] = [];
		for (let polls = 0; polls < 6; polls++) {
			poller.budget = 100_000;
			onRequest(portal, ORDERS_PATH, 1, () => passTime(70_000));
			portal.requests.length = 0;
			told.push(...(numbers(await poller.poll()) ?? []));
			Reflect.deleteProperty(portal.requests, 'push');
			expect(pagesAsked(portal)).toHaveLength(1);
			poller.save();
			poller.restart();
		}
		expect(told.sort()).toEqual(created.sort());
	});
});
