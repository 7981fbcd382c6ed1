import type { INodeProperties, IPollFunctions } from 'n8n-workflow';

import { parseWholeNumber } from '../input/fields';
import { InvalidField, show } from '../input/invalidField';
import { parseProduct } from '../input/terms';
import { PRODUCTS } from '../portal/products';

/** The most days that can be looked ahead or watched. */
const MOST_DAYS = 366;
/** How many days finished orders are watched where nothing is set. */
const DEFAULT_WATCH_DAYS = 30;

export const watchParameters: INodeProperties[] = [
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			{
				displayName: 'Watch Finished Orders (Days)',
				name: 'watchDays',
				type: 'number',
				typeOptions: { minValue: 1, maxValue: MOST_DAYS },
				default: DEFAULT_WATCH_DAYS,
				description:
					'How many days to go on watching an order that has succeeded, failed or been cancelled, since a refund can come late. Open orders are always watched.',
			},
		],
	},
];

export const expiryParameters: INodeProperties[] = [
	{
		displayName: 'Products',
		name: 'products',
		type: 'multiOptions',
		options: PRODUCTS.map(({ id, name }) => ({ name, value: id })),
		default: [11, 9, 12, 13],
		required: true,
		description: 'The products whose subscriptions are watched',
	},
	{
		displayName: 'Days Before',
		name: 'daysBefore',
		type: 'string',
		default: '30, 7',
		required: true,
		placeholder: 'e.g. 30, 7',
		description:
			'How many days before the end to start the workflow. It starts once for each number. 0 is the last day, in the time zone of the workflow.',
	},
	{
		displayName: 'Skip Auto-Renewing',
		name: 'skipAutoRenewing',
		type: 'boolean',
		default: true,
		description:
			'Whether to leave out subscriptions that renew themselves. How the portal shows this is a guess: check the output.',
	},
];

/**
 * How many days finished orders are watched.
 *
 * @throws InvalidField
 */
export function readWatchDays(context: IPollFunctions): number {
	return parseWholeNumber('watchDays', context.getNodeParameter('options.watchDays', DEFAULT_WATCH_DAYS), 1, MOST_DAYS);
}

/** The elements of a list, or of a text that names them with commas between. */
function elementsOf(value: unknown): unknown[] {
	if (Array.isArray(value)) return value;
	return typeof value === 'string' ? value.split(/[\s,;]+/).filter((text) => text !== '') : [value];
}

/**
 * The IDs of the products to look at.
 *
 * @throws InvalidField
 */
export function readProducts(context: IPollFunctions): string[] {
	const elements = elementsOf(context.getNodeParameter('products', []));
	if (elements.length === 0) throw new InvalidField('products', 'is empty', 'Choose the products to look at.');
	return [...new Set(elements.map((element) => String(parseProduct('products', element).id)))];
}

/**
 * How many days before the end there is an event, the fewest first.
 *
 * @throws InvalidField
 */
export function readDaysBefore(context: IPollFunctions): number[] {
	const value = context.getNodeParameter('daysBefore', '');
	const elements = elementsOf(value);
	const isNumber = (element: unknown) => /^\d{1,3}$/.test(String(element).trim()) && Number(element) <= MOST_DAYS;
	if (elements.length === 0 || !elements.every(isNumber)) {
		throw new InvalidField(
			'daysBefore',
			`is ${show(value)}`,
			`It is a list of whole numbers from 0 to ${MOST_DAYS}, such as 30, 7.`,
		);
	}
	return [...new Set(elements.map(Number))].sort((one, other) => one - other);
}
