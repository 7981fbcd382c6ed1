import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { type ConflictField, findConflicts } from '../../ordering/conflicts';
import { readOrderKey, readWholeNumber } from '../../ordering/fields';
import { InvalidField } from '../../ordering/invalid';
import type { OrderRequest } from '../../ordering/placeOnce';
import { validateSwitchOrder } from '../../ordering/switchOrder';
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

function checkItem(context: IExecuteFunctions, itemIndex: number): CheckedItem {
	const read = (name: string) => readParameter(context, name, itemIndex);
	const options = readOptions(context, itemIndex);
	// A key whose expression finds nothing is refused, not left out: the order would lose its protection.
	const orderKey = 'orderKey' in options ? readOrderKey('orderKey', options.orderKey) : undefined;
	const order = validateSwitchOrder({
		productId: read('productId'),
		productNo: read('productNo'),
		billingId: read('billingId'),
		serviceId: read('serviceId'),
		billingCycle: read('billingCycle'),
		multiCycle: read('multiCycle'),
		poNumber: options.poNumber,
	});
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

function describeConflict(item: CheckedItem, field: ConflictField, otherItem: CheckedItem): InvalidField {
	const { order, orderKey } = item.request;
	const other = otherItem.request.order;
	if (field === 'orderKey') {
		return new InvalidField(
			field,
			`"${orderKey}" stands for PBX ${order.productNo} here and for PBX ${other.productNo} in item ${otherItem.itemIndex}`,
			'Each order needs a key of its own.',
		);
	}
	return new InvalidField(
		field,
		`of PBX ${order.productNo} is ${order[field]} here and ${other[field]} in item ${otherItem.itemIndex}`,
		'In one run a PBX can be switched to one plan only, in one way.',
	);
}

/** Checks every item, and the items against each other, before anything is sent. */
export function checkItems(context: IExecuteFunctions): CheckedItems {
	const checked: CheckedItem[] = [];
	const bad = new Map<number, NodeFailure>();
	const refuse = (itemIndex: number, error: unknown) => {
		if (bad.has(itemIndex)) return;
		bad.set(itemIndex, toNodeError(context, error, { itemIndex, alsoSay: ['Nothing was ordered for this item'] }));
	};
	for (const itemIndex of context.getInputData().keys()) {
		try {
			checked.push(checkItem(context, itemIndex));
		} catch (error) {
			refuse(itemIndex, error);
		}
	}
	for (const { index, field, otherIndex } of findConflicts(checked.map(({ request }) => request))) {
		const item = checked[index];
		const otherItem = checked[otherIndex];
		if (item && otherItem) refuse(item.itemIndex, describeConflict(item, field, otherItem));
	}
	return {
		good: checked.filter(({ itemIndex }) => !bad.has(itemIndex)),
		bad: new Map([...bad].sort(([one], [other]) => one - other)),
	};
}
