import type { INodeProperties } from 'n8n-workflow';

import { mostYearsOf, productIdsOf, RECIPES } from '../../ordering/recipes';
import type { BillingCycle, OperationType } from '../../portal/order';
import { PRODUCTS } from '../../portal/products';
import { billingIdParameter, productNoParameter, serviceIdParameter } from '../locators';
import { productIdParameter } from '../parameters';
import { optionsParameter } from './options';

const CYCLE_NAMES: Readonly<Record<BillingCycle, string>> = { annually: 'Annually', monthly: 'Monthly', once: 'Once' };

/** How often is billed. What a product does not allow is not offered. */
function billingCycleParameter(operationType: OperationType): INodeProperties {
	const recipes = RECIPES.filter((recipe) => recipe.operationType === operationType);
	const cycles = [...new Set(recipes.flatMap((recipe) => recipe.cycles.map(([cycle]) => cycle)))];
	return {
		displayName: 'Billing Cycle',
		name: 'billingCycle',
		type: 'options',
		options: cycles.map((cycle) => {
			const allowing = recipes.filter((recipe) => recipe.cycles.some(([allowed]) => allowed === cycle));
			const option = { name: CYCLE_NAMES[cycle], value: cycle };
			if (allowing.length === recipes.length) return option;
			return { ...option, displayOptions: { show: { productId: allowing.map(({ productId }) => Number(productId)) } } };
		}),
		default: 'annually',
		required: true,
		description: 'How often the subscription is billed. A switch to a higher plan and a renewal cannot change it.',
	};
}

/** For how many years is billed at once. */
function multiCycleParameter(operationType: OperationType): INodeProperties {
	return {
		displayName: 'Multi Cycle',
		name: 'multiCycle',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: mostYearsOf(operationType), numberPrecision: 0 },
		displayOptions: { show: { billingCycle: ['annually'] } },
		default: 1,
		required: true,
		description: 'Years billed up front, 1 to 5. A switch to a higher plan cannot change them.',
	};
}

const orderKeyParameter: INodeProperties = {
	displayName: 'Order Key',
	name: 'orderKey',
	type: 'string',
	default: '',
	placeholder: 'e.g. {{ $json.dealId }}',
	hint: 'Without a key, two clicks are two orders',
	description:
		'Orders with the same key are placed once, in all executions of this workflow. Use the ID of what causes the order, such as the deal.',
};

/** Shown where the node is an AI agent's tool. */
const toolNotice: INodeProperties = {
	displayName:
		'As a tool, this operation needs an Order Key, such as the ID of the deal. An agent that calls it twice then orders once.',
	name: 'toolNotice',
	type: 'notice',
	default: '',
	displayOptions: { show: { '@tool': [true] } },
};

/**
 * The parameters of an order for the plan of a PBX, named as in the order's payload.
 *
 * @param operationType the kind of order; its recipes say what can be chosen
 * @param pbxDescription what the PBX is to the order
 * @param isOrdering whether the operation orders, so that an AI agent needs an order key
 */
export function orderParameters(
	operationType: OperationType,
	pbxDescription: string,
	isOrdering: boolean,
): INodeProperties[] {
	const productIds = productIdsOf(operationType);
	return [
		...(isOrdering ? [toolNotice] : []),
		productIdParameter(PRODUCTS.filter(({ id }) => productIds.includes(String(id)))),
		productNoParameter(true, `${pbxDescription}: its serial number, as its web portal shows it under Information`),
		billingIdParameter,
		serviceIdParameter,
		billingCycleParameter(operationType),
		multiCycleParameter(operationType),
		orderKeyParameter,
		optionsParameter,
	];
}
