import type { PortalClient } from '../portal/client';
import { PortalFailure } from '../portal/failure';
import { findObjects, textField } from '../portal/find';
import type { JsonValue } from '../portal/json';
import { getOrderDetails, type ListedOrder, listOrdersSince, type OrderDetails } from '../portal/orderBook';
import { deathOf, type PlacedOrder, type SwitchOrder } from '../portal/orders';
import { pace, waitFor } from '../portal/repeat';
import { carriesReference, resembles, type Resemblance } from './recognize';

/** What a look into the portal's order list showed. */
export type Finding =
	| {
			kind: 'found';
			order: PlacedOrder;
			/** Who the portal says is billed; undefined where it does not tell. */
			billingId?: string;
	  }
	/** The list was read back to the moment, and the order is not in it. */
	| { kind: 'notFound'; looked: string }
	/** The list or an order's details could not be read, so that nothing can be said. */
	| { kind: 'unclear'; why: string };

/** Which order is looked for. */
export interface Wanted {
	order: SwitchOrder;
	/** When it was sent first, in milliseconds since 1970; undefined where that is not known. */
	sentAt?: number;
	/** The purchase order number that it carries, if any. */
	reference?: string;
	/** Numbers of orders that are known to be others. */
	otherOrders?: ReadonlySet<string>;
}

/** How far the portal's clock may be behind this machine's, in milliseconds. */
export const CLOCK_MARGIN = 10 * 60_000;
/** How often is looked, since an order may appear in the list a moment after it was placed. */
export const LOOKS = 4;
/** How many orders' details are asked for at the most in one look. */
export const MAX_DETAILS = 100;

interface Candidate {
	listed: ListedOrder;
	/** Undefined where its details could not be had. */
	told?: OrderDetails;
	resemblance: Resemblance;
	isReferenced: boolean;
}

/** Waits after a look, longer each time. */
export async function waitAfterLook(look: number): Promise<void> {
	await waitFor(pace.firstWait * 2 ** (look - 1));
}

/** An order's details, asked for by its number, or by its ID where the portal does not know it by the number. */
export async function readDetails(client: PortalClient, { orderNo, row }: ListedOrder): Promise<OrderDetails> {
	const id = textField(row, 'id');
	return await getOrderDetails(client, orderNo).catch(async (error: unknown) => {
		const isUnknownNumber = error instanceof PortalFailure && error.facts.fate === 'refused';
		if (!isUnknownNumber || id === '' || id === orderNo) throw error;
		return await getOrderDetails(client, id);
	});
}

function newestFirst(one: ListedOrder, other: ListedOrder): number {
	return (other.createdAt ?? Infinity) - (one.createdAt ?? Infinity) || 0;
}

/** Looks for orders in the portal. One is made for a run, so that an order's details are asked for once. */
export class OrderFinder {
	private readonly details = new Map<string, Promise<OrderDetails>>();

	constructor(private readonly client: PortalClient) {}

	/**
	 * Looks for an order, several times over a few seconds. An order that came to nothing does not end the look, since the
	 * one that was sent may still appear beside it.
	 *
	 * @returns never throws for what the portal does
	 */
	async find(wanted: Wanted): Promise<Finding> {
		for (let look = 1; ; look++) {
			const finding = await this.look(wanted).catch((error: unknown): Finding => {
				if (!(error instanceof PortalFailure)) throw error;
				return { kind: 'unclear', why: error.message };
			});
			const isAlive = finding.kind === 'found' && deathOf(finding.order) === undefined;
			if (isAlive || look === LOOKS) return finding;
			await waitAfterLook(look);
		}
	}

