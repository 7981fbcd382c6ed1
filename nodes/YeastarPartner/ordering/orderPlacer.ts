import type { PortalClient } from '../portal/client';
import { canceledUnsent, type FailureFacts, PortalFailure } from '../portal/failure';
import type { PlacedOrder, Order } from '../portal/order';
import type { OrderFinder } from './findOrder';
import { takeTurn } from './inTurn';
import { KeyedOrderPlacer } from './keyedOrderPlacer';
import type { Ledger, LedgerEntry } from './ledger';
import { setsState, subjectOf } from './orderIdentity';
import type { RunKeys } from './runKeys';
import { OrderSender } from './sendOrder';

/** An order that a workflow wants to be placed. */
export interface OrderRequest {
	order: Order;
	/** How long to wait for the answer, in seconds. */
	timeout: number;
	/** Orders with the same key are placed once, across executions. */
	orderKey?: string;
}

/** An order that the portal has, and how that is known. */
export interface OrderResult {
	order: PlacedOrder;
	/** Who is billed; empty where another execution placed the order and the portal does not tell. */
	billingId: string;
	/**
	 * `placed`: this call's answer says so. `recovered`: the answer was lost, and the order was found in the portal.
	 * `alreadyPlaced`: this item or its key was ordered before, and nothing was sent.
	 */
	outcome: 'placed' | 'recovered' | 'alreadyPlaced';
}

/** What the orders of a run are placed with. */
export interface Placing {
	client: PortalClient;
	finder: OrderFinder;
	ledger: Ledger;
	keys: RunKeys;
	/** Once it says so, nothing further is sent. */
	isCanceled: () => boolean;
	/** How a user releases an order key, a clause: `run … with it`. */
	howToRelease: string;
}

const EARLIER_TRY: FailureFacts = {
	message: 'an earlier try in this execution got no answer',
	advice: '',
	delivery: 'ambiguous',
};

/**
 * Places each order once, whatever fails. An order goes through these states:
 *
 *     unknown to the ledger ── enter as sent ──> sent ── answered ──> placed, failed, or removed (rejected, never sent)
 *                                                 │
 *                                                 └─ no answer ──> looked up ──> found: placed
 *                                                                           └──> not found: stays sent
 *
 * What is `sent` is never sent again in this execution, only looked up: the portal has no idempotency key, and an order
 * that is not in its list now may still appear. What is `placed` or `failed` is answered from the ledger. An order
 * key is taken before its order is entered, and given back only where the portal provably has no order of it.
 */
export class OrderPlacer {
	private readonly sender: OrderSender;
	private readonly keyed: KeyedOrderPlacer;

	constructor(private readonly placing: Placing) {
		const { client, finder, ledger, keys } = placing;
		this.sender = new OrderSender(client, finder, ledger, keys);
		this.keyed = new KeyedOrderPlacer(placing, this.sender);
	}

	/**
	 * Sees to it that the portal has an order once.
	 *
	 * @throws PortalFailure when the portal does not have it, or when that cannot be known
	 */
	async place(request: OrderRequest): Promise<OrderResult> {
		const { ledger, keys, isCanceled } = this.placing;
		const { order, orderKey } = request;
		// An AI agent can call its tool several times at once: each is a run of its own, and sees the ledger of all.
		const endTurn = await takeTurn(keys.keys.turnOf('subject', subjectOf(order)));
		try {
			const entry = ledger.find(order);
			if (entry !== undefined) return await this.replay(request, entry);
			if (isCanceled()) throw canceledUnsent();
			if (orderKey === undefined) return await this.sender.send(request);
			return await this.keyed.place(request, orderKey);
		} finally {
			endTurn();
		}
	}

	/** Answers from the ledger what was sent before in this execution. */
	private async replay(request: OrderRequest, entry: LedgerEntry): Promise<OrderResult> {
		const { ledger } = this.placing;
		if (!setsState(request.order) && request.orderKey === undefined && ledger.isOfOtherRun(request.order)) {
			throw new PortalFailure({
				message: 'this execution already placed an equal order, and whether one or two are meant cannot be known',
				advice: 'Give each order an order key of its own.',
				delivery: 'notDelivered',
			});
		}
		if (!ledger.isSame(entry, request.order)) {
			throw new PortalFailure({
				message: 'this execution already placed a different order for it',
				advice: 'Run the second order in an execution of its own.',
				delivery: 'notDelivered',
			});
		}
		// The order may have been placed for another item, with another key: this one has to know of it too.
		this.sender.reassertKey(request, entry);
		if (entry.order !== undefined) return { order: entry.order, billingId: entry.billingId, outcome: 'alreadyPlaced' };
		if (entry.failureMessage !== undefined) {
			throw new PortalFailure({
				message: entry.failureMessage,
				advice: 'It was not ordered again in this execution. Start a new one when the cause is gone.',
				delivery: 'delivered',
			});
		}
		return await this.sender.recover(request, entry, EARLIER_TRY);
	}
}
