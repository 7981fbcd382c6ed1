import type { BookedOrder } from '../../../../sandbox/book';
import { PBX, SERVICE } from '../../../sandbox/orders';
import { TUTORIALS } from '../../../sandbox/tutorialOrders';
import { onRequest } from '../../../support/bookings';
import { line, orderParameters, parametersFor } from '../../../support/createOrder';
import { fieldsFor, personsLines } from '../../../support/kinds/wanted';
import { type Bench, closePortals, locator, ORDER_PATH, setUp } from '../../../support/portal';

afterEach(closePortals);

const LOST = { kind: 'drop', afterCommit: true, path: ORDER_PATH, times: 1 } as const;
const account = (values = {}) =>
	orderParameters({
		productId: 21,
		productNo: locator(''),
		lines: { line: [line({ serviceType: 'service', serviceId: SERVICE.premium21, quantity: 2 })] },
		options: { timeout: 1 },
		...values,
	});
const poNumberOf = ({ portal }: Bench) => portal.book.orders[0]?.poNumber;

describe('two equal orders that add something, in one run,', () => {
	it('are refused without order keys, and nothing is sent', async () => {
		const { engine, received } = await setUp();
		const { error } = await engine.run({ parameters: orderParameters(), input: [{}, {}] });
		expect(error?.message).toBe(
			'Order Key (orderKey) is missing: this item and item 1 order the same for PBX 3631E0997265. Whether one order or two are meant cannot be known. Give each order a key of its own, or leave one item out. [item 0]',
		);
		expect(received(ORDER_PATH)).toEqual([]);
	});

	it('are two orders with two keys, and one order with one', async () => {
		const { engine, portal } = await setUp();
		const parameters = orderParameters({ orderKey: '={{ $json.deal }}' });
		const two = await engine.run({ parameters, input: [{ deal: 'a' }, { deal: 'b' }] });
		expect(two.items.map(({ json }) => json.outcome)).toEqual(['placed', 'placed']);
		const one = await engine.run({ parameters, input: [{ deal: 'c' }, { deal: 'c' }] });
		expect(one.items.map(({ json }) => json.outcome)).toEqual(['placed', 'alreadyPlaced']);
		expect(portal.book.orders).toHaveLength(3);
	});

	it('are two orders where their quantities differ', async () => {
		const { engine, portal } = await setUp();
		const lines = {
			line: [line({ serviceType: 'service', serviceId: SERVICE.premium21, quantity: '={{ $json.many }}' })],
		};
		const { error } = await engine.run({ parameters: account({ lines }), input: [{ many: 1 }, { many: 2 }] });
		expect(error).toBeUndefined();
		expect(portal.book.orders.map(({ quantity }) => quantity)).toEqual([1, 2]);
	});
});

