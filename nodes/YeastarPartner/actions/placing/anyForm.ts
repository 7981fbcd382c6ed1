import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import type { LineInput, Ref } from '../../input/lines';
import { OPERATION_TYPES, type OperationType } from '../../portal/order';
import { ORDER_PRODUCTS } from '../../portal/products';
import { billingIdParameter, productNoParameter, readRef } from '../locators';
import { productIdParameter, readParameter } from '../parameters';
import { readValue } from '../values';
import type { OrderForm } from './orderForm';
import { CYCLE_NAMES } from './singleForm';

/** What each kind of order is called in the panel. */
const KIND_NAMES: Readonly<Record<OperationType, string>> = {
	switch_plan: 'Switch Plan',
	renew_plan: 'Renew Plan',
	renew_service: 'Renew Service',
	purchase_plan: 'Purchase Plan',
	purchase_service: 'Purchase Service',
	trial_plan: 'Trial Plan',
	trial_service: 'Trial Service',
	switchTrial_plan: 'Switch Trial to Plan',
};

const operationTypeParameter: INodeProperties = {
	displayName: 'Kind of Order',
	name: 'operationType',
	type: 'options',
	options: OPERATION_TYPES.map((value) => ({ name: KIND_NAMES[value], value })).sort((one, other) =>
		one.name.localeCompare(other.name),
	),
	default: 'purchase_service',
	required: true,
	description:
		'What is ordered. The preview says where the vendor describes this kind of order, and where it does not.',
};

/** What a line has before anything is filled in. */
const EMPTY_LINE = {
	serviceType: 'plan',
	serviceId: '',
	connectionPlanId: '',
	quantity: 0,
	billingCycle: '',
	multiCycle: 0,
};

/** A line, in the order in which people fill it in. */
const lineFields: INodeProperties[] = [
	{
		displayName: 'Type',
		name: 'serviceType',
		type: 'options',
		options: [
			{ name: 'Plan', value: 'plan' },
			{ name: 'Service', value: 'service' },
		],
		default: 'plan',
		description: 'Whether the line is a plan or a service',
	},
	{
		displayName: 'Plan or Service',
		name: 'serviceId',
		type: 'string',
		default: '',
		placeholder: 'e.g. Hotel Module',
		description: 'Its name as the portal spells it, or its ID as text (n8n rounds 19 digits in a number)',
	},
	{
		displayName: 'Belongs to Plan',
		name: 'connectionPlanId',
		type: 'string',
		displayOptions: { show: { serviceType: ['service'] } },
		default: '',
		placeholder: 'e.g. Enterprise Plan',
		description:
			'The plan that the service belongs to, by name or ID. Leave it empty where the order itself has the plan, or the service needs none.',
	},
	{
		displayName: 'Quantity',
		name: 'quantity',
		type: 'number',
		typeOptions: { minValue: 0, numberPrecision: 0 },
		default: 0,
		description: 'How many extensions, connections or minutes. 0 where the order has no quantity.',
	},
	{
		displayName: 'Billing Cycle',
		name: 'billingCycle',
		type: 'options',
		options: [
			{ name: 'Automatic', value: '' },
			...(['annually', 'monthly', 'once'] as const).map((value) => ({ name: CYCLE_NAMES[value], value })),
		],
		default: '',
		description:
			'How often it is billed. Automatic takes the only cycle that this kind of order allows. A trial has none.',
	},
	{
		displayName: 'Years',
		name: 'multiCycle',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 5, numberPrecision: 0 },
		displayOptions: { show: { billingCycle: ['annually'] } },
		default: 0,
		description: 'Years billed up front. 0 takes the only number that this kind of order allows.',
	},
];

const linesParameter: INodeProperties = {
	displayName: 'Lines',
	name: 'lines',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add Line',
	default: { line: [EMPTY_LINE] },
	required: true,
	description: 'The plans and services of the order',
	options: [{ displayName: 'Line', name: 'line', values: lineFields }],
};

/** A plan or service as text: digits are its ID, anything else its name. */
function refOf(value: unknown): Ref {
	const isId = typeof value !== 'string' || /^\s*\d*\s*$/.test(value);
	return { by: isId ? 'id' : 'name', value };
}

function readLines(context: IExecuteFunctions, itemIndex: number): LineInput[] {
	const lines = readValue(context, 'lines', itemIndex) as { line?: IDataObject[] } | undefined;
	return (lines?.line ?? []).map((line) => ({
		serviceType: line.serviceType ?? 'plan',
		service: refOf(line.serviceId),
		connectionPlan: refOf(line.connectionPlanId),
		quantity: line.quantity,
		billingCycle: line.billingCycle,
		multiCycle: line.multiCycle,
	}));
}

/** The form of every documented kind of order, with any number of lines [doc: create-an-order, tutorials]. */
export const anyForm: OrderForm = {
	products: ORDER_PRODUCTS,
	joined: ['productNo', 'billingId', 'lines'],
	optional: ['productNo', 'lines', 'options.partnerId', 'options.assignId', 'options.orderPceSpecialRequest'],
	hasCustomer: true,
	parameters: [
		operationTypeParameter,
		productIdParameter(ORDER_PRODUCTS),
		productNoParameter(
			false,
			'The PBX that the order is for. Leave it empty for what belongs to the account, such as Remote Management, and for a new PBX.',
		),
		{ ...billingIdParameter, displayOptions: { hide: { operationType: ['trial_plan', 'trial_service'] } } },
		linesParameter,
	],
	read: (context, itemIndex) => ({
		operationType: readParameter(context, 'operationType', itemIndex),
		productId: readParameter(context, 'productId', itemIndex),
		productNo: readParameter(context, 'productNo', itemIndex),
		contact: readRef(context, 'billingId', itemIndex),
		lines: readLines(context, itemIndex),
	}),
};
