import type { PortalClient } from '../portal/client';
import type { PortalTime } from '../portal/clock';
import { PortalFailure } from '../portal/failure';
import { askForTime, listOrdersSince } from '../portal/orders';
import { failureOf, type PlacedOrder, type Order } from '../portal/order';
import { retryPolicy, waitFor } from '../portal/retry';
import {
	type Candidate,
	CandidateReader,
	type ListContext,
	MAX_DETAILS,
	mostCertain,
	narrow,
	orderOf,
	readField,
} from './candidates';
import { needsTime, type Sought } from './evidence';
import { matches } from './orderIdentity';

/** What a look into the portal's order list showed. */
export type LookupResult =
	| {
			kind: 'found';
			order: PlacedOrder;
			/** Who the portal says is billed; undefined where it does not tell. */
			billingId?: string;
	  }
	/** The list was read back to the moment, and the order is not in it. */
	| { kind: 'notFound'; looked: string }
	/** The list or an order's details could not be read, or do not tell enough, so that nothing can be said. */
	| {
			kind: 'inconclusive';
			why: string;
			/** Whether the portal shows an order for the PBX and plan that could be it. */
			showsLike?: boolean;
			/** The status of the answer where the list could not be read. */
			status?: number;
	  };

/** Which order is looked for. Moments are by this machine's clock, in milliseconds since 1970. */
export interface OrderQuery {
	order: Order;
	/** When it was sent first; undefined where that is not known. */
	sentAt?: number;
	/** When its answer was lost, or would have been due at the latest. */
	lostAt?: number;
	/** Nothing that the portal had a day before this moment can be it. */
	notBefore?: number;
	/** The purchase order number that it carries, if any. */
	reference?: string;
	/** Whether no other order carries it. */
	isReferenceUnique?: boolean;
	/** Whether a time may lack its true zone, so that only what is a day older is certainly older. */
	doubtsTimes?: boolean;
	/** Its number, where an answer named it. */
	orderNo?: string;
	/** Which of some order numbers are known to be its own. */
	ownNumbers?: (orderNumbers: readonly string[]) => Promise<ReadonlySet<string>>;
	/** Whether a number is known to be another order's. */
	otherOrders?: (orderNo: string) => boolean;
}

/** How often is looked, since an order may appear in the list a moment after it was placed. */
export const LOOKS = 4;
/** How far back is read beyond the moment of sending, in milliseconds, for a list that is not quite in order. */
const READING_MARGIN = 10 * 60_000;
/** How long after its answer was lost an order may still be booked, in milliseconds. */
const BOOKING_MARGIN = 5_000;
/** A day, in milliseconds: more than a time without its true zone can be wrong by. */
export const DAY = 86_400_000;

/** A moment a day before the earliest that another could be: from then on a time without its true zone may be of it. */
function dayBefore(moment: PortalTime | undefined): PortalTime | undefined {
	return moment === undefined ? undefined : { earliest: moment.earliest - DAY, latest: moment.latest };
}

/** Waits after a look, longer each time. */
export async function waitAfterLook(look: number): Promise<void> {
	await waitFor(retryPolicy.initialInterval * 2 ** (look - 1));
}

/** Looks for orders in the portal. One is made for a run, so that an order's details are asked for once. */
export class OrderFinder {
	private readonly reader: CandidateReader;

	constructor(private readonly client: PortalClient) {
		this.reader = new CandidateReader(client);
	}

	/**
	 * Looks for an order, several times over a few seconds. An order that failed does not end the look, since the
	 * one that was sent may still appear beside it.
	 *
	 * @param looks how often is looked at the most
	 * @returns never throws for what the portal does
	 */
	async find(query: OrderQuery, looks = LOOKS): Promise<LookupResult> {
		for (let poll = 1; ; poll++) {
			const result = await this.look(query).catch((error: unknown): LookupResult => {
				if (!(error instanceof PortalFailure)) throw error;
				return { kind: 'inconclusive', why: error.message, status: error.facts.status };
			});
			const isAlive = result.kind === 'found' && failureOf(result.order) === undefined;
			if (isAlive || poll >= looks) return result;
			await waitAfterLook(poll);
		}
	}

	/** From when on the list is read, by the portal's clock. */
	private since({ sentAt, notBefore, doubtsTimes = sentAt === undefined }: OrderQuery): number | undefined {
		const moment = sentAt === undefined ? notBefore : sentAt - READING_MARGIN;
		if (moment === undefined) return undefined;
		const margin = doubtsTimes ? DAY : 0;
		return (this.client.clock.at(moment)?.earliest ?? moment) - margin;
	}

