import type { Order } from '../portal/order';
import { normalizeSerialNumber } from './orderIdentity';

/** An order key, the order that it is for, and when it was taken, in milliseconds since 1970. */
export interface KeyedOrder {
	key: string;
	order: Pick<Order, 'productNo' | 'serviceId'>;
	takenAt: number;
}

/** A day, in milliseconds. */
export const DAY = 86_400_000;
/** A span, in milliseconds: an execution may still be trying to place the order of a key that was taken in this one or the last. */
export const SPAN = 300_000;

function value(kind: string, key: string, ...rest: ReadonlyArray<string | number>): string {
	return JSON.stringify(['n8n-nodes-yeastar-partner', kind, key, ...rest]);
}

/**
 * Says that a key is taken, until its order is heard as placed. Where it is known and {@link sent} is new, an execution ended before
 * it sent.
 */
export const taken = (key: string): string => value('key', key);
/** Says that the order was sent, or is about to be. For good: whoever finds it new may send the order, and nobody else. */
export const sent = (key: string): string => value('sent', key);
/** Says for which PBX and plan a key is; the serial number decides the product. For good: a key for another order is refused. */
export const forOrder = ({ key, order }: Pick<KeyedOrder, 'key' | 'order'>): string =>
	value('order', key, normalizeSerialNumber(order.productNo), order.serviceId);
/** Says on which day a key was taken. For good: its order is looked for from then on, however long the portal's list is. */
export const onDay = (key: string, time: number): string => value('day', key, Math.floor(time / DAY));
/** Says that the node heard the order as placed. For good: the key is never given back, whatever the portal shows by then. */
export const placed = (key: string): string => value('placed', key);
/** Says which number the order has. For good: it is found by it where the portal shows no purchase order number. */
export const numbered = (key: string, orderNo: string): string => value('number', key, orderNo);
/** Says for which PBX a key is, until its order is heard as placed: an order for it whose plan is not told could be the key's. */
export const forPbx = (key: string, productNo: string): string => value('pbx', key, normalizeSerialNumber(productNo));
/** Says in which span a key was taken, until its order is heard as placed: it is not given back soon after. */
export const inSpan = (key: string, time: number): string => value('span', key, Math.floor(time / SPAN));

/** What stands for a key for good. With {@link sent}, {@link placed} and {@link numbered} these are five values for each order. */
export function lastingValues(keyed: KeyedOrder): string[] {
	return [forOrder(keyed), onDay(keyed.key, keyed.takenAt)];
}

/** What stands beside it until its order is heard as placed. */
export function passingValues({ key, order, takenAt }: KeyedOrder): string[] {
	return [taken(key), forPbx(key, order.productNo), inSpan(key, takenAt)];
}
