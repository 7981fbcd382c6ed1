import type { PortalClient } from '../portal/client';
import { PortalFailure } from '../portal/failure';
import { textField } from '../portal/find';
import type { JsonValue } from '../portal/json';
import { type ListedOrder, listOrdersSince } from '../portal/orders';
import { creationTimeOf } from '../portal/orderTime';
import { failureOf } from '../portal/order';
import { MAX_DETAILS, readDetails } from './candidates';
import { DAY, LOOKS, waitAfterLook } from './findOrder';
import { takeTurn } from './inTurn';
import { forOrder, forSubject, numbered } from './keyValues';
import { NO_PBX, possibleFingerprintsOf, referencesOf, serialNumbersOf } from './orderIdentity';
import type { OrderKeys } from './orderKeys';

function refusal(key: string, why: string, advice: string): PortalFailure {
	return new PortalFailure({
		message: `The order key "${key}" stays taken, because ${why}`,
		advice,
		delivery: 'notDelivered',
	});
}

const LOOK_YOURSELF = 'Look in the Partner Portal. If it has no such order, use another key for the new one.';
const ORDERED = 'Do not order again. Use another key for another order.';

/** What the portal tells of an order by which a key could be recognized, and the values that stand for that. */
interface Evidence {
	orderNo: string;
	references: string[];
	/** Those of an order with its number, or for what it is for. */
	own: string[];
	/** Those of what it is about. */
	subjects: string[];
}

function readEvidence(key: string, orderNo: string, told: JsonValue): Evidence {
	return {
		orderNo,
		references: referencesOf(told),
		own: [numbered(key, orderNo), ...possibleFingerprintsOf(told).map((fingerprint) => forOrder(key, fingerprint))],
		subjects: serialNumbersOf(told).map((productNo) => forSubject(key, productNo)),
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
	const told: Evidence[] = [];
	for (const listed of alive) {
		told.push(readEvidence(key, listed.orderNo, [listed.row, (await readDetails(client, listed)).details]));
	}
	const isWithoutPbx = forSubject(key, NO_PBX);
	const known = await keys.ask([isWithoutPbx, ...told.flatMap(({ own, subjects }) => [...own, ...subjects])]);
	const isKnown = (values: string[]) => values.some((value) => known.has(value));
	const namesKey = (reference: string) => reference.toUpperCase() === key.toUpperCase();
	const numbers = (some: Evidence[]) => some.map(({ orderNo }) => orderNo).join(', ');

	const own = told.filter((one) => one.references.some(namesKey) || isKnown(one.own));
	if (own.length > 0) throw refusal(key, `the portal shows an order for it: ${numbers(own)}`, ORDERED);
	// An order is provably another one when it is about another PBX. Another plan is no proof: that the plan in an order's
	// details is the one that was ordered is inferred, and it may be the one that the PBX leaves.
	const unclear = told.filter(({ subjects }) => known.has(isWithoutPbx) || subjects.length === 0 || isKnown(subjects));
	if (unclear.length > 0)
		throw refusal(key, `one of these orders could be its own: ${numbers(unclear)}`, LOOK_YOURSELF);
}

/** Why a key whose order is known to be placed stays taken, with the order's number where the list still shows it. */
async function refusalOfPlaced(
	client: PortalClient,
	keys: OrderKeys,
	key: string,
	takenAt: number | undefined,
): Promise<PortalFailure> {
	const since = () => (takenAt === undefined ? undefined : takenAt - DAY);
	const listed = await listOrdersSince(client, since).catch((error: unknown) => {
		if (error instanceof PortalFailure) return { orders: [] };
		throw error;
	});
	const numbers = listed.orders.map(({ orderNo }) => orderNo);
	const own = [...(await keys.ownNumbers(key, numbers))];
	const why = own.length === 0 ? 'its order was placed' : `the portal shows an order for it: ${own.join(', ')}`;
	return refusal(key, why, ORDERED);
}

/**
 * Releases an order key, so that an order with it is placed again, unless its order is known to be placed, or the portal shows
 * an order that could be it. Looks several times over a few seconds, since an order may appear late. An order that failed does
 * not count.
 *
 * @returns whether the key was taken
 * @throws PortalFailure when the key's order exists, when that cannot be known, or when the key was taken a few minutes ago
 */
export async function releaseOrderKey(client: PortalClient, keys: OrderKeys, key: string): Promise<boolean> {
	const endTurn = await takeTurn(keys.turnOf('key', key));
	try {
		const known = await keys.read(key, Date.now());
		if (known.state === 'free') return false;
		if (known.state === 'placed') throw await refusalOfPlaced(client, keys, key, known.takenAt);
		if (known.isRecent) {
			const why = 'it was taken a few minutes ago, and its order may still be under way';
			throw refusal(key, why, 'Try again in ten minutes.');
		}
		for (let look = 1; look <= LOOKS; look++) {
			await assertNoOrder(client, keys, key, known.takenAt);
			if (look < LOOKS) await waitAfterLook(look);
		}
		await keys.release(key, known);
		return true;
	} finally {
		endTurn();
	}
}
