import { type IDataObject, type IExecuteFunctions } from 'n8n-workflow';

import { parseOrderKey } from '../../input/fields';
import { InvalidField } from '../../input/invalidField';
import type { OrderInput, Ref } from '../../input/order';
import { readLocator } from '../locators';
import { readOptions, readParameter } from '../parameters';

/** An item as its parameters have it, unchecked. */
export interface RawItem {
	input: OrderInput;
	orderKey: unknown;
	options: IDataObject;
}

function readRef(context: IExecuteFunctions, name: string, itemIndex: number): Ref {
	const { mode, value } = readLocator(context, name, itemIndex);
	return { by: mode === 'name' || mode === 'email' ? mode : 'id', value };
}

/** Reads an item's parameters. */
export function readItem(context: IExecuteFunctions, itemIndex: number): RawItem {
	const read = (name: string) => readParameter(context, name, itemIndex);
	const options = readOptions(context, itemIndex);
	return {
		input: {
			productId: read('productId'),
			productNo: read('productNo'),
			plan: readRef(context, 'serviceId', itemIndex),
			contact: readRef(context, 'billingId', itemIndex),
			billingCycle: read('billingCycle'),
			multiCycle: read('multiCycle'),
			poNumber: options.poNumber,
		},
		orderKey: read('orderKey'),
		options,
	};
}

/** Whether the order key of a run is set in the panel: one whose expression gives nothing is. */
export function hasOrderKey(context: IExecuteFunctions): boolean {
	const raw: unknown = context.getNodeParameter('orderKey', 0, '', { rawExpressions: true });
	return typeof raw !== 'string' || raw.trim() !== '';
}

/**
 * An item's order key.
 *
 * @param isSet whether the run has one, as {@link hasOrderKey} says
 * @param isNeeded whether an order must not be placed without one
 * @throws InvalidField also for an expression that gives nothing: the order would lose its protection without a word
 */
export function readOrderKey({ orderKey }: RawItem, isSet: boolean, isNeeded: boolean): string | undefined {
	if (isSet) return parseOrderKey('orderKey', orderKey);
	if (!isNeeded) return undefined;
	throw new InvalidField(
		'orderKey',
		'is missing',
		'An AI agent may call its tool twice. With a key, such as the ID of the deal, it orders once.',
	);
}
