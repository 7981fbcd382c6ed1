import { type IExecuteFunctions, type IDataObject, type INodeExecutionData, NodeOperationError } from 'n8n-workflow';

import { nameSubject } from '../../ordering/orderIdentity';
import type { OrderResult } from '../../ordering/orderPlacer';
import { PortalFailure } from '../../portal/failure';
import type { Order } from '../../portal/order';
import { failedItem, type NodeFailure, toNodeError } from '../errors';
import { isCanceled, successItem } from '../items';
import { type ItemResult, summarizeOrders } from './orderSummary';

/** The name of the plan or service that was ordered, where it is known. */
function nameField({ lines }: Order, name: string): IDataObject {
	if (name === '') return {};
	return lines[0]?.serviceType === 'service' ? { serviceName: name } : { planName: name };
}

function settledItem(
	{ itemIndex, order, serviceName }: ItemResult,
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
		...nameField(order, serviceName),
		billingId,
		requestId,
		outcome,
	};
	// People look for it first.
	return successItem(Object.assign({ outcome }, json), itemIndex);
}

function whatWasSent({ productId, productNo, billingId, lines }: Order): string {
	const [line, ...others] = lines;
	const { serviceId, quantity, billingCycle, multiCycle } = line ?? {};
	const fields = Object.entries({ productId, productNo, serviceId, quantity, billingId, billingCycle, multiCycle });
	const given = fields.filter(([, value]) => value !== undefined);
	const more = others.length === 0 ? '' : `, and ${others.length} more lines`;
	return `The order has ${given.map(([field, value]) => `${field} ${value}`).join(', ')}${more}.`;
}

function whatNow(failure: PortalFailure, order: Order): { action: string; warning?: string; notes: string[] } {
	switch (failure.facts.delivery) {
		case 'ambiguous':
			return {
				action: `It is unknown whether the order for ${nameSubject(order)} was placed`,
				// With "Continue On Fail" only the message goes on to the next node.
				warning: 'Look in the Partner Portal before you run this item again',
				notes: [
					`Before you run this item again, look in the Partner Portal's order list for an order for ${nameSubject(order)}: a second one would be billed as well.`,
					whatWasSent(order),
				],
			};
		case 'notDelivered':
			return {
				action: `The order for ${nameSubject(order)} was not placed`,
				notes: ['Nothing was ordered for this item.'],
			};
		case 'delivered':
			return { action: `The order for ${nameSubject(order)} failed`, notes: [whatWasSent(order)] };
		case 'rejected':
			return {
				action: `The portal refused the order for ${nameSubject(order)}`,
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
	// Of what nobody expected nobody knows whether the order had left before it.
	const failure =
		error instanceof PortalFailure
			? error
			: new PortalFailure({ message: toNodeError(context, error).message, advice: '', delivery: 'ambiguous' });
	const { action, warning, notes } = whatNow(failure, order);
	return toNodeError(context, failure, { itemIndex, action, warning, notes: [...notes, ...others] });
}

function notSentError(context: IExecuteFunctions, { itemIndex, order }: ItemResult): NodeFailure {
	return new NodeOperationError(
		context.getNode(),
		`The execution was canceled before the order for ${nameSubject(order)} was sent [item ${itemIndex}]`,
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
