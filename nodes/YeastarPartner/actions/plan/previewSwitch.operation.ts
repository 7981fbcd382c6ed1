import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { type PreviewSources, previewSwitch } from '../placing/preview';
import { failedItem, toNodeError } from '../errors';
import { portalOf, successItem } from '../items';
import type { Operation } from '../operation';
import { inInputOrder, throwIfInvalid } from '../placing/invalidItems';
import { type CheckedItem, checkItems } from '../placing/checkItems';
import { orderParameters } from '../placing/parameters';

async function previewItem(
	context: IExecuteFunctions,
	sources: PreviewSources,
	item: CheckedItem,
): Promise<INodeExecutionData> {
	const { itemIndex, request } = item;
	const { productNo } = request.order;
	try {
		return successItem(await previewSwitch(sources, request), itemIndex);
	} catch (error) {
		const place = { itemIndex, action: `Previewing the switch of PBX ${productNo}`, notes: ['Nothing was ordered'] };
		const nodeError = toNodeError(context, error, place);
		if (!context.continueOnFail()) throw nodeError;
		return failedItem(nodeError, itemIndex);
	}
}

/** Does all that Switch Plan does up to the order, and tells what it would send. Sends no order. */
export const previewSwitchOperation: Operation = {
	option: {
		name: 'Preview Switch',
		value: 'previewSwitch',
		action: 'Preview switch',
		description:
			'Show what Switch Plan would order, without ordering: the names, the current plan, warnings, the price where the portal tells it, and the exact payload',
	},
	parameters: orderParameters('switch_plan', 'The PBX whose plan is switched', false),
	async execute(context) {
		const open = portalOf(context);
		const { good, bad, catalog } = await checkItems(context, open, {
			operationType: 'switch_plan',
			toolNeedsOrderKey: false,
		});
		throwIfInvalid(context, bad);
		const output = [...bad].map(([itemIndex, error]) => failedItem(error, itemIndex));
		if (good.length > 0) {
			const sources: PreviewSources = { client: await open(), catalog };
			for (const item of good) output.push(await previewItem(context, sources, item));
		}
		return inInputOrder(output);
	},
};
