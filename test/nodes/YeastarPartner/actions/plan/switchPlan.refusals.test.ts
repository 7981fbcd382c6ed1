import type { INodeParameters } from 'n8n-workflow';

import {
	APPLIANCE,
	closePortals,
	LINKUS,
	LINKUS_PRO,
	locator,
	ORDER_PATH,
	setUp,
	switchFromInput,
	switchParameters,
	ULTIMATE_PLAN,
} from '../../../../support/portal';

afterEach(closePortals);

/** What is wrong, and the words that the error has to hold: the parameter, the value, what is allowed. */
const REFUSED: Array<[string, INodeParameters, RegExp[]]> = [
	['a plan ID with letters', { serviceId: locator('12a') }, [/serviceId/, /"12a"/, /1 to 19 digits/]],
	['a plan ID of 20 digits', { serviceId: locator('12345678901234567890') }, [/serviceId/, /1 to 19 digits/]],
	['a plan ID above 2^63-1', { serviceId: locator('9223372036854775808') }, [/serviceId/, /9223372036854775807/]],
	['no plan ID', { serviceId: locator('={{ "" }}') }, [/serviceId/, /empty/]],
	['a rounded plan ID', { serviceId: locator('={{ 3048560606464323584 }}') }, [/serviceId/, /rounded/, /as text/]],
	['a rounded contact ID', { billingId: locator('={{ 3197218168379846218 }}') }, [/billingId/, /rounded/, /as text/]],
	['a contact ID that is an object', { billingId: locator('={{ {} }}') }, [/billingId/, /an object/]],
	['no serial number', { productNo: locator('  ') }, [/productNo/, /letters and digits/]],
	['a serial number with a dash', { productNo: locator('3631-E099') }, [/productNo/, /"3631-E099"/]],
	[
		'a serial number that was never set',
		{ productNo: locator('={{ "" + $json.missing }}') },
		[/productNo/, /undefined/],
	],
	['an unknown product', { productId: 14 }, [/productId/, /14/, /11 \(P-Series Appliance Edition\)/]],
	['monthly Linkus', { productId: 9, billingCycle: 'monthly' }, [/billingCycle/, /"monthly"/, /annually/]],
	['monthly Software Edition', { productId: 12, billingCycle: 'monthly' }, [/billingCycle/, /annually/]],
	['a cycle of its own', { billingCycle: 'weekly' }, [/billingCycle/, /"weekly"/, /annually or monthly/]],
	['no years', { multiCycle: 0 }, [/multiCycle/, /0/, /1 to 5/]],
	['six years', { multiCycle: 6 }, [/multiCycle/, /6/, /1 to 5/]],
	['one and a half years', { multiCycle: '={{ 1.5 }}' }, [/multiCycle/, /1\.5/, /whole number/]],
	['no concurrency', { options: { maxConcurrency: 0 } }, [/maxConcurrency/, /1 to 50/]],
	['too long a timeout', { options: { timeout: 301 } }, [/timeout/, /1 to 300/]],
	['a purchase order number that is a list', { options: { poNumber: '={{ [1] }}' } }, [/poNumber/, /a list/]],
];

describe('before anything is sent', () => {
	it.each(REFUSED)('%s is refused', async (_name, values, words) => {
		const { engine, portal } = await setUp();
		const { error, items } = await engine.run({ parameters: switchParameters(values) });
		expect(items).toEqual([]);
		for (const word of words) expect(error?.message).toMatch(word);
		expect(error).toMatchObject({ name: 'NodeOperationError', context: { itemIndex: 0 } });
		expect(portal.requests).toEqual([]);
	});

	it('one bad item of three means that nothing is ordered, and all bad ones are named', async () => {
		const { engine, portal } = await setUp();
		const { error } = await engine.run({
			parameters: switchFromInput(),
			input: [
				{ sn: APPLIANCE, plan: ULTIMATE_PLAN },
				{ sn: 'not a serial', plan: ULTIMATE_PLAN },
				{ sn: LINKUS, plan: 'Pro' },
			],
		});
		expect(error?.context?.itemIndex).toBe(1);
		expect(error?.message).toContain('[item 1]');
		expect(error?.description).toMatch(/Nothing was ordered for any item.*serviceId.*"Pro".*\[item 2\]/);
		expect(portal.requests).toEqual([]);
	});

	it('with Continue On Fail the good items are ordered', async () => {
		const { engine, portal } = await setUp();
		const { items, error } = await engine.run({
			parameters: switchFromInput({ productId: '={{ $json.product }}' }),
			input: [
				{ product: 11, sn: APPLIANCE, plan: ULTIMATE_PLAN },
				{ product: 11, sn: '', plan: ULTIMATE_PLAN },
				{ product: 9, sn: LINKUS, plan: LINKUS_PRO },
			],
			settings: { onError: 'continueRegularOutput' },
		});
		expect(error).toBeUndefined();
		expect(portal.book.orders.map(({ productNo }) => productNo).sort()).toEqual([APPLIANCE, LINKUS].sort());
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }, { item: 2 }]);
		expect(items.map(({ json }) => json.outcome)).toEqual(['placed', undefined, 'placed']);
		expect(items[1]?.error?.message).toMatch(/productNo/);
	});

	it('a run whose items are all bad does not read the credential', async () => {
		const { engine } = await setUp();
		const parameters = switchParameters({ multiCycle: 9 });
		await engine.run({ parameters, settings: { onError: 'continueRegularOutput' } });
		expect(engine.credentials.reads).toBe(0);
	});
});

