import type { PortalClient } from '../portal/client';
import { canceledUnsent, type FailureFacts, PortalFailure } from '../portal/failure';
import { failureOf, type PlacedOrder, type Order } from '../portal/order';
import type { LookupResult, OrderFinder } from './findOrder';
import type { Ledger, LedgerEntry } from './ledger';
import type { RunKeys } from './runKeys';
import { OrderSender, whatWasSeen } from './sendOrder';

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

const RELEASE_IT = 'run the operation Release Order Key of the resource Order with it';

const EARLIER_TRY: FailureFacts = {
	message: 'an earlier try in this execution was left without an answer',
	advice: '',
	delivery: 'ambiguous',
};

/**
 * Places each order once, whatever fails. An order goes through these states:
 *
 *     unknown to the ledger ── enter as sent ──> sent ── answered ──> placed, dead, or removed (refused, never sent)
 *                                                 │
 *                                                 └─ no answer ──> looked up ──> found: placed
 *                                                                           └──> not found: stays sent
 *
 * What is `sent` is never sent again in this execution, only looked up: the portal has no idempotency key, and an order
 * that is not in its list now may still appear. What is `placed` or `dead` is answered from the ledger. An order
 * key is taken before its order is entered, and given back only where the portal provably has no order of it.
 */
export class OrderPlacer {
	private readonly sender: OrderSender;

	constructor(
		client: PortalClient,
		private readonly finder: OrderFinder,
		private readonly ledger: Ledger,
		private readonly keys: RunKeys,
		private readonly isCanceled: () => boolean,
	) {
		this.sender = new OrderSender(client, finder, ledger, keys);
	}

	/**
	 * Sees to it that the portal has an order once.
	 *
	 * @throws PortalFailure when the portal does not have it, or when that cannot be known
	 */
	async place(request: OrderRequest): Promise<OrderResult> {
		// An AI agent can call its tool several times at once: each is a run of its own, and sees the ledger of all.
		return await this.keys.exclusivelyForPbx(request.order.productNo, async () => await this.placeInTurn(request));
	}

	private async placeInTurn(request: OrderRequest): Promise<OrderResult> {
		const { order, orderKey } = request;
		const entry = this.ledger.find(order);
		if (entry !== undefined) {
			// The order may have been placed for another item, with another key: this one has to know of it too.
			if (this.ledger.isSame(entry, order)) this.sender.reassertKey(request, entry);
			return await this.replay(entry, request);
		}
		this.assertNotCanceled();
		if (orderKey === undefined) return await this.sender.send(request);
		return await this.keys.exclusively(orderKey, async () => await this.placeWithKey(request, orderKey));
	}

	/** Answers from the ledger what was sent before in this execution. */
	private async replay(entry: LedgerEntry, request: OrderRequest): Promise<OrderResult> {
		if (!this.ledger.isSame(entry, request.order)) {
			throw new PortalFailure({
				message: `this execution has ordered another plan for it already (plan ${entry.serviceId} of product ${entry.productId})`,
				advice: 'Run the second switch in an execution of its own.',
				delivery: 'notDelivered',
			});
		}
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

	private assertNotCanceled(): void {
		if (this.isCanceled()) throw canceledUnsent();
	}

	private async placeWithKey(request: OrderRequest, orderKey: string): Promise<OrderResult> {
		const { order } = request;
		this.assertNotCanceled();
		const claim = await this.keys.claim(orderKey, order).catch((error: unknown) => {
			throw new PortalFailure({
				message: `n8n could not record the order key "${orderKey}" (${error instanceof Error ? error.message : 'unknown'})`,
				advice:
					"Check n8n's database. Without its record the order could be placed twice. If the key counts as used afterwards, release it with Release Order Key.",
				delivery: 'notDelivered',
			});
		});
		switch (claim) {
			case 'acquired':
				return await this.sendUnlessCanceled(request, orderKey);
			case 'unsent':
				return (await this.settleUnsent(order, orderKey)) ?? (await this.sendUnlessCanceled(request, orderKey));
			case 'duplicate':
				return await this.settleKey(order, orderKey, await this.lookForKey(order, orderKey));
			case 'mismatch':
				throw new PortalFailure({
					message: `the order key "${orderKey}" was used before for another serial number, product or plan`,
					advice: 'Give each order a key of its own, such as the ID of the deal.',
					delivery: 'notDelivered',
				});
		}
	}

	/** Sends an order whose key is taken, which takes its time: the execution may have been canceled meanwhile. */
	private async sendUnlessCanceled(request: OrderRequest, orderKey: string): Promise<OrderResult> {
		if (this.isCanceled()) this.keys.giveBack(orderKey);
		this.assertNotCanceled();
		return await this.sender.send(request);
	}

	/**
	 * Looks up what there is of a key that an execution took and did not live to send.
	 *
	 * @returns undefined where the portal has no order for it
	 */
	private async settleUnsent(order: Order, orderKey: string): Promise<OrderResult | undefined> {
		const result = await this.lookForKey(order, orderKey);
		if (result.kind === 'notFound') return undefined;
		const settled = await this.settleKey(order, orderKey, result);
		this.keys.reassert(orderKey, order, settled.order.orderNo);
		return settled;
	}

	private async lookForKey(order: Order, orderKey: string): Promise<LookupResult> {
		return await this.finder.find({
			order,
			notBefore: await this.keys.takenAt(orderKey, Date.now()),
			reference: order.poNumber,
			isReferenceUnique: order.poNumber === orderKey,
			ownNumbers: async (numbers) => await this.keys.ownNumbers(orderKey, numbers),
		});
	}

	/** Tells what was ordered with a key in another execution. */
	private async settleKey(order: Order, orderKey: string, result: LookupResult): Promise<OrderResult> {
		const isPlaced = (await this.keys.stateOf(orderKey)) === 'placed';
		if (result.kind === 'found') {
			const failure = failureOf(result.order);
			if (failure !== undefined) {
				const again = isPlaced ? 'use another key' : RELEASE_IT;
				throw new PortalFailure({ ...failure.facts, advice: `${failure.facts.advice} To order again, ${again}.` });
			}
			const billingId = result.billingId ?? '';
			this.ledger.recordPlaced(Object.assign(this.ledger.recordSent(order), { billingId }), result.order);
			return { order: result.order, billingId, outcome: 'alreadyPlaced' };
		}
		const shown =
			result.kind === 'notFound'
				? 'the portal shows no order for it'
				: 'it cannot be told whether the portal has an order for it';
		const seen = isPlaced ? `its order was placed then, but ${shown} now` : shown;
		const advice = isPlaced
			? 'Nothing is to be ordered again. Look for the order in the Partner Portal.'
			: `Another execution may be placing it right now. Look in the Partner Portal. Where it has no such order a few minutes later, ${RELEASE_IT}, and then run this item again.`;
		throw new PortalFailure({
			message: `the order key "${orderKey}" was used before, and ${seen}`,
			advice: `${whatWasSeen(result)}. ${advice}`,
			delivery: 'ambiguous',
		});
	}
}
