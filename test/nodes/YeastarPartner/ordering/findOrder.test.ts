import { type LookupResult, OrderFinder } from '../../../../nodes/YeastarPartner/ordering/findOrder';
import type { BookedOrder } from '../../../../sandbox/book';
import type { Switches } from '../../../../sandbox/switches';
import {
	bookHistory,
	bookOrder,
	DETAILS_PATH,
	detailsAsked,
	HOUR,
	inShort,
	LIST_PATH,
	lookFor,
	onRequest,
	OTHER_PBX,
	pagesAsked,
	TUTORIAL_ORDER,
} from '../../../support/bookings';
import { withClient } from '../../../support/inNode';
import { APPLIANCE, closePortals, CONTACT, ENTERPRISE_PLAN, setUp } from '../../../support/portal';

/** The order that is looked for left two seconds before anything was booked. */
let sentAt: number;

beforeEach(() => {
	sentAt = Date.now() - 2_000;
});

afterEach(closePortals);

describe('an order that was sent', () => {
	it('is found, with what the portal tells of it', async () => {
		const { portal } = await setUp();
		const { orderNo } = bookOrder(portal);
		expect(await lookFor(portal, { sentAt })).toEqual({
			kind: 'found',
			billingId: CONTACT,
			order: {
				orderNo,
				orderStatus: 'succeed',
				transactionNo: '',
				instanceId: '',
				productNo: APPLIANCE,
				requestId: expect.stringMatching(/^[0-9a-f]{32}$/) as unknown,
			},
		});
		expect([pagesAsked(portal), detailsAsked(portal)]).toEqual([[1], [orderNo]]);
	});

	it.each<[string, Partial<Switches>, LookupResult['kind']]>([
		['in seconds', { orderTimes: 'seconds' }, 'found'],
		['with a time zone', { orderTimes: 'zonedText' }, 'found'],
		['in an unsorted list', { ordersSorted: 'unsorted' }, 'found'],
		['at the end of the list', { ordersSorted: 'oldestFirst' }, 'found'],
		['without the ID of its plan', { orderDetails: 'withoutPlanId' }, 'inconclusive'],
		['under other names', { orderDetails: 'otherNames' }, 'inconclusive'],
		['without its serial number', { orderDetails: 'withoutSerialNumber' }, 'inconclusive'],
	])('and is told %s is not called missing', async (_how, switches, expected) => {
		const { portal } = await setUp(switches);
		bookHistory(portal, 60, { productNo: OTHER_PBX });
		const { orderNo } = bookOrder(portal);
		expect(inShort(await lookFor(portal, { sentAt }))).toBe(expected === 'found' ? orderNo : expected);
	});

	it.each<[string, Partial<BookedOrder>]>([
		['another plan', { planId: ENTERPRISE_PLAN }],
		['another PBX', { productNo: OTHER_PBX }],
		['another product', { productId: 12 }],
		['an earlier moment', { createTime: Date.now() - HOUR }],
	])('is not found in one of %s, and how it was looked for is told', async (_what, values) => {
		const { portal } = await setUp();
		bookOrder(portal, values);
		expect(await lookFor(portal, { sentAt })).toEqual({
			kind: 'notFound',
			looked: expect.stringMatching(
				new RegExp(`^${'createTime' in values ? 0 : 1} orders of the order list \\(from 20.*Z on\\)$`),
			) as unknown,
		});
	});

	it.each(['text', 'none'] as const)(
		'is not taken for one of last year where times cannot be read (%s)',
		async (orderTimes) => {
			const { portal } = await setUp({ orderTimes });
			bookOrder(portal, { createTime: Date.now() - 8760 * HOUR });
			expect(inShort(await lookFor(portal, { sentAt }))).toBe('inconclusive');
		},
	);
});

