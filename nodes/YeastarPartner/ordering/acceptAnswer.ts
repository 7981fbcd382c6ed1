import { PortalFailure } from '../portal/failure';
import type { AnsweredOrder, OrderAnswer, PlacedOrder, SwitchOrder } from '../portal/orders';
import { matches, serialNumbersOf } from './recognize';

/**
 * Takes the order that was sent out of the portal's answer: an answer that a cache or a proxy mixed up may name another one.
 *
 * @param otherOrders numbers of orders that are known to be others
 * @returns the order, or why the answer is none: then the order has to be looked up
 */
export function acceptAnswer(
	{ orders, requestId }: OrderAnswer,
	order: SwitchOrder,
	otherOrders: ReadonlySet<string>,
): PlacedOrder | PortalFailure {
	const lost = (message: string) => new PortalFailure({ message, advice: '', fate: 'unknown', requestId });
	if (orders.length === 0) return lost('The portal accepted the order, but its answer names no order number');
	const possible = orders.filter(
		({ order: { orderNo }, told }) => !otherOrders.has(orderNo) && matches(told, order) !== 'mismatch',
	);
	// One that names the PBX comes before one that could be for any.
	const naming = possible.filter(({ told }) => serialNumbersOf(told).length > 0);
	const [accepted, ...others] = distinct(naming.length > 0 ? naming : possible);
	if (accepted === undefined) return lost('The answer of the portal is for another order');
	if (others.length > 0) return lost('The answer of the portal names several orders');
	return { ...accepted.order, productNo: accepted.order.productNo || order.productNo };
}

function distinct(orders: readonly AnsweredOrder[]): AnsweredOrder[] {
	return [...new Map(orders.map((answered) => [answered.order.orderNo, answered])).values()];
}
