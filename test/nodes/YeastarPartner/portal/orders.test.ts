import { PortalFailure } from '../../../../nodes/YeastarPartner/portal/failure';
import { getOrderDetails, listOrdersSince, type OrdersSince } from '../../../../nodes/YeastarPartner/portal/orders';
import type { BookedOrder } from '../../../../sandbox/book';
import type { Sandbox } from '../../../../sandbox/server';
import type { Switches } from '../../../../sandbox/switches';
import { bookHistory, bookOrder, HOUR, LIST_PATH, onRequest, pagesAsked } from '../../../support/bookings';
import { withClient } from '../../../support/inNode';
import { APPLIANCE, closePortals, setUp, ULTIMATE_PLAN } from '../../../support/portal';

afterEach(closePortals);

const numbersOf = (orders: ReadonlyArray<{ orderNo: string }>) => orders.map(({ orderNo }) => orderNo).sort();
const list = async (portal: Sandbox, since?: number): Promise<OrdersSince> =>
	await withClient(portal, async (client) => await listOrdersSince(client, () => since));

/** A portal with orders an hour apart, and the moment just before its last few. */
async function withHistory(count: number, recent: number, switches: Partial<Switches> = {}) {
	const { portal } = await setUp(switches);
	const history = bookHistory(portal, count);
	const wanted: BookedOrder[] = history.slice(-recent);
	return { portal, history, wanted, since: Date.now() - recent * HOUR + HOUR / 2 };
}

describe('the order list since a moment', () => {
	it.each<[Switches['ordersSorted'], string, number, number[]]>([
		['asAsked', 'few', 10, [1]],
		['newestFirst', 'few', 10, [1]],
		['newestFirst', 'more than a page', 40, [1, 2]],
		['newestFirst', 'exactly a page', 25, [1, 2]],
		['newestFirst', 'all', 100, [1, 2, 3, 4]],
		['oldestFirst', 'few', 10, [1, 4]],
		['oldestFirst', 'more than a page', 40, [1, 4, 3]],
		['oldestFirst', 'exactly a page', 25, [1, 4, 3]],
		['oldestFirst', 'all', 100, [1, 4, 3, 2]],
		['unsorted', 'few', 10, [1, 2, 3, 4]],
		['unsorted', 'all', 100, [1, 2, 3, 4]],
	])(
		'sorted %s is read as far as it takes (%s of 100 orders are in time)',
		async (ordersSorted, _few, recent, pages) => {
			const { portal, wanted, since } = await withHistory(100, recent, { ordersSorted });
			const { orders, isComplete } = await list(portal, since);
			expect(numbersOf(orders)).toEqual(numbersOf(wanted));
			expect(isComplete).toBe(true);
			expect(pagesAsked(portal)).toEqual(pages);
		},
	);

	it.each(['asAsked', 'newestFirst', 'oldestFirst', 'unsorted'] as const)(
		'sorted %s is read whole where no moment is given',
		async (ordersSorted) => {
			const { portal, history } = await withHistory(60, 1, { ordersSorted });
			const { orders, isComplete } = await list(portal);
			expect(numbersOf(orders)).toEqual(numbersOf(history));
			expect(isComplete).toBe(true);
			expect([...pagesAsked(portal)].sort()).toEqual([1, 2, 3]);
		},
	);

	it.each(['milliseconds', 'seconds', 'zonedText'] as const)('reads times that are %s', async (orderTimes) => {
		const { portal, wanted, since } = await withHistory(60, 10, { orderTimes });
		const { orders } = await list(portal, since);
		expect(numbersOf(orders)).toEqual(numbersOf(wanted));
		const seconds = (time: number | undefined) => Math.floor((time ?? 0) / 1000);
		const newest = orders.find(({ orderNo }) => orderNo === wanted.at(-1)?.orderNo);
		expect(seconds(newest?.createdAt)).toBe(seconds(wanted.at(-1)?.createTime));
		expect(pagesAsked(portal)).toEqual([1]);
	});

	it.each(['text', 'day', 'zero', 'none'] as const)(
		'takes orders as in time where their times cannot be read (%s)',
		async (orderTimes) => {
			const { portal, history, since } = await withHistory(60, 10, { orderTimes });
			const { orders, isComplete } = await list(portal, since);
			expect(numbersOf(orders)).toEqual(numbersOf(history));
			expect(orders.map(({ createdAt }) => createdAt)).toEqual(Array(60).fill(undefined));
			expect(isComplete).toBe(true);
		},
	);

	it('keeps all that a row tells', async () => {
		const { portal } = await setUp();
		const { orderNo, id } = bookOrder(portal, { poNumber: 'PO-7' });
		const { orders } = await list(portal);
		expect(orders).toMatchObject([
			{ orderNo, row: { id, orderNo, customReferenceNo: 'PO-7', orderStatus: 'succeed', currencyCode: 'USD' } },
		]);
	});

	it('asks for the newest first', async () => {
		const { portal } = await withHistory(3, 1);
		await list(portal, Date.now());
		expect(portal.requests.at(-1)?.url).toBe(`${LIST_PATH}?pageNo=1&pageSize=25&sort=-id`);
	});

	it('is empty where the portal has no order', async () => {
		const { portal } = await setUp();
		expect(await list(portal, Date.now())).toEqual({ orders: [], older: [], isComplete: true });
		expect(pagesAsked(portal)).toEqual([1]);
	});

	it('throws where it holds something, but no order that can be recognized', async () => {
		const { portal } = await setUp();
		bookOrder(portal, { orderNo: '' });
		const failure = await list(portal).catch((error: unknown) => error);
		expect(failure).toBeInstanceOf(PortalFailure);
		expect((failure as PortalFailure).facts).toMatchObject({
			message: "The portal's order list holds no order that can be recognized",
			delivery: 'ambiguous',
			requestId: expect.stringMatching(/^[0-9a-f]{32}$/) as unknown,
		});
	});

	it.each([
		['a refusal', { kind: 'refusal', detailMessage: 'Not for you' }, 'Not for you'],
		['a web page', { kind: 'html' }, /web page/],
		['a portal that is down', { kind: 'serverError', status: 503 }, 'Something went wrong'],
	] as const)('throws for %s', async (_name, fault, words) => {
		const { portal } = await withHistory(30, 30);
		portal.faults.order({ ...fault, path: LIST_PATH });
		await expect(list(portal)).rejects.toThrow(words);
	});

	it.each(['drop', 'truncated', 'serverError', 'tooManyRequests', 'unauthorized'] as const)(
		'survives %s between two pages',
		async (kind) => {
			const { portal, history } = await withHistory(60, 60);
			onRequest(portal, LIST_PATH, 2, () => portal.faults.order({ kind, path: LIST_PATH, times: 1 }));
			const { orders, isComplete } = await list(portal);
			expect(pagesAsked(portal)).toEqual([1, 2, 2, 3]);
			expect(numbersOf(orders)).toEqual(numbersOf(history));
			expect(isComplete).toBe(true);
		},
	);
});

