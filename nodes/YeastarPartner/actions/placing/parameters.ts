import type { INodeProperties } from 'n8n-workflow';

import { orderOptions, previewOptions } from './options';
import type { OrderForm } from './orderForm';

/** What tells one order from another, across executions. */
const orderKeyParameter: INodeProperties = {
	displayName: 'Order Key',
	name: 'orderKey',
	type: 'string',
	default: '',
	placeholder: 'e.g. {{ $json.dealId }}',
	hint: 'Without a key, two clicks can be two orders',
	description:
		'A text that stands for this one order, such as the ID of the deal. This workflow orders only once with the same key, however often it runs.',
};

/** The same key, where nothing is ordered with it. */
const previewedKeyParameter: INodeProperties = {
	...orderKeyParameter,
	hint: undefined,
	description:
		'The key that the order will have. The preview tells whether it was used before, and does not use it up.',
};

/** Says that an order costs money. */
const billedNotice: INodeProperties = {
	displayName:
		'Each order is billed. To try a workflow without ordering, use a preview. Without an Order Key, running this node twice can place two orders.',
	name: 'billedNotice',
	type: 'notice',
	default: '',
	displayOptions: { hide: { '@tool': [true] } },
};

/** Shown where the node is an AI agent's tool. */
const toolNotice: INodeProperties = {
	displayName:
		'An AI agent needs an Order Key here, such as the ID of the deal. If the agent then calls this tool twice, it orders only once.',
	name: 'toolNotice',
	type: 'notice',
	default: '',
	displayOptions: { show: { '@tool': [true] } },
};

/**
 * The parameters of an operation that orders, or previews an order.
 *
 * @param isOrdering whether it orders: then it is said that this is billed, and that an AI agent needs an order key
 */
export function orderParameters(form: OrderForm, isOrdering: boolean): INodeProperties[] {
	return [
		...(isOrdering ? [billedNotice, toolNotice] : []),
		...form.parameters,
		isOrdering ? orderKeyParameter : previewedKeyParameter,
		isOrdering ? orderOptions(form) : previewOptions(form),
	];
}
