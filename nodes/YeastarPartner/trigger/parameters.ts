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
					'How many days an order is watched on after it has succeeded, failed or been cancelled: a refund comes late. Open orders are watched until they are finished.',
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
		description: 'Products whose PBXs are looked at',
	},
	{
		displayName: 'Days Before',
		name: 'daysBefore',
		type: 'string',
		default: '30, 7',
		required: true,
		placeholder: 'e.g. 30, 7',
		description:
			'How many days before the end the workflow starts, once for each number. 0 is the day itself. Days are counted in the time zone of the workflow.',
	},
	{
		displayName: 'Skip Auto-Renewing',
		name: 'skipAutoRenewing',
		type: 'boolean',
		default: true,
		description:
			'Whether to leave out subscriptions that renew by themselves, as far as the portal tells (how it tells is a guess: look at the output)',
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
