import { bookOrder } from '../../../../support/bookings';
import { closeOtherPortals, setUpOther } from '../../../../support/otherPortal';
import { APPLIANCE, closePortals, CONTACT, setUp, ULTIMATE_PLAN } from '../../../../support/portal';

afterEach(async () => await Promise.all([closePortals(), closeOtherPortals()]));

const order = (orderId: unknown) => ({ resource: 'order', operation: 'getOrder', orderId: orderId as string });

describe('Get Order', () => {
	it.each(['orderNo', 'id'] as const)('gets an order by its %s, number and status beside the groups', async (field) => {
		const { engine, portal } = await setUp();
		const booked = bookOrder(portal);
		const { items, error } = await engine.run({ parameters: order(` ${booked[field]} `) });
		expect(error).toBeUndefined();
		expect(items).toEqual([
			{
				json: {
					orderNo: booked.orderNo,
					orderStatus: 'succeed',
					basicInformation: { productId: '11', productNo: APPLIANCE },
					billingInformation: { billingContactId: CONTACT },
					orderInformation: {
						orderNo: booked.orderNo,
						orderStatus: 'succeed',
						createTime: booked.createTime,
						id: booked.id,
					},
					orderSummary: [
						{
							serviceType: 'plan',
							planName: 'Ultimate Plan',
							billingCycle: 'annually',
							multiCycle: 1,
							serviceId: ULTIMATE_PLAN,
						},
					],
				},
				pairedItem: { item: 0 },
			},
		]);
	});

	it('gets one order for each item', async () => {
		const { engine, portal } = await setUp();
		const [one, other] = [bookOrder(portal), bookOrder(portal)];
		const { items } = await engine.run({
			parameters: order('={{ $json.no }}'),
			input: [{ no: other.orderNo }, { no: one.orderNo }],
		});
		expect(items.map(({ json, pairedItem }) => [json.orderNo, pairedItem])).toEqual([
			[other.orderNo, { item: 0 }],
			[one.orderNo, { item: 1 }],
		]);
	});

	it.each([
		['={{ "" }}', 'is empty'],
		['={{ $json.nothing }}', 'is empty'],
		['TU/../page', 'is "TU/../page"'],
		['={{ 3206211643299860480 }}', 'was rounded before it got here'],
	])('refuses %j before anything is sent', async (orderId, words) => {
		const { engine, portal } = await setUp();
		const { error } = await engine.run({ parameters: order(orderId) });
		expect(error?.message).toContain('Order Number or ID (orderId)');
		expect(error?.message).toContain(words);
		expect(portal.requests).toEqual([]);
	});

	it("tells the portal's refusal of an unknown order in its words, for its item only with Continue On Fail", async () => {
		const { engine, portal } = await setUp();
		const { orderNo } = bookOrder(portal);
		const { items } = await engine.run({
			parameters: order('={{ $json.no }}'),
			input: [{ no: 'TU1' }, { no: orderNo }],
			settings: { onError: 'continueRegularOutput' },
		});
		expect(items.map(({ error, json }) => error?.message ?? json.orderNo)).toEqual([
			'There is no order TU1 [item 0]',
			orderNo,
		]);
	});

	it('says so where the portal answers with nothing', async () => {
		const { engine, portal } = await setUp();
		portal.faults.order({ kind: 'noResult', path: '/get/TU1' });
		const { error } = await engine.run({ parameters: order('TU1') });
		expect(error?.message).toBe('Order TU1 was not found [item 0]');
	});

	it.each([
		[
			'[{"orderNo":"TU1","id":3206211643299860480,"amount":10.10}]',
			{ orderNo: 'TU1', id: '3206211643299860480', amount: '10.10' },
		],
		['{"base":{"id":1}}', { base: { id: '1' } }],
		['{"base":{"orderStatus":"pending"}}', { orderStatus: 'pending', base: { orderStatus: 'pending' } }],
	])('outputs an answer of another shape as it came, every ID as text (%s)', async (result, json) => {
		const { engine } = await setUpOther({ '/order/openapi/order/v1/get/TU1': result });
		const { items } = await engine.run({ parameters: order('TU1') });
		expect(items).toEqual([{ json, pairedItem: { item: 0 } }]);
	});

	it.each(['{}', '[]', '""', 'false'])('says so where the portal answers with %s', async (result) => {
		const { engine } = await setUpOther({ '/order/openapi/order/v1/get/TU1': result });
		const { error } = await engine.run({ parameters: order('TU1') });
		expect(error?.message).toBe('Order TU1 was not found [item 0]');
	});
});
