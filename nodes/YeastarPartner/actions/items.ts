import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { askOnce } from '../portal/askOnce';
import { PortalClient, type PortalContext } from '../portal/client';
import { failedItem, toNodeError } from './errors';

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
			const found = await find(itemIndex);
			output.push(...found.map((json) => ({ json, pairedItem: { item: itemIndex } })));
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
	const opened = askOnce(async () => await PortalClient.open(context));
	return async () => await opened('');
}
