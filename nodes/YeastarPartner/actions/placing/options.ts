import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { parseWholeNumber } from '../../input/fields';
import { DEFAULT_TIMEOUT } from '../../portal/client';

/** What a number among the options may be. */
export interface Limit {
	default: number;
	least: number;
	most: number;
}

/** How many orders are under way at once. */
export const MAX_CONCURRENCY: Limit = { default: 5, least: 1, most: 50 };
/** How long one answer is waited for, in seconds. */
export const TIMEOUT: Limit = { default: DEFAULT_TIMEOUT, least: 1, most: 300 };

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
			displayName: 'PO Number',
			name: 'poNumber',
			type: 'string',
			default: '',
			description:
				'Your purchase order number, which the portal keeps with the order. If empty, the order key is used.',
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

/**
 * A number among the options, or its default where it is not set.
 *
 * @throws InvalidField
 */
export function readLimit(options: IDataObject, name: string, limit: Limit): number {
	return parseWholeNumber(name, options[name] ?? limit.default, limit.least, limit.most);
}
