import type { PortalClient } from '../portal/client';
import { canceledUnsent, type FailureFacts, PortalFailure } from '../portal/failure';
import { deathOf, type PlacedOrder, placeSwitchOrder, type SwitchOrder } from '../portal/orders';
import type { Finding, OrderFinder, Wanted } from './findOrder';
import type { Ledger, LedgerEntry } from './ledger';
import type { OrderKeys } from './orderKeys';

/** An order that a workflow wants to be placed. */
export interface OrderRequest {
	order: SwitchOrder;
	/** How long to wait for the answer, in seconds. */
	timeout: number;
	/** Orders with the same key are placed once, across executions. */
	orderKey?: string;
}

/** An order that the portal has, and how that is known. */
export interface SettledOrder {
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
	fate: 'unknown',
};

function wanted(order: SwitchOrder, sentAt: number | undefined): Wanted {
	return {
		order,
		...(sentAt === undefined ? {} : { sentAt }),
		...(order.poNumber === undefined ? {} : { reference: order.poNumber }),
	};
}

/** Whether the portal provably does not have an order of a request that failed so. */
function wasNotPlaced({ facts }: PortalFailure): boolean {
	return facts.fate === 'refused' || facts.fate === 'notSent';
}

function whatWasSeen(finding: Exclude<Finding, { kind: 'found' }>): string {
	return finding.kind === 'notFound'
		? `It is not among the ${finding.looked}`
		: `The order list does not tell: ${finding.why}`;
}

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
export class OrderDesk {
	constructor(
		private readonly client: PortalClient,
		private readonly finder: OrderFinder,
		private readonly ledger: Ledger,
		private readonly keys: OrderKeys,
		private readonly isCanceled: () => boolean,
	) {}

	/**
	 * Sees to it that the portal has an order once.
	 *
	 * @throws PortalFailure when the portal does not have it, or when that cannot be known
	 */
	async place(request: OrderRequest): Promise<SettledOrder> {
		const { order, orderKey } = request;
		const entry = this.ledger.find(order);
		if (entry !== undefined) {
			// The order may have been placed for another item, with another key: this one has to know of it too.
			if (this.ledger.isSame(entry, order)) await this.confirmKey(request, entry);
			return await this.settle(entry, order);
		}
		if (orderKey === undefined) return await this.send(request);
		return await this.keys.exclusively(orderKey, async () => await this.placeWithKey(request, orderKey));
	}

	/** Answers from the ledger what was sent before in this execution. */
	private async settle(entry: LedgerEntry, order: SwitchOrder): Promise<SettledOrder> {
		if (!this.ledger.isSame(entry, order)) {
			throw new PortalFailure({
				message: `this execution has ordered another plan for it already (plan ${entry.serviceId} of product ${entry.productId})`,
				advice: 'Run the second switch in an execution of its own.',
				fate: 'notSent',
			});
		}
		if (entry.order !== undefined) return { order: entry.order, billingId: entry.billingId, outcome: 'alreadyPlaced' };
		if (entry.words !== undefined) {
			throw new PortalFailure({
				message: entry.words,
				advice: 'It was not ordered again in this execution. Start a new one when the cause is gone.',
				fate: 'dead',
			});
		}
		return await this.recover(entry, order, EARLIER_TRY);
	}

	private assertNotCanceled(): void {
		if (this.isCanceled()) throw canceledUnsent();
	}

	private async placeWithKey(request: OrderRequest, orderKey: string): Promise<SettledOrder> {
		const { order } = request;
		this.assertNotCanceled();
		const now = Date.now();
		const claim = await this.keys.claim(orderKey, order, now).catch((error: unknown) => {
			throw new PortalFailure({
				message: `n8n could not record the order key "${orderKey}" (${error instanceof Error ? error.message : 'unknown'})`,
				advice: "Check n8n's database. Without its record the order could be placed twice. If the key counts as used afterwards, release it with Release Order Key.",
				fate: 'notSent',
			});
		});
		switch (claim) {
			case 'taken':
				// Taking a key takes its time, in which the execution may have been canceled.
				if (this.isCanceled()) await this.tidyKey(orderKey, async (key) => await this.keys.release(key, now));
				this.assertNotCanceled();
				return await this.send(request);
			case 'seen':
				return await this.settleKey(order, orderKey);
			case 'other':
				throw new PortalFailure({
					message: `the order key "${orderKey}" was used before for another serial number, product or plan`,
					advice: 'Give each order a key of its own, such as the ID of the deal.',
					fate: 'notSent',
				});
		}
	}

