import { parse, type LosslessNumber } from 'lossless-json';

import {
	APPLIANCE,
	closePortals,
	CONTACT,
	LINKUS,
	LINKUS_PRO,
	locator,
	ORDER_PATH,
	setUp,
	switchFromInput,
	switchParameters,
	TOKEN_PATH,
	ULTIMATE_PLAN,
} from '../../../../support/portal';

afterEach(closePortals);

/** The tutorials' sample bodies, value by value. */
const TUTORIALS = [
	{
		name: 'P-Series Appliance Edition',
		values: { productId: 11, productNo: locator(APPLIANCE), serviceId: locator(ULTIMATE_PLAN) },
		body: `{"operationType":"switch_plan","productId":11,"productNo":"3631E0997265","billingId":3197218168379846218,"serviceList":[{"serviceType":"plan","serviceId":3048560606464323584,"purchaseType":"switch","billingModel":"recurring","billingCycle":"annually","multiCycle":1}]}`,
		numbers: { orderNo: 'TU3206211643299860480', transactionNo: 'XB3206211644021280769' },
		instanceId: '1259567',
	},
	{
		name: 'Linkus Cloud Service',
		values: { productId: 9, productNo: locator(LINKUS), serviceId: locator(LINKUS_PRO) },
		body: `{"operationType":"switch_plan","productId":9,"productNo":"369471667338","billingId":3197218168379846218,"serviceList":[{"serviceType":"plan","serviceId":3048918719332507648,"purchaseType":"switch","billingModel":"recurring","billingCycle":"annually","multiCycle":1}]}`,
		numbers: { orderNo: 'BF3206196711837917184', transactionNo: 'YJ3206196712509005825' },
		instanceId: '106396',
	},
];

describe("the tutorials' samples", () => {
	it.each(TUTORIALS)('$name: the request arrives as it is documented', async ({ values, body }) => {
		const { engine, received } = await setUp();
		await engine.run({ parameters: switchParameters(values) });
		expect(received(ORDER_PATH).map((request) => request.body)).toEqual([body]);
		expect(received(ORDER_PATH)[0]?.headers).toMatchObject({
			'user-agent': 'OpenAPI',
			'content-type': 'application/json',
			authorization: expect.stringMatching(/^Bearer .+/) as unknown,
		});
	});

	it.each(TUTORIALS)('$name: the answer comes out with every digit', async ({ values, numbers, instanceId }) => {
		const { engine, portal } = await setUp();
		portal.book.presetNumbers.push(numbers);
		const { items, error } = await engine.run({ parameters: switchParameters(values) });
		expect(error).toBeUndefined();
		expect(items).toEqual([
			{
				json: {
					...numbers,
					orderStatus: 'succeed',
					instanceId,
					productNo: values.productNo.value,
					productId: String(values.productId),
					serviceId: values.serviceId.value,
					billingId: CONTACT,
					requestId: expect.stringMatching(/^[0-9a-f]{32}$/) as unknown,
					outcome: 'placed',
				},
				pairedItem: { item: 0 },
			},
		]);
	});
});

describe('the parameters', () => {
	it('may come from expressions as text or as numbers', async () => {
		const { engine, portal } = await setUp();
		const { error } = await engine.run({
			parameters: switchParameters({
				productId: '={{ $json.product }}',
				productNo: locator('={{ $json.sn }}'),
				serviceId: locator('={{ $json.plan }}'),
				billingId: locator('={{ $json.contact }}'),
				billingCycle: '={{ $json.cycle }}',
				multiCycle: '={{ $json.years }}',
			}),
			input: [
				{ product: '11', sn: ` ${APPLIANCE} `, plan: ULTIMATE_PLAN, contact: CONTACT, cycle: 'annually', years: '3' },
				{ product: 9, sn: 369471667338, plan: ` ${LINKUS_PRO}`, contact: CONTACT, cycle: 'annually', years: 2 },
			],
		});
		expect(error).toBeUndefined();
		expect(portal.book.orders).toMatchObject([
			{ productNo: APPLIANCE, planId: ULTIMATE_PLAN, billingId: CONTACT, multiCycle: 3 },
			{ productNo: LINKUS, planId: LINKUS_PRO, billingId: CONTACT, multiCycle: 2 },
		]);
	});

	it('may be plain values instead of resource locators', async () => {
		const { engine, portal } = await setUp();
		await engine.run({
			parameters: switchParameters({ productNo: APPLIANCE, billingId: CONTACT, serviceId: ULTIMATE_PLAN }),
		});
		expect(portal.book.orders).toHaveLength(1);
	});

	it('send monthly with the interval 0, whatever Years holds', async () => {
		const { engine, received } = await setUp();
		await engine.run({ parameters: switchParameters({ billingCycle: 'monthly', multiCycle: 4 }) });
		const body = parse(received(ORDER_PATH)[0]?.body ?? '') as { serviceList: Array<Record<string, LosslessNumber>> };
		expect(body.serviceList[0]).toMatchObject({ billingCycle: 'monthly', multiCycle: { value: '0' } });
	});

	it('send the purchase order number, and none where it is empty', async () => {
		const { engine, portal } = await setUp();
		const options = { poNumber: '={{ $json.po }}' };
		await engine.run({
			parameters: switchFromInput({ options }),
			input: [{ sn: APPLIANCE, plan: ULTIMATE_PLAN, po: 'PO-2026/17' }],
		});
		await engine.run({
			parameters: switchFromInput({ options }),
			input: [{ sn: '3631E0112233', plan: ULTIMATE_PLAN, po: '' }],
		});
		expect(portal.book.orders.map(({ poNumber }) => poNumber)).toEqual(['PO-2026/17', undefined]);
	});
});

describe('many items', () => {
	it('50 switches cost 50 orders and one token', async () => {
		const { engine, portal, received } = await setUp();
		const pbxs = portal.book.addPbxs(11, 50);
		const { items, error } = await engine.run({
			parameters: switchFromInput(),
			input: pbxs.map(({ productNo }) => ({ sn: productNo, plan: ULTIMATE_PLAN })),
		});
		expect(error).toBeUndefined();
		expect(items.map(({ json }) => json.productNo)).toEqual(pbxs.map(({ productNo }) => productNo));
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual(pbxs.map((_pbx, item) => ({ item })));
		expect(received(ORDER_PATH)).toHaveLength(50);
		expect(received(TOKEN_PATH)).toHaveLength(1);
		expect(received()).toHaveLength(0);
		expect(engine.credentials.reads).toBe(1);
	});

	it('keep the order of the input though answers come in another', async () => {
		const { engine, portal } = await setUp();
		const pbxs = portal.book.addPbxs(11, 10);
		portal.faults.order({ kind: 'latency', productNo: pbxs[0]?.productNo ?? '', milliseconds: 400 });
		const { items } = await engine.run({
			parameters: switchFromInput({ options: { maxConcurrency: 10 } }),
			input: pbxs.map(({ productNo }) => ({ sn: productNo, plan: ULTIMATE_PLAN })),
		});
		expect(portal.book.orders.at(-1)?.productNo).toBe(pbxs[0]?.productNo);
		expect(items.map(({ json }) => json.productNo)).toEqual(pbxs.map(({ productNo }) => productNo));
	});
});
