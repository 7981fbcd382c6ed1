import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import type { LineInput, Ref } from '../../input/lines';
import { isTrial } from '../../ordering/recipes';
import { OPERATION_TYPES, type OperationType } from '../../portal/order';
import { ORDER_PRODUCTS } from '../../portal/products';
import { billingIdParameter, productNoParameter, readRef } from '../locators';
import { productIdParameter, readParameter } from '../parameters';
import { readValue } from '../values';
import type { OrderForm } from './orderForm';
import { CYCLE_NAMES } from './singleForm';

/** What each kind of order is called in the panel, and what it does [doc: create-an-order, tutorials]. */
const KINDS: Readonly<Record<OperationType, { name: string; description: string }>> = {
	switch_plan: { name: 'Switch Plan', description: 'Move a PBX to another plan' },
	renew_plan: { name: 'Renew Plan', description: 'Renew the plan that is there, and services along with it' },
	renew_service: { name: 'Renew Service', description: 'Renew a service that is there' },
	purchase_plan: { name: 'Purchase Plan', description: 'Buy a first plan, and services along with it' },
	purchase_service: { name: 'Purchase Service', description: 'Add services, extensions, connections or minutes' },
	trial_plan: { name: 'Trial Plan', description: 'Try a plan, which is not billed' },
	trial_service: { name: 'Trial Service', description: 'Try a service, which is not billed' },
	switchTrial_plan: { name: 'Switch Trial to Plan', description: 'Move from a trial to a plan that is billed' },
};

/** The kinds of order that are not billed. */
const TRIALS = OPERATION_TYPES.filter(isTrial);

const operationTypeParameter: INodeProperties = {
	displayName: 'Kind of Order',
	name: 'operationType',
	type: 'options',
	options: OPERATION_TYPES.map((value) => ({ ...KINDS[value], value })).sort((one, other) =>
		one.name.localeCompare(other.name),
	),
	default: 'purchase_plan',
	required: true,
	description:
		'What to order. Yeastar does not describe every kind of order for every product: Preview Order says which it does.',
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
		placeholder: 'e.g. Ultimate Plan',
		description: 'Its name as in the portal, or its ID. An ID must be text, since n8n rounds long numbers.',
	},
	{
		displayName: 'Belongs to Plan',
		name: 'connectionPlanId',
		type: 'string',
		displayOptions: { show: { serviceType: ['service'] } },
		default: '',
		placeholder: 'e.g. Enterprise Plan',
		description:
			'The name or ID of the plan that the service adds to. Leave it empty if the plan is another line of this order, or the service needs none.',
	},
	{
		displayName: 'Quantity',
		name: 'quantity',
		type: 'number',
		typeOptions: { minValue: 0, numberPrecision: 0 },
		default: 0,
		description: 'How many extensions, connections or minutes to order. Leave 0 if they are not counted.',
	},
	{
		displayName: 'Billing Cycle',
		name: 'billingCycle',
		type: 'options',
		options: [
			{ name: 'Automatic', value: '' },
			...(['annually', 'monthly', 'once'] as const).map((value) => ({ name: CYCLE_NAMES[value], value })),
		],
		displayOptions: { hide: { '/operationType': TRIALS } },
		default: '',
		description:
			'How often the line is billed. Automatic is right when this kind of order allows only one billing cycle, and no choice of years.',
	},
	{
		displayName: 'Years',
		name: 'multiCycle',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 5, numberPrecision: 0 },
		displayOptions: { show: { billingCycle: ['annually'] } },
		default: 0,
		description: 'How many years are billed at once. Leave 0 if this kind of order allows only one number.',
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
		productNoParameter(false, 'The PBX that the order is for. Leave it empty for a new PBX.'),
		{ ...billingIdParameter, displayOptions: { hide: { operationType: TRIALS } } },
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
