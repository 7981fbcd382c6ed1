import { line, orderParameters } from '../../../../support/createOrder';
import { closePortals, locator, ORDER_PATH, setUp } from '../../../../support/portal';

afterEach(closePortals);

describe('Create Order does not send what its panel hides', () => {
	it('a serial number, once the product is an account one', async () => {
		const { engine, received } = await setUp();
		const connections = line({ serviceType: 'service', serviceId: 'RM Premium Connections', quantity: 5 });
		const { items } = await engine.run({
			parameters: orderParameters({ productId: 21, lines: { line: [connections] } }),
		});
		expect(items[0]?.json).toMatchObject({ outcome: 'placed', productNo: '' });
		expect(received(ORDER_PATH)[0]?.body).not.toContain('productNo');
	});

	it('a billing cycle, once the order is a trial', async () => {
		const { engine, received } = await setUp();
		const trial = line({ serviceType: 'service', serviceId: 'RM Premium', billingCycle: 'annually', multiCycle: 1 });
		const { items } = await engine.run({
			parameters: orderParameters({ operationType: 'trial_service', productId: 21, lines: { line: [trial] } }),
		});
		expect(items[0]?.json.outcome).toBe('placed');
		expect(received(ORDER_PATH)[0]?.body).not.toContain('annually');
	});

	it('the request for a Cloud PBX, once another product is bought', async () => {
		const { engine, received } = await setUp();
		const { items } = await engine.run({
			parameters: orderParameters({ options: { orderPceSpecialRequest: '{"a":1}' } }),
		});
		expect(items[0]?.json.outcome).toBe('placed');
		expect(received(ORDER_PATH)[0]?.body).not.toContain('orderPceSpecialRequest');
	});
});

describe('Create Order refuses', () => {
	it.each([
		[
			'a serial number for an account product',
			{ productId: '={{ 21 }}' },
			/^PBX Serial Number \(productNo\) is .* has none/,
		],
		[
			'a plan in an order for services',
			{ lines: { line: [line({ serviceId: '1' })] } },
			/^Type \(serviceType\) is "plan"/,
		],
		[
			'a line that nobody has filled in',
			{ lines: { line: [line({ serviceType: 'service' })] } },
			/^Plan or Service \(serviceId\) is empty\. Choose a service, or give its name or ID\./,
		],
		['no line', { lines: {} }, /^Lines \(lines\) has no line/],
		[
			'a cycle that the tutorial does not have',
			{ lines: { line: [line({ serviceType: 'service', serviceId: '1', billingCycle: 'monthly' })] } },
			/^Billing Cycle \(billingCycle\) is "monthly"\. P-Series Appliance Edition is billed once/,
		],
		[
			'a quantity where there is none, naming the line',
			{
				lines: {
					line: [
						line({ serviceType: 'service', serviceId: '1' }),
						line({ serviceType: 'service', serviceId: '2', quantity: 3 }),
					],
				},
			},
			/^Quantity \(quantity\) of line 2 is 3\. .*leave it empty/,
		],
		[
			'a service without the plan that it belongs to',
			{
				productId: 15,
				productNo: locator(''),
				lines: { line: [line({ serviceType: 'service', serviceId: '1', quantity: 3 })] },
			},
			/^Belongs to Plan \(connectionPlanId\) is empty/,
		],
		[
			'a trial that is billed',
			{
				operationType: '={{ "trial_service" }}',
				productId: 21,
				productNo: locator(''),
				lines: { line: [line({ serviceType: 'service', serviceId: '1', billingCycle: 'annually' })] },
			},
			/^Billing Cycle \(billingCycle\) is "annually"\. A trial is not billed/,
		],
		[
			'years that Automatic hides, saying how to choose them',
			{
				operationType: 'purchase_plan',
				productId: 9,
				productNo: locator('369471660099'),
				lines: { line: [line({ serviceId: '1' })] },
			},
			/^Billing Cycle \(billingCycle\) is empty, so nobody knows for how many years\. Choose annually, and then a whole number of years from 1 to 5/,
		],
		['an unknown kind of order', { operationType: 'cancel' }, /^Kind of Order \(operationType\) is "cancel"/],
		[
			'a Cloud PBX without its request',
			{
				operationType: 'purchase_plan',
				productId: 13,
				productNo: locator(''),
				lines: { line: [line({ serviceId: '1', billingCycle: 'monthly' })] },
			},
			/^Cloud PBX Request \(JSON\) \(orderPceSpecialRequest\) is empty/,
		],
		[
			'a Cloud PBX request that is no JSON',
			{
				operationType: 'purchase_plan',
				productId: 13,
				productNo: locator(''),
				lines: { line: [line({ serviceId: '1', billingCycle: 'monthly' })] },
				options: { orderPceSpecialRequest: '{"pbxName":' },
			},
			/^Cloud PBX Request \(JSON\) \(orderPceSpecialRequest\) is .*It is a JSON object/,
		],
	])('%s, before anything is sent', async (_what, values, message) => {
		const { engine, portal } = await setUp();
		const { error } = await engine.run({ parameters: orderParameters(values) });
		expect(error?.message).toMatch(message);
		expect(portal.requests).toEqual([]);
	});
});
