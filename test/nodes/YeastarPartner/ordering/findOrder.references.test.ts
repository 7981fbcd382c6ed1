import type { Switches } from '../../../../sandbox/switches';
import { bookHistory, bookOrder, detailsAsked, HOUR, inShort, lookFor, OTHER_PBX } from '../../../support/bookings';
import { closePortals, setUp } from '../../../support/portal';

/** The order that is looked for left two seconds before anything was booked. */
let sentAt: number;

beforeEach(() => {
	sentAt = Date.now() - 2_000;
});

afterEach(closePortals);

describe('an order with a purchase order number of its own', () => {
	it('is the only one that is looked at, where the list shows the number', async () => {
		const { portal } = await setUp();
		bookHistory(portal, 30);
		const { orderNo } = bookOrder(portal, { poNumber: 'deal-1', createTime: Date.now() - 10 * HOUR });
		expect(inShort(await lookFor(portal, { reference: 'deal-1', isReferenceUnique: true }))).toBe(orderNo);
		expect(detailsAsked(portal)).toEqual([orderNo]);
	});

	it.each<[string, Partial<Switches>, string | undefined, 'found' | 'inconclusive']>([
		['the number', {}, 'deal-1', 'found'],
		['no number', { referenceInList: 'empty' }, 'deal-1', 'found'],
		['another number', {}, 'deal-2', 'inconclusive'],
		['something else in its place', { referenceInList: 'unrelated' }, 'deal-1', 'inconclusive'],
	])(
		'that was just sent is found, or unclear, where the list shows %s',
		async (_what, switches, poNumber, expected) => {
			const { portal } = await setUp(switches);
			const { orderNo } = bookOrder(portal, poNumber === undefined ? {} : { poNumber });
			const finding = await lookFor(portal, { reference: 'deal-1', isReferenceUnique: true, sentAt });
			expect(inShort(finding)).toBe(expected === 'found' ? orderNo : expected);
		},
	);

	it.each<[string, Partial<Switches>]>([
		['shows no number', { referenceInList: 'empty' }],
		['shows numbers, but none for it', {}],
	])('is not taken for one of last year where the list %s', async (_what, switches) => {
		const { portal } = await setUp(switches);
		bookOrder(portal, { createTime: Date.now() - 8760 * HOUR });
		expect(inShort(await lookFor(portal, { reference: 'deal-1', isReferenceUnique: true }))).toBe('inconclusive');
	});

	it('is found by it where times cannot be read', async () => {
		const { portal } = await setUp({ orderTimes: 'none' });
		const { orderNo } = bookOrder(portal, { poNumber: 'deal-1' });
		bookOrder(portal, { poNumber: 'deal-2' });
		expect(inShort(await lookFor(portal, { reference: 'deal-1', isReferenceUnique: true, sentAt }))).toBe(orderNo);
	});

	it('that the list shows for another PBX is not taken', async () => {
		const { portal } = await setUp();
		bookOrder(portal, { productNo: OTHER_PBX, poNumber: 'deal-1' });
		expect(inShort(await lookFor(portal, { reference: 'deal-1', isReferenceUnique: true }))).toBe('inconclusive');
	});

	it('that others share is not overlooked because only theirs is shown', async () => {
		const { portal } = await setUp();
		bookOrder(portal, { productNo: OTHER_PBX, poNumber: 'deal-1' });
		const { orderNo } = bookOrder(portal);
		expect(inShort(await lookFor(portal, { reference: 'deal-1', isReferenceUnique: true, sentAt }))).toBe(orderNo);
	});

	it('is told from another one for the same PBX and plan', async () => {
		const { portal } = await setUp();
		const { orderNo } = bookOrder(portal, { poNumber: 'deal-1', createTime: Date.now() - 1_000 });
		bookOrder(portal, { poNumber: 'deal-2' });
		expect(inShort(await lookFor(portal, { reference: 'deal-1', isReferenceUnique: true, sentAt }))).toBe(orderNo);
	});

	it.each(['withoutPlanId', 'otherNames', 'withoutSerialNumber'] as const)(
		'is unclear all the same where its details do not show what it is for (%s)',
		async (orderDetails) => {
			const { portal } = await setUp({ orderDetails });
			bookOrder(portal, { poNumber: 'deal-1' });
			expect(inShort(await lookFor(portal, { reference: 'deal-1', isReferenceUnique: true }))).toBe('inconclusive');
		},
	);
});
