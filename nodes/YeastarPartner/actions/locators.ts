import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import type { Ref } from '../input/lines';
import { ACCOUNT_PRODUCTS } from '../portal/products';
import { readValue } from './values';

/**
 * Which PBX is meant. Where it may be left empty, it is hidden for the products that have none.
 *
 * @param required whether the operation needs one
 */
export function productNoParameter(required: boolean, description: string): INodeProperties {
	return {
		displayName: 'PBX Serial Number',
		name: 'productNo',
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		required,
		...(required ? {} : { displayOptions: { hide: { productId: ACCOUNT_PRODUCTS.map(({ id }) => id) } } }),
		description,
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				placeholder: 'Select a PBX…',
				typeOptions: { searchListMethod: 'searchPbxs', searchable: true },
			},
			{ displayName: 'By Serial Number', name: 'id', type: 'string', placeholder: 'e.g. 3631E0997265' },
		],
	};
}

/** Who receives the invoice. */
export const billingIdParameter: INodeProperties = {
	displayName: 'Billing Contact',
	name: 'billingId',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	required: true,
	description: 'Who receives the invoice. An ID must be text, since n8n rounds long numbers.',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select a billing contact…',
			typeOptions: { searchListMethod: 'searchBillingContacts', searchable: true },
		},
		{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. 3197218168379846218' },
		{ displayName: 'By Email', name: 'email', type: 'string', placeholder: 'e.g. billing@example.com' },
	],
};

/** What the list of plans, or services, is called, and an example of it. */
const OFFERS = {
	plan: { label: 'Plan', search: 'searchPlans', id: '3048560606464323584', name: 'Ultimate Plan' },
	service: { label: 'Service', search: 'searchServices', id: '3299326068732223488', name: 'Hotel Module' },
} as const;

/**
 * The plan or service that is ordered; the payload calls both a service.
 *
 * @param description what it is to the order, a clause: `The plan to switch to`
 */
export function serviceIdParameter(kind: 'plan' | 'service', description: string): INodeProperties {
	const { label, search, id, name } = OFFERS[kind];
	return {
		displayName: label,
		name: 'serviceId',
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		required: true,
		description: `${description}. An ID must be text, since n8n rounds long numbers.`,
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				placeholder: `Select a ${kind}…`,
				typeOptions: { searchListMethod: search, searchable: true },
			},
			{ displayName: 'By ID', name: 'id', type: 'string', placeholder: `e.g. ${id}` },
			{ displayName: 'By Name', name: 'name', type: 'string', placeholder: `e.g. ${name}` },
		],
	};
}

/** What a resource locator holds, unchecked. */
export interface Located {
	/** The mode that was chosen; undefined for a plain value. */
	mode?: string;
	value: unknown;
}

/** Takes a resource locator's value apart; a value that is none is taken as it is. */
export function located(value: unknown): Located {
	if (typeof value !== 'object' || value === null || !('value' in value)) return { value: value ?? undefined };
	const { mode } = value as { mode?: unknown };
	return { ...(typeof mode === 'string' ? { mode } : {}), value: value.value };
}

/**
 * A resource locator's value for an item, unchecked: expressions resolved.
 *
 * @returns the value undefined for a parameter that is hidden and was never set
 */
export function readLocator(context: IExecuteFunctions, name: string, itemIndex: number): Located {
	return located(readValue(context, name, itemIndex));
}

/** What a resource locator stands for in an item, unchecked: an ID, a name or an e-mail address. */
export function readRef(context: IExecuteFunctions, name: string, itemIndex: number): Ref {
	const { mode, value } = readLocator(context, name, itemIndex);
	return { by: mode === 'name' || mode === 'email' ? mode : 'id', value };
}
