import { type Finding, OrderFinder } from '../../../../nodes/YeastarPartner/ordering/findOrder';
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

afterEach(closePortals);

describe('an order that was sent', () => {
	it('is found, with what the portal tells of it', async () => {
		const { portal } = await setUp();
		const { orderNo } = bookOrder(portal);
		expect(await lookFor(portal, { sentAt: Date.now() })).toEqual({
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

	it.each<[string, Partial<Switches>, Finding['kind']]>([
		['in seconds', { orderTimes: 'seconds' }, 'found'],
		['with a time zone', { orderTimes: 'zonedText' }, 'found'],
		['in an unsorted list', { ordersSorted: 'unsorted' }, 'found'],
		['at the end of the list', { ordersSorted: 'oldestFirst' }, 'found'],
		['without the ID of its plan', { orderDetails: 'withoutPlanId' }, 'unclear'],
		['under other names', { orderDetails: 'otherNames' }, 'unclear'],
		['without its serial number', { orderDetails: 'withoutSerialNumber' }, 'unclear'],
	])('and is told %s is not called missing', async (_how, switches, expected) => {
		const { portal } = await setUp(switches);
		bookHistory(portal, 60, { productNo: OTHER_PBX });
		const { orderNo } = bookOrder(portal);
		expect(inShort(await lookFor(portal, { sentAt: Date.now() }))).toBe(expected === 'found' ? orderNo : expected);
	});

	it.each<[string, Partial<BookedOrder>]>([
		['another plan', { planId: ENTERPRISE_PLAN }],
		['another PBX', { productNo: OTHER_PBX }],
		['another product', { productId: 12 }],
		['an earlier moment', { createTime: Date.now() - HOUR }],
	])('is not found in one of %s, and how it was looked for is told', async (_what, values) => {
		const { portal } = await setUp();
		bookOrder(portal, values);
		const sentAt = Date.now();
		const from = new Date(sentAt - 600_000).toISOString();
		expect(await lookFor(portal, { sentAt })).toEqual({
			kind: 'notFound',
			looked: `${'createTime' in values ? 0 : 1} orders of the order list (from ${from} on)`,
		});
	});

	it('is found by a clock that is a few minutes ahead of the portal', async () => {
		const { portal } = await setUp();
		const { orderNo } = bookOrder(portal, { createTime: Date.now() - 9 * 60_000 });
		expect(inShort(await lookFor(portal, { sentAt: Date.now() }))).toBe(orderNo);
	});

	it.each(['text', 'none'] as const)('is not taken for one of last year where times cannot be read (%s)', async (orderTimes) => {
		const { portal } = await setUp({ orderTimes });
		bookOrder(portal, { createTime: Date.now() - 8760 * HOUR });
		expect(inShort(await lookFor(portal, { sentAt: Date.now() }))).toBe('unclear');
	});
});

describe('what cannot be read is not called missing', () => {
	it.each(
		[LIST_PATH, DETAILS_PATH].flatMap((path) =>
			(['refusal', 'html', 'truncated', 'drop', 'serverError', 'tooManyRequests', 'unauthorized', 'redirect'] as const).map((kind) => [path, kind] as const),
		),
	)('%s, %s', async (path, kind) => {
		const { portal } = await setUp();
		const { orderNo, id } = bookOrder(portal, { productNo: OTHER_PBX });
		const paths = path === DETAILS_PATH ? [`${path}/${orderNo}`, `${path}/${id}`] : [path];
		for (const faulty of paths) portal.faults.order({ kind, path: faulty });
		expect(await lookFor(portal, { sentAt: Date.now() })).toEqual({ kind: 'unclear', why: expect.stringMatching(/\w/) as unknown });
	});

	it('an order without a number in the list', async () => {
		const { portal } = await setUp();
		bookOrder(portal, { productNo: OTHER_PBX });
		bookOrder(portal, { orderNo: '' });
		expect(inShort(await lookFor(portal, { sentAt: Date.now() }))).toBe('unclear');
	});

	it('a list that ignores the page', async () => {
		const { portal } = await setUp({ pagesIgnored: true });
		bookHistory(portal, 30, { productNo: OTHER_PBX, createTime: Date.now() });
		expect(inShort(await lookFor(portal, { sentAt: Date.now() }))).toBe('unclear');
	});

	it('but an order that is found is reported, though another one cannot be read', async () => {
		const { portal } = await setUp();
		const { orderNo } = bookOrder(portal);
		const unreadable = bookOrder(portal, { productNo: OTHER_PBX });
		portal.faults.order({ kind: 'refusal', path: unreadable.orderNo });
		expect(inShort(await lookFor(portal, { sentAt: Date.now() }))).toBe(orderNo);
	});

	it.each([
		['100 orders are all looked at', 100, 'notFound'],
		['more than 100 are not', 101, 'unclear'],
	])('%s', async (_name, count, expected) => {
		const { portal } = await setUp();
		bookHistory(portal, count, { productNo: OTHER_PBX, createTime: Date.now() });
		expect(inShort(await lookFor(portal, { sentAt: Date.now() }))).toBe(expected);
		expect(detailsAsked(portal)).toHaveLength(100);
	});
});

describe('of several orders for the PBX and plan', () => {
	it('the newest is taken', async () => {
		const { portal } = await setUp({ ordersSorted: 'oldestFirst' });
		const [, newest] = [bookOrder(portal, { createTime: Date.now() - 60_000 }), bookOrder(portal)];
		expect(inShort(await lookFor(portal, { sentAt: Date.now() }))).toBe(newest?.orderNo);
	});

	it.each(['failed', 'invalid', 'cancelled'])('one that %s is passed over for a living one', async (orderStatus) => {
		const { portal } = await setUp();
		const living = bookOrder(portal, { createTime: Date.now() - 60_000 });
		bookOrder(portal, { orderStatus });
		expect(inShort(await lookFor(portal, { sentAt: Date.now() }))).toBe(living.orderNo);
	});

	it('a dead one is found where there is no other', async () => {
		const { portal } = await setUp();
		const { orderNo } = bookOrder(portal, { orderStatus: 'failed' });
		expect(await lookFor(portal, { sentAt: Date.now() })).toMatchObject({ kind: 'found', order: { orderNo, orderStatus: 'failed' } });
	});

	it('a dead one does not end the look for a living one that appears late', async () => {
		const { portal } = await setUp();
		bookOrder(portal, { orderStatus: 'failed', createTime: Date.now() - 60_000 });
		let late: BookedOrder | undefined;
		onRequest(portal, LIST_PATH, 2, () => (late = bookOrder(portal)));
		const finding = await lookFor(portal, { sentAt: Date.now() });
		expect(late).toBeDefined();
		expect(inShort(finding)).toBe(late?.orderNo);
	});
});

describe('an order that appears late', () => {
	it.each([2, 3, 4])('is found by look %i', async (look) => {
		const { portal } = await setUp();
		let late: BookedOrder | undefined;
		onRequest(portal, LIST_PATH, look, () => (late = bookOrder(portal)));
		expect(inShort(await lookFor(portal, { sentAt: Date.now() }))).toBe(late?.orderNo);
		expect(pagesAsked(portal)).toHaveLength(look);
	});

	it('is looked for four times', async () => {
		const { portal } = await setUp();
		expect(inShort(await lookFor(portal, { sentAt: Date.now() }))).toBe('notFound');
		expect(pagesAsked(portal)).toEqual([1, 1, 1, 1]);
	});
});

describe('the orders of a run', () => {
	it('have their details asked for once, however often and at once they are looked at', async () => {
		const { portal } = await setUp();
		const orders = [bookOrder(portal), bookOrder(portal, { productNo: OTHER_PBX }), bookOrder(portal, { planId: ENTERPRISE_PLAN })];
		const sentAt = Date.now();
		const wanted = [TUTORIAL_ORDER, { ...TUTORIAL_ORDER, productNo: OTHER_PBX }, { ...TUTORIAL_ORDER, productNo: 'NOSUCHPBX' }];
		const findings = await withClient(portal, async (client) => {
			const finder = new OrderFinder(client);
			return await Promise.all(wanted.map(async (order) => await finder.find({ order, sentAt })));
		});
		expect(findings.map(inShort)).toEqual([orders[0]?.orderNo, orders[1]?.orderNo, 'notFound']);
		expect(detailsAsked(portal).sort()).toEqual(orders.map(({ orderNo }) => orderNo).sort());
	});

	it('are asked for again where the details could not be had', async () => {
		const { portal } = await setUp();
		const { orderNo } = bookOrder(portal);
		portal.faults.order({ kind: 'html', path: orderNo, times: 1 });
		expect(inShort(await lookFor(portal, { sentAt: Date.now() }))).toBe(orderNo);
		expect(detailsAsked(portal)).toEqual([orderNo, orderNo]);
	});
});
