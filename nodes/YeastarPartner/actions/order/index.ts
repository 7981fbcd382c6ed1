import type { Resource } from '../operation';
import { createOrderOperation } from './createOrder.operation';
import { getOrderOperation } from './getOrder.operation';
import { getOrdersOperation } from './getOrders.operation';
import { previewOrderOperation } from './previewOrder.operation';
import { releaseOrderKeyOperation } from './releaseOrderKey.operation';

/** The orders in the portal. */
export const order: Resource = {
	option: { name: 'Order', value: 'order' },
	operations: [
		getOrdersOperation,
		getOrderOperation,
		createOrderOperation,
		previewOrderOperation,
		releaseOrderKeyOperation,
	],
};
