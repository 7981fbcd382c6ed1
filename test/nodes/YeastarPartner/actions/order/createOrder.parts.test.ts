import type { INodeParameters } from 'n8n-workflow';

import { PBX } from '../../../../sandbox/orders';
import { line, orderParameters } from '../../../../support/createOrder';
import { closePortals, locator, ORDER_PATH, setUp } from '../../../../support/portal';

afterEach(closePortals);

describe('The plan that a service belongs to', () => {
	const extensions = (connectionPlanId: string) =>
		line({
			serviceType: 'service',
			serviceId: 'Extension Expansion',
			connectionPlanId,
			quantity: 5,
			billingCycle: 'monthly',
		});
	const cloudParameters = (...lines: INodeParameters[]) =>
		orderParameters({ productId: 13, productNo: locator(PBX[13]), lines: { line: lines } });

	it.each([
		[
			'a name that no plan has',
			'Platinum',
			/^Belongs to Plan \(connectionPlanId\) is "Platinum", which is the name of no/,
		],
		[
			'an ID that was rounded',
			'3048571730026938400',
			/^Belongs to Plan \(connectionPlanId\) is "30485.*was probably rounded/,
		],
	])('is named by its own parameter where it is %s', async (_what, connectionPlanId, message) => {
		const { engine, received } = await setUp();
		const { error } = await engine.run({ parameters: cloudParameters(extensions(connectionPlanId)) });
		expect(error?.message).toMatch(message);
		expect(received(ORDER_PATH)).toEqual([]);
	});

	it('is named with its line where the order has several', async () => {
		const { engine } = await setUp();
		const lines = [extensions('Enterprise Plan'), extensions('Platinum')];
		const { error } = await engine.run({ parameters: cloudParameters(...lines) });
		expect(error?.message).toMatch(/^Belongs to Plan \(connectionPlanId\) of line 2 is "Platinum"/);
	});

	it('is named by the line that orders it where the same order has both', async () => {
		const { engine } = await setUp();
		const both = cloudParameters(extensions(''), line({ serviceId: 'Platinum', quantity: 5, billingCycle: 'monthly' }));
		const { error } = await engine.run({ parameters: { ...both, operationType: 'renew_plan' } });
		expect(error?.message).toMatch(/^Plan or Service \(serviceId\) of line 2 is "Platinum"/);
	});
});

describe('The request of a Cloud PBX as an expression', () => {
	const buy = (orderPceSpecialRequest: string) =>
		orderParameters({
			operationType: 'purchase_plan',
			productId: 13,
			productNo: locator(''),
			lines: { line: [line({ serviceId: 'Ultimate', quantity: 5, billingCycle: 'monthly' })] },
			orderKey: 'D-1',
			options: { orderPceSpecialRequest },
		});

	it.each([
		['an object', '={{ ({ pbxName: $json.name, regionId: $json.region }) }}'],
		['text', '={"pbxName":"{{ $json.name }}","regionId":"{{ $json.region }}"}'],
	])('may give %s', async (_what, expression) => {
		const { engine, received } = await setUp();
		const { error } = await engine.run({ parameters: buy(expression), input: [{ name: 'Quayside', region: '101' }] });
		expect(error).toBeUndefined();
		expect(received(ORDER_PATH)[0]?.body).toContain('"orderPceSpecialRequest":{"pbxName":"Quayside","regionId":"101"}');
	});

	it('is sent where the product is a text', async () => {
		const { engine, received } = await setUp();
		const { error } = await engine.run({
			parameters: { ...buy('{"pbxName":"Quayside","regionId":101}'), productId: '13' },
		});
		expect(error).toBeUndefined();
		expect(received(ORDER_PATH)[0]?.body).toContain('"orderPceSpecialRequest":{"pbxName":"Quayside","regionId":101}');
	});

	it.each([
		['an object without a value', '={{ ({ pbxName: $json.name, regionId: $json.missing }) }}'],
		['an object within a text', '={"pbxName":"{{ $json.inner }}","regionId":"1"}'],
		['nothing', '={{ $json.missing }}'],
	])('is refused where it gives %s', async (_what, expression) => {
		const { engine, received } = await setUp();
		const { error } = await engine.run({ parameters: buy(expression), input: [{ name: 'Quayside', inner: {} }] });
		expect(error?.message).toContain('(orderPceSpecialRequest) has a part that gives nothing: {{ ');
		expect(received(ORDER_PATH)).toEqual([]);
	});
});
