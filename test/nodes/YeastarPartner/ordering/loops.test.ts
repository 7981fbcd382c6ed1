import type { IDataObject } from 'n8n-workflow';

import { Ledger } from '../../../../nodes/YeastarPartner/ordering/ledger';
import { OrderPlacer } from '../../../../nodes/YeastarPartner/ordering/orderPlacer';
import type { Order } from '../../../../nodes/YeastarPartner/portal/order';
import { SERVICE } from '../../../sandbox/orders';

const ORDER: Order = {
	operationType: 'purchase_service',
	productId: '11',
	productNo: '3631E0997265',
	billingId: '1',
	lines: [{ serviceType: 'service', serviceId: SERVICE.hotel, purchaseType: 'purchase', multiCycle: 0 }],
};

/** Places an order in the second pass of a loop whose first pass has placed an equal one. Nothing of the portal is reached. */
async function placeAgain(order: Order): Promise<string> {
	const context: IDataObject = {};
	const first = new Ledger(context, 0);
	const placed = { orderNo: 'TU1', orderStatus: 'succeed', productNo: '3631E0997265', requestId: '' };
	first.recordPlaced(first.recordSent(order), placed);
	const placer = new OrderPlacer({
		client: undefined as never,
		finder: undefined as never,
		ledger: new Ledger(context, 1),
		keys: { keys: { turnOf: () => order.lines[0]?.serviceId ?? '' }, reassert: () => undefined } as never,
		isCanceled: () => false,
		howToRelease: '',
	});
	const request = { order, timeout: 1, ...(order.orderKey === undefined ? {} : { orderKey: order.orderKey }) };
	return await placer.place(request).then(
		({ outcome }) => outcome,
		(error: Error) => error.message,
	);
}

it('an equal order of an earlier pass of a loop that adds something is neither placed nor taken for this one without a key', async () => {
	expect(await placeAgain(ORDER)).toMatch(/already placed an equal order, and whether one or two are meant/);
});

it('one with the same key, and one that sets a state, is the same order', async () => {
	expect(await placeAgain({ ...ORDER, orderKey: 'deal-1' })).toBe('alreadyPlaced');
	expect(await placeAgain({ ...ORDER, operationType: 'switch_plan' })).toBe('alreadyPlaced');
});
