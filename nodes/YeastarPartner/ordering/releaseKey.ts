import type { PortalClient } from '../portal/client';
import { PortalFailure } from '../portal/failure';
import { textField } from '../portal/find';
import type { JsonValue } from '../portal/json';
import { type ListedOrder, listOrdersSince } from '../portal/orderBook';
import { deathOf } from '../portal/orders';
import { CLOCK_MARGIN, LOOKS, MAX_DETAILS, readDetails, waitAfterLook } from './findOrder';
import type { OrderKeys, OrderTraces } from './orderKeys';
import { referencesOf, valuesOf } from './recognize';

function refusal(key: string, why: string, advice: string): PortalFailure {
	return new PortalFailure({ message: `The order key "${key}" stays taken, because ${why}`, advice, fate: 'notSent' });
}

const LOOK_YOURSELF = 'Look in the Partner Portal. Where it has no such order, use another key for the new one.';

/** What an order was for, as far as the portal tells. */
function tracesOf(told: JsonValue): OrderTraces {
	const products = valuesOf(told, (field) => field === 'productId');
	const serialNumbers = valuesOf(told, (field) => field === 'productNo');
	const plans = valuesOf(told, (field) => field === 'serviceId' || field === 'planId');
	return {
		references: referencesOf(told),
		serialNumbers,
		identities: serialNumbers.flatMap((productNo) =>
			products.flatMap((productId) => plans.map((serviceId) => ({ productId, productNo, serviceId }))),
		),
	};
}

function isAlive({ orderNo, row }: ListedOrder): boolean {
	return deathOf({ orderNo, orderStatus: textField(row, 'orderStatus'), productNo: '', requestId: '' }) === undefined;
}

/** @throws PortalFailure unless the portal shows that none of its orders was placed with the key */
async function assertNoOrder(client: PortalClient, keys: OrderKeys, key: string, takenAt: number | undefined): Promise<void> {
	const since = takenAt === undefined ? undefined : takenAt - CLOCK_MARGIN;
	const { orders, isComplete } = await listOrdersSince(client, since);
	const alive = orders.filter(isAlive);
	if (!isComplete || alive.length > MAX_DETAILS) {
		throw refusal(key, 'the order list is too long to be read to its end', LOOK_YOURSELF);
	}
	const traces: OrderTraces[] = [];
	for (const listed of alive) traces.push(tracesOf([listed.row, (await readDetails(client, listed)).details]));

	const recalled = await keys.recall(key, traces);
	const numbers = (isMeant: (index: number) => boolean) =>
		alive.flatMap(({ orderNo }, index) => (isMeant(index) ? [orderNo] : [])).join(', ');
	const placed = numbers((index) => recalled[index]?.isOrder === true);
	if (placed !== '') {
		throw refusal(key, `the portal shows an order for it: ${placed}`, 'Nothing is to be ordered again. Use another key for another order.');
	}
	// Of the key's PBX, an order whose plan is not told could be it; so could one that does not tell its PBX.
	const unclear = numbers((index) => {
		const { serialNumbers = [], identities = [] } = traces[index] ?? {};
		return serialNumbers.length === 0 || (recalled[index]?.isPbx === true && identities.length === 0);
	});
	if (unclear !== '') throw refusal(key, `the portal does not show what these orders are for: ${unclear}`, LOOK_YOURSELF);
}

/**
 * Gives an order key back, so that an order with it is placed again, unless the portal shows an order for it. Looks several times over
 * a few seconds, since an order may appear late. An order that came to nothing does not count.
 *
 * @returns whether the key was taken
 * @throws PortalFailure when the portal shows an order for the key, or when that cannot be known
 */
export async function releaseOrderKey(client: PortalClient, keys: OrderKeys, key: string): Promise<boolean> {
	return await keys.exclusively(key, async () => {
		if (!(await keys.isTaken(key))) return false;
		const takenAt = await keys.takenAt(key, Date.now());
		for (let look = 1; look <= LOOKS; look++) {
			await assertNoOrder(client, keys, key, takenAt);
			if (look < LOOKS) await waitAfterLook(look);
		}
		await keys.release(key, takenAt);
		return true;
	});
}
