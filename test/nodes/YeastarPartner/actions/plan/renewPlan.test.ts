import {
	APPLIANCE,
	closePortals,
	CONTACT,
	ENTERPRISE_PLAN,
	locator,
	ORDER_PATH,
	PACKAGE,
	setUp,
	switchParameters,
	ULTIMATE_PLAN,
} from '../../../../support/portal';

afterEach(closePortals);

const renewal = switchParameters({
	operation: 'renewPlan',
	billingCycle: 'monthly',
	serviceId: locator(ENTERPRISE_PLAN),
	options: { timeout: 1 },
});

describe('Renew Plan', () => {
	it('says of the billing cycle that it is kept, and not of the years, of which the tutorial says nothing', () => {
		const descriptionOf = (field: string) =>
			PACKAGE.node.description.properties.find(
				({ name, displayOptions }) =>
					name === field && JSON.stringify(displayOptions?.show?.operation) === '["renewPlan"]',
			)?.description;
		expect(descriptionOf('billingCycle')).toBe('How often the subscription is billed. A renewal cannot change it.');
		expect(descriptionOf('multiCycle')).toBe('How many years are billed at once, 1 to 5');
	});

	it('sends the payload of the tutorial, field by field', async () => {
		const { engine, received } = await setUp();
		const { error, items } = await engine.run({ parameters: renewal });
		expect(error).toBeUndefined();
		expect(received(ORDER_PATH)[0]?.body).toBe(
			`{"operationType":"renew_plan","productId":11,"productNo":"${APPLIANCE}","billingId":${CONTACT},"serviceList":[{"serviceType":"plan","serviceId":${ENTERPRISE_PLAN},"purchaseType":"renew","billingModel":"recurring","billingCycle":"monthly","multiCycle":0}]}`,
		);
		expect(items[0]?.json).toMatchObject({ outcome: 'placed', productNo: APPLIANCE, serviceId: ENTERPRISE_PLAN });
	});

	it('is placed once with an order key, and not taken for a switch with the same key', async () => {
		const { engine, portal } = await setUp();
		const parameters = { ...renewal, orderKey: 'contract-7' };
		const outcomes = [];
		for (let times = 1; times <= 2; times++) outcomes.push((await engine.run({ parameters })).items[0]?.json.outcome);
		expect(outcomes).toEqual(['placed', 'alreadyPlaced']);
		const other = { ...parameters, operation: 'switchPlan', serviceId: locator(ULTIMATE_PLAN) };
		expect((await engine.run({ parameters: other })).error?.message).toMatch(/was used before for another order/);
		expect(portal.book.orders).toHaveLength(1);
	});

	it('is found in the portal when its answer is lost', async () => {
		const { engine, portal, received } = await setUp();
		portal.faults.order({ kind: 'drop', path: ORDER_PATH, afterCommit: true });
		const { items } = await engine.run({ parameters: renewal });
		expect(items[0]?.json).toMatchObject({ outcome: 'recovered', orderNo: portal.book.orders[0]?.orderNo });
		expect(received(ORDER_PATH)).toHaveLength(1);
	});

	it('is offered for product 11 only', async () => {
		const { engine, received } = await setUp();
		const { error } = await engine.run({ parameters: { ...renewal, productId: 13 } });
		expect(error?.message).toMatch(
			/^Product \(productId\) is 13\. The product is one of 11 \(P-Series Appliance Edition\)\./,
		);
		expect(received(ORDER_PATH)).toEqual([]);
	});
});
