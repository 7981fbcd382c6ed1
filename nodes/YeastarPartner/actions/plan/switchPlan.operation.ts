import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { OrderFinder } from '../../ordering/findOrder';
import { Ledger } from '../../ordering/ledger';
import { OrderPlacer } from '../../ordering/orderPlacer';
import { placeOrders } from '../../ordering/placeOrders';
import { RunKeys } from '../../ordering/runKeys';
import type { PortalClient } from '../../portal/client';
import { failedItem } from '../errors';
import { isCanceled, portalOf, runIndexOf } from '../items';
import type { Operation } from '../operation';
import { HOW_TO_RELEASE } from '../order/releaseOrderKey.operation';
import { loggingOrders } from '../placing/cancelLog';
import { inInputOrder, throwIfInvalid } from '../placing/invalidItems';
import type { ItemResult } from '../placing/sentOrders';
import { type CheckedItem, checkItems } from '../placing/checkItems';
import { switchParameters, toolNotice } from '../placing/parameters';
import { reportSwitches } from '../placing/report';

async function orderAll(
	context: IExecuteFunctions,
	client: PortalClient,
	items: readonly [CheckedItem, ...CheckedItem[]],
): Promise<ItemResult[]> {
	const ledger = new Ledger(context.getContext('node'), runIndexOf(context));
	const requests = items.map(({ request }) => request);
	const unknown = requests.filter(({ order }) => ledger.find(order) === undefined);
	const keys = new RunKeys(context.helpers, context.getWorkflow().id ?? '', unknown);
	const placer = new OrderPlacer({
		client,
		finder: new OrderFinder(client),
		ledger,
		keys,
		isCanceled: () => isCanceled(context),
		howToRelease: HOW_TO_RELEASE,
	});
	const outcomes = await placeOrders(requests, {
		place: (request) => placer.place(request),
		maxConcurrency: items[0].maxConcurrency,
		isKnown: ({ order }) => ledger.find(order) !== undefined,
		shouldStop: () => isCanceled(context),
		stopOnFailure: !context.continueOnFail(),
	}).finally(async () => await keys.finish());
	return items.flatMap(({ itemIndex, request: { order } }, index) => {
		const outcome = outcomes[index];
		return outcome === undefined ? [] : [{ itemIndex, order, outcome }];
	});
}

/**
 * Switches PBXs to another plan. Every item is checked before the first order is sent; with "Continue On Fail" off one
 * bad item means that nothing is ordered.
 */
export const switchPlanOperation: Operation = {
	option: {
		name: 'Switch Plan',
		value: 'switchPlan',
		action: 'Switch plan',
		description:
			'Order the switch of a PBX to another subscription plan. This spends money: preview the switch first. One item for each order, with its number.',
	},
	parameters: [toolNotice, ...switchParameters],
	async execute(context) {
		return await loggingOrders(context, async (hold) => {
			const open = portalOf(context);
			const { good, bad } = await checkItems(context, open, { toolNeedsOrderKey: true });
			throwIfInvalid(context, bad);
			const [first, ...further] = good;
			const results = first === undefined ? [] : await orderAll(context, await open(), [first, ...further]);
			hold(results);
			const output: INodeExecutionData[] = [
				...reportSwitches(context, results),
				...[...bad].map(([itemIndex, error]) => failedItem(error, itemIndex)),
			];
			return inInputOrder(output);
		});
	},
};
