import { canceledUnsent, PortalFailure } from '../portal/failure';
import { failureOf, type Order } from '../portal/order';
import type { LookupResult } from './findOrder';
import { takeTurn } from './inTurn';
import type { KeyState } from './orderKeys';
import type { OrderRequest, OrderResult, Placing } from './orderPlacer';
import { type OrderSender, whatWasSeen } from './sendOrder';

const reasonOf = (error: unknown) => (error instanceof Error ? error.message : 'unknown');

/** Places orders that have an order key: once across executions. */
export class KeyedOrderPlacer {
	constructor(
		private readonly placing: Placing,
		private readonly sender: OrderSender,
	) {}

	/**
	 * Places an order where its key was free, and looks up what was ordered with it otherwise.
	 *
	 * @throws PortalFailure when the portal does not have the order, or when that cannot be known
	 */
	async place(request: OrderRequest, orderKey: string): Promise<OrderResult> {
		const { keys, isCanceled } = this.placing;
		const endTurn = await takeTurn(keys.keys.turnOf('key', orderKey));
		try {
			if (isCanceled()) throw canceledUnsent();
			const claim = await keys.claim(orderKey, request.order).catch((error: unknown) => {
				throw this.unrecorded(orderKey, error);
			});
			if (claim === 'duplicate') {
				return await this.lookUp(request.order, orderKey).catch((error: unknown) => {
					throw error instanceof PortalFailure ? error : this.unread(orderKey, error);
				});
			}
			if (claim === 'mismatch') {
				throw new PortalFailure({
					message: `the order key "${orderKey}" was used before for another order`,
					advice: 'Give each order a key of its own, such as the ID of the deal.',
					delivery: 'notDelivered',
				});
			}
			// Taking a key takes its time.
			if (!isCanceled()) return await this.sender.send(request);
			keys.giveBack(orderKey);
			throw canceledUnsent();
		} finally {
			endTurn();
		}
	}

	private unread(orderKey: string, error: unknown): PortalFailure {
		return new PortalFailure({
			message: `the order key "${orderKey}" was used before, and n8n could not read what for (${reasonOf(error)})`,
			advice: "Nothing was sent now. Check n8n's database, and look for the order in the Partner Portal.",
			delivery: 'ambiguous',
		});
	}

	private unrecorded(orderKey: string, error: unknown): PortalFailure {
		const reason = reasonOf(error);
		return new PortalFailure({
			message: `n8n could not record the order key "${orderKey}" (${reason})`,
			advice: `Check n8n's database. Without its record the order could be placed twice. If the key counts as used afterwards, ${this.placing.howToRelease}.`,
			delivery: 'notDelivered',
		});
	}

	/** Looks up what another execution ordered with a key. */
	private async lookUp(order: Order, orderKey: string): Promise<OrderResult> {
		const { finder, ledger, keys, howToRelease } = this.placing;
		const known = await keys.keys.read(orderKey, Date.now());
		const result = await finder.find({
			order,
			notBefore: known.takenAt,
			reference: order.poNumber,
			isReferenceUnique: order.poNumber === orderKey,
			ownNumbers: async (numbers) => await keys.keys.ownNumbers(orderKey, numbers),
		});
		if (result.kind !== 'found') throw this.notFound(orderKey, known, result);
		const failure = failureOf(result.order);
		if (failure !== undefined) {
			const again = known.state === 'placed' ? 'use another key' : howToRelease;
			throw new PortalFailure({ ...failure.facts, advice: `${failure.facts.advice} To order again, ${again}.` });
		}
		const { billingId = '' } = result;
		ledger.recordPlaced(Object.assign(ledger.recordSent(order), { billingId }), result.order);
		return { order: result.order, billingId, outcome: 'alreadyPlaced' };
	}

	private notFound(
		orderKey: string,
		{ state }: KeyState,
		result: Exclude<LookupResult, { kind: 'found' }>,
	): PortalFailure {
		const shown =
			result.kind === 'notFound'
				? 'the portal shows no order for it'
				: 'it cannot be told whether the portal has an order for it';
		const seen = state === 'placed' ? `its order was placed then, but ${shown} now` : shown;
		const advice =
			state === 'placed'
				? 'Do not order again. Look for the order in the Partner Portal.'
				: `Another execution may be placing it right now. Look in the Partner Portal. If it still has no such order in ten minutes, ${this.placing.howToRelease}, and then run this item again.`;
		return new PortalFailure({
			message: `the order key "${orderKey}" was used before, and ${seen}`,
			advice: `${whatWasSeen(result)}. ${advice}`,
			delivery: 'ambiguous',
		});
	}
}
