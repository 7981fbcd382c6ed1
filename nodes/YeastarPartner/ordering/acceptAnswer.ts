import { PortalFailure } from '../portal/failure';
import type { AnsweredOrder, OrderAnswer, PlacedOrder, Order } from '../portal/order';
import { compareSerialNumber, matches } from './orderIdentity';

/**
 * Takes the order that was sent out of the portal's answer: an answer that a cache or a proxy mixed up may name another one.
 *
 * @param isOther whether a number is known to be that of another order of this execution
 * @returns the order, or why the answer is none: then the order has to be looked up
 */
export function acceptAnswer(
	{ orders, requestId }: OrderAnswer,
	order: Order,
	isOther: (orderNo: string) => boolean,
): PlacedOrder | PortalFailure {
	const lost = (message: string) => new PortalFailure({ message, advice: '', delivery: 'ambiguous', requestId });
	if (orders.length === 0) return lost('The portal accepted the order, but its answer names no order number');
	const known = orders.filter(({ order: { orderNo } }) => !isOther(orderNo));
	// The serial number decides: another plan that is told beside it may be the one that the PBX leaves.
	const naming = known.filter(({ told }) => compareSerialNumber(told, order) === 'match');
	const possible = known.filter(({ told }) => matches(told, order) !== 'mismatch');
	const [accepted, ...others] = distinct(naming.length > 0 ? naming : possible);
	if (accepted === undefined) return lost('The answer of the portal is for another order');
	if (others.length > 0) return lost('The answer of the portal names several orders');
	return { ...accepted.order, productNo: accepted.order.productNo || (order.productNo ?? '') };
}

function distinct(orders: readonly AnsweredOrder[]): AnsweredOrder[] {
	return [...new Map(orders.map((answered) => [answered.order.orderNo, answered])).values()];
}