describe('what the portal refuses', () => {
	it('is told in its own words, with its request ID, the item and what was sent', async () => {
		const { engine } = await setUp();
		const { error } = await engine.run({
			parameters: switchParameters({ serviceId: locator(LINKUS_PRO) }),
		});
		expect(error?.message).toBe(
			`The portal refused the order for PBX ${APPLIANCE}: Product 11 has no plan ${LINKUS_PRO} [item 0]`,
		);
		expect(error?.description).toMatch(/serviceId.*Nothing was ordered for this item.*Request ID: [0-9a-f]{32}/);
		expect(error).toMatchObject({ name: 'NodeApiError', httpCode: '400', context: { itemIndex: 0 } });
	});

	it("is told as it stands, even where n8n's canned sentences would replace it", async () => {
		const { engine, portal } = await setUp();
		portal.faults.order({
			kind: 'refusal',
			path: ORDER_PATH,
			detailMessage: 'Device EPERM42 is locked, see ETIMEDOUT',
		});
		const { error } = await engine.run({ parameters: switchParameters() });
		expect(error?.message).toContain('Device EPERM42 is locked, see ETIMEDOUT');
	});

	it.each(['failed', 'invalid', 'cancelled', 'Canceled'])('an order with the status %s is an error', async (status) => {
		const { engine, portal } = await setUp({ newOrderStatus: status });
		const { error } = await engine.run({ parameters: switchParameters() });
		expect(error?.message).toContain(portal.book.orders[0]?.orderNo);
		expect(error?.message).toContain(status);
	});

	it.each(['pending', 'confirming'])('an order with the status %s is output as it is', async (newOrderStatus) => {
		const { engine } = await setUp({ newOrderStatus });
		const { items } = await engine.run({ parameters: switchParameters() });
		expect(items[0]?.json).toMatchObject({ orderStatus: newOrderStatus, outcome: 'placed' });
	});

	it('stops what was not sent yet, and names the orders that were placed', async () => {
		const { engine, portal } = await setUp();
		const pbxs = portal.book.addPbxs(11, 6);
		portal.faults.order({ kind: 'refusal', productNo: pbxs[2]?.productNo ?? '', detailMessage: 'Locked' });
		const { error } = await engine.run({
			parameters: switchFromInput({ options: { maxConcurrency: 1 } }),
			input: pbxs.map(({ productNo }) => ({ sn: productNo, plan: ULTIMATE_PLAN })),
		});
		expect(portal.book.orders).toHaveLength(2);
		expect(error?.context?.itemIndex).toBe(2);
		for (const { orderNo } of portal.book.orders) expect(error?.description).toContain(orderNo);
		expect(error?.description).toContain('Not sent: 3 of 6 orders');
	});

	it('with Continue On Fail leaves the other items unharmed', async () => {
		const { engine, portal } = await setUp();
		const pbxs = portal.book.addPbxs(11, 6);
		portal.faults.order({ kind: 'refusal', productNo: pbxs[2]?.productNo ?? '', detailMessage: 'Locked' });
		const { items } = await engine.run({
			parameters: switchFromInput(),
			input: pbxs.map(({ productNo }) => ({ sn: productNo, plan: ULTIMATE_PLAN })),
			settings: { onError: 'continueRegularOutput' },
		});
		expect(portal.book.orders).toHaveLength(5);
		expect(items.map(({ error }) => error?.message ?? 'placed')).toEqual([
			'placed',
			'placed',
			expect.stringContaining('Locked'),
			'placed',
			'placed',
			'placed',
		]);
	});
});

describe('a run that stops halfway', () => {
	it('names what else was refused and what was left without an answer', async () => {
		const { engine, portal } = await setUp();
		const [first, refused, lost] = portal.book.addPbxs(11, 3).map(({ productNo }) => productNo);
		portal.faults.order({ kind: 'refusal', productNo: first ?? '' });
		portal.faults.order({ kind: 'refusal', productNo: refused ?? '' });
		portal.faults.order({ kind: 'drop', productNo: lost ?? '' });
		const { error } = await engine.run({
			parameters: switchFromInput(),
			input: [first, refused, lost].map((sn) => ({ sn: sn ?? '', plan: ULTIMATE_PLAN })),
		});
		expect(error?.description).toContain(`Not placed: PBX ${refused}`);
		expect(error?.description).toContain(`Sent, but left without an answer: PBX ${lost}`);
	});

	it('names ten of many bad items', async () => {
		const { engine } = await setUp();
		const input = Array.from({ length: 14 }, (_, index) => ({ sn: `bad-${index}`, plan: ULTIMATE_PLAN }));
		const { error } = await engine.run({ parameters: switchFromInput(), input });
		expect(error?.description).toMatch(/bad-10.* and 3 more\.$/);
	});
});