describe('what cannot be read is not called missing', () => {
	it.each(
		[LIST_PATH, DETAILS_PATH].flatMap((path) =>
			(
				['refusal', 'html', 'truncated', 'drop', 'serverError', 'tooManyRequests', 'unauthorized', 'redirect'] as const
			).map((kind) => [path, kind] as const),
		),
	)('%s, %s', async (path, kind) => {
		const { portal } = await setUp();
		const { orderNo, id } = bookOrder(portal, { productNo: OTHER_PBX });
		const paths = path === DETAILS_PATH ? [`${path}/${orderNo}`, `${path}/${id}`] : [path];
		for (const faulty of paths) portal.faults.order({ kind, path: faulty });
		expect(await lookFor(portal, { sentAt })).toMatchObject({
			kind: 'inconclusive',
			why: expect.stringMatching(/\w/) as unknown,
		});
	});

	it('an order without a number in the list', async () => {
		const { portal } = await setUp();
		bookOrder(portal, { productNo: OTHER_PBX });
		bookOrder(portal, { orderNo: '' });
		expect(inShort(await lookFor(portal, { sentAt }))).toBe('inconclusive');
	});

	it('a list that ignores the page', async () => {
		const { portal } = await setUp({ pagesIgnored: true });
		bookHistory(portal, 30, { productNo: OTHER_PBX, createTime: Date.now() });
		expect(inShort(await lookFor(portal, { sentAt }))).toBe('inconclusive');
	});

	it('an order beside one that cannot be read, and may be the one that was sent', async () => {
		const { portal } = await setUp();
		bookOrder(portal);
		const { orderNo, id } = bookOrder(portal, { productNo: OTHER_PBX });
		for (const path of [orderNo, id]) portal.faults.order({ kind: 'refusal', path });
		expect(inShort(await lookFor(portal, { sentAt }))).toBe('inconclusive');
	});

	it('but an order that is found is reported, though an older one cannot be read', async () => {
		const { portal } = await setUp();
		const { orderNo } = bookOrder(portal);
		const older = bookOrder(portal, { productNo: OTHER_PBX, createTime: sentAt - 1_100 });
		for (const path of [older.orderNo, older.id]) portal.faults.order({ kind: 'refusal', path });
		expect(inShort(await lookFor(portal, { sentAt }))).toBe(orderNo);
	});

	it.each([
		['100 orders are all looked at', 100, 'notFound'],
		['more than 100 are not', 101, 'inconclusive'],
	])('%s', async (_name, count, expected) => {
		const { portal } = await setUp();
		bookHistory(portal, count, { productNo: OTHER_PBX, createTime: Date.now() });
		expect(inShort(await lookFor(portal, { sentAt }))).toBe(expected);
		expect(detailsAsked(portal)).toHaveLength(100);
	});
});

describe('of several orders for the PBX and plan', () => {
	it('one that was there before is not taken', async () => {
		const { portal } = await setUp({ ordersSorted: 'oldestFirst' });
		bookOrder(portal, { createTime: sentAt - 1_100 });
		const { orderNo } = bookOrder(portal);
		expect(inShort(await lookFor(portal, { sentAt }))).toBe(orderNo);
	});

	it('none is taken where two came since', async () => {
		const { portal } = await setUp();
		const both = [bookOrder(portal, { createTime: Date.now() - 100 }), bookOrder(portal)];
		const result = await lookFor(portal, { sentAt });
		expect(result).toMatchObject({
			kind: 'inconclusive',
			why: expect.stringMatching(/It could be one of the orders/) as unknown,
			showsLike: true,
		});
		for (const { orderNo } of both) expect(JSON.stringify(result)).toContain(orderNo);
	});

	it('one that failed is found where there is no other', async () => {
		const { portal } = await setUp();
		const { orderNo } = bookOrder(portal, { orderStatus: 'failed' });
		expect(await lookFor(portal, { sentAt })).toMatchObject({
			kind: 'found',
			order: { orderNo, orderStatus: 'failed' },
		});
	});

	it('one that failed before is not taken, and does not end the look for a living one that appears late', async () => {
		const { portal } = await setUp();
		bookOrder(portal, { orderStatus: 'failed', createTime: sentAt - 1_100 });
		let late: BookedOrder | undefined;
		onRequest(portal, LIST_PATH, 2, () => (late = bookOrder(portal)));
		const finding = await lookFor(portal, { sentAt });
		expect(late).toBeDefined();
		expect(inShort(finding)).toBe(late?.orderNo);
	});
});

