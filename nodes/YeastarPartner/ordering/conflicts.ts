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

function orderOf({ order }: OrderRequest): string {
	return JSON.stringify([order.productId, order.productNo.toUpperCase(), order.serviceId]);
}

/** Finds each order that shares something with an earlier one, but is another order. */
function findIn(
	requests: ReadonlyArray<OrderRequest | undefined>,
	field: ConflictField,
	shared: (request: OrderRequest) => string | undefined,
	identity: (request: OrderRequest) => string,
): Conflict[] {
	const groups = new Map<string, Array<{ index: number; request: OrderRequest }>>();
	requests.forEach((request, index) => {
		const key = request && shared(request);
		if (request !== undefined && key !== undefined) groups.set(key, [...(groups.get(key) ?? []), { index, request }]);
	});
	return [...groups.values()].flatMap((group) =>
		group.flatMap(({ index, request }) => {
			const other = group.find((candidate) => identity(candidate.request) !== identity(request));
			return other === undefined ? [] : [{ index, field, otherIndex: other.index }];
		}),
	);
}

/**
 * The orders of a run that contradict each other: two plans for one PBX, two contacts or cycles for one switch, or one order key
 * for two orders. Which of them is meant cannot be known, so both are named.
 *
 * @param requests undefined where an item has no order that may be sent
 */
export function findConflicts(requests: ReadonlyArray<OrderRequest | undefined>): Conflict[] {
	return [
		...findIn(requests, 'serviceId', ({ order }) => order.productNo.toUpperCase(), orderOf),
		...(['billingId', 'billingCycle', 'multiCycle'] as const).flatMap((field) =>
			findIn(requests, field, orderOf, ({ order }) => String(order[field])),
		),
		...findIn(requests, 'orderKey', ({ orderKey }) => orderKey, orderOf),
	];
}
