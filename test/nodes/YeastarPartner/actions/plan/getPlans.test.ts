import {
	APPLIANCE,
	closePortals,
	ENTERPRISE_PLAN,
	locator,
	PLANS_PATH,
	setUp,
	TOKEN_PATH,
	ULTIMATE_PLAN,
} from '../../../../support/portal';
import type { Switches } from '../../../../../sandbox/switches';

afterEach(closePortals);

const OFFERING = '3048558000000000011';
const plans = (values = {}) => ({
	resource: 'plan',
	operation: 'getPlans',
	productId: 11,
	productNo: locator(''),
	...values,
});

const SHAPES: Array<[string, Partial<Switches>]> = [
	['an array under a field, beside services', { plansShape: 'planList' }],
	['an array', { plansShape: 'array' }],
	['an array deep inside', { plansShape: 'nested' }],
	['an array under another field, the offering apart', { plansShape: 'other' }],
	['bare numbers as IDs', { numericIds: true }],
];

describe('Get Plans', () => {
	it.each(SHAPES)('finds the plans in %s', async (_name, switches) => {
		const { engine } = await setUp({ plansHavePricingId: false, ...switches });
		const { items, error } = await engine.run({ parameters: plans() });
		expect(error).toBeUndefined();
		expect(items).toEqual(
			[
				['3048558946648207360', 'Standard Plan'],
				[ENTERPRISE_PLAN, 'Enterprise Plan'],
				[ULTIMATE_PLAN, 'Ultimate Plan'],
			].map(([planId, planName]) => ({
				json: { planId, planName, productId: '11', offeringId: OFFERING },
				pairedItem: { item: 0 },
			})),
		);
	});

	it('sends the serial number where there is one, and asks once for each product', async () => {
		const { engine, received } = await setUp();
		const { items } = await engine.run({
			parameters: plans({ productId: '={{ $json.product }}', productNo: locator('={{ $json.sn }}') }),
			input: [
				{ product: 11, sn: APPLIANCE },
				{ product: '9', sn: '' },
				{ product: 11, sn: ` ${APPLIANCE}` },
			],
		});
		expect(items.map(({ pairedItem, json }) => [pairedItem, json.productId])).toEqual([
			...Array<unknown>(3).fill([{ item: 0 }, '11']),
			...Array<unknown>(2).fill([{ item: 1 }, '9']),
			...Array<unknown>(3).fill([{ item: 2 }, '11']),
		]);
		expect(received(PLANS_PATH).map(({ url }) => url)).toEqual([
			`${PLANS_PATH}?productId=11&productNo=${APPLIANCE}`,
			`${PLANS_PATH}?productId=9`,
		]);
		expect(received(TOKEN_PATH)).toHaveLength(1);
		expect(engine.credentials.reads).toBe(1);
	});

	it('refuses an unknown product before anything is sent', async () => {
		const { engine, portal } = await setUp();
		const { error } = await engine.run({ parameters: plans({ productId: '={{ 10 }}' }) });
		expect(error?.message).toMatch(/^Product \(productId\) is 10\. The product is one of 11/);
		expect(portal.requests).toEqual([]);
	});

	it("tells the portal's refusal in its words", async () => {
		const { engine } = await setUp({ requireProductNo: true });
		const { error } = await engine.run({ parameters: plans() });
		expect(error?.message).toBe('productNo is required for this product [item 0]');
		expect(error?.description).toMatch(/Request ID: [0-9a-f]{32}/);
	});

	it('with Continue On Fail fails the item, and no other', async () => {
		const { engine } = await setUp({ requireProductNo: true });
		const { items } = await engine.run({
			parameters: plans({ productId: '={{ $json.product }}' }),
			input: [{ product: 11 }, { product: 13 }],
			settings: { onError: 'continueRegularOutput' },
		});
		expect(items.map(({ json, error }) => error?.message ?? json.planName)).toEqual([
			'productNo is required for this product [item 0]',
			'Enterprise Plan',
			'Ultimate Plan',
		]);
	});

	it('refuses a web page instead of passing it on', async () => {
		const { engine, portal } = await setUp();
		portal.faults.order({ kind: 'html', path: PLANS_PATH });
		const { items, error } = await engine.run({ parameters: plans() });
		expect(items).toEqual([]);
		expect(error?.message).toMatch(/web page/);
	});

	it('says so where an answer holds something, but no plan', async () => {
		const { engine, portal } = await setUp({ plansShape: 'nested' });
		portal.book.plans.length = 0;
		const { error } = await engine.run({ parameters: plans() });
		expect(error?.message).toMatch(/holds no plan that can be recognized/);
	});

	it.each(['array', 'planList'] as const)('outputs nothing where the portal lists nothing (%s)', async (plansShape) => {
		const { engine, portal } = await setUp({ plansShape });
		portal.book.plans.length = 0;
		portal.book.services.length = 0;
		const { items, error } = await engine.run({ parameters: plans() });
		expect([items, error]).toEqual([[], undefined]);
	});

	it('leaves the offering out where the portal tells none, and needs no serial number at all', async () => {
		const { engine, portal } = await setUp({ plansHavePricingId: false });
		portal.book.products.splice(0, 1, { productId: 11, name: 'Appliance', offeringId: '' });
		const { items } = await engine.run({ parameters: { resource: 'plan', operation: 'getPlans', productId: 11 } });
		expect(items[0]?.json).toEqual({ planId: '3048558946648207360', planName: 'Standard Plan', productId: '11' });
	});
});
