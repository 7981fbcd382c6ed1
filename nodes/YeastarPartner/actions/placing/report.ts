import { type IExecuteFunctions, type IDataObject, type INodeExecutionData, NodeOperationError } from 'n8n-workflow';

import type { OrderResult } from '../../ordering/orderPlacer';
import { PortalFailure } from '../../portal/failure';
import type { Order } from '../../portal/order';
import { failedItem, type NodeFailure, toNodeError } from '../errors';
import { isCanceled, successItem } from '../items';
import { type ItemResult, nameOrder, summarizeOrders } from './orderSummary';

function settledItem(
	{ itemIndex, order }: ItemResult,
	{ order: placed, billingId, outcome }: OrderResult,
): INodeExecutionData {
	const { orderNo, orderStatus, transactionNo, instanceId, productNo, requestId, ...further } = placed;
	const json: IDataObject = {
		...further,
		orderNo,
		orderStatus,
		transactionNo: transactionNo ?? '',
		instanceId: instanceId ?? '',
		productNo,
		productId: order.productId,
		serviceId: order.lines[0]?.serviceId ?? '',
		billingId,
		requestId,
		outcome,
	};
	return successItem(json, itemIndex);
}

function whatWasSent({ productId, productNo, billingId, lines }: Order): string {
	const { serviceId, billingCycle, multiCycle } = lines[0] ?? {};
	const fields = Object.entries({ productId, productNo, serviceId, billingId, billingCycle, multiCycle });
	return `The order has ${fields.map(([field, value]) => `${field} ${value}`).join(', ')}.`;
}

function whatNow(failure: PortalFailure, order: Order): { action: string; warning?: string; notes: string[] } {
	switch (failure.facts.delivery) {
		case 'ambiguous':
			return {
				action: `It is unknown whether the order for ${nameOrder(order)} was placed`,
				// With "Continue On Fail" only the message goes on to the next node.
				warning: 'Look in the Partner Portal before you run this item again',
				notes: [
					`Before you run this item again, look in the Partner Portal's order list for an order for ${nameOrder(order)}: a second one would be billed as well.`,
					whatWasSent(order),
				],
			};
		case 'notDelivered':
			return {
				action: `The order for ${nameOrder(order)} was not placed`,
				notes: ['Nothing was ordered for this item.'],
			};
		case 'delivered':
			return { action: `The order for ${nameOrder(order)} failed`, notes: [whatWasSent(order)] };
		case 'rejected':
			return {
				action: `The portal refused the order for ${nameOrder(order)}`,
				notes: ['Nothing was ordered for this item.', whatWasSent(order)],
			};
	}
}

function failedError(
	context: IExecuteFunctions,
	{ itemIndex, order }: ItemResult,
	error: unknown,
	others: readonly string[],
): NodeFailure {
	const { action, warning, notes } =
		error instanceof PortalFailure
			? whatNow(error, order)
			: { action: undefined, warning: undefined, notes: [whatWasSent(order)] };
	return toNodeError(context, error, { itemIndex, action, warning, notes: [...notes, ...others] });
}

function notSentError(context: IExecuteFunctions, { itemIndex, order }: ItemResult): NodeFailure {
	return new NodeOperationError(
		context.getNode(),
		`The execution was canceled before the order for ${nameOrder(order)} was sent [item ${itemIndex}]`,
		{ itemIndex, description: 'Nothing was ordered for this item.' },
	);
}

/**
 * Makes the output of a run's orders: an item for each, or failed items with "Continue On Fail".
 *
 * @throws NodeApiError for the first failed order, or NodeOperationError when the run was canceled, unless
 * "Continue On Fail" is on. Its description names every order that was sent.
 */
export function reportOrders(context: IExecuteFunctions, results: readonly ItemResult[]): INodeExecutionData[] {
	const failed = results.find(({ outcome }) => outcome.kind === 'failed');
	const wasCutShort = isCanceled(context) && results.some(({ outcome }) => outcome.kind === 'notSent');
	if (!context.continueOnFail()) {
		if (wasCutShort) {
			throw new NodeOperationError(context.getNode(), 'The execution was canceled before all orders were sent', {
				description: `${summarizeOrders(results).join('. ')}.`,
			});
		}
		if (failed?.outcome.kind === 'failed') {
			throw failedError(context, failed, failed.outcome.error, summarizeOrders(results, { except: failed }));
		}
	}
	return results.map((result) => {
		const { itemIndex, outcome } = result;
		switch (outcome.kind) {
			case 'settled':
				return settledItem(result, outcome.settled);
			case 'failed':
				return failedItem(failedError(context, result, outcome.error, []), itemIndex);
			case 'notSent':
				return failedItem(notSentError(context, result), itemIndex);
		}
	});
}
