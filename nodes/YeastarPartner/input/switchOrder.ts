import type { Order } from '../portal/order';
import type { OrderIdentity } from '../ordering/orderKeys';
import { parseCycle, parseId, parsePoNumber, parseProduct, parseSerialNumber } from './fields';

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
			productId: String(parseProduct('productId', input.productId).id),
			productNo: parseSerialNumber('productNo', input.productNo),
			serviceId: parseId('serviceId', 'a plan', input.serviceId),
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
export function validateSwitchOrder(input: SwitchOrderInput): Order {
	const product = parseProduct('productId', input.productId);
	const poNumber = parsePoNumber('poNumber', input.poNumber);
	return {
		productId: String(product.id),
		productNo: parseSerialNumber('productNo', input.productNo),
		billingId: parseId('billingId', 'a billing contact', input.billingId),
		serviceId: parseId('serviceId', 'a plan', input.serviceId),
		...parseCycle(product, input.billingCycle, input.multiCycle),
		...(poNumber === undefined ? {} : { poNumber }),
	};
}
