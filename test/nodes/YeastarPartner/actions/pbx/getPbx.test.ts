import { closeOtherPortals, setUpOther } from '../../../../support/otherPortal';
import { APPLIANCE, closePortals, LINKUS, locator, PBX_PATH, setUp } from '../../../../support/portal';

afterEach(async () => await Promise.all([closePortals(), closeOtherPortals()]));

const pbx = (values = {}) => ({
	resource: 'pbx',
	operation: 'getPbx',
	productId: 11,
	productNo: locator(APPLIANCE),
	...values,
});

describe('Get PBX', () => {
	it('gets a PBX in full', async () => {
		const { engine, received } = await setUp({ pbxEnd: 'none', pbxTellsAutoRenewal: false });
		const { items, error } = await engine.run({ parameters: pbx() });
		expect(error).toBeUndefined();
		expect(items).toEqual([
			{
				json: {
					productNo: APPLIANCE,
					productId: '11',
					pbxName: 'Harbour Hotel',
					planName: 'Enterprise Plan',
					currentPlan: '',
					currentPlanExpireDate: '',
					activationCode: '',
					activationStatus: 'activated',
					comment: '',
				},
				pairedItem: { item: 0 },
			},
		]);
		expect(received().map(({ url }) => url)).toEqual([`${PBX_PATH}?productNo=${APPLIANCE}&productId=11`]);
	});

	it('gets one for each item, product and serial number from expressions', async () => {
		const { engine } = await setUp();
		const { items } = await engine.run({
			parameters: pbx({ productId: '={{ $json.product }}', productNo: locator('={{ $json.sn }}') }),
			input: [
				{ product: '9', sn: 369471667338 },
				{ product: 11, sn: ` ${APPLIANCE}` },
			],
		});
		expect(items.map(({ json, pairedItem }) => [json.productNo, json.productId, pairedItem])).toEqual([
			[LINKUS, '9', { item: 0 }],
			[APPLIANCE, '11', { item: 1 }],
		]);
	});

	it('keeps ten fields, and all of them without Simplify', async () => {
		const { engine } = await setUp({ wideRows: true });
		const simple = await engine.run({ parameters: pbx() });
		expect(simple.error).toBeUndefined();
		expect(Object.keys(simple.items[0]?.json ?? {})).toHaveLength(10);
		expect(simple.items[0]?.json).toMatchObject({
			productNo: APPLIANCE,
			planName: 'Enterprise Plan',
			activationStatus: 'activated',
		});
		const raw = await engine.run({ parameters: pbx({ simplify: false }) });
		expect(Object.keys(raw.items[0]?.json ?? {}).length).toBeGreaterThan(10);
	});

	it.each([
		[{ productNo: locator('={{ "" }}') }, 'PBX Serial Number (productNo) is empty'],
		[{ productNo: locator('a-b') }, 'PBX Serial Number (productNo) is "a-b"'],
		[{ productId: '={{ 10 }}' }, 'Product (productId) is 10'],
	])('refuses %j before anything is sent', async (values, words) => {
		const { engine, portal } = await setUp();
		const { error } = await engine.run({ parameters: pbx(values) });
		expect(error?.message).toContain(words);
		expect(portal.requests).toEqual([]);
	});

	it("tells the portal's refusal in its words", async () => {
		const { engine } = await setUp();
		const { error } = await engine.run({ parameters: pbx({ productId: 9 }) });
		expect(error?.message).toBe('There is no such PBX [item 0]');
	});

	it('says so where the portal answers with nothing', async () => {
		const { engine, portal } = await setUp();
		portal.faults.order({ kind: 'noResult', path: '/detail' });
		const { error } = await engine.run({ parameters: pbx() });
		expect(error?.message).toBe(`PBX ${APPLIANCE} of product 11 was not found [item 0]`);
	});

	it.each([
		['[{"serial":"x"}]', { serial: 'x', productNo: APPLIANCE, productId: '11' }],
		[
			'{"productNo":"3631e0997265","instance":{"id":42}}',
			{ productNo: '3631e0997265', productId: '11', instance: { id: '42' } },
		],
	])('outputs an answer of another shape as it came (%s)', async (result, json) => {
		const { engine } = await setUpOther({ [PBX_PATH]: result });
		const { items } = await engine.run({ parameters: pbx() });
		expect(items).toEqual([{ json, pairedItem: { item: 0 } }]);
	});
});
