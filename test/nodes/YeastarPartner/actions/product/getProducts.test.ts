import { closePortals, PRODUCTS_PATH, setUp } from '../../../../support/portal';

afterEach(closePortals);

const parameters = { resource: 'product', operation: 'getProducts' };

describe('Get Products', () => {
	it('outputs an item for each, its ID as text, and asks once a run', async () => {
		const { engine, received } = await setUp();
		const { items, error } = await engine.run({ parameters, input: [{}, {}] });
		expect(error).toBeUndefined();
		expect(items).toHaveLength(18);
		expect(items[0]).toEqual({
			json: { productId: '11', name: 'P-Series Plan for Appliance Edition' },
			pairedItem: { item: 0 },
		});
		expect(items[9]).toEqual({ ...items[0], pairedItem: { item: 1 } });
		expect(received()).toHaveLength(1);
	});

	it('outputs nothing where the portal lists nothing', async () => {
		const { engine, portal } = await setUp();
		portal.book.products.length = 0;
		const { items, error } = await engine.run({ parameters });
		expect([items, error]).toEqual([[], undefined]);
	});

	it("tells the portal's refusal in its words", async () => {
		const { engine, portal } = await setUp();
		portal.faults.order({ kind: 'refusal', path: PRODUCTS_PATH, detailMessage: 'Not today' });
		const { error } = await engine.run({ parameters });
		expect(error?.message).toBe('Not today [item 0]');
	});

	it('says so where an answer holds something, but no product', async () => {
		const { engine, portal } = await setUp();
		portal.book.products.splice(0, Infinity, { productId: undefined as never, name: 'P-Series', offeringId: '' });
		const { error } = await engine.run({ parameters });
		expect(error?.message).toMatch(/holds no product that can be recognized/);
	});
});
