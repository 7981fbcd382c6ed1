import type { OrderOutcome } from '../../ordering/placeOrders';
import { nameSubject } from '../../ordering/orderIdentity';
import { PortalFailure } from '../../portal/failure';
import type { Order } from '../../portal/order';

/** What became of an item's order. */
export interface ItemResult {
	itemIndex: number;
	order: Order;
	/** The name of its plan or service, where the portal was asked for it; empty otherwise. */
	serviceName: string;
	outcome: OrderOutcome;
}

function name({ itemIndex, order }: ItemResult): string {
	return `${nameSubject(order)} [item ${itemIndex}]`;
}

/**
 * Clauses, without a full stop, that tell what became of every order of the run.
 *
 * @param except the one that an error is about, which need not be told again; not left out where it was placed
 * @param namesUnsent whether those that were not sent are named too, not only counted
 */
export function summarizeOrders(
	results: readonly ItemResult[],
	{ except, namesUnsent = false }: { except?: ItemResult; namesUnsent?: boolean } = {},
): string[] {
	const placed: string[] = [];
	const rejected: string[] = [];
	const failed: string[] = [];
	const unknown: string[] = [];
	const notSent: string[] = [];
	for (const result of results) {
		const { outcome } = result;
		if (outcome.kind === 'settled') {
			const { order, outcome: how } = outcome.settled;
			placed.push(`${name(result)} as order ${order.orderNo}${how === 'placed' ? '' : ` (${how})`}`);
		} else if (outcome.kind === 'notSent') notSent.push(name(result));
		else if (result !== except) {
			const facts = outcome.error instanceof PortalFailure ? outcome.error.facts : undefined;
			if (facts?.delivery === 'delivered') failed.push(`${name(result)}: ${facts.message}`);
			else (facts === undefined || facts.delivery === 'ambiguous' ? unknown : rejected).push(name(result));
		}
	}
	const unsent = `Not sent: ${notSent.length} of ${results.length} orders`;
	return [
		placed.length > 0 ? `Placed in this run: ${placed.join(', ')}` : '',
		unknown.length > 0 ? `Sent, but left without an answer: ${unknown.join(', ')}` : '',
		failed.length > 0 ? `Failed: ${failed.join(', ')}` : '',
		rejected.length > 0 ? `Not placed: ${rejected.join(', ')}` : '',
		notSent.length === 0 ? '' : namesUnsent ? `${unsent}: ${notSent.join(', ')}` : unsent,
	].filter((clause) => clause !== '');
}
