import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

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

/**
 * Remembers what was asked, so that a question that several items share is asked once a run, whatever its answer.
 *
 * @param ask asks the question; called once for each key
 */
export function askOnce<Answer>(ask: (key: string) => Promise<Answer>): (key: string) => Promise<Answer> {
	const answers = new Map<string, Promise<Answer>>();
	return async (key) => {
		const answer = answers.get(key) ?? ask(key);
		answers.set(key, answer);
		return await answer;
	};
}
