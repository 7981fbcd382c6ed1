import {
	APPLIANCE,
	closePortals,
	ENTERPRISE_PLAN,
	locator,
	ORDER_PATH,
	setUp,
	switchFromInput,
	switchParameters,
	ULTIMATE_PLAN,
} from '../../../../support/portal';

afterEach(closePortals);

const RETRIED = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };

describe('a node that n8n runs again', () => {
	it('does not order again what failed', async () => {
		const { engine, received } = await setUp({ newOrderStatus: 'failed' });
		const { error } = await engine.run({ parameters: switchParameters(), settings: RETRIED });
		expect(error?.message).toMatch(/failed: order TU\d+ has the status "failed"/);
		expect(error?.description).toMatch(/not ordered again in this execution/);
		expect(received(ORDER_PATH)).toHaveLength(1);
	});

	it('orders what was refused, as the portal may have changed its mind', async () => {
		const { engine, portal } = await setUp();
		portal.faults.order({ kind: 'refusal', path: ORDER_PATH, times: 1 });
		const { items } = await engine.run({ parameters: switchParameters(), settings: RETRIED });
		expect(items[0]?.json.outcome).toBe('placed');
		expect(portal.book.orders).toHaveLength(1);
	});

	it('with another plan than it ordered before refuses the item', async () => {
		const { engine, portal, received } = await setUp();
		const locked = portal.book.addPbxs(11, 1)[0]?.productNo ?? '';
		portal.faults.order({ kind: 'refusal', productNo: locked });
		const input = [APPLIANCE, locked].map((sn) => ({ sn, plan: ULTIMATE_PLAN }));
		const first = engine.start({ parameters: switchFromInput(), input });
		await first.finished;
		const changed = { parameters: switchFromInput({ serviceId: locator(ENTERPRISE_PLAN) }), input };
		const { error } = await engine.retry(changed, first.data).finished;
		expect(error?.message).toMatch(/this execution already placed a different order for it/);
		expect(received(ORDER_PATH).filter(({ body }) => body.includes(APPLIANCE))).toHaveLength(1);
	});
});

describe('an expression that cannot be resolved', () => {
	it('fails its item in its own words, and nothing is ordered', async () => {
		const { engine, portal } = await setUp();
		const parameters = switchParameters({ serviceId: locator('={{ $("Nowhere").item.json.plan }}') });
		const { error } = await engine.run({ parameters });
		expect(error?.message).toMatch(/Nowhere|node/);
		const { items } = await engine.run({ parameters, settings: { onError: 'continueRegularOutput' } });
		expect(items[0]?.error?.message).toMatch(/\[item 0\]$/);
		expect(portal.requests).toEqual([]);
	});

	it('in Options counts as no options', async () => {
		const { engine } = await setUp();
		const { items } = await engine.run({ parameters: switchParameters({ options: '={{ null }}' }) });
		expect(items[0]?.json.outcome).toBe('placed');
	});
});

describe('two items for one PBX, that share a key and differ in the plan', () => {
	it('are refused once each', async () => {
		const { engine, portal } = await setUp();
		const { items } = await engine.run({
			parameters: switchFromInput({ orderKey: 'deal' }),
			input: [ULTIMATE_PLAN, ENTERPRISE_PLAN].map((plan) => ({ sn: APPLIANCE, plan })),
			settings: { onError: 'continueRegularOutput' },
		});
		expect(items.map(({ error }) => /serviceId/.test(error?.message ?? ''))).toEqual([true, true]);
		expect(portal.requests).toEqual([]);
	});
});

describe('an answer that leaves fields out', () => {
	it('still has them in the output, empty', async () => {
		const { engine } = await setUp({ orderShape: 'bare' });
		const { items } = await engine.run({ parameters: switchParameters() });
		expect(items[0]?.json).toMatchObject({ transactionNo: '', instanceId: '', orderStatus: '', productNo: APPLIANCE });
	});
});
