import {
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
	NodeOperationError,
	updateDisplayOptions,
} from 'n8n-workflow';

import { billingContact } from './billingContact';
import { customer } from './customer';
import { assertDigitsAreKept, failedItem, toNodeError } from './errors';
import { registerLabels } from './labels';
import type { Operation, Resource } from './operation';
import { order } from './order';
import { pbx } from './pbx';
import { plan } from './plan';
import { portal } from './portal';
import { product } from './product';
import { service } from './service';
import { isTool } from './tool';

/** Every resource of the node. A new one is added here and nowhere else. */
const RESOURCES: readonly [Resource, ...Resource[]] = [
	billingContact,
	customer,
	order,
	pbx,
	plan,
	portal,
	product,
	service,
];
const DEFAULT_RESOURCE = plan;

const resourceProperty: INodeProperties = {
	displayName: 'Resource',
	name: 'resource',
	type: 'options',
	noDataExpression: true,
	default: '',
};

const operationProperty: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	default: '',
};

/**
 * Shows a parameter for one operation only. When the operation changes, n8n's editor empties each collection that is shown for
 * `operation`, though the next operation has it too: the lines and options of a preview would not reach the order. For the same
 * parameter by its path it leaves them.
 */
function showFor(resource: string, operation: string, parameter: INodeProperties): INodeProperties[] {
	const isCollection = parameter.type === 'collection' || parameter.type === 'fixedCollection';
	const show = { resource: [resource], [isCollection ? '/operation' : 'operation']: [operation] };
	return updateDisplayOptions({ show }, [parameter]);
}

function operationProperties({ option, operations }: Resource): INodeProperties[] {
	return [
		{
			...operationProperty,
			displayOptions: { show: { resource: [option.value] } },
			options: operations.map((operation) => operation.option),
			default: operations[0].option.value,
		},
		...operations.flatMap(({ option: { value }, parameters }) =>
			parameters.flatMap((parameter) => showFor(option.value, value, parameter)),
		),
	];
}

/** The parameters of the whole node: resource, operation, and each operation's own. */
export const properties: INodeProperties[] = [
	{
		...resourceProperty,
		options: RESOURCES.map(({ option }) => option),
		default: DEFAULT_RESOURCE.option.value,
	},
	...RESOURCES.flatMap(operationProperties),
];

for (const { option, operations } of RESOURCES) {
	for (const operation of operations) registerLabels(option.value, operation.option.value, operation.parameters);
}

function chosenOperation(context: IExecuteFunctions): Operation {
	const resource = context.getNodeParameter('resource', 0);
	// n8n drops the operation of a resource that it does not know.
	const operation = context.getNodeParameter('operation', 0, '');
	const chosen = RESOURCES.find(({ option }) => option.value === resource)?.operations.find(
		({ option }) => option.value === operation,
	);
	if (chosen === undefined) {
		throw new NodeOperationError(
			context.getNode(),
			`This version of the node has no operation "${String(operation)}" on the resource "${String(resource)}"`,
			{ description: 'Choose another operation, or update n8n-nodes-yeastar-partner.' },
		);
	}
	return chosen;
}

/**
 * An AI agent hears the data of an item and nothing else: of a failed one nothing at all. What is thrown it hears, also with "Continue On Fail".
 *
 * @throws the error of the first failed item
 */
function throwToAgent(output: readonly INodeExecutionData[]): void {
	const failed = output.find(({ error }) => error !== undefined);
	if (failed?.error !== undefined) throw failed.error;
}

/**
 * Runs the operation that the node's parameters name. What concerns the whole run, such as the credential, fails every
 * item with "Continue On Fail": were it thrown, n8n would pass the input on as if it had succeeded.
 *
 * @throws NodeOperationError where this Node.js would round IDs; NodeApiError and NodeOperationError as the operation does
 */
export async function route(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	try {
		assertDigitsAreKept(context);
		const output = await chosenOperation(context).execute(context);
		if (isTool(context)) throwToAgent(output);
		return [output];
	} catch (error) {
		const nodeError = toNodeError(context, error);
		if (!context.continueOnFail() || isTool(context)) throw nodeError;
		return [context.getInputData().map((_item, itemIndex) => failedItem(nodeError, itemIndex))];
	}
}
