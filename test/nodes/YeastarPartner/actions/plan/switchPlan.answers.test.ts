import type { Fault } from '../../../../../sandbox/faults';
import { closeScripted, envelopeText, setUpScripted } from '../../../../support/scriptedPortal';
import {
	APPLIANCE,
	closePortals,
	ORDER_PATH,
	setUp,
	switchFromInput,
	switchParameters,
	ULTIMATE_PLAN,
} from '../../../../support/portal';

afterEach(async () => {
	await Promise.all([closePortals(), closeScripted()]);
});

/** Faults after which nobody can tell from the answer whether the order was placed. */
const LOST: Array<[string, Omit<Fault, 'path'>, RegExp]> = [
	['HTTP 500', { kind: 'serverError' }, /Something went wrong/],
	['HTTP 502 of a proxy', { kind: 'html', status: 502 }, /web page.*HTTP 502/],
	['a web page with HTTP 200', { kind: 'html' }, /web page.*HTTP 200/],
	['a body that breaks off', { kind: 'truncated' }, /malformed JSON/],
	['a dropped connection', { kind: 'drop' }, /connection was closed/],
	['no answer in time', { kind: 'noAnswer' }, /no answer came within 1 s/],
	['an answer that trickles without end', { kind: 'trickle' }, /no answer came within 1 s/],
	['HTTP 101', { kind: 'switchingProtocols' }, /no answer came within 1 s/],
	['a redirect', { kind: 'redirect', location: '/elsewhere' }, /redirect.*not followed/],
];
const parameters = switchParameters({ options: { timeout: 1 } });