	/** Looks up what was ordered with a key in another execution. */
	private async settleKey(order: SwitchOrder, orderKey: string): Promise<SettledOrder> {
		const takenAt = await this.keys.takenAt(orderKey, Date.now());
		const finding = await this.finder.find(wanted(order, takenAt));
		if (finding.kind === 'found') {
			const death = deathOf(finding.order);
			if (death !== undefined) {
				throw new PortalFailure({ ...death.facts, advice: `${death.facts.advice} To order again with this key, ${RELEASE_IT}.` });
			}
			const billingId = finding.billingId ?? '';
			this.ledger.enterPlaced(Object.assign(this.ledger.enterSent(order), { billingId }), finding.order);
			return { order: finding.order, billingId, outcome: 'alreadyPlaced' };
		}
		throw new PortalFailure({
			message: `the order key "${orderKey}" was used before, and ${
				finding.kind === 'notFound'
					? 'the portal shows no order for it'
					: 'it cannot be told whether the portal has an order for it'
			}`,
			advice: `${whatWasSeen(finding)}. Another execution may be placing it right now. Look in the Partner Portal. Where it has no such order a few minutes later, ${RELEASE_IT}, and then run this item again.`,
			fate: 'unknown',
		});
	}

	private async send(request: OrderRequest): Promise<SettledOrder> {
		const { order, timeout, orderKey } = request;
		const entry = this.ledger.enterSent(order);
		const answer = await placeSwitchOrder(this.client, order, timeout).catch((error: unknown) => {
			if (error instanceof PortalFailure) return error;
			throw error;
		});
		if (answer instanceof PortalFailure && wasNotPlaced(answer)) {
			this.ledger.remove(order);
			await this.tidyKey(orderKey, async (key) => await this.keys.release(key, entry.sentAt));
			throw answer;
		}
		// The ledger first: it is in memory, and the key's store may take its time.
		if (!(answer instanceof PortalFailure)) {
			this.ledger.enterPlaced(entry, answer);
			await this.confirmKey(request, entry);
			return { order: answer, billingId: order.billingId, outcome: 'placed' };
		}
		if (answer.facts.fate === 'dead') this.ledger.enterDead(entry, answer.message);
		await this.confirmKey(request, entry);
		if (answer.facts.fate === 'dead') throw answer;
		return await this.recover(entry, order, answer.facts);
	}

	/** Sees to it that the key of an order that may be in the portal is taken. */
	private async confirmKey({ order, orderKey }: OrderRequest, { sentAt }: LedgerEntry): Promise<void> {
		await this.tidyKey(orderKey, async (key) => await this.keys.confirm(key, order, sentAt));
	}

	/** A key that cannot be confirmed or given back must not hide what became of the order. */
	private async tidyKey(orderKey: string | undefined, work: (key: string) => Promise<void>): Promise<void> {
		if (orderKey !== undefined) await work(orderKey).catch(() => undefined);
	}

	/**
	 * Looks for an order that was sent and never answered.
	 *
	 * @param lost what is known of the answer that was lost
	 */
	private async recover(entry: LedgerEntry, order: SwitchOrder, lost: FailureFacts): Promise<SettledOrder> {
		const finding = await this.finder.find({ ...wanted(order, entry.sentAt), otherOrders: this.ledger.orderNumbers() });
		if (finding.kind !== 'found') {
			throw new PortalFailure({ ...lost, advice: `${lost.advice} ${whatWasSeen(finding)}. An order may still appear there.` });
		}
		const death = deathOf(finding.order);
		if (death !== undefined) {
			this.ledger.enterDead(entry, death.message);
			throw death;
		}
		this.ledger.enterPlaced(entry, finding.order);
		return { order: finding.order, billingId: entry.billingId, outcome: 'recovered' };
	}
}