	private async look(wanted: Wanted): Promise<Finding> {
		const since = wanted.sentAt === undefined ? undefined : wanted.sentAt - CLOCK_MARGIN;
		const { orders, isComplete } = await listOrdersSince(this.client, since);
		const possible = this.narrow(orders, wanted);
		const candidates = await this.examineAll(possible, wanted);

		const placed = candidates
			.filter(({ resemblance }) => resemblance === 'yes')
			.map((candidate) => ({ candidate, order: this.placedOrder(candidate, wanted.order) }));
		const found = placed.find(({ order }) => deathOf(order) === undefined) ?? placed[0];
		if (found !== undefined) {
			const billingId = this.tell(found.candidate, 'billingContactId') || this.tell(found.candidate, 'billingId');
			return { kind: 'found', order: found.order, ...(billingId === '' ? {} : { billingId }) };
		}

		const doubtful = candidates.filter(({ resemblance }) => resemblance === 'maybe').map(({ listed }) => listed.orderNo);
		if (doubtful.length > 0) {
			return { kind: 'unclear', why: `It could be one of the orders ${doubtful.join(', ')}, of which the portal does not show enough` };
		}
		if (!isComplete || possible.length > MAX_DETAILS) {
			return { kind: 'unclear', why: 'The order list could not be read to its end' };
		}
		const from = since === undefined ? 'all' : `from ${new Date(since).toISOString()} on`;
		return { kind: 'notFound', looked: `${orders.length} orders of the order list (${from})` };
	}

	/** The orders that the list alone does not rule out: those with the reference first, then the newest. */
	private narrow(orders: readonly ListedOrder[], { order, reference, otherOrders }: Wanted): ListedOrder[] {
		const isReferenced = ({ row }: ListedOrder) =>
			reference !== undefined && carriesReference(row, reference) === 'yes';
		const possible = orders
			.filter((listed) => (resembles(listed.row, order) !== 'no' || isReferenced(listed)) && !otherOrders?.has(listed.orderNo))
			.toSorted(newestFirst);
		return [...possible.filter(isReferenced), ...possible.filter((listed) => !isReferenced(listed))];
	}

	private async examineAll(possible: readonly ListedOrder[], wanted: Wanted): Promise<Candidate[]> {
		const candidates: Candidate[] = [];
		for (const listed of possible.slice(0, MAX_DETAILS)) {
			const candidate = await this.examine(listed, wanted);
			candidates.push(candidate);
			// The reference makes it unmistakable; no other order needs a look.
			if (candidate.isReferenced && candidate.resemblance === 'yes') break;
		}
		return candidates;
	}

	private async examine(listed: ListedOrder, { order, reference, sentAt }: Wanted): Promise<Candidate> {
		const told = await this.detailsOf(listed);
		if (told === undefined) return { listed, resemblance: 'maybe', isReferenced: false };
		const all: JsonValue = [listed.row, told.details];
		const byReference = reference === undefined ? 'maybe' : carriesReference(all, reference);
		const byOrder = resembles(all, order);
		// Without its reference an order is certain only by its time: last year's may be for the same PBX and plan. One that
		// carries another reference is neither: that the field is the purchase order number is inferred.
		const isTimed = sentAt !== undefined && listed.createdAt !== undefined;
		const isContradicted = byReference === 'yes' && byOrder === 'no';
		const isCertain = byReference === 'yes' || (byReference === 'maybe' && isTimed);
		return {
			listed,
			told,
			resemblance: isContradicted || (byOrder === 'yes' && !isCertain) ? 'maybe' : byOrder,
			isReferenced: byReference === 'yes',
		};
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

	/** What the portal tells under a field's name; the list is newer than details of an earlier look. */
	private tell({ listed, told }: Candidate, name: string): string {
		const all: JsonValue = [listed.row, told?.details ?? null];
		const holder = findObjects(all, (object) => textField(object, name) !== '')[0]?.object;
		return holder === undefined ? '' : textField(holder, name);
	}

	private placedOrder(candidate: Candidate, order: SwitchOrder): PlacedOrder {
		const { listed, told } = candidate;
		const field = (name: string) => this.tell(candidate, name);
		return {
			orderNo: listed.orderNo,
			orderStatus: field('orderStatus'),
			transactionNo: field('transactionNo'),
			instanceId: field('instanceId'),
			productNo: order.productNo,
			requestId: told?.requestId ?? '',
		};
	}
}