describe('an order that was there before the one that was sent', () => {
	/** Milliseconds between an order that was there and the moment of sending. */
	const GAPS = [200, 1_500, 60_000, 9 * 60_000];

	it.each(GAPS.flatMap((gap) => ['succeed', 'pending', 'failed'].map((status) => [gap, status] as const)))(
		'%i ms before, with the status %s, is not told as this one',
		async (gap, orderStatus) => {
			const { portal } = await setUp();
			bookOrder(portal, { createTime: Date.now() - gap, orderStatus });
			expect((await lookFor(portal, { sentAt: Date.now() })).kind).not.toBe('found');
		},
	);

	it.each([-2 * HOUR, -300_000, -700, 700, 300_000, 2 * HOUR])(
		'is told from this one by the clock of a portal that is %i ms off',
		async (clockOffset) => {
			const { portal } = await setUp({ clockOffset });
			const now = Date.now() - 100;
			bookOrder(portal, { createTime: now - 50 });
			expect((await lookFor(portal, { sentAt: now })).kind).toBe('notFound');
			const { orderNo } = bookOrder(portal, { createTime: now + 50 });
			expect(inShort(await lookFor(portal, { sentAt: now }))).toBe(orderNo);
		},
	);

	it('is not told from this one where the portal does not tell its time', async () => {
		const { portal } = await setUp({ sendsDate: false });
		bookOrder(portal);
		expect(inShort(await lookFor(portal, { sentAt }))).toBe('inconclusive');
	});

	it.each(['seconds', 'wholeSeconds'] as const)(
		'is not told from this one within the same second, where times have no fractions (%s)',
		async (orderTimes) => {
			const { portal } = await setUp({ orderTimes });
			const middle = Math.floor(sentAt / 1000) * 1000 + 500;
			bookOrder(portal, { createTime: middle - 100 });
			expect(inShort(await lookFor(portal, { sentAt: middle }))).toBe('inconclusive');
		},
	);

	it('is not told from this one where a time lies in the future, so that times are by another clock', async () => {
		const { portal } = await setUp();
		bookOrder(portal);
		bookOrder(portal, { productNo: OTHER_PBX, createTime: Date.now() + 2 * HOUR });
		expect(inShort(await lookFor(portal, { sentAt }))).toBe('inconclusive');
	});

	it.each<[string, Partial<BookedOrder>]>([
		['monthly', { billingCycle: 'monthly', multiCycle: 0 }],
		['for another number of years', { multiCycle: 3 }],
	])('is not told as this one where it is billed %s', async (_how, values) => {
		const { portal } = await setUp();
		bookOrder(portal, values);
		expect(inShort(await lookFor(portal, { sentAt }))).toBe('notFound');
	});

	it('is not told as this one by a purchase order number that both carry', async () => {
		const { portal } = await setUp();
		bookOrder(portal, { poNumber: 'PO-7', createTime: sentAt - 60_000 });
		expect(inShort(await lookFor(portal, { sentAt, reference: 'PO-7' }))).toBe('inconclusive');
	});
});

describe('an order that appears late', () => {
	it.each([2, 3, 4])('is found by look %i', async (look) => {
		const { portal } = await setUp();
		let late: BookedOrder | undefined;
		onRequest(portal, LIST_PATH, look, () => (late = bookOrder(portal)));
		expect(inShort(await lookFor(portal, { sentAt }))).toBe(late?.orderNo);
		expect(pagesAsked(portal)).toHaveLength(look);
	});

	it('is looked for four times', async () => {
		const { portal } = await setUp();
		expect(inShort(await lookFor(portal, { sentAt }))).toBe('notFound');
		expect(pagesAsked(portal)).toEqual([1, 1, 1, 1]);
	});
});

describe('the orders of a run', () => {
	it('have their details asked for once, however often and at once they are looked at', async () => {
		const { portal } = await setUp();
		const orders = [
			bookOrder(portal),
			bookOrder(portal, { productNo: OTHER_PBX }),
			bookOrder(portal, { planId: ENTERPRISE_PLAN }),
		];
		const wanted = [
			TUTORIAL_ORDER,
			{ ...TUTORIAL_ORDER, productNo: OTHER_PBX },
			{ ...TUTORIAL_ORDER, productNo: 'NOSUCHPBX' },
		];
		const findings = await withClient(portal, async (client) => {
			const finder = new OrderFinder(client);
			return await Promise.all(wanted.map(async (order) => await finder.find({ order, sentAt, lostAt: Date.now() })));
		});
		expect(findings.map(inShort)).toEqual([orders[0]?.orderNo, orders[1]?.orderNo, 'notFound']);
		expect(detailsAsked(portal).sort()).toEqual(orders.map(({ orderNo }) => orderNo).sort());
	});

	it('are asked for again where the details could not be had', async () => {
		const { portal } = await setUp();
		const { orderNo } = bookOrder(portal);
		portal.faults.order({ kind: 'html', path: orderNo, times: 1 });
		expect(inShort(await lookFor(portal, { sentAt }))).toBe(orderNo);
		expect(detailsAsked(portal)).toEqual([orderNo, orderNo]);
	});
});
