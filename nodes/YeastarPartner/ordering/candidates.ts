import type { PortalClient } from '../portal/client';
import type { PortalTime } from '../portal/clock';
import { PortalFailure } from '../portal/failure';
import { findObjects, textField } from '../portal/find';
import type { JsonValue } from '../portal/json';
import { getOrderDetails, type ListedOrder, type OrderDetails } from '../portal/orders';
import { creationTimeOf } from '../portal/orderTime';
import { failureOf, type PlacedOrder } from '../portal/order';
import { compareTime, type Proof, type Shown, type Sought, type Verdict, weigh } from './evidence';
import { carriesReference, matches } from './orderIdentity';

/** How many orders' details are asked for at the most in one look. */
export const MAX_DETAILS = 100;
/** How far a time may lie in the future of the portal's clock before no time of the list is relied on, in milliseconds. */
const FUTURE_MARGIN = 2_000;

/** An order of the list that could be the one that is looked for. */
export interface Candidate extends Shown {
	listed: ListedOrder;
	/** Undefined where they could not be read. */
	details?: OrderDetails;
	verdict: Verdict;
	/** Whether nothing that the portal tells of it speaks against its being the order. */
	couldBeIt: boolean;
}

/** An order's details, asked for by its number, or by its ID where the portal does not know it by the number. */
export async function readDetails(client: PortalClient, { orderNo, row }: ListedOrder): Promise<OrderDetails> {
	const id = textField(row, 'id');
	return await getOrderDetails(client, orderNo).catch(async (error: unknown) => {
		const isUnknownNumber = error instanceof PortalFailure && error.facts.delivery === 'rejected';
		if (!isUnknownNumber || id === '' || id === orderNo) throw error;
		return await getOrderDetails(client, id);
	});
}

/** What the portal tells of a candidate under a field's name; the list is newer than details of an earlier look. */
export function readField({ listed, details }: Candidate, name: string): string {
	const all: JsonValue = [listed.row, details?.details ?? null];
	const holder = findObjects(all, (object) => textField(object, name) !== '')[0]?.object;
	return holder === undefined ? '' : textField(holder, name);
}

/** A candidate as an order that the portal has. */
export function orderOf(candidate: Candidate, productNo: string): PlacedOrder {
	const field = (name: string) => readField(candidate, name);
	return {
		orderNo: candidate.listed.orderNo,
		orderStatus: field('orderStatus'),
		transactionNo: field('transactionNo'),
		instanceId: field('instanceId'),
		productNo,
		requestId: candidate.details?.requestId ?? '',
	};
}

const PROOFS: readonly Proof[] = ['number', 'reference', 'time'];

/**
 * The orders that are certain by the strongest proof that there is. Of those that share a purchase order number the living
 * ones; of those that only their time makes certain all, and those that could not be read beside them, since each may be a
 * person's.
 */
export function mostCertain(candidates: readonly Candidate[]): Candidate[] {
	for (const proof of PROOFS) {
		const certain = candidates.filter(({ verdict }) => verdict.comparison === 'match' && verdict.proof === proof);
		if (certain.length === 0) continue;
		if (proof === 'time')
			return candidates.filter(({ verdict, couldBeIt }) => verdict.comparison !== 'mismatch' && couldBeIt);
		const living = certain.filter((candidate) => failureOf(orderOf(candidate, '')) === undefined);
		return living.length === 0 ? certain : living;
	}
	return [];
}

function newestFirst(one: ListedOrder, other: ListedOrder): number {
	return (other.createdAt ?? Infinity) - (one.createdAt ?? Infinity) || 0;
}

/** What is known of the list that the candidates come from. */
export interface ListContext {
	sought: Sought;
	/** The present moment by the portal's clock. */
	now: PortalTime | undefined;
	/** Numbers that are known to be the order's own. */
	ownNumbers: ReadonlySet<string>;
	/** Whether a number is known to be another order's. */
	otherOrders: (orderNo: string) => boolean;
}

