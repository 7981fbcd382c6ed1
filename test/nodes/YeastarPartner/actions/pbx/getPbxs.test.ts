import { closePortals, LINKUS, PBXS_PATH, setUp } from '../../../../support/portal';

afterEach(closePortals);

const pbxs = (values = {}) => ({
	resource: 'pbx',
	operation: 'getPbxs',
	productId: 11,
	returnAll: false,
	limit: 50,
	...values,
});

describe('Get PBXs', () => {
	it('outputs an item for each PBX of the product', async () => {
		const { engine } = await setUp();
		const { items, error } = await engine.run({ parameters: pbxs({ productId: '9' }) });
		expect(error).toBeUndefined();
		expect(items.map(({ json, pairedItem }) => [json.productNo, json.planName, json.productId, pairedItem])).toEqual([
			[LINKUS, 'Linkus Cloud Service', '9', { item: 0 }],
			['369471660042', 'Linkus Cloud Service', '9', { item: 0 }],
		]);
	});

	it.each([
		[{ returnAll: true }, 60, 3],
		[{}, 50, 2],
		[{ limit: 25 }, 25, 1],
	])("reads as many pages of the portal's own size as it needs (%j)", async (values, count, requests) => {
		const { engine, portal, received } = await setUp();
		portal.book.addPbxs(11, 58);
		const { items } = await engine.run({ parameters: pbxs(values) });
		expect(items).toHaveLength(count);
		expect(received(PBXS_PATH)).toHaveLength(requests);
		expect(received(PBXS_PATH)[0]?.url).toBe(`${PBXS_PATH}?productId=11&pageNo=1&pageSize=25`);
	});

	it('asks once for each product', async () => {
		const { engine, received } = await setUp();
		await engine.run({
			parameters: pbxs({ productId: '={{ $json.id }}' }),
			input: [{ id: 9 }, { id: '11' }, { id: '9' }],
		});
		expect(received(PBXS_PATH)).toHaveLength(2);
	});

	it('keeps ten fields, and all of them without Simplify', async () => {
		const { engine } = await setUp({ wideRows: true });
		const simple = await engine.run({ parameters: pbxs() });
		expect(Object.keys(simple.items[0]?.json ?? {})).toHaveLength(10);
		expect(simple.items[0]?.json).toMatchObject({
			productNo: expect.any(String) as unknown,
			planName: 'Enterprise Plan',
		});
		const raw = await engine.run({ parameters: pbxs({ simplify: false }) });
		expect(Object.keys(raw.items[0]?.json ?? {})).toHaveLength(17);
	});

	it('filters by a part of the serial number', async () => {
		const { engine } = await setUp();
		const { items } = await engine.run({ parameters: pbxs({ filters: { productNo: 'e0112' } }) });
		expect(items.map(({ json }) => json.productNo)).toEqual(['3631E0112233']);
	});

	it('outputs nothing where the partner has no PBX of the product', async () => {
		const { engine, portal } = await setUp();
		portal.book.pbxs.length = 0;
		const { items, error } = await engine.run({ parameters: pbxs() });
		expect([items, error]).toEqual([[], undefined]);
	});

	it('refuses an unknown product before anything is sent', async () => {
		const { engine, portal } = await setUp();
		const { error } = await engine.run({ parameters: pbxs({ productId: '={{ "P-Series" }}' }) });
		expect(error?.message).toMatch(/^Product \(productId\) is "P-Series"/);
		expect(portal.requests).toEqual([]);
	});

	it("tells the portal's refusal in its words", async () => {
		const { engine, portal } = await setUp();
		portal.faults.order({ kind: 'refusal', path: '/instance_product_list', detailMessage: 'Not today' });
		const { error } = await engine.run({ parameters: pbxs() });
		expect(error?.message).toBe('Not today [item 0]');
	});
});
