import { check, placeOrders } from '../../../../support/checking';
import { closePortals, ORDER_PATH, PLANS_PATH, setUp, TOKEN_PATH } from '../../../../support/portal';

afterEach(closePortals);

describe('Check API', () => {
	it('finds all that is documented true of the sandbox', async () => {
		const bench = await setUp();
		placeOrders(bench.portal);
		const { items } = await check(bench.engine);
		const documented = items.filter(({ source }) => String(source).startsWith('documented'));
		expect(documented.length).toBeGreaterThan(30);
		expect(documented.filter(({ holds }) => holds !== 'yes')).toEqual([]);
	});

	it('orders nothing, and asks no more than 45 times', async () => {
		const bench = await setUp();
		placeOrders(bench.portal);
		const orders = bench.portal.book.orders.length;
		await check(bench.engine);
		expect(bench.received(ORDER_PATH)).toEqual([]);
		expect(bench.portal.book.orders).toHaveLength(orders);
		expect(bench.portal.requests.length).toBeLessThanOrEqual(45);
		const posts = bench.portal.requests.filter(({ method }) => method === 'POST').map(({ path }) => path);
		expect([...new Set(posts)]).toEqual([
			'/auth/openapi/v1/oauth/token',
			'/pricing/openapi/purchase/v1/pricing/calculate',
		]);
	});

	it('tells each assumption once, whatever input there is, and the whole report in the first item', async () => {
		const bench = await setUp();
		const { items } = await bench.engine.run({
			parameters: { resource: 'portal', operation: 'checkApi' },
			input: [{}, {}, {}],
		});
		const ids = items.map(({ json }) => json.id);
		expect(new Set(ids).size).toBe(ids.length);
		expect(items.filter(({ json }) => 'report' in json)).toEqual([items[0]]);
		expect(Object.keys(items[1]?.json ?? {})).toEqual(['id', 'assumption', 'holds', 'seen', 'affects', 'source']);
	});

	it('says unknown where the account holds nothing that shows it', async () => {
		const bench = await setUp();
		const { book } = bench.portal;
		for (const rows of [book.pbxs, book.customers, book.billingContacts]) rows.length = 0;
		const { report } = await check(bench.engine);
		expect(report.findings['contacts.email']).toEqual({
			holds: 'unknown',
			seen: 'nothing of the kind in this account',
		});
		const unknown = Object.entries(report.findings).filter(([, { holds }]) => holds === 'unknown');
		expect(unknown.map(([id]) => id)).toEqual(
			expect.arrayContaining([
				'customers.id',
				'pbxs.serial',
				'pbx.plan',
				'orders.time',
				'orderDetails.plan',
				'price.total',
			]),
		);
		const no = Object.entries(report.findings).filter(([, { holds }]) => holds === 'no');
		expect(no.map(([id]) => id)).toEqual([]);
	});

	it('fails in words about the credential where no token is issued', async () => {
		const bench = await setUp({}, { clientSecret: 'wrong' });
		await expect(check(bench.engine)).rejects.toThrow(/Client Secret/);
		expect(bench.received()).toEqual([]);
	});

	it('goes on where a question gets no answer', async () => {
		const bench = await setUp();
		bench.portal.faults.order({ kind: 'drop', path: '/user/openapi/user/v1/client/partner_list' });
		const { report } = await check(bench.engine);
		expect(report.findings['customers.id']?.holds).toBe('unknown');
		expect(report.findings['contacts.id']?.holds).toBe('yes');
	});

	it('tells that an answer is no JSON', async () => {
		const { engine, portal } = await setUp();
		portal.faults.order({ kind: 'html', path: PLANS_PATH });
		const { report } = await check(engine);
		expect(report.findings['envelope.fields']?.holds).toBe('no');
		expect(report.findings['envelope.fields']?.seen).toMatch(/^missing: code,/);
		expect(report.findings['plans.id']?.holds).toBe('unknown');
		expect(report.findings['plans.offering']?.holds).toBe('unknown');
		expect(report.answers.plans).toMatchObject({ refused: { http: ['200'], status: ['no status'], body: 'no JSON' } });
	});

	it('goes on where no second token is issued', async () => {
		const { engine, portal } = await setUp();
		await check(engine);
		portal.faults.order({ kind: 'drop', path: TOKEN_PATH });
		const { report } = await check(engine);
		const unknown = Object.entries(report.findings).filter(([, { holds }]) => holds === 'unknown');
		expect(unknown.map(([id]) => id)).toEqual(
			expect.arrayContaining([
				'token.token',
				'token.life',
				'token.head',
				'token.jwt',
				'token.earlier',
				'refusals.noUserAgent',
			]),
		);
		expect(report.findings['refusals.wrongToken']?.holds).toBe('yes');
	});
});
