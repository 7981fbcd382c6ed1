import { bookHistory, OTHER_PBX } from '../../../../support/bookings';
import { closePortals, ORDER_PATH, setUp, switchParameters } from '../../../../support/portal';
import { TEN_MINUTES, travelAhead } from '../../../../support/timeTravel';

afterEach(async () => {
	jest.restoreAllMocks();
	await closePortals();
});

const release = (orderKey = 'deal-1') => ({ resource: 'order', operation: 'releaseOrderKey', orderKey });
const keyed = (options = {}) => switchParameters({ orderKey: 'deal-1', ...options });

describe('Release Order Key', () => {
	it('frees a key whose order was lost, so that it is ordered again', async () => {
		const { engine, portal } = await setUp();
		portal.faults.order({ kind: 'drop', path: ORDER_PATH, times: 1 });
		await engine.run({ parameters: keyed() });
		travelAhead(TEN_MINUTES);
		const { items } = await engine.run({ parameters: release(' deal-1 ') });
		expect(items).toEqual([{ json: { orderKey: 'deal-1', released: true }, pairedItem: { item: 0 } }]);
		expect((await engine.run({ parameters: keyed() })).items[0]?.json.outcome).toBe('placed');
	});

	it.each([
		['by the key in it', {}, {}],
		['by another purchase order number', {}, { poNumber: 'PO-7' }],
		['by its details, where the list shows no reference', { referenceInList: 'empty' as const }, { poNumber: 'PO-7' }],
	])('refuses while the portal shows the order %s', async (_name, switches, options) => {
		const { engine, portal } = await setUp(switches);
		await engine.run({ parameters: keyed(options) });
		const { error } = await engine.run({ parameters: release() });
		expect(error?.message).toContain(`the portal shows an order for it: ${portal.book.orders[0]?.orderNo}`);
		expect((await engine.run({ parameters: keyed(options) })).items[0]?.json.outcome).toBe('alreadyPlaced');
		expect(portal.book.orders).toHaveLength(1);
	});

	it('frees a key whose order was lost, though the portal shows orders of the same day for other PBXs', async () => {
		const { engine, portal } = await setUp();
		portal.faults.order({ kind: 'drop', path: ORDER_PATH, times: 1 });
		await engine.run({ parameters: keyed() });
		bookHistory(portal, 3, { productNo: OTHER_PBX, poNumber: 'other' });
		travelAhead(TEN_MINUTES);
		expect((await engine.run({ parameters: release() })).items[0]?.json.released).toBe(true);
	});

	it('frees a key whose order came to nothing', async () => {
		const { engine, portal } = await setUp({ newOrderStatus: 'failed' });
		await engine.run({ parameters: keyed() });
		travelAhead(TEN_MINUTES);
		expect((await engine.run({ parameters: release() })).items[0]?.json.released).toBe(true);
		portal.switches.newOrderStatus = 'succeed';
		portal.book.orders.length = 0;
		Object.assign(portal.book.findPbx('3631E0997265') ?? {}, { planId: '3048560232537899008' });
		expect((await engine.run({ parameters: keyed() })).items[0]?.json.outcome).toBe('placed');
	});

	it('refuses a key of several parts where one gives nothing, and frees no other for it', async () => {
		const { engine, portal } = await setUp();
		portal.faults.order({ kind: 'drop', path: ORDER_PATH, times: 1 });
		await engine.run({ parameters: keyed({ orderKey: 'deal-' }) });
		travelAhead(TEN_MINUTES);
		portal.requests.length = 0;
		const parameters = release('=deal-{{ $json.missing }}');
		const { items, error } = await engine.run({ parameters, input: [{ id: 'D-7' }] });
		expect(items).toEqual([]);
		expect(error?.message).toContain('Order Key (orderKey) has a part that gives nothing: {{ $json.missing }}');
		expect(portal.requests).toEqual([]);
	});

	it('takes a key whose parts all give something', async () => {
		const { engine } = await setUp();
		const parameters = release('=deal-{{ $json.id }}');
		const { items } = await engine.run({ parameters, input: [{ id: 'D-7' }] });
		expect(items[0]?.json).toEqual({ orderKey: 'deal-D-7', released: false });
	});

	it('says that a key was not taken', async () => {
		const { engine, received } = await setUp();
		expect((await engine.run({ parameters: release() })).items[0]?.json.released).toBe(false);
		expect(received()).toEqual([]);
	});

	it('does not disturb other keys', async () => {
		const { engine } = await setUp();
		await engine.run({ parameters: keyed() });
		await engine.run({ parameters: release('deal-2') });
		expect((await engine.run({ parameters: keyed() })).items[0]?.json.outcome).toBe('alreadyPlaced');
	});

	it('refuses when the order list cannot be read', async () => {
		const { engine, portal } = await setUp();
		portal.faults.order({ kind: 'drop', path: ORDER_PATH, times: 1 });
		await engine.run({ parameters: keyed() });
		portal.faults.order({ kind: 'html', path: '/order/v1/page' });
		travelAhead(TEN_MINUTES);
		const { error } = await engine.run({ parameters: release() });
		expect(error?.message).toMatch(/web page/);
	});

	it('refuses a key that was taken a few minutes ago: its order may still be under way', async () => {
		const { engine, portal } = await setUp();
		portal.faults.order({ kind: 'drop', path: ORDER_PATH, times: 1 });
		await engine.run({ parameters: keyed() });
		travelAhead(4 * 60_000);
		const { error } = await engine.run({ parameters: release() });
		expect(error?.message).toMatch(/stays taken, because it was taken a few minutes ago/);
	});

	it('never frees a key whose order the node heard as placed, whatever the portal shows by then', async () => {
		const { engine, portal, received } = await setUp();
		await engine.run({ parameters: keyed() });
		portal.book.orders.length = 0;
		travelAhead(TEN_MINUTES);
		const { error } = await engine.run({ parameters: release() });
		expect(error?.message).toMatch(/stays taken, because its order was placed/);
		await engine.run({ parameters: keyed() });
		expect(received(ORDER_PATH)).toHaveLength(1);
	});
});
