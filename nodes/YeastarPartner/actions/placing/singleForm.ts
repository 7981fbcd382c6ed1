import type { INodeProperties } from 'n8n-workflow';

import { simpleRecipesOf } from '../../ordering/recipes';
import type { BillingCycle, OperationType } from '../../portal/order';
import { PRODUCTS } from '../../portal/products';
import { billingIdParameter, productNoParameter, readRef, serviceIdParameter } from '../locators';
import { productIdParameter, readParameter } from '../parameters';
import type { OrderForm } from './orderForm';

/** What each billing cycle is called in the panel. */
export const CYCLE_NAMES: Readonly<Record<BillingCycle, string>> = {
	annually: 'Annually',
	monthly: 'Monthly',
	once: 'Once',
};

/** The terms of a subscription that its panel asks for. */
type Term = 'billingCycle' | 'multiCycle';

/** What a kind of order does not let change, by the term [doc: tutorials; of a renewal's years they say nothing]. */
const KEPT_TERMS: Readonly<Partial<Record<OperationType, Partial<Record<Term, string>>>>> = {
	switch_plan: {
		billingCycle: 'A switch to a higher plan cannot change it',
		multiCycle: 'A switch to a higher plan cannot change them',
	},
	renew_plan: { billingCycle: 'A renewal cannot change it' },
};

/** A parameter's description, and what the kind of order does not let it change. */
function describe(text: string, operationType: OperationType, term: Term): string {
	const kept = KEPT_TERMS[operationType]?.[term];
	return kept === undefined ? text : `${text}. ${kept}.`;
}

/** How often is billed. What a product does not allow is not offered. */
function billingCycleParameter(operationType: OperationType): INodeProperties {
	const recipes = simpleRecipesOf(operationType);
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
		description: describe('How often the subscription is billed', operationType, 'billingCycle'),
	};
}

/** For how many years is billed at once. */
function multiCycleParameter(operationType: OperationType): INodeProperties {
	const cycles = simpleRecipesOf(operationType).flatMap((recipe) => recipe.cycles);
	const most = Math.max(...cycles.flatMap(([, multiCycles]) => multiCycles));
	return {
		displayName: 'Years',
		name: 'multiCycle',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: most, numberPrecision: 0 },
		displayOptions: { show: { billingCycle: ['annually'] } },
		default: 1,
		required: true,
		description: describe(`How many years are billed at once, 1 to ${most}`, operationType, 'multiCycle'),
	};
}

/** Whether the cycle can be chosen: what is billed once has none. */
function billingParameters(operationType: OperationType): INodeProperties[] {
	const cycles = simpleRecipesOf(operationType).flatMap((recipe) => recipe.cycles.map(([cycle]) => cycle));
	if (!cycles.includes('annually')) return [];
	return [billingCycleParameter(operationType), multiCycleParameter(operationType)];
}

/**
 * The form of an order with one plan or service for one PBX, its parameters named as in the order's payload.
 *
 * @param operationType the kind of order; its recipes say what can be chosen
 * @param kind whether a plan or a service is ordered
 * @param pbxDescription what the PBX is to the order
 * @param serviceDescription what the plan or service is to the order, a clause
 */
export function singleForm(
	operationType: OperationType,
	kind: 'plan' | 'service',
	pbxDescription: string,
	serviceDescription: string,
): OrderForm {
	const productIds = simpleRecipesOf(operationType).map(({ productId }) => productId);
	const products = PRODUCTS.filter(({ id }) => productIds.includes(String(id)));
	return {
		products,
		joined: ['productNo', 'serviceId', 'billingId'],
		optional: [],
		hasCustomer: false,
		parameters: [
			productIdParameter(products),
			productNoParameter(true, pbxDescription),
			billingIdParameter,
			serviceIdParameter(kind, serviceDescription),
			...billingParameters(operationType),
		],
		read: (context, itemIndex) => ({
			operationType,
			productId: readParameter(context, 'productId', itemIndex),
			productNo: readParameter(context, 'productNo', itemIndex),
			contact: readRef(context, 'billingId', itemIndex),
			lines: [
				{
					serviceType: kind,
					service: readRef(context, 'serviceId', itemIndex),
					billingCycle: readParameter(context, 'billingCycle', itemIndex),
					multiCycle: readParameter(context, 'multiCycle', itemIndex),
				},
			],
		}),
	};
}
