import type { Conflict } from '../../ordering/conflicts';
import { InvalidField } from '../../input/invalidField';
import type { OrderIdentity } from '../../ordering/orderKeys';
import type { OrderRequest } from '../../ordering/orderPlacer';

/** Two orders of a run that contradict each other; a request is missing where its item was refused for another reason. */
export interface Contradiction {
	conflict: Conflict;
	target: OrderIdentity;
	otherTarget: OrderIdentity;
	request?: OrderRequest;
	otherRequest?: OrderRequest;
}

/** Says what an item contradicts, and in what. */
export function describeConflict({
	conflict,
	target,
	otherTarget,
	request,
	otherRequest,
}: Contradiction): InvalidField {
	const { field, otherIndex } = conflict;
	if (field === 'orderKey') {
		return new InvalidField(
			field,
			`"${request?.orderKey}" stands for PBX ${target.productNo} here and for PBX ${otherTarget.productNo} in item ${otherIndex}`,
			'Each order needs a key of its own.',
		);
	}
	const [here, there] =
		field === 'serviceId'
			? [target.serviceId, otherTarget.serviceId]
			: [request?.order[field], otherRequest?.order[field]];
	return new InvalidField(
		field,
		`of PBX ${target.productNo} is ${here} here and ${there} in item ${otherIndex}`,
		'In one run a PBX can be switched to one plan only, in one way.',
	);
}
