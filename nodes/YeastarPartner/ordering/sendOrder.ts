import type { PortalClient } from '../portal/client';
import { type FailureFacts, PortalFailure } from '../portal/failure';
import { deathOf, type PlacedOrder, placeSwitchOrder, type SwitchOrder } from '../portal/orders';
import { acceptAnswer } from './acceptAnswer';
import type { LookupResult, OrderFinder } from './findOrder';
import type { Ledger, LedgerEntry } from './ledger';
import type { OrderRequest, SettledOrder } from './placeOnce';
import { isBelieved, looksBefore } from './refusal';
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
	async send(request: OrderRequest): Promise<SettledOrder> {
		const { order } = request;
		const entry = this.ledger.enterSent(order);
		this.confirmKey(request, entry);
		const answer = await this.post(request, entry);
		if (!(answer instanceof PortalFailure)) return this.settleAnswer(request, entry, answer);
		const { fate, orderNo } = answer.facts;
		if (fate === 'refused' || fate === 'notSent') return await this.settleRefusal(request, entry, answer);
		if (orderNo !== undefined) this.ledger.enterNumber(entry, orderNo);
		return await this.recover(request, entry, answer.facts);
	}

	/** Sends the order. */
	private async post({ order, timeout }: OrderRequest, entry: LedgerEntry): Promise<PlacedOrder | PortalFailure> {
		let hasLeft = false;
		return await placeSwitchOrder(this.client, order, {
			timeout,
			beforeSend: () => {
				if (!hasLeft) this.ledger.enterDeparture(entry, timeout);
				hasLeft = true;
			},
			mayResend: async () => (await this.lookFor(order, entry, 1)).kind === 'notFound',
		}).then(
			(answer) => acceptAnswer(answer, order, this.otherNumbers(entry)),
			(error: unknown) => {
				if (!(error instanceof PortalFailure)) throw error;
				this.ledger.enterLost(entry);
				return error;
			},
		);
	}

	/** Enters an order that the portal has, and tells of it, unless it failed there. */
	private settleAnswer(
		request: OrderRequest,
		entry: LedgerEntry,
		order: PlacedOrder,
		outcome: SettledOrder['outcome'] = 'placed',
	): SettledOrder {
		const failure = deathOf(order);
		this.client.heardOrders.add(order.orderNo);
		if (failure === undefined) this.ledger.enterPlaced(entry, order);
		else this.ledger.enterDead(entry, failure.message, order.orderNo);
		this.confirmKey(request, entry);
		if (failure !== undefined) throw failure;
		return { order, billingId: entry.billingId, outcome };
	}

	/** Believes a refusal once the order list does not contradict it. */
	private async settleRefusal(request: OrderRequest, entry: LedgerEntry, refusal: PortalFailure): Promise<SettledOrder> {
		const { order, orderKey } = request;
		const looks = looksBefore(refusal);
		const result = looks === 0 ? undefined : await this.lookFor(order, entry, looks);
		if (result === undefined || isBelieved(refusal, result)) {
			this.ledger.remove(order);
			if (orderKey !== undefined) this.keys.giveBack(orderKey);
			throw refusal;
		}
		if (result.kind === 'found') return this.settleAnswer(request, entry, result.order, 'recovered');
		throw new PortalFailure({ ...refusal.facts, advice: `${refusal.facts.advice} ${whatWasSeen(result)}`, fate: 'unknown' });
	}

	/** Sees to it that the key of an order that may be in the portal is taken. */
	confirmKey({ order, orderKey }: OrderRequest, { order: placed }: LedgerEntry): void {
		if (orderKey !== undefined) this.keys.confirm(orderKey, order, placed?.orderNo);
	}

	/** The numbers of orders that are known to be others than the one of an entry. */
	private otherNumbers(entry: LedgerEntry): ReadonlySet<string> {
		return new Set([...this.client.heardOrders.all(), ...this.ledger.otherNumbers(entry)]);
	}

	/** Looks for an order that was sent in this execution. */
	private async lookFor(order: SwitchOrder, entry: LedgerEntry, looks?: number): Promise<LookupResult> {
		const otherOrders = this.otherNumbers(entry);
		const { sentAt, lostAt = Date.now(), orderNo } = entry;
		return await this.finder.find(
			{
				order,
				sentAt,
				lostAt,
				reference: order.poNumber,
				orderNo: orderNo === undefined || otherOrders.has(orderNo) ? undefined : orderNo,
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
	async recover(request: OrderRequest, entry: LedgerEntry, lost: FailureFacts): Promise<SettledOrder> {
		const result = await this.lookFor(request.order, entry);
		if (result.kind === 'found') return this.settleAnswer(request, entry, result.order, 'recovered');
		const named = entry.orderNo === undefined || lost.orderNo !== undefined ? '' : `The portal named it order ${entry.orderNo}. `;
		throw new PortalFailure({ ...lost, advice: `${lost.advice} ${named}${whatWasSeen(result)}. An order may still appear there.` });
	}
}
