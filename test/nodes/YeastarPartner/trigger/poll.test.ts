import type { INodeParameters } from 'n8n-workflow';

import { YeastarPartnerTrigger } from '../../../../nodes/YeastarPartner/YeastarPartnerTrigger.node';
import { dayAhead } from '../../../../sandbox/subscription';
import type { Switches } from '../../../../sandbox/switches';
import { bookHistory, bookOrder, HOUR, pagesAsked } from '../../../support/bookings';
import { passTime } from '../../../support/clock';
import { ORDERS_PATH } from '../../../support/portal';
import { closePollers, errorOf, Poller, setUpTrigger } from '../../../support/poller';

jest.setTimeout(60_000);

afterEach(closePollers);

const CREATED: INodeParameters = { event: 'orderCreated' };
const CHANGED: INodeParameters = { event: 'orderStatusChanged', options: {} };
const EXPIRING: INodeParameters = {
	event: 'subscriptionExpiring',
	products: [11, 9, 12, 13],
	daysBefore: '30, 7',
	skipAutoRenewing: true,
};

describe('the trigger', () => {
	it('is a polling trigger without inputs whose parameters belong to an event each', () => {
		const { polling, inputs, group, properties, usableAsTool } = new YeastarPartnerTrigger().description;
		expect({ polling, inputs, group, usableAsTool }).toEqual({ polling: true, inputs: [], group: ['trigger'] });
		expect(properties.map(({ name, displayOptions }) => [name, displayOptions?.show?.event])).toEqual([
			['event', undefined],
			['options', ['orderStatusChanged']],
			['products', ['subscriptionExpiring']],
			['daysBefore', ['subscriptionExpiring']],
			['skipAutoRenewing', ['subscriptionExpiring']],
		]);
	});

	it('says so where this version has no such event', async () => {
		const { poller } = await setUpTrigger({ event: 'invoicePaid' });
		expect((await errorOf(poller.poll())).message).toBe('This version of the node has no event "invoicePaid"');
	});
});

describe('a poll that fails', () => {
	it('stops the activation with a sentence, where it is the first', async () => {
		const { portal, poller } = await setUpTrigger(CREATED);
		portal.faults.order({ kind: 'refusal', path: '/page', detailMessage: 'Not today' });
		const { name, message } = await errorOf(poller.activate());
		expect([name, message]).toEqual(['NodeApiError', 'Reading the order list: Not today']);
		expect(poller.stored).toBe('{"node:Trigger":{}}');
	});

	it('stops it where the credential is wrong, and tells n8n so', async () => {
		const { poller } = await setUpTrigger(CREATED);
		poller.credentials.data = { ...poller.credentials.data, clientSecret: 'wrong' };
		const { name, failure } = await errorOf(poller.activate());
		expect([name, failure]).toEqual(['NodeApiError', { cause: 'credential-invalid' }]);
	});

	it.each([
		['serverError', { status: 503 }, '503', { cause: 'temporarily-unavailable' }],
		['tooManyRequests', {}, '429', { cause: 'rate-limited' }],
		['drop', {}, null, { cause: 'temporarily-unavailable' }],
		['html', {}, '200', undefined],
	] as const)(
		'moves nothing, and tells n8n why (%s)',
		async (kind, values, httpCode, failure) => {
			const { portal, poller } = await setUpTrigger(CREATED);
			await poller.activate();
			const { orderNo } = bookOrder(portal);
			const { stored } = poller;
			portal.faults.order({ kind, path: ORDERS_PATH, ...values });
			const error = await errorOf(poller.poll());
			expect(error).toMatchObject({ name: 'NodeApiError', httpCode, failure });
			expect(poller.stored).toBe(stored);
			portal.faults.clear();
			expect(await poller.poll()).toMatchObject([{ orderNo }]);
		},
		20_000,
	);

	it('moves nothing where a later page of the list fails', async () => {
		const { portal, poller } = await setUpTrigger(CREATED);
		await poller.activate();
		passTime(100 * HOUR);
		const created = bookHistory(portal, 60).map(({ orderNo }) => orderNo);
		portal.faults.order({ kind: 'refusal', path: '/page', every: 3, times: 1, detailMessage: 'Not today' });
		// Asked without the sort as well, since that may be what was refused.
		portal.faults.order({ kind: 'refusal', path: '/page', every: 4, times: 1, detailMessage: 'Not today' });
		await errorOf(poller.poll());
		expect((await poller.poll())?.map(({ orderNo }) => orderNo)).toEqual(created);
	});

	it('tells no secret', async () => {
		const { portal, poller } = await setUpTrigger(CREATED);
		await poller.activate();
		portal.faults.order({ kind: 'serverError', status: 500, path: ORDERS_PATH });
		const error = await errorOf(poller.poll());
		const { accessToken, clientSecret } = poller.credentials.data;
		expect(accessToken).not.toBe('');
		for (const secret of [accessToken, clientSecret]) {
			expect(JSON.stringify({ ...error, message: error.message })).not.toContain(secret);
			expect(poller.stored).not.toContain(secret);
		}
	});
});

