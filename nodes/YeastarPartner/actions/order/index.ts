import type { Resource } from '../operation';
import { getOrderOperation } from './getOrder.operation';
import { getOrdersOperation } from './getOrders.operation';
import { releaseOrderKeyOperation } from './releaseOrderKey.operation';

/** The orders in the portal. */
export const order: Resource = {
	option: { name: 'Order', value: 'order' },
	operations: [getOrderOperation, getOrdersOperation, releaseOrderKeyOperation],
};