describe('an order without a serial number', () => {
	it('carries a purchase order number of its own, by which its lost answer is found', async () => {
		const bench = await setUp();
		bench.portal.faults.order(LOST);
		const { items } = await bench.engine.run({ parameters: account() });
		expect(poNumberOf(bench)).toMatch(/^n8n-\w{20}$/);
		expect(items[0]?.json).toMatchObject({
			outcome: 'recovered',
			orderNo: bench.portal.book.orders[0]?.orderNo,
			productNo: '',
			serviceId: SERVICE.premium21,
		});
	});

	it('carries its order key, or the purchase order number that is set', async () => {
		for (const [values, poNumber] of [
			[{ orderKey: 'deal-1' }, 'deal-1'],
			[{ orderKey: 'deal-2', options: { poNumber: 'PO-7' } }, 'PO-7'],
		] as const) {
			const bench = await setUp();
			await bench.engine.run({ parameters: account(values) });
			expect(poNumberOf(bench)).toBe(poNumber);
		}
	});

	it.each(['empty', 'unrelated'] as const)(
		'whose answer is lost is said to be unknown where the portal hides purchase order numbers (%s)',
		async (referenceInList) => {
			const bench = await setUp({ referenceInList });
			bench.portal.faults.order(LOST);
			const { error } = await bench.engine.run({ parameters: account() });
			expect(error?.message).toMatch(/^It is unknown whether the order for product 21 \(purchase order n8n-\w{20}\)/);
			expect(bench.received(ORDER_PATH)).toHaveLength(1);
		},
	);

	it('is not taken for an equal one of another execution, whose number it does not carry', async () => {
		const bench = await setUp();
		await bench.engine.run({ parameters: account({ orderKey: 'deal-1' }) });
		bench.portal.faults.order({ ...LOST, afterCommit: false });
		const { error } = await bench.engine.run({ parameters: account({ orderKey: 'deal-2' }) });
		expect(error?.message).toMatch(/^It is unknown whether/);
		expect(error?.description).not.toContain(bench.portal.book.orders[0]?.orderNo);
	});

	it('is not told by the number of an earlier execution, which a mixed-up answer names', async () => {
		const { engine, portal } = await setUp();
		const parameters = parametersFor(TUTORIALS['purchase, Cloud'] ?? {});
		await engine.run({ parameters });
		portal.faults.order({ kind: 'otherAnswer', path: ORDER_PATH });
		const { error } = await engine.run({ parameters });
		expect(error?.message).toMatch(/^It is unknown whether .*: The answer of the portal is for another order/);
	});

	it('is told as placed for its key by its number, whatever the portal shows as its purchase order number', async () => {
		const bench = await setUp({ referenceInList: 'unrelated' });
		const first = await bench.engine.run({ parameters: account({ orderKey: 'deal-1' }) });
		const again = await bench.engine.run({ parameters: account({ orderKey: 'deal-1' }) });
		expect(again.items[0]?.json).toMatchObject({ outcome: 'alreadyPlaced', orderNo: first.items[0]?.json.orderNo });
		expect(bench.received(ORDER_PATH)).toHaveLength(1);
	});

	it('gets another purchase order number where a retried execution orders something else', async () => {
		const bench = await setUp({ newOrderStatus: 'failed' });
		const lines = (quantity: number) => ({
			line: [line({ serviceType: 'service', serviceId: SERVICE.premium21, quantity })],
		});
		const first = bench.engine.start({ parameters: account({ lines: lines(1) }) });
		await first.finished;
		bench.portal.switches.newOrderStatus = 'succeed';
		await bench.engine.retry({ parameters: account({ lines: lines(2) }) }, first.data).finished;
		const numbers = bench.portal.book.orders.map(({ poNumber }) => poNumber);
		expect(numbers).toHaveLength(2);
		expect(new Set(numbers).size).toBe(2);
	});

	it('keeps its key while the portal shows any order that could be its own', async () => {
		const { engine, portal } = await setUp({ referenceInList: 'empty' });
		portal.faults.order(LOST);
		await engine.run({ parameters: account({ orderKey: 'deal-1' }) });
		const { error } = await engine.run({
			parameters: { resource: 'order', operation: 'releaseOrderKey', orderKey: 'deal-1' },
		});
		expect(error?.message).toMatch(/^The order key "deal-1" stays taken/);
	});
});

it("an order for a PBX whose answer is lost is not taken to be a person's of the same time with another quantity", async () => {
	const { engine, portal } = await setUp({ referenceInList: 'empty' });
	const minutes = (more: number) => fieldsFor('expand recording minutes, Cloud', { more, productNo: PBX[13] });
	portal.faults.order({ ...LOST, afterCommit: false });
	onRequest(portal, ORDER_PATH, 1, () =>
		portal.book.placeByPerson(personsLines(minutes(1)), { createTime: Date.now() + 1000 }),
	);
	const { error } = await engine.run({ parameters: parametersFor(minutes(0)) });
	expect(error?.message).toMatch(/^It is unknown whether the order for PBX/);
});

it('an order for a PBX that adds something is not told by the number of an earlier one for it, which a mixed-up answer names', async () => {
	const { engine, portal } = await setUp();
	const minutes = (more: number) =>
		parametersFor(fieldsFor('expand recording minutes, Cloud', { more, productNo: PBX[13] }));
	await engine.run({ parameters: minutes(0) });
	const [earlier] = portal.book.orders as [BookedOrder];
	jest.spyOn(portal.book, 'otherOrder').mockReturnValue(earlier);
	portal.faults.order({ kind: 'otherAnswer', path: ORDER_PATH });
	const { error } = await engine.run({ parameters: minutes(1) });
	expect(error?.message).toMatch(/^It is unknown whether .*: The answer of the portal is for another order/);
});