describe('an answer that is lost', () => {
	it.each(LOST)(
		'%s after the order was placed: it is found in the portal, and nothing is sent again',
		async (_name, fault) => {
			const { engine, portal, received } = await setUp();
			portal.faults.order({ ...fault, path: ORDER_PATH, afterCommit: true });
			const { items, error } = await engine.run({ parameters });
			const [order] = portal.book.orders;
			expect(error).toBeUndefined();
			expect(items[0]?.json).toMatchObject({
				orderNo: order?.orderNo,
				orderStatus: 'succeed',
				productNo: APPLIANCE,
				productId: '11',
				serviceId: ULTIMATE_PLAN,
				requestId: expect.stringMatching(/^[0-9a-f]{32}$/) as unknown,
				outcome: 'recovered',
			});
			expect(received(ORDER_PATH)).toHaveLength(1);
		},
	);

	it.each(LOST)(
		'%s before it was placed: the outcome is said to be unknown, and nothing is sent again',
		async (_name, fault, words) => {
			const { engine, portal, received } = await setUp();
			portal.faults.order({ ...fault, path: ORDER_PATH });
			const { error, items } = await engine.run({ parameters });
			expect(items).toEqual([]);
			expect(error?.message).toMatch(/^It is unknown whether the order for PBX 3631E0997265 was placed: /);
			expect(error?.message).toMatch(words);
			expect(error?.description).toMatch(/It is not among the 0 orders of the order list \(from 20.*Z on\)/);
			expect(error?.description).toMatch(/look in the Partner Portal's order list for an order for PBX 3631E0997265/);
			expect(`${error?.message} ${error?.description}`).not.toMatch(/retry on fail/i);
			expect(received(ORDER_PATH)).toHaveLength(1);
			expect(portal.book.orders).toHaveLength(0);
		},
	);

	it('and an order list that cannot be read leave it unknown, never "not found"', async () => {
		const { engine, portal } = await setUp();
		portal.faults.order({ kind: 'drop', path: ORDER_PATH, afterCommit: true });
		portal.faults.order({ kind: 'html', path: '/order/v1/page' });
		const { error } = await engine.run({ parameters });
		expect(error?.message).toMatch(/^It is unknown whether/);
		expect(error?.description).toMatch(/The order list does not tell: The portal answered with a web page/);
	});

	it('and an order that failed is told as that', async () => {
		const { engine, portal } = await setUp({ newOrderStatus: 'failed' });
		portal.faults.order({ kind: 'drop', path: ORDER_PATH, afterCommit: true });
		const { error } = await engine.run({ parameters });
		expect(error?.message).toMatch(/failed: order TU\d+ has the status "failed"/);
	});

	it('a success that names no order number is looked up too', async () => {
		const { engine, portal } = await setUp({ orderShape: 'withoutNumber' });
		const { items } = await engine.run({ parameters });
		expect(items[0]?.json).toMatchObject({ orderNo: portal.book.orders[0]?.orderNo, outcome: 'recovered' });
	});
});

describe('an order that was not sent', () => {
	it('because nothing listens at the base URL: says so, and that nothing was ordered', async () => {
		const { engine, portal } = await setUp();
		await engine.run({ parameters: switchParameters() });
		await portal.close();
		const { error } = await engine.run({ parameters: switchParameters() });
		expect(error?.message).toMatch(/^The order for PBX 3631E0997265 was not placed: .* the connection was refused/);
		expect(error?.description).toContain('Nothing was ordered for this item.');
	});

	it('because the host name is not known', async () => {
		const { engine } = await setUp({}, { baseUrl: 'https://portal.invalid' });
		const { error } = await engine.run({ parameters: switchParameters() });
		expect(error?.message).toMatch(/Could not reach the Yeastar Partner Portal at portal\.invalid: its host name/);
	});

	it('because the portal asks for fewer requests', async () => {
		const { engine, portal } = await setUp();
		portal.faults.order({ kind: 'tooManyRequests', path: ORDER_PATH });
		const { error } = await engine.run({ parameters: switchParameters() });
		expect(error?.message).toMatch(/was not placed: Too many requests/);
		expect(portal.book.orders).toHaveLength(0);
	});
});

describe("an answer's shape", () => {
	it('may have the order nested, with further fields, each number as it was written', async () => {
		const { engine } = await setUp({ orderShape: 'nested' });
		const { items } = await engine.run({ parameters: switchParameters() });
		expect(items[0]?.json).toMatchObject({ productNo: APPLIANCE, amount: '10.10', outcome: 'placed' });
	});

	it('may have numbers where IDs are documented as text', async () => {
		const { engine } = await setUp({ orderShape: 'numbers' });
		const { items } = await engine.run({ parameters: switchParameters() });
		expect(items[0]?.json).toMatchObject({ instanceId: '1259567', planRank: 3, amount: '10.10' });
	});

	it("with a field named error does not make n8n's Retry On Fail order again", async () => {
		const { engine, received } = await setUp({ orderShape: 'withErrorField' });
		const { items } = await engine.run({
			parameters: switchFromInput(),
			input: [{ sn: APPLIANCE, plan: ULTIMATE_PLAN }],
			settings: { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 },
		});
		expect(received(ORDER_PATH)).toHaveLength(1);
		expect(items[0]?.json).toMatchObject({ portalError: '', outcome: 'placed' });
		expect(items[0]?.json).not.toHaveProperty('error');
	});
});

describe('two things that go wrong at once', () => {
	it('a lost answer is looked up even when the portal accepts no token by then', async () => {
		const { engine, portal } = await setUp();
		const [lost, rejected] = portal.book.addPbxs(11, 2).map(({ productNo }) => productNo);
		portal.faults.order({ kind: 'latency', productNo: lost ?? '', milliseconds: 100 });
		portal.faults.order({ kind: 'drop', productNo: lost ?? '', afterCommit: true });
		portal.faults.order({ kind: 'unauthorized', productNo: rejected ?? '' });
		const { items } = await engine.run({
			parameters: switchFromInput(),
			input: [lost, rejected].map((sn) => ({ sn: sn ?? '', plan: ULTIMATE_PLAN })),
			settings: { onError: 'continueRegularOutput' },
		});
		expect(items[0]?.error?.message ?? items[0]?.json.outcome).toMatch(/^(recovered$|It is unknown)/);
		expect(items[1]?.error?.message).toMatch(/was not placed/);
	});
});

describe('a portal that does not sort its order list', () => {
	it('is asked again without, and the order is found', async () => {
		const { engine, portal } = await setUp({ refusesSort: true });
		portal.faults.order({ kind: 'drop', path: ORDER_PATH, afterCommit: true });
		const { items } = await engine.run({ parameters });
		expect(items[0]?.json.outcome).toBe('recovered');
	});
});

describe('several orders that failed', () => {
	it('are all named in the error of the first', async () => {
		const { engine, portal } = await setUp({ newOrderStatus: 'failed' });
		const pbxs = portal.book.addPbxs(11, 2);
		const { error } = await engine.run({
			parameters: switchFromInput(),
			input: pbxs.map(({ productNo }) => ({ sn: productNo, plan: ULTIMATE_PLAN })),
		});
		const text = `${error?.message} ${error?.description}`;
		for (const { orderNo } of portal.book.orders) expect(text).toContain(orderNo);
		expect(portal.book.orders).toHaveLength(2);
	});
});

describe('a refusal that names an order', () => {
	it.each([200, 400, 401, 402, 429])(
		'with status %i is never ordered again, by Retry On Fail or by the next execution with its key',
		async (status) => {
			const orderNo = 'TU3206211643299860480';
			const refusal = {
				code: 'payment_pending',
				detailMessage: 'The order waits for its payment',
				status,
				result: { orderNo, orderStatus: 'pending' },
			};
			const { engine, asked } = await setUpScripted(({ path }) =>
				path === ORDER_PATH
					? { status, text: envelopeText(refusal) }
					: { text: envelopeText({ result: { results: [], total: 0 } }) },
			);
			const setup = {
				parameters: switchParameters({ orderKey: 'D-1' }),
				settings: { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 },
			};
			const first = await engine.run(setup);
			const second = await engine.run(setup);
			expect(asked.filter(({ path }) => path === ORDER_PATH)).toHaveLength(1);
			expect(first.error?.message).toMatch(/^It is unknown whether the order/);
			expect(second.error?.message).toMatch(/^It is unknown whether the order/);
		},
	);
});