describe('a restart', () => {
	it('loses and repeats nothing that was saved', async () => {
		const { portal, poller } = await setUpTrigger(CREATED);
		bookHistory(portal, 3);
		await poller.activate();
		poller.restart();
		const one = bookOrder(portal);
		expect(await poller.poll()).toMatchObject([{ orderNo: one.orderNo }]);
		poller.restart();
		const other = bookOrder(portal);
		expect(await poller.poll()).toMatchObject([{ orderNo: other.orderNo }]);
		poller.restart();
		expect(await poller.poll()).toBeNull();
	});

	it('after polls that found nothing, which n8n does not save, repeats nothing', async () => {
		const { portal, poller } = await setUpTrigger(CHANGED);
		const order = bookOrder(portal, { orderStatus: 'pending' });
		await poller.activate();
		await poller.poll();
		poller.restart();
		order.orderStatus = 'succeed';
		expect(await poller.poll()).toHaveLength(1);
		poller.restart();
		expect(await poller.poll()).toBeNull();
	});
});

describe('a test in the editor', () => {
	it.each<[INodeParameters, Partial<Switches>]>([
		[CREATED, {}],
		[CREATED, { ordersSorted: 'oldestFirst' }],
		[CREATED, { ordersSorted: 'unsorted' }],
		[CHANGED, {}],
	])('shows the newest order, and moves nothing (%j, %j)', async (parameters, switches) => {
		const { portal, poller } = await setUpTrigger(parameters, switches);
		const orderNo = bookHistory(portal, 60).at(-1)?.orderNo;
		const { stored } = poller;
		expect(await poller.test()).toMatchObject([{ orderNo }]);
		expect(await poller.test()).toMatchObject([{ orderNo }]);
		expect(poller.stored).toBe(stored);
		if (parameters === CREATED && switches.ordersSorted === undefined) expect(pagesAsked(portal)).toEqual([1, 1]);
	});

	it('shows the fields that a change has', async () => {
		const { portal, poller } = await setUpTrigger(CHANGED);
		bookOrder(portal, { orderStatus: 'pending' });
		expect(await poller.test()).toMatchObject([{ orderStatus: 'pending', previousStatus: 'pending' }]);
	});

	it.each([
		[10, 10],
		[-5, -5],
		[200, 200],
	])('shows the PBX that ends next, else the one that ended last (%i days)', async (days, daysLeft) => {
		const { portal, poller } = await setUpTrigger(EXPIRING);
		portal.book.pbxs.forEach((pbx, index) => (pbx.expiresOn = dayAhead(days < 0 ? days - index : days + index)));
		const { stored } = poller;
		const { productNo } = portal.book.pbxs[0] ?? {};
		expect(await poller.test()).toMatchObject([
			{ productNo, daysLeft, threshold: daysLeft > 30 || daysLeft > 7 ? 30 : 7 },
		]);
		expect(poller.stored).toBe(stored);
	});

	it.each([
		[CREATED, 'There is no order in the portal yet that could be shown'],
		[CHANGED, 'There is no order in the portal yet that could be shown'],
		[EXPIRING, 'The portal tells of no PBX whose subscription ends, as the parameters have it'],
	])('says so where there is nothing to show (%j)', async (parameters, message) => {
		const { portal, poller } = await setUpTrigger(parameters);
		portal.book.pbxs.length = 0;
		expect(await errorOf(poller.test())).toMatchObject({ name: 'NodeApiError', message });
	});
});

it('works where n8n does not tell how long a poll may take', async () => {
	const { portal, poller } = await setUpTrigger(CREATED);
	bookOrder(portal);
	const context = poller.context();
	Object.assign(context, { getPollBudgetMs: undefined });
	expect(await new YeastarPartnerTrigger().poll.call(context)).toBeNull();
});

describe('many orders and PBXs', () => {
	it('of 5,000 orders the first poll tells none, and the next the one that is new', async () => {
		const { portal, poller } = await setUpTrigger(CHANGED, { ordersSorted: 'oldestFirst' });
		const orders = bookHistory(portal, 5000);
		await poller.activate();
		expect(pagesAsked(portal)).toEqual([0, 1, ...Array.from({ length: 199 }, (_, index) => 200 - index)]);
		Object.assign(orders[4711] ?? {}, { orderStatus: 'refunded' });
		expect(await poller.poll()).toMatchObject([{ orderNo: orders[4711]?.orderNo, previousStatus: 'succeed' }]);
		const created = new Poller(portal.url, CREATED);
		expect(await created.activate()).toBeNull();
		expect(created.stored.length).toBeLessThan(1000);
		const { orderNo } = bookOrder(portal);
		expect(await created.poll()).toMatchObject([{ orderNo }]);
	}, 120_000);
});
