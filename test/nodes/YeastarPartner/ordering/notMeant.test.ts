import type { INodeParameters } from 'n8n-workflow';

import { CUSTOMERS } from '../../../../sandbox/fixtures';
import { fingerprintOf, matches } from '../../../../nodes/YeastarPartner/ordering/orderIdentity';
import type { Order } from '../../../../nodes/YeastarPartner/portal/order';
import { PLAN, SERVICE } from '../../../sandbox/orders';
import { line, orderParameters } from '../../../support/createOrder';
import { closePortals, locator, ORDER_PATH, setUp, ULTIMATE_PLAN } from '../../../support/portal';

afterEach(closePortals);

const [CUSTOMER] = CUSTOMERS;
const service = (values: INodeParameters = {}) =>
	line({ serviceType: 'service', serviceId: SERVICE.premium21, quantity: 2, ...values });
const account = (values: INodeParameters = {}) =>
	orderParameters({ productId: 21, productNo: locator(''), lines: { line: [service()] }, ...values });

describe('an order that nobody meant is refused before it is sent:', () => {
	it.each<[string, INodeParameters, RegExp]>([
		[
			'for a customer whose ID an expression does not give',
			{ options: { partnerId: '={{ $json.nobody }}' } },
			/^For Customer \(partnerId\) has a part that gives nothing/,
		],
		[
			'for a PBX that an expression does not give',
			{
				operationType: 'purchase_plan',
				productId: 12,
				productNo: locator('={{ $json.nothing }}'),
				lines: { line: [line({ serviceId: PLAN.enterprise12, billingCycle: 'annually', multiCycle: 1 })] },
			},
			/^PBX Serial Number \(productNo\) has a part that gives nothing/,
		],
		[
			'in a quantity that an expression does not give',
			{ lines: { line: [service({ quantity: '={{ $json.nothing }}' })] } },
			/^Lines \(lines\) has a part that gives nothing/,
		],
		[
			'with the same line twice',
			{ lines: { line: [service(), service({ quantity: 3 })] } },
			/^Lines \(lines\) order the same plan or service twice/,
		],
		[
			'with two plans',
			{
				operationType: 'switch_plan',
				productId: 11,
				productNo: locator('3631E0997265'),
				lines: {
					line: [
						line({ serviceId: PLAN.ultimate11, billingCycle: 'monthly' }),
						line({ serviceId: PLAN.standard11, billingCycle: 'monthly' }),
					],
				},
			},
			/^Lines \(lines\) order several plans/,
		],
		[
			'for a customer whose ID was rounded',
			{ options: { partnerId: '3505184805912670000' } },
			/^For Customer \(partnerId\) is "3505184805912670000", which was probably rounded/,
		],
		[
			'a plan billed annually for no year',
			{
				operationType: 'purchase_plan',
				productId: 14,
				lines: { line: [line({ serviceId: PLAN.turnkey, quantity: 5, billingCycle: 'annually' })] },
			},
			/^Years \(multiCycle\) is 0\. .*from 1 to 5/,
		],
	])('%s', async (_what, values, message) => {
		const { engine, received } = await setUp();
		const { error } = await engine.run({ parameters: account(values) });
		expect(error?.message).toMatch(message);
		expect(received(ORDER_PATH)).toEqual([]);
	});

	it('two orders without a serial number that carry the same purchase order number', async () => {
		const { engine, received } = await setUp();
		const parameters = account({
			lines: { line: [service({ quantity: '={{ $json.many }}' })] },
			options: { poNumber: 'PO-77' },
		});
		const { error } = await engine.run({ parameters, input: [{ many: 1 }, { many: 2 }] });
		expect(error?.message).toMatch(/^PO Number \(poNumber\) "PO-77" is used for this item and for item 1/);
		expect(received(ORDER_PATH)).toEqual([]);
	});
});

describe('an order that adds something', () => {
	const order: Order = {
		operationType: 'trial_service',
		productId: '21',
		lines: [{ serviceType: 'service', serviceId: SERVICE.premium21, purchaseType: 'trial', multiCycle: 0 }],
	};

	it('is another one for another customer, for whom it is assigned, or for another Cloud PBX', () => {
		const others = [
			{},
			{ partnerId: '1' },
			{ assignId: '1' },
			{ assignId: '2' },
			{ orderPceSpecialRequest: '{"pbxName":"A"}' },
		];
		expect(new Set(others.map((other) => fingerprintOf({ ...order, ...other }))).size).toBe(others.length);
	});

	it('is not ruled out by the plan that it belongs to, nor by one of its lines alone', () => {
		const hotel: Order = {
			operationType: 'purchase_service',
			productId: '11',
			productNo: '3631E0997265',
			lines: [{ serviceType: 'service', serviceId: SERVICE.hotel, purchaseType: 'purchase', connectionPlanId: '7' }],
		};
		const told = { productNo: '3631E0997265', planId: '7' };
		expect(matches(told, hotel)).toBe('inconclusive');
		expect(matches({ ...told, planId: ULTIMATE_PLAN }, hotel)).toBe('inconclusive');
		expect(matches({ ...told, serviceId: '5' }, hotel)).toBe('mismatch');
		expect(matches({ ...told, serviceId: SERVICE.hotel }, hotel)).toBe('match');
		const [line] = hotel.lines;
		if (line === undefined) throw new Error('There is no line');
		const two = { ...hotel, lines: [line, { ...line, serviceId: SERVICE.hotelPms }] };
		expect(matches({ productNo: '3631E0997265', serviceId: SERVICE.hotelPms }, two)).toBe('inconclusive');
	});
});

it('an order for a customer is for that customer, whose ID the portal gets digit by digit', async () => {
	const { engine, received } = await setUp();
	const { items } = await engine.run({ parameters: account({ options: { partnerId: CUSTOMER?.partnerId ?? '' } }) });
	expect(items[0]?.json.outcome).toBe('placed');
	expect(received(ORDER_PATH)[0]?.body).toContain(`"partnerId":${CUSTOMER?.partnerId}`);
});
