import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { memoize } from '../portal/memoize';
import { PortalClient, type PortalContext } from '../portal/client';
import { failedItem, toNodeError } from './errors';

/**
 * Fields that n8n's engine takes for its own in an item's data, and what they are called instead. A first item with `error`
 * is a failure that Retry On Fail runs the node again for; `$error` beside `$json` makes a failed item, and breaks the
 * execution where it is null [n8n-core 2.41: workflow-execute].
 */
const SAFE_NAMES: ReadonlyMap<string, string> = new Map([
	['error', 'portalError'],
	['$error', 'portal$error'],
]);

/** An item's data such that n8n takes the item for a success, whatever fields the portal's answer has. */
export function safeData(json: IDataObject): IDataObject {
	if (![...SAFE_NAMES.keys()].some((field) => Object.hasOwn(json, field))) return json;
	return Object.fromEntries(Object.entries(json).map(([field, value]) => [SAFE_NAMES.get(field) ?? field, value]));
}

/** An output item of an input item. */
export function successItem(json: IDataObject, itemIndex: number): INodeExecutionData {
	return { json: safeData(json), pairedItem: { item: itemIndex } };
}

/**
 * Runs a question to the portal for each input item, one after the other, and makes an output item of each thing that
 * it finds. With "Continue On Fail" an item whose question fails becomes one failed item.
 *
 * @throws NodeApiError or NodeOperationError for the first item that fails, unless "Continue On Fail" is on
 */
export async function findForEachItem(
	context: IExecuteFunctions,
	find: (itemIndex: number) => Promise<IDataObject[]>,
): Promise<INodeExecutionData[]> {
	const output: INodeExecutionData[] = [];
	for (const itemIndex of context.getInputData().keys()) {
		try {
			for (const json of await find(itemIndex)) output.push(successItem(json, itemIndex));
		} catch (error) {
			const nodeError = toNodeError(context, error, { itemIndex });
			if (!context.continueOnFail()) throw nodeError;
			output.push(failedItem(nodeError, itemIndex));
		}
	}
	return output;
}

/** Which run of the node this is: a loop that comes back to it has several. */
export function runIndexOf(context: IExecuteFunctions): number {
	return context.getWorkflowDataProxy(0).$runIndex as number;
}

/** Whether the execution has been stopped, by a person or by the workflow's timeout. */
export function isCanceled(context: IExecuteFunctions): boolean {
	return context.getExecutionCancelSignal()?.aborted ?? false;
}

/** Opens the portal when it is needed first, and then keeps it for the run. */
export function portalOf(context: PortalContext): () => Promise<PortalClient> {
	const opened = memoize(async () => await PortalClient.open(context));
	return async () => await opened('');
}
