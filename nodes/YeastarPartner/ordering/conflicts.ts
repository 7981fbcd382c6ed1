import type { Order } from '../portal/order';
import { fingerprintOf, type OrderIdentity, setsState, slotOf, subjectOf } from './orderIdentity';
import type { OrderRequest } from './orderPlacer';

/** What an item is for, also where its order may not be sent. */
export type Target = OrderIdentity;

/** What two orders of a run can contradict each other in. */
export type ConflictField = 'serviceId' | 'billingId' | 'billingCycle' | 'multiCycle' | 'orderKey' | 'poNumber';

/** An order of a run that contradicts another one. */
export interface Conflict {
	/** The place of the order in the run. */
	index: number;
	/** The payload's field that they differ in, or the order key that they share. */
	field: ConflictField;
	/** Whether they are equal, and add something: without order keys, one or two may be meant. */
	isEqual?: true;
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
 * The orders of a run that contradict each other: two for the plan of one PBX, two contacts or cycles for one order, one order key
 * for two orders, or two equal orders that add something without keys. Which is meant cannot be known, so both are named.
 *
 * @param requests undefined where an item has no order that may be sent
 * @param targets what each item is for, also where its order may not be sent for another reason
 */
export function findConflicts(
	requests: ReadonlyArray<OrderRequest | undefined>,
	targets: ReadonlyArray<Target | undefined> = requests.map((request) => request?.order),
): Conflict[] {
	const same = (target: Target) => JSON.stringify([target.productId, fingerprintOf(target)]);
	const slot = (target: Target) => JSON.stringify([target.productId, fingerprintOf(target), slotOf(target)]);
	return [
		...findIn(targets, 'serviceId', (target) => (setsState(target) ? subjectOf(target) : undefined), same),
		...(['billingId', 'billingCycle', 'multiCycle'] as const).flatMap((field) =>
			findIn(
				requests,
				field,
				({ order }) => slot(order),
				({ order }) => JSON.stringify([TERMS[field](order)]),
			),
		),
		...findIn(
			requests,
			'orderKey',
			({ orderKey }) => orderKey,
			({ order }) => same(order),
		),
		// An order without a serial number is found again only by its purchase order number.
		...findIn(
			requests,
			'poNumber',
			({ order }) => (order.productNo === undefined ? order.poNumber : undefined),
			({ order }) => slot(order),
		),
		...findEqual(requests),
	];
}

/** Orders that add something and are equal, where one of them has no order key. */
function findEqual(requests: ReadonlyArray<OrderRequest | undefined>): Conflict[] {
	const groups = new Map<string, Array<{ index: number; orderKey?: string }>>();
	requests.forEach((request, index) => {
		if (request === undefined || setsState(request.order)) return;
		const fingerprint = fingerprintOf(request.order);
		groups.set(fingerprint, [...(groups.get(fingerprint) ?? []), { index, orderKey: request.orderKey }]);
	});
	return [...groups.values()].flatMap((group): Conflict[] => {
		if (group.length < 2 || group.every(({ orderKey }) => orderKey !== undefined)) return [];
		return group.map(({ index }) => {
			const otherIndex = group.find((other) => other.index !== index)?.index ?? index;
			return { index, field: 'orderKey', isEqual: true, otherIndex };
		});
	});
}