describe('an order list that cannot be read to its end is not called complete', () => {
	it('where the portal ignores the page', async () => {
		const { portal } = await withHistory(60, 60, { pagesIgnored: true });
		const { orders, isComplete } = await list(portal, 0);
		expect(orders).toHaveLength(25);
		expect(isComplete).toBe(false);
		expect(pagesAsked(portal)).toEqual([1, 2]);
	});

	it('where it has too many pages', async () => {
		const { portal } = await withHistory(1501, 1501);
		const { orders, isComplete } = await list(portal);
		expect(orders).toHaveLength(1500);
		expect(isComplete).toBe(false);
		expect(pagesAsked(portal)).toHaveLength(60);
	});

	it('unless the moment is reached before', async () => {
		const { portal, since } = await withHistory(1501, 10);
		expect((await list(portal, since)).isComplete).toBe(true);
	});

	it('where one of its orders has no number', async () => {
		const { portal, history } = await withHistory(5, 5);
		bookOrder(portal, { orderNo: '' });
		const { orders, isComplete } = await list(portal, 0);
		expect(numbersOf(orders)).toEqual(numbersOf(history));
		expect(isComplete).toBe(false);
	});
});

const SIZES: Array<[Switches['ordersSorted'], Switches['pageTotals'], number]> = (
	['newestFirst', 'oldestFirst', 'unsorted'] as const
).flatMap((sorted) =>
	(['both', 'onlyTotal', 'none'] as const).flatMap((totals) =>
		[10, 50].map((size) => [sorted, totals, size] as [typeof sorted, typeof totals, number]),
	),
);

it.each(SIZES)(
	'a list sorted %s, with totals %s and pages of %i, is read whole or not called complete',
	async (ordersSorted, pageTotals, fixedPageSize) => {
		const { portal, history } = await withHistory(60, 60, { ordersSorted, pageTotals, fixedPageSize });
		const { orders, isComplete } = await list(portal, 0);
		if (isComplete) expect(numbersOf(orders)).toEqual(numbersOf(history));
		expect(orders.length).toBeGreaterThan(0);
	},
);

describe('the details of an order', () => {
	it.each(['orderNo', 'id'] as const)('are found by %s', async (field) => {
		const { portal } = await setUp();
		const order = bookOrder(portal);
		const { details, requestId } = await withClient(
			portal,
			async (client) => await getOrderDetails(client, order[field]),
		);
		expect(details).toMatchObject({
			basicInformation: { productId: '11', productNo: APPLIANCE },
			orderSummary: [{ serviceId: ULTIMATE_PLAN }],
		});
		expect(requestId).toMatch(/^[0-9a-f]{32}$/);
	});

	it("that the portal does not have are told in the portal's words", async () => {
		const { portal } = await setUp();
		await expect(withClient(portal, async (client) => await getOrderDetails(client, '1'))).rejects.toThrow(
			'There is no order 1',
		);
	});

	it.each(['../save', '1/2', '1?id=2', '#', ' '])('cannot be asked for elsewhere by %j', async (orderNo) => {
		const { portal } = await setUp();
		await withClient(portal, async (client) => await getOrderDetails(client, orderNo)).catch(() => undefined);
		expect(portal.requests.at(-1)?.url).toBe(`/order/openapi/order/v1/get/${encodeURIComponent(orderNo)}`);
	});
});
