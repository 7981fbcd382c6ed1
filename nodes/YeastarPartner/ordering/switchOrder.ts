import type { SwitchOrder } from '../portal/orders';
import type { OrderIdentity } from './orderKeys';
import { readCycle, readId, readPoNumber, readProduct, readSerialNumber } from './fields';

/** The values of an order as a workflow supplies them, unchecked. */
export interface SwitchOrderInput {
	productId: unknown;
	productNo: unknown;
	billingId: unknown;
	serviceId: unknown;
	billingCycle: unknown;
	multiCycle: unknown;
	poNumber?: unknown;
}

/**
 * What an order is for, where that can be read, whatever is wrong with the rest of it.
 */
export function readTarget(input: SwitchOrderInput): OrderIdentity | undefined {
	try {
		return {
			productId: String(readProduct('productId', input.productId).id),
			productNo: readSerialNumber('productNo', input.productNo),
			serviceId: readId('serviceId', 'a plan', input.serviceId),
		};
	} catch {
		return undefined;
	}
}

/**
 * Checks the values of an order before anything is sent.
 *
 * @throws InvalidField for the first value that an order must not be sent with
 */
export function validateSwitchOrder(input: SwitchOrderInput): SwitchOrder {
	const product = readProduct('productId', input.productId);
	const poNumber = readPoNumber('poNumber', input.poNumber);
	return {
		productId: String(product.id),
		productNo: readSerialNumber('productNo', input.productNo),
		billingId: readId('billingId', 'a billing contact', input.billingId),
		serviceId: readId('serviceId', 'a plan', input.serviceId),
		...readCycle(product, input.billingCycle, input.multiCycle),
		...(poNumber === undefined ? {} : { poNumber }),
	};
}
