import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { parseOrderKey } from '../../input/fields';
import { InvalidField } from '../../input/invalidField';
import type { OrderInput } from '../../input/order';
import { readOptions, readParameter } from '../parameters';
import type { OrderForm } from './orderForm';

/** An item as its parameters have it, unchecked. */
export interface RawItem {
	input: OrderInput;
	orderKey: unknown;
	options: IDataObject;
}

/** Reads an item's parameters. */
export function readItem(context: IExecuteFunctions, form: OrderForm, itemIndex: number): RawItem {
	const options = readOptions(context, itemIndex);
	const { poNumber, partnerId, assignId, orderPceSpecialRequest } = options;
	return {
		input: { ...form.read(context, itemIndex), poNumber, partnerId, assignId, orderPceSpecialRequest },
		orderKey: readParameter(context, 'orderKey', itemIndex),
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