/** Whether an order's row claims to be the one that is looked for, by its number or purchase order number. */
function isClaimed({ orderNo, row }: ListedOrder, { sought: { reference }, ownNumbers }: ListContext): boolean {
	return ownNumbers.has(orderNo) || (reference !== undefined && carriesReference(row, reference) === 'match');
}

/** Whether the times of a list are by the clock of the portal's answers: none of them lies in its future. */
function hasPlausibleTimes(orders: readonly ListedOrder[], now: PortalTime | undefined): boolean {
	return now !== undefined && orders.every((order) => (order.createdAt ?? 0) <= now.latest + FUTURE_MARGIN);
}

/** The orders of a list that it alone does not rule out: those that are claimed first, then the newest. */
export function narrow(orders: readonly ListedOrder[], context: ListContext): ListedOrder[] {
	const { sought, otherOrders, now } = context;
	const { order, sent, notBefore } = sought;
	const moment = sent === undefined ? notBefore : sent.at;
	const isTimed = hasPlausibleTimes(orders, now);
	const isTooOld = (listed: ListedOrder) => isTimed && compareTime(creationTimeOf(listed), moment) === 'before';
	const possible = orders
		.filter((listed) => !otherOrders(listed.orderNo))
		.filter((listed) => isClaimed(listed, context) || (matches(listed.row, order) !== 'mismatch' && !isTooOld(listed)))
		.toSorted(newestFirst);
	const claimed = possible.filter((listed) => isClaimed(listed, context));
	return [...claimed, ...possible.filter((listed) => !claimed.includes(listed))];
}

/** Reads candidates' details and weighs them. One is made for a run, so that an order's details are asked for once. */
export class CandidateReader {
	private readonly details = new Map<string, Promise<OrderDetails>>();

	constructor(private readonly client: PortalClient) {}

	/**
	 * Weighs orders one after the other, until one is unmistakable and no further one is claimed by number or reference.
	 *
	 * @param listed as {@link narrow} has them
	 * @param all the whole list that was read
	 */
	async weighAll(
		listed: readonly ListedOrder[],
		all: readonly ListedOrder[],
		context: ListContext,
	): Promise<Candidate[]> {
		const isTimed = hasPlausibleTimes(all, context.now);
		const candidates: Candidate[] = [];
		for (const one of listed.slice(0, MAX_DETAILS)) {
			const isFound = candidates.some(({ verdict }) => verdict.comparison === 'match' && verdict.proof !== 'time');
			if (isFound && !isClaimed(one, context)) break;
			candidates.push(await this.weighOne(one, isTimed, context));
		}
		return candidates;
	}

	private async weighOne(
		listed: ListedOrder,
		isTimed: boolean,
		{ sought, ownNumbers }: ListContext,
	): Promise<Candidate> {
		const details = await this.detailsOf(listed);
		const told: JsonValue = [listed.row, details?.details ?? null];
		const createdAt = isTimed ? creationTimeOf({ createdAt: listed.createdAt ?? details?.createdAt }) : undefined;
		const shown: Shown = { told, createdAt, hasKnownNumber: ownNumbers.has(listed.orderNo) };
		// What could not be read is never certain, and never ruled out.
		const verdict: Verdict = details === undefined ? { comparison: 'inconclusive' } : weigh(sought, shown);
		const couldBeIt = verdict.comparison !== 'mismatch' && matches(told, sought.order) !== 'mismatch';
		return { listed, ...(details === undefined ? {} : { details }), ...shown, verdict, couldBeIt };
	}

	/** Weighs candidates again, now that the portal's clock is known better. */
	weighAgain(candidates: readonly Candidate[], sought: Sought): Candidate[] {
		return candidates.map((candidate) =>
			candidate.details === undefined ? candidate : { ...candidate, verdict: weigh(sought, candidate) },
		);
	}

	private async detailsOf(listed: ListedOrder): Promise<OrderDetails | undefined> {
		const { orderNo } = listed;
		const asked = this.details.get(orderNo) ?? readDetails(this.client, listed);
		this.details.set(orderNo, asked);
		return await asked.catch((error: unknown) => {
			this.details.delete(orderNo);
			if (error instanceof PortalFailure) return undefined;
			throw error;
		});
	}
}
