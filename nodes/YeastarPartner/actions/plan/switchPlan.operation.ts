import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { OrderFinder } from '../../ordering/findOrder';
import { Ledger } from '../../ordering/ledger';
import { OrderKeys } from '../../ordering/orderKeys';
import { OrderDesk } from '../../ordering/placeOnce';
import { placeOrders } from '../../ordering/placeOrders';
import { PortalClient } from '../../portal/client';
import { failedItem, type NodeFailure } from '../errors';
import type { Operation } from '../operation';
import {
	billingCycleParameter,
	billingIdParameter,
	multiCycleParameter,
	productIdParameter,
	productNoParameter,
	serviceIdParameter,
} from '../parameters';
import { type CheckedItem, checkItems, optionsParameter } from './switchItems';
import { type ItemResult, reportSwitches } from './switchReport';

const OTHERS_NAMED = 10;

/** One sentence about the items beside the first that were refused, so that they can be mended in one go. */
function othersRefused([, ...others]: readonly NodeFailure[]): string {
	if (others.length === 0) return '';
	const named = others.slice(0, OTHERS_NAMED).map(({ message }) => message);
	const more = others.length > OTHERS_NAMED ? ` and ${others.length - OTHERS_NAMED} more` : '';
	return ` Also refused: ${named.join('; ')}${more}.`;
}

function isCanceled(context: IExecuteFunctions): boolean {
	return context.getExecutionCancelSignal()?.aborted ?? false;
}

async function openDesk(context: IExecuteFunctions, ledger: Ledger): Promise<OrderDesk> {
	const client = await PortalClient.open(context);
	const keys = new OrderKeys(context.helpers, context.getWorkflow().id ?? '');
	return new OrderDesk(client, new OrderFinder(client), ledger, keys, () => isCanceled(context));
}

async function orderAll(context: IExecuteFunctions, items: readonly [CheckedItem, ...CheckedItem[]]): Promise<ItemResult[]> {
	const runIndex = context.getWorkflowDataProxy(0).$runIndex as number;
	const ledger = new Ledger(context.getContext('node'), runIndex);
	const desk = await openDesk(context, ledger);
	const outcomes = await placeOrders(
		items.map(({ request }) => request),
		{
			place: async (request) => await desk.place(request),
			maxConcurrency: items[0].maxConcurrency,
			isKnown: ({ order }) => ledger.find(order) !== undefined,
			shouldStop: () => isCanceled(context),
			stopOnFailure: !context.continueOnFail(),
		},
	);
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
		description: 'Order the switch of a PBX to another plan. This spends money.',
	},
	parameters: [
		productIdParameter,
		productNoParameter(true, 'The PBX whose plan is switched, as its web portal shows it under Information'),
		billingIdParameter,
		serviceIdParameter,
		billingCycleParameter,
		multiCycleParameter,
		optionsParameter,
	],
	async execute(context) {
		const { good, bad } = checkItems(context);
		const refusals = [...bad.values()];
		const [firstRefusal] = refusals;
		if (firstRefusal !== undefined && !context.continueOnFail()) {
			firstRefusal.description = `${firstRefusal.description ?? ''} Nothing was ordered for any item.${othersRefused(refusals)}`;
			throw firstRefusal;
		}
		const [first, ...further] = good;
		const results = first === undefined ? [] : await orderAll(context, [first, ...further]);
		const output: INodeExecutionData[] = [
			...reportSwitches(context, results),
			...[...bad].map(([itemIndex, error]) => failedItem(error, itemIndex)),
		];
		const itemOf = ({ pairedItem }: INodeExecutionData) => (pairedItem as { item: number }).item;
		return output.sort((one, other) => itemOf(one) - itemOf(other));
	},
};