	private sought(query: OrderQuery): Sought {
		const { order, reference, isReferenceUnique, sentAt, lostAt, notBefore, doubtsTimes } = query;
		const { clock } = this.client;
		return {
			order,
			reference,
			isReferenceUnique,
			sent:
				sentAt === undefined
					? undefined
					: {
							at: doubtsTimes ? dayBefore(clock.at(sentAt)) : clock.at(sentAt),
							lostAt: lostAt === undefined ? undefined : clock.at(lostAt + BOOKING_MARGIN),
						},
			notBefore: notBefore === undefined ? undefined : clock.at(notBefore - DAY),
		};
	}

	/** Asks for an order by its number, which does not need the list. */
	private async lookByNumber(query: OrderQuery, orderNo: string): Promise<LookupResult | undefined> {
		if (this.client.clock.at(0) === undefined) await askForTime(this.client);
		const context: ListContext = {
			sought: this.sought(query),
			now: this.client.clock.at(Date.now()),
			ownNumbers: new Set([orderNo]),
			otherOrders: () => false,
		};
		const [candidate] = mostCertain(await this.reader.weighAll([{ orderNo, row: {} }], [], context));
		return candidate === undefined ? undefined : this.found(candidate, query.order);
	}

	private async look(query: OrderQuery): Promise<LookupResult> {
		const result = await this.lookIntoList(query).catch((error: unknown) => error);
		if (query.orderNo !== undefined && (result as LookupResult).kind !== 'found') {
			const named = await this.lookByNumber(query, query.orderNo);
			if (named !== undefined) return named;
		}
		if (result instanceof Error) throw result;
		return result as LookupResult;
	}

	private async lookIntoList(query: OrderQuery): Promise<LookupResult> {
		const { orders, older, isComplete } = await listOrdersSince(this.client, () => this.since(query));
		const all = [...orders, ...older];
		const context: ListContext = {
			sought: this.sought(query),
			now: this.client.clock.at(Date.now()),
			ownNumbers:
				(await query.ownNumbers?.(all.map(({ orderNo }) => orderNo))) ??
				new Set(query.orderNo === undefined ? [] : [query.orderNo]),
			otherOrders: query.otherOrders ?? (() => false),
		};
		const possible = narrow(all, context);
		const weighed = await this.reader.weighAll(possible, all, context);
		const candidates = await this.sharpen(weighed, query);

		const [certain, ...others] = mostCertain(candidates);
		if (certain !== undefined && others.length === 0) return this.found(certain, query.order);
		const doubtful =
			others.length > 0
				? [certain, ...others]
				: candidates.filter(({ verdict }) => verdict.comparison === 'inconclusive');
		if (doubtful.length > 0) {
			const numbers = doubtful.map((candidate) => candidate?.listed.orderNo).join(', ');
			const showsLike = doubtful.some(
				(candidate) => candidate !== undefined && matches(candidate.told, query.order) === 'match',
			);
			return {
				kind: 'inconclusive',
				why: `It could be one of the orders ${numbers}, of which the portal does not show enough`,
				showsLike,
			};
		}
		if (!isComplete || possible.length > MAX_DETAILS) {
			return { kind: 'inconclusive', why: 'The order list could not be read to its end' };
		}
		const since = this.since(query);
		const from = since === undefined ? 'all' : `from ${new Date(since).toISOString()} on`;
		return { kind: 'notFound', looked: `${orders.length} orders of the order list (${from})` };
	}

	/** Finds out what time it is for the portal, where that decides. */
	private async sharpen(candidates: readonly Candidate[], query: OrderQuery): Promise<Candidate[]> {
		const isDecided = mostCertain(candidates).length > 0;
		const sought = this.sought(query);
		if (isDecided || !candidates.some((candidate) => needsTime(sought, candidate))) return [...candidates];
		await this.client.clock.sharpen(async () => await askForTime(this.client));
		return this.reader.weighAgain(candidates, this.sought(query));
	}

	private found(candidate: Candidate, { productNo = '' }: Order): LookupResult {
		const billingId = readField(candidate, 'billingContactId') || readField(candidate, 'billingId');
		const order = orderOf(candidate, productNo);
		return { kind: 'found', order, ...(billingId === '' ? {} : { billingId }) };
	}
}
