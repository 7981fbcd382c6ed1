import type { INodePropertyOptions } from 'n8n-workflow';

import { OrderFinder } from '../../ordering/findOrder';
import { Ledger } from '../../ordering/ledger';
import { OrderPlacer } from '../../ordering/orderPlacer';
import { placeOrders } from '../../ordering/placeOrders';
import { RunKeys } from '../../ordering/runKeys';
import { failedItem } from '../errors';
import { isCanceled, portalOf, runIndexOf } from '../items';
import type { Operation } from '../operation';
import { HOW_TO_RELEASE } from '../order/releaseOrderKey.operation';
import { checkItems } from './checkItems';
import { inInputOrder, throwIfInvalid } from './invalidItems';
import type { OrderForm } from './orderForm';
import { OrderLog } from './orderLog';
import { orderParameters } from './parameters';
import { reportOrders } from './report';

/**
 * An operation that places an order for each item. Every item is checked before the first order is sent; with "Continue On Fail"
 * off one bad item means that nothing is ordered.
 *
 * @param option its entry in the list of operations
 * @param form how the panel asks for the order
 */
export function placingOperation(
	option: INodePropertyOptions & { value: string; action: string },
	form: OrderForm,
): Operation {
	return {
		option,
		parameters: orderParameters(form, true),
		async execute(context) {
			const log = new OrderLog(context, option.name);
			try {
				const open = portalOf(context);
				const rules = { form, toolNeedsOrderKey: true };
				const { good, bad, maxConcurrency, catalog } = await checkItems(context, open, rules);
				throwIfInvalid(context, bad);
				const failed = [...bad].map(([itemIndex, error]) => failedItem(error, itemIndex));
				if (good.length === 0) return inInputOrder(failed);

				const client = await open();
				const ledger = new Ledger(context.getContext('node'), runIndexOf(context));
				const requests = good.map(({ request }) => request);
				const unknown = requests.filter(({ order }) => ledger.find(order) === undefined);
				const keys = new RunKeys(context.helpers, context.getWorkflow().id ?? '', unknown);
				const outcomes = await placeOrders(requests, {
					placer: new OrderPlacer({
						client,
						finder: new OrderFinder(client),
						ledger,
						keys,
						isCanceled: () => isCanceled(context),
						howToRelease: HOW_TO_RELEASE,
					}),
					maxConcurrency,
					isKnown: ({ order }) => ledger.find(order) !== undefined,
					shouldStop: () => isCanceled(context),
					stopOnFailure: !context.continueOnFail(),
				}).finally(async () => await keys.finish());
				log.results = good.flatMap(({ itemIndex, request: { order } }, index) => {
					const outcome = outcomes[index];
					const [line] = order.lines;
					const serviceName = line ? catalog.knownNameOf(order.productId, line.serviceType, line.serviceId) : '';
					return outcome === undefined ? [] : [{ itemIndex, order, serviceName, outcome }];
				});
				return inInputOrder([...reportOrders(context, log.results), ...failed]);
			} catch (error) {
				throw log.toNodeError(error);
			} finally {
				log.end();
			}
		},
	};
}
