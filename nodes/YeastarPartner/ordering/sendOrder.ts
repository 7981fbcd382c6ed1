import type { PortalClient } from '../portal/client';
import { type FailureFacts, PortalFailure } from '../portal/failure';
import { failureOf, type Order, type PlacedOrder, placeOrder } from '../portal/order';
import { acceptAnswer } from './acceptAnswer';
import type { LookupResult, OrderFinder } from './findOrder';
import type { Ledger, LedgerEntry } from './ledger';
import { setsState } from './orderIdentity';
import type { OrderRequest, OrderResult } from './orderPlacer';
import { checkFor, isBelieved } from './refusal';
import type { RunKeys } from './runKeys';

/** What a look that did not find an order showed, as a sentence. */
export function whatWasSeen(result: Exclude<LookupResult, { kind: 'found' }>): string {
	return result.kind === 'notFound'
		? `It is not among the ${result.looked}`
		: `The order list does not tell: ${result.why}`;
}

/**
 * Sends an order once, and sees to it that what became of it is known: an answer that is lost is looked up, and a refusal is
 * believed once the order list does not contradict it.
 */
export class OrderSender {
	constructor(
		private readonly client: PortalClient,
		private readonly finder: OrderFinder,
		private readonly ledger: Ledger,
		private readonly keys: RunKeys,
	) {}

	/**
	 * Enters an order into the ledger and sends it.
	 *
	 * @throws PortalFailure when the portal does not have it, or when that cannot be known
	 */
	async send(request: OrderRequest): Promise<OrderResult> {
		const { order, timeout } = request;
		const entry = this.ledger.recordSent(order);
		this.reassertKey(request, entry);
		let hasLeft = false;
		const answer = await placeOrder(this.client, order, {
			timeout,
			beforeSend: () => {
				if (!hasLeft) this.ledger.recordDeparture(entry, timeout);
				hasLeft = true;
			},
			mayResend: async () => (await this.lookFor(request, entry, { doubtsTimes: true })).kind === 'notFound',
		}).then(
			(told) => acceptAnswer(told, order, (orderNo) => this.isOther(orderNo, order, entry)),
			(error: unknown) => {
				if (!(error instanceof PortalFailure)) throw error;
				this.ledger.recordAnswerLost(entry);
				return error;
			},
		);
		if (!(answer instanceof PortalFailure)) return this.settleAnswer(request, entry, answer);
		const { delivery, orderNo } = answer.facts;
		if (delivery === 'rejected' || delivery === 'notDelivered') return await this.settleRefusal(request, entry, answer);
		if (orderNo !== undefined) this.ledger.recordNumber(entry, orderNo);
		return await this.recover(request, entry, answer.facts);
	}

	/**
	 * Whether a number in the answer to an order is known to be another order's. Of an order that adds something an earlier one can be
	 * the same in all that an answer shows. One that sets a state can be answered by the order that has set it already [inferred].
	 */
	private isOther(orderNo: string, order: Order, entry: LedgerEntry): boolean {
		const isHeard = !setsState(order) && this.client.heardOrders.has(orderNo);
		return isHeard || this.ledger.isOther(orderNo, entry);
	}

	/** Enters an order that the portal has, and tells of it, unless it failed there. */
	private settleAnswer(
		request: OrderRequest,
		entry: LedgerEntry,
		order: PlacedOrder,
		outcome: OrderResult['outcome'] = 'placed',
	): OrderResult {
		const failure = failureOf(order);
		this.client.heardOrders.add(order.orderNo);
		if (failure === undefined) this.ledger.recordPlaced(entry, order);
		else this.ledger.recordFailed(entry, failure.message, order.orderNo);
		this.reassertKey(request, entry);
		if (failure !== undefined) throw failure;
		return { order, billingId: entry.billingId, outcome };
	}

	/** Believes a refusal once the order list does not contradict it. */
	private async settleRefusal(request: OrderRequest, entry: LedgerEntry, refusal: PortalFailure): Promise<OrderResult> {
		const { order, orderKey } = request;
		const { looks, doubtsTimes } = checkFor(refusal);
		const result = looks === 0 ? undefined : await this.lookFor(request, entry, { looks, doubtsTimes });
		if (result === undefined || isBelieved(refusal, result)) {
			this.ledger.remove(order);
			if (orderKey !== undefined) this.keys.giveBack(orderKey);
			throw refusal;
		}
		if (result.kind === 'found') return this.settleAnswer(request, entry, result.order, 'recovered');
		throw new PortalFailure({ ...refusal.facts, advice: whatWasSeen(result), delivery: 'ambiguous' });
	}

	/** Sees to it that the key of an order that may be in the portal is taken. */
	reassertKey({ order, orderKey }: OrderRequest, { order: placed }: LedgerEntry): void {
		if (orderKey !== undefined) this.keys.reassert(orderKey, order, placed?.orderNo);
	}

	/** Looks for an order that was sent in this execution. */
	private async lookFor(
		{ order, orderKey }: OrderRequest,
		entry: LedgerEntry,
		{ looks, doubtsTimes }: { looks?: number; doubtsTimes?: boolean } = {},
	): Promise<LookupResult> {
		const otherOrders = (orderNo: string) =>
			this.client.heardOrders.has(orderNo) || this.ledger.isOther(orderNo, entry);
		const { sentAt, lostAt = Date.now(), orderNo } = entry;
		return await this.finder.find(
			{
				order,
				sentAt,
				lostAt,
				reference: order.poNumber,
				isReferenceUnique:
					order.isPoNumberOwn === true || (order.poNumber !== undefined && order.poNumber === orderKey),
				doubtsTimes,
				orderNo: orderNo === undefined || otherOrders(orderNo) ? undefined : orderNo,
				otherOrders,
			},
			looks,
		);
	}

	/**
	 * Looks for an order that was sent and never answered.
	 *
	 * @param lost what is known of the answer that was lost
	 * @throws PortalFailure when it is not found, or failed
	 */
	async recover(request: OrderRequest, entry: LedgerEntry, lost: FailureFacts): Promise<OrderResult> {
		const result = await this.lookFor(request, entry);
		if (result.kind === 'found') return this.settleAnswer(request, entry, result.order, 'recovered');
		const named =
			entry.orderNo === undefined || lost.orderNo !== undefined ? '' : `The portal named it order ${entry.orderNo}. `;
		throw new PortalFailure({
			...lost,
			advice: `${lost.advice} ${named}${whatWasSeen(result)}. An order may still appear there.`,
		});
	}
}
