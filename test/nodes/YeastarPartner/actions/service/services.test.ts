import { SERVICE, WITHOUT_PLAN } from '../../../../sandbox/orders';
import {
	APPLIANCE,
	closePortals,
	locator,
	ORDER_PATH,
	PLANS_PATH,
	setUp,
	switchParameters,
} from '../../../../support/portal';

afterEach(closePortals);

describe('Get Services', () => {
	it('lists the services of a product, serviceId as text', async () => {
		const { engine } = await setUp({ numericIds: true });
		const { items } = await engine.run({
			parameters: { resource: 'service', operation: 'getServices', productId: 11, productNo: locator('') },
		});
		expect(items.map(({ json }) => [json.serviceId, json.productId])).toEqual([
			[SERVICE.hotel, '11'],
			[SERVICE.hotelPms, '11'],
		]);
	});

	it('lists those of a product that has no plans', async () => {
		const { engine } = await setUp();
		const { items, error } = await engine.run({
			parameters: { resource: 'service', operation: 'getServices', productId: 19, productNo: locator('') },
		});
		expect(error).toBeUndefined();
		expect(items.map(({ json }) => json.serviceId)).toContain(SERVICE.ycm);
	});
});

describe('Purchase Service', () => {
	const purchase = switchParameters({
		resource: 'service',
		operation: 'purchaseService',
		serviceId: locator('hotel module', 'name'),
	});

	it('buys a service by its name, billed once', async () => {
		const { engine, received } = await setUp();
		const { items } = await engine.run({ parameters: purchase });
		expect(items[0]?.json).toMatchObject({ outcome: 'placed', serviceId: SERVICE.hotel, serviceName: 'Hotel Module' });
		expect(received(ORDER_PATH)[0]?.body).toContain(
			`"serviceId":${SERVICE.hotel},"purchaseType":"purchase","billingModel":"once","billingCycle":"once","multiCycle":0`,
		);
	});

	it('names the services that there are where a name fits none', async () => {
		const { engine } = await setUp();
		const { error } = await engine.run({ parameters: { ...purchase, serviceId: locator('Spa Module', 'name') } });
		expect(error?.message).toMatch(
			/^Service \(serviceId\) is "Spa Module", which is the name of no service of .*"Hotel Module"/,
		);
	});
});

describe('Purchase Plan', () => {
	it('buys the first plan of a PBX', async () => {
		const { engine, portal } = await setUp();
		const { items } = await engine.run({
			parameters: switchParameters({ operation: 'purchasePlan', productNo: locator(WITHOUT_PLAN[11]) }),
		});
		expect(items[0]?.json.outcome).toBe('placed');
		expect(portal.book.orders[0]).toMatchObject({ productNo: WITHOUT_PLAN[11], operationType: 'purchase_plan' });
	});
});

describe('Renew Plan', () => {
	const renew = switchParameters({ operation: 'renewPlan', serviceId: locator('Enterprise', 'name') });

	it('is refused before it is sent where the portal tells that the billing cycle would change', async () => {
		const { engine, received } = await setUp({ pbxTellsCycle: true });
		const { error } = await engine.run({ parameters: renew });
		expect(error?.message).toBe(
			`Billing Cycle (billingCycle) is "annually", but PBX ${APPLIANCE} is billed monthly. A renewal cannot change the billing cycle. [item 0]`,
		);
		expect(received(ORDER_PATH)).toEqual([]);
	});

	it('is placed in the cycle that the portal tells', async () => {
		const { engine } = await setUp({ pbxTellsCycle: true });
		const { items } = await engine.run({ parameters: { ...renew, billingCycle: 'monthly' } });
		expect(items[0]?.json.outcome).toBe('placed');
	});

	it('asks at most N + 3 times for 1,000 renewals by plan name', async () => {
		const { engine, portal, received } = await setUp();
		const pbxs = portal.book.addPbxs(11, 1000);
		const before = portal.requests.length;
		const { items } = await engine.run({
			parameters: { ...renew, productNo: locator('={{ $json.sn }}'), serviceId: locator('={{ $json.plan }}', 'name') },
			input: pbxs.map(({ productNo, planId = '' }) => ({ sn: productNo, plan: portal.book.planName(planId) })),
		});
		expect(items.every(({ json }) => json.outcome === 'placed')).toBe(true);
		expect(received(PLANS_PATH)).toHaveLength(1);
		expect(portal.requests.length - before).toBeLessThanOrEqual(1003);
		expect(new Set(portal.book.orders.map(({ productNo }) => productNo)).size).toBe(1000);
	}, 60_000);
});
