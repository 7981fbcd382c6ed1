import type { OrderIdentity } from './orderKeys';
import type { OrderRequest } from './placeOnce';

/** What two orders of a run can contradict each other in. */
export type ConflictField = 'serviceId' | 'billingId' | 'billingCycle' | 'multiCycle' | 'orderKey';

/** An order of a run that contradicts another one. */
export interface Conflict {
	/** The place of the order in the run. */
	index: number;
	/** The payload's field that they differ in, or the option that they share. */
	field: ConflictField;
	/** The place of the order that it contradicts. */
	otherIndex: number;
}

function identityOf({ productId, productNo, serviceId }: OrderIdentity): string {
	return JSON.stringify([productId, productNo.toUpperCase(), serviceId]);
}

/** Finds each element that shares something with another one, but differs from it. */
function findIn<Element>(
	elements: ReadonlyArray<Element | undefined>,
	field: ConflictField,
	shared: (element: Element) => string | undefined,
	identity: (element: Element) => string,
): Conflict[] {
	const groups = new Map<string, Array<{ index: number; identity: string }>>();
	elements.forEach((element, index) => {
		const key = element && shared(element);
		if (element === undefined || key === undefined) return;
		groups.set(key, [...(groups.get(key) ?? []), { index, identity: identity(element) }]);
	});
	return [...groups.values()].flatMap((group) =>
		group.flatMap((one) => {
			const other = group.find((candidate) => candidate.identity !== one.identity);
			return other === undefined ? [] : [{ index: one.index, field, otherIndex: other.index }];
		}),
	);
}

/**
 * The orders of a run that contradict each other: two plans for one PBX, two contacts or cycles for one switch, or one order key
 * for two orders. Which of them is meant cannot be known, so both are named.
 *
 * @param requests undefined where an item has no order that may be sent
 * @param targets what each item is for, also where its order may not be sent for another reason
 */
export function findConflicts(
	requests: ReadonlyArray<OrderRequest | undefined>,
	targets: ReadonlyArray<OrderIdentity | undefined> = requests.map((request) => request?.order),
): Conflict[] {
	const orderOf = ({ order }: OrderRequest) => identityOf(order);
	return [
		...findIn(targets, 'serviceId', ({ productNo }) => productNo.toUpperCase(), identityOf),
		...(['billingId', 'billingCycle', 'multiCycle'] as const).flatMap((field) =>
			findIn(requests, field, orderOf, ({ order }) => String(order[field])),
		),
		...findIn(requests, 'orderKey', ({ orderKey }) => orderKey, orderOf),
	];
}
