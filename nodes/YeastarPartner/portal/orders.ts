import type { PortalClient } from './client';
import { PortalFailure } from './failure';
import { findObjects, textField } from './find';
import { exactNumber, isJsonObject, type JsonObject, writeExactly } from './json';

/** Where an order is created [doc: create-an-order]. */
const ORDER_PATH = '/order/openapi/order/v1/save';

/** How often a subscription is billed [doc: tutorials]. */
export type BillingCycle = 'monthly' | 'annually';

/** An order that switches one PBX to another plan. IDs are their digits. */
export interface SwitchOrder {
	productId: string;
	/** The PBX's serial number. */
	productNo: string;
	/** The billing contact who receives the invoice. */
	billingId: string;
	/** The plan to switch to. */
	serviceId: string;
	billingCycle: BillingCycle;
	/** How many cycles are billed at once: 0 when monthly, 1 to 5 when annually [doc: tutorials]. */
	multiCycle: number;
	/** The partner's own purchase order number. */
	poNumber?: string;
}

/** An order that the portal accepted, its further fields as the portal gave them. */
export interface PlacedOrder extends JsonObject {
	orderNo: string;
	orderStatus: string;
	productNo: string;
	requestId: string;
}

/** Statuses of an order that will change nothing [doc: query-order-list]. */
const DEAD_STATUS = /^(failed|invalid|cancell?ed)$/i;

/** The body of an order that switches a plan, its fields in the tutorials' order [doc: tutorials]. */
export function switchOrderBody(order: SwitchOrder): string {
	return writeExactly({
		operationType: 'switch_plan',
		productId: exactNumber(order.productId),
		productNo: order.productNo,
		billingId: exactNumber(order.billingId),
		...(order.poNumber ? { poNumber: order.poNumber } : {}),
		serviceList: [
			{
				serviceType: 'plan',
				serviceId: exactNumber(order.serviceId),
				purchaseType: 'switch',
				billingModel: 'recurring',
				billingCycle: order.billingCycle,
				multiCycle: order.multiCycle,
			},
		],
	});
}

/** The failure of an order that the portal has, but that will change nothing; undefined for any other order. */
export function deathOf({ orderNo, orderStatus, requestId }: PlacedOrder): PortalFailure | undefined {
	if (!DEAD_STATUS.test(orderStatus)) return undefined;
	return new PortalFailure({
		message: `order ${orderNo} has the status "${orderStatus}"`,
		advice: `Look at order ${orderNo} in the Partner Portal. The plan was not switched.`,
		fate: 'dead',
		requestId,
	});
}

/**
 * Orders a switch. This spends money and is not repeated here.
 *
 * @param timeout how long to wait for the answer, in seconds
 * @throws PortalFailure when the order was refused, is dead on arrival, or its outcome is unknown
 */
export async function placeSwitchOrder(
	client: PortalClient,
	order: SwitchOrder,
	timeout?: number,
): Promise<PlacedOrder> {
	const { result, requestId } = await client.post(ORDER_PATH, switchOrderBody(order), { timeout });
	const answer = findObjects(result, (object) => textField(object, 'orderNo') !== '')[0]?.object;
	if (answer === undefined) {
		throw new PortalFailure({
			message: 'The portal accepted the order, but its answer names no order number',
			advice: '',
			fate: 'unknown',
			requestId,
		});
	}
	const orderNo = textField(answer, 'orderNo');
	const orderStatus = textField(answer, 'orderStatus');
	// Fields around a nested order are further fields of the result too.
	const further = isJsonObject(result) ? result : {};
	const productNo = textField(answer, 'productNo') || order.productNo;
	const placed: PlacedOrder = { ...further, ...answer, orderNo, orderStatus, productNo, requestId };
	const death = deathOf(placed);
	if (death) throw death;
	return placed;
}
