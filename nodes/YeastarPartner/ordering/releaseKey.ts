import type { PortalClient } from '../portal/client';
import { PortalFailure } from '../portal/failure';
import { textField } from '../portal/find';
import type { JsonValue } from '../portal/json';
import { type ListedOrder, listOrdersSince } from '../portal/orders';
import { creationTimeOf } from '../portal/orderTime';
import { failureOf } from '../portal/order';
import { MAX_DETAILS, readDetails } from './candidates';
import { DAY, LOOKS, waitAfterLook } from './findOrder';
import type { OrderEvidence, OrderKeys } from './orderKeys';
import { possiblePlansOf, referencesOf, serialNumbersOf } from './orderIdentity';

function refusal(key: string, why: string, advice: string): PortalFailure {
	return new PortalFailure({
		message: `The order key "${key}" stays taken, because ${why}`,
		advice,
		delivery: 'notDelivered',
	});
}

const LOOK_YOURSELF = 'Look in the Partner Portal. Where it has no such order, use another key for the new one.';
const ORDERED = 'Nothing is to be ordered again. Use another key for another order.';

/** What an order was for, as far as the portal tells. */
function readEvidence(orderNo: string, told: JsonValue): OrderEvidence {
	return {
		orderNo,
		references: referencesOf(told),
		serialNumbers: serialNumbersOf(told),
		possiblePlans: possiblePlansOf(told),
	};
}

function isAlive({ orderNo, row }: ListedOrder): boolean {
	return failureOf({ orderNo, orderStatus: textField(row, 'orderStatus'), productNo: '', requestId: '' }) === undefined;
}

/** Whether an order was there a day before a moment: less may be a clock that is off, or a time without its true zone. */
function isOlder(listed: ListedOrder, moment: number | undefined): boolean {
	const created = creationTimeOf(listed);
	return created !== undefined && moment !== undefined && created.latest < moment - DAY;
}

/**
 * An order is provably another one when it is for another PBX. For another plan is no proof: that the plan in an order's
 * details is the one that was ordered is inferred, and it may be the one that the PBX leaves.
 */
function isProvablyOther({ serialNumbers }: OrderEvidence, isForPbx: boolean): boolean {
	return serialNumbers.length > 0 && !isForPbx;
}

/** @throws PortalFailure unless the portal shows that none of its orders was placed with the key */
async function assertNoOrder(
	client: PortalClient,
	keys: OrderKeys,
	key: string,
	takenAt: number | undefined,
): Promise<void> {
	const moment = () => (takenAt === undefined ? undefined : (client.clock.at(takenAt)?.earliest ?? takenAt));
	const since = () => (takenAt === undefined ? undefined : (moment() ?? takenAt) - DAY);
	const { orders, isComplete } = await listOrdersSince(client, since);
	const alive = orders.filter(isAlive).filter((listed) => !isOlder(listed, moment()));
	if (!isComplete || alive.length > MAX_DETAILS) {
		throw refusal(key, 'the order list is too long to be read to its end', LOOK_YOURSELF);
	}
	const told: OrderEvidence[] = [];
	for (const listed of alive) {
		told.push(readEvidence(listed.orderNo, [listed.row, (await readDetails(client, listed)).details]));
	}
	const recognized = await keys.recognize(key, told);
	const numbers = (isMeant: (index: number) => boolean) =>
		told.flatMap(({ orderNo }, index) => (isMeant(index) ? [orderNo] : [])).join(', ');
	const own = numbers((index) => recognized[index]?.isOwn === true);
	if (own !== '') throw refusal(key, `the portal shows an order for it: ${own}`, ORDERED);
	const unclear = numbers((index) => {
		const one = told[index];
		return one !== undefined && !isProvablyOther(one, recognized[index]?.isForPbx === true);
	});
	if (unclear !== '') throw refusal(key, `one of these orders could be its own: ${unclear}`, LOOK_YOURSELF);
}

/** Why a key whose order is known to be placed stays taken, with the order's number where the list still shows it. */
async function refusalOfPlaced(client: PortalClient, keys: OrderKeys, key: string): Promise<PortalFailure> {
	const takenAt = await keys.takenAt(key, Date.now());
	const since = () => (takenAt === undefined ? undefined : takenAt - DAY);
	const own = await listOrdersSince(client, since).then(
		async ({ orders }) =>
			await keys.ownNumbers(
				key,
				orders.map(({ orderNo }) => orderNo),
			),
		(error: unknown) => {
			if (error instanceof PortalFailure) return new Set<string>();
			throw error;
		},
	);
	const why = own.size === 0 ? 'its order was placed' : `the portal shows an order for it: ${[...own].join(', ')}`;
	return refusal(key, why, ORDERED);
}

/**
 * Gives an order key back, so that an order with it is placed again, unless its order is known to be placed, or the portal shows
 * an order that could be it. Looks several times over a few seconds, since an order may appear late. An order that failed does
 * not count.
 *
 * @returns whether the key was taken
 * @throws PortalFailure when the key's order exists, when that cannot be known, or when the key was taken a few minutes ago
 */
export async function releaseOrderKey(client: PortalClient, keys: OrderKeys, key: string): Promise<boolean> {
	return await keys.exclusively(key, async () => {
		const state = await keys.stateOf(key);
		if (state === 'free') return false;
		if (state === 'placed') throw await refusalOfPlaced(client, keys, key);
		if (await keys.isHeld(key, Date.now())) {
			throw refusal(
				key,
				'it was taken a few minutes ago, and its order may still be under way',
				'Try again in ten minutes.',
			);
		}
		const takenAt = await keys.takenAt(key, Date.now());
		for (let look = 1; look <= LOOKS; look++) {
			await assertNoOrder(client, keys, key, takenAt);
			if (look < LOOKS) await waitAfterLook(look);
		}
		await keys.release(key, takenAt);
		return true;
	});
}
