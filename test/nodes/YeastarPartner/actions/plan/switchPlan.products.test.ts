import { closePortals, locator, setUp, switchParameters } from '../../../../support/portal';

afterEach(closePortals);

const SOFTWARE = { productId: 12, productNo: locator('PSE0A1B2C3D4') };
const CLOUD = { productId: 13, productNo: locator('PCE9F8E7D6C5') };

describe('P-Series Software Edition and Cloud Edition', () => {
	it.each([
		['Software Edition, annually', { ...SOFTWARE, multiCycle: 5 }, { billingCycle: 'annually', multiCycle: 5 }],
		['Cloud Edition, annually', { ...CLOUD, multiCycle: 2 }, { billingCycle: 'annually', multiCycle: 2 }],
		['Cloud Edition, monthly', { ...CLOUD, billingCycle: 'monthly' }, { billingCycle: 'monthly', multiCycle: 0 }],
	])('are switched as their tutorials say (%s)', async (_name, values, line) => {
		const { engine, portal } = await setUp();
		const { error } = await engine.run({
			parameters: switchParameters({ ...values, serviceId: locator('Ultimate Plan', 'name') }),
		});
		expect(error).toBeUndefined();
		expect(portal.book.orders).toMatchObject([{ productId: values.productId, ...line }]);
	});

	it('Software Edition is not billed monthly', async () => {
		const { engine, portal } = await setUp();
		const { error } = await engine.run({
			parameters: switchParameters({
				...SOFTWARE,
				serviceId: locator('3048563200000000513'),
				billingCycle: '={{ "monthly" }}',
			}),
		});
		expect(error?.message).toContain('P-Series Software Edition is billed annually.');
		expect(portal.requests).toEqual([]);
	});
});
