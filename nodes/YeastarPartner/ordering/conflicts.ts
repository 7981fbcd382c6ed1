import type { Order } from '../portal/order';
import { fingerprintOf, type OrderIdentity, subjectOf } from './orderIdentity';
import type { OrderRequest } from './orderPlacer';

/** What an item is for, also where its order may not be sent. */
export type Target = OrderIdentity & Pick<Order, 'productId'>;

/** What two orders of a run can contradict each other in. */
export type ConflictField = 'serviceId' | 'billingId' | 'billingCycle' | 'multiCycle' | 'orderKey';

/** An order of a run that contradicts another one. */
export interface Conflict {
	/** The place of the order in the run. */
	index: number;
	/** The payload's field that they differ in, or the order key that they share. */
	field: ConflictField;
	/** The place of the order that it contradicts. */
	otherIndex: number;
}

/** Elements that share something: the first of them, and the first that differs from it. */
interface Group {
	first: { index: number; identity: string };
	other?: { index: number };
}

/** Finds each element that shares something with another one, but differs from it, in one go over all of them. */
function findIn<Element>(
	elements: ReadonlyArray<Element | undefined>,
	field: ConflictField,
	shared: (element: Element) => string | undefined,
	identity: (element: Element) => string,
): Conflict[] {
	const groups = new Map<string, Group>();
	const members = elements.flatMap((element, index) => {
		const key = element && shared(element);
		if (element === undefined || key === undefined) return [];
		const member = { index, identity: identity(element) };
		const group = groups.get(key) ?? { first: member };
		groups.set(key, group);
		if (member.identity !== group.first.identity) group.other ??= member;
		return [{ ...member, group }];
	});
	return members.flatMap(({ index, identity: own, group: { first, other } }) => {
		if (other === undefined) return [];
		return [{ index, field, otherIndex: own === first.identity ? other.index : first.index }];
	});
}

/** The terms of an order that a second order for the same must not differ in. */
const TERMS: Readonly<Record<'billingId' | 'billingCycle' | 'multiCycle', (order: Order) => unknown>> = {
	billingId: ({ billingId }) => billingId,
	billingCycle: ({ lines }) => lines.map(({ billingCycle }) => billingCycle),
	multiCycle: ({ lines }) => lines.map(({ multiCycle }) => multiCycle),
};

/**
 * The orders of a run that contradict each other: two for one subject, two contacts or cycles for one order, or one order key
 * for two orders. Which of them is meant cannot be known, so both are named.
 *
 * @param requests undefined where an item has no order that may be sent
 * @param targets what each item is for, also where its order may not be sent for another reason
 */
export function findConflicts(
	requests: ReadonlyArray<OrderRequest | undefined>,
	targets: ReadonlyArray<Target | undefined> = requests.map((request) => request?.order),
): Conflict[] {
	const same = (target: Target) => JSON.stringify([target.productId, fingerprintOf(target)]);
	return [
		...findIn(targets, 'serviceId', subjectOf, same),
		...(['billingId', 'billingCycle', 'multiCycle'] as const).flatMap((field) =>
			findIn(
				requests,
				field,
				({ order }) => same(order),
				({ order }) => JSON.stringify([TERMS[field](order)]),
			),
		),
		...findIn(
			requests,
			'orderKey',
			({ orderKey }) => orderKey,
			({ order }) => same(order),
		),
	];
}
