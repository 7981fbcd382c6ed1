import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { type Conflict, findConflicts } from '../../ordering/conflicts';
import { readOrderKey, readWholeNumber } from '../../ordering/fields';
import { InvalidField } from '../../ordering/invalid';
import type { OrderIdentity } from '../../ordering/orderKeys';
import type { OrderRequest } from '../../ordering/placeOnce';
import { readTarget, type SwitchOrderInput, validateSwitchOrder } from '../../ordering/switchOrder';
import { DEFAULT_TIMEOUT } from '../../portal/client';
import { type NodeFailure, toNodeError } from '../errors';
import { readOptions, readParameter } from '../parameters';

interface Limit {
	default: number;
	least: number;
	most: number;
}

const MAX_CONCURRENCY: Limit = { default: 5, least: 1, most: 50 };
/** In seconds. */
const TIMEOUT: Limit = { default: DEFAULT_TIMEOUT, least: 1, most: 300 };

/** What can be set beside the order itself. */
export const optionsParameter: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	options: [
		{
			displayName: 'Max Concurrency',
			name: 'maxConcurrency',
			type: 'number',
			typeOptions: { minValue: MAX_CONCURRENCY.least, maxValue: MAX_CONCURRENCY.most, numberPrecision: 0 },
			default: 5,
			description: 'How many orders are sent at once, 1 to 50. Two orders for the same PBX are never sent at once.',
		},
		{
			displayName: 'Order Key',
			name: 'orderKey',
			type: 'string',
			default: '',
			placeholder: 'e.g. {{ $json.dealId }}',
			description:
				'Orders with the same key are placed once, across executions of this workflow, so that a webhook that comes twice orders once. Use the ID of what caused the order, such as the deal.',
		},
		{
			displayName: 'PO Number',
			name: 'poNumber',
			type: 'string',
			default: '',
			description: 'Your purchase order number, which the portal keeps with the order. The order key, where there is one and this is empty.',
		},
		{
			displayName: 'Timeout',
			name: 'timeout',
			type: 'number',
			typeOptions: { minValue: TIMEOUT.least, maxValue: TIMEOUT.most, numberPrecision: 0 },
			default: 60,
			description: 'How many seconds to wait for the answer to one order, 1 to 300',
		},
	],
};

/** An item whose order may be sent. */
export interface CheckedItem {
	itemIndex: number;
	request: OrderRequest;
	/** How many orders of the run may be under way at once; the first item's counts. */
	maxConcurrency: number;
}

/** What the check of a run's items showed. */
export interface CheckedItems {
	good: CheckedItem[];
	/** Why an item's order must not be sent, in the items' order. */
	bad: ReadonlyMap<number, NodeFailure>;
}

function readLimit(options: IDataObject, name: string, limit: Limit): number {
	return readWholeNumber(name, options[name] ?? limit.default, limit.least, limit.most);
}

function readInput(context: IExecuteFunctions, itemIndex: number, { poNumber }: IDataObject): SwitchOrderInput {
	const read = (name: string) => readParameter(context, name, itemIndex);
	return {
		productId: read('productId'),
		productNo: read('productNo'),
		billingId: read('billingId'),
		serviceId: read('serviceId'),
		billingCycle: read('billingCycle'),
		multiCycle: read('multiCycle'),
		poNumber,
	};
}

function checkItem(itemIndex: number, input: SwitchOrderInput, options: IDataObject): CheckedItem {
	// A key whose expression finds nothing is refused, not left out: the order would lose its protection.
	const orderKey = 'orderKey' in options ? readOrderKey('orderKey', options.orderKey) : undefined;
	const order = validateSwitchOrder(input);
	// The portal's order list shows a customReferenceNo; that it is the purchase order number is inferred. If it
	// is, the key in it makes an order that is looked for unmistakable.
	const poNumber = order.poNumber ?? orderKey;
	return {
		itemIndex,
		request: {
			order: { ...order, ...(poNumber === undefined ? {} : { poNumber }) },
			timeout: readLimit(options, 'timeout', TIMEOUT),
			...(orderKey === undefined ? {} : { orderKey }),
		},
		maxConcurrency: readLimit(options, 'maxConcurrency', MAX_CONCURRENCY),
	};
}

function describeConflict(
	{ field, otherIndex }: Conflict,
	[target, otherTarget]: readonly [OrderIdentity, OrderIdentity],
	[item, otherItem]: ReadonlyArray<CheckedItem | undefined>,
): InvalidField {
	if (field === 'orderKey') {
		return new InvalidField(
			field,
			`"${item?.request.orderKey}" stands for PBX ${target.productNo} here and for PBX ${otherTarget.productNo} in item ${otherIndex}`,
			'Each order needs a key of its own.',
		);
	}
	const [here, there] =
		field === 'serviceId'
			? [target.serviceId, otherTarget.serviceId]
			: [item?.request.order[field], otherItem?.request.order[field]];
	return new InvalidField(
		field,
		`of PBX ${target.productNo} is ${here} here and ${there} in item ${otherIndex}`,
		'In one run a PBX can be switched to one plan only, in one way.',
	);
}

/** Checks every item, and the items against each other, before anything is sent. */
export function checkItems(context: IExecuteFunctions): CheckedItems {
	const checked: Array<CheckedItem | undefined> = [];
	const targets: Array<OrderIdentity | undefined> = [];
	const bad = new Map<number, NodeFailure>();
	const refuse = (itemIndex: number, error: unknown) => {
		if (bad.has(itemIndex)) return;
		bad.set(itemIndex, toNodeError(context, error, { itemIndex, alsoSay: ['Nothing was ordered for this item'] }));
	};
	for (const itemIndex of context.getInputData().keys()) {
		try {
			const options = readOptions(context, itemIndex);
			const input = readInput(context, itemIndex, options);
			targets[itemIndex] = readTarget(input);
			checked[itemIndex] = checkItem(itemIndex, input, options);
		} catch (error) {
			refuse(itemIndex, error);
		}
	}
	const requests = Array.from(checked, (item) => item?.request);
	for (const conflict of findConflicts(requests, Array.from(targets))) {
		const { index, otherIndex } = conflict;
		const [target, otherTarget] = [targets[index], targets[otherIndex]];
		if (target === undefined || otherTarget === undefined) continue;
		refuse(index, describeConflict(conflict, [target, otherTarget], [checked[index], checked[otherIndex]]));
	}
	return {
		good: checked.filter((item): item is CheckedItem => item !== undefined && !bad.has(item.itemIndex)),
		bad: new Map([...bad].sort(([one], [other]) => one - other)),
	};
}
