import { InvalidField } from '../../input/invalidField';
import type { Conflict, Target } from '../../ordering/conflicts';
import type { OrderRequest } from '../../ordering/orderPlacer';
import { nameSubject, serviceIdsOf } from '../../ordering/orderIdentity';
import type { Order } from '../../portal/order';

function termOf(field: 'billingId' | 'billingCycle' | 'multiCycle', order: Order | undefined): string {
	if (field === 'billingId') return order?.billingId ?? '';
	return order?.lines.map((line) => line[field]).join(', ') ?? '';
}

/** Says what an item contradicts, and in what. */
export function describeConflict(
	{ field, index, otherIndex, isEqual }: Conflict,
	targets: ReadonlyArray<Target | undefined>,
	requests: ReadonlyArray<OrderRequest | undefined>,
): InvalidField | undefined {
	const [target, otherTarget] = [targets[index], targets[otherIndex]];
	if (target === undefined || otherTarget === undefined) return undefined;
	if (isEqual === true) {
		return new InvalidField(
			field,
			`is missing: this item and item ${otherIndex} order the same for ${nameSubject(target)}`,
			'Whether one order or two are meant cannot be known. Give each order a key of its own, or leave one item out.',
		);
	}
	if (field === 'poNumber') {
		return new InvalidField(
			field,
			`"${requests[index]?.order.poNumber}" is used for this item and for item ${otherIndex}`,
			'An order without a serial number is found again only by its purchase order number: give each its own.',
		);
	}
	if (field === 'orderKey') {
		return new InvalidField(
			field,
			`"${requests[index]?.orderKey}" is used for ${nameSubject(target)} (this item) and ${nameSubject(otherTarget)} (item ${otherIndex})`,
			'Each order needs a key of its own.',
		);
	}
	const [here, there] =
		field === 'serviceId'
			? [serviceIdsOf(target).join(', '), serviceIdsOf(otherTarget).join(', ')]
			: [termOf(field, requests[index]?.order), termOf(field, requests[otherIndex]?.order)];
	return new InvalidField(
		field,
		`of ${nameSubject(target)} is ${here} here and ${there} in item ${otherIndex}`,
		'One run can place one order for a PBX, in one way.',
	);
}
