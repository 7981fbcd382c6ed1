import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { nameSubject } from '../../ordering/orderIdentity';
import { OrderKeys } from '../../ordering/orderKeys';
import { failedItem, toNodeError } from '../errors';
import { portalOf, successItem } from '../items';
import type { Operation } from '../operation';
import { type CheckedItem, checkItems } from './checkItems';
import { inInputOrder, throwIfInvalid } from './invalidItems';
import type { OrderForm } from './orderForm';
import { orderParameters } from './parameters';
import { type PreviewSources, previewOrder } from './preview';

async function previewItem(
	context: IExecuteFunctions,
	sources: PreviewSources,
	{ itemIndex, request }: CheckedItem,
): Promise<INodeExecutionData> {
	try {
		return successItem(await previewOrder(sources, request), itemIndex);
	} catch (error) {
		const action = `Could not preview the order for ${nameSubject(request.order)}`;
		const nodeError = toNodeError(context, error, { itemIndex, action, notes: ['Nothing was ordered'] });
		if (!context.continueOnFail()) throw nodeError;
		return failedItem(nodeError, itemIndex);
	}
}

/**
 * An operation that does all that an ordering one does up to the order, and tells what it would send. Sends no order.
 *
 * @param option its entry in the list of operations
 * @param form how the panel asks for the order
 */
export function previewOperation(option: Operation['option'], form: OrderForm): Operation {
	return {
		option,
		parameters: orderParameters(form, false),
		async execute(context) {
			const open = portalOf(context);
			const { good, bad, catalog } = await checkItems(context, open, { form, toolNeedsOrderKey: false });
			throwIfInvalid(context, bad);
			const output = [...bad].map(([itemIndex, error]) => failedItem(error, itemIndex));
			if (good.length > 0) {
				const keys = new OrderKeys(context.helpers, context.getWorkflow().id ?? '');
				const sources: PreviewSources = { client: await open(), catalog, keys };
				for (const item of good) output.push(await previewItem(context, sources, item));
			}
			return inInputOrder(output);
		},
	};
}
