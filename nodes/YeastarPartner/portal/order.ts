import type { PortalClient, RequestSettings } from './client';
import { PortalFailure } from './failure';
import { findObjects, textField } from './find';
import { exactNumber, isJsonObject, type JsonObject, type JsonValue, parseRaw, writeExactly } from './json';

/** Where an order is created [doc: create-an-order]. */
const ORDER_PATH = '/order/openapi/order/v1/save';

/** Kinds of orders that the portal takes [doc: create-an-order]. */
export const OPERATION_TYPES = [
	'switch_plan',
	'renew_plan',
	'renew_service',
	'purchase_plan',
	'purchase_service',
	'trial_plan',
	'trial_service',
	'switchTrial_plan',
] as const;
export type OperationType = (typeof OPERATION_TYPES)[number];

/** How often a subscription is billed [doc: tutorials]. */
export type BillingCycle = 'monthly' | 'annually' | 'once';

/** Words for a billing cycle, the documented ones and others [doc: tutorials; the others inferred]. */
const CYCLE_WORDS: Readonly<Record<string, BillingCycle>> = {
	monthly: 'monthly',
	month: 'monthly',
	annually: 'annually',
	annual: 'annually',
	yearly: 'annually',
	year: 'annually',
	once: 'once',
};

/** The billing cycle that a word of the portal means; undefined where it is none. */
export function readBillingCycle(word: string): BillingCycle | undefined {
	return CYCLE_WORDS[word.trim().toLowerCase()];
}

/** A plan or service of an order. IDs are their digits. */
export interface OrderLine {
	serviceType: 'plan' | 'service';
	/** The ID of the plan or service. */
	serviceId: string;
	/** The plan that a service belongs to. */
	connectionPlanId?: string;
	quantity?: number;
	purchaseType: 'switch' | 'renew' | 'purchase' | 'trial';
	billingModel?: 'recurring' | 'once';
	billingCycle?: BillingCycle;
	/** How many cycles are billed at once: 0 when monthly, 1 to 5 when annually [doc: tutorials]. */
	multiCycle?: number;
}

/** An order. IDs are their digits. */
export interface Order {
	operationType: OperationType;
	productId: string;
	/** The PBX's serial number. */
	productNo?: string;
	/** The billing contact who receives the invoice. */
	billingId?: string;
	/** The customer whom it is bought for. */
	partnerId?: string;
	/** The customer to whom the product is assigned. */
	assignId?: string;
	/** The partner's own purchase order number. */
	poNumber?: string;
	/** What the purchase of a Cloud PBX needs beside the rest, as JSON text; its fields are documented in part [doc: create-an-order]. */
	orderPceSpecialRequest?: string;
	lines: OrderLine[];
	/** The order key, which is not sent: it tells orders apart that are equal otherwise. */
	orderKey?: string;
	/** Whether no other order carries its purchase order number, since the node made it; not sent. */
	isPoNumberOwn?: boolean;
}

/** An order that the portal accepted, its further fields as the portal gave them. */
export interface PlacedOrder extends JsonObject {
	orderNo: string;
	orderStatus: string;
	productNo: string;
	requestId: string;
}

/** Statuses of an order that will change nothing [doc: query-order-list]. */
const FAILED_STATUSES = /^(failed|invalid|cancell?ed)$/i;

const id = (digits: string | undefined) => (digits === undefined ? undefined : exactNumber(digits));

/** Statuses of an order that is finished [doc: query-order-list, whose list breaks off]; any other may still change. */
const FINISHED_STATUSES = /^(succeed(ed)?|success(ful)?|failed|invalid|cancell?ed|refunded)$/i;

/** Whether an order with this status is finished, though it may be refunded later [inferred]. */
export function isFinished(orderStatus: string): boolean {
	return FINISHED_STATUSES.test(orderStatus);
}

/** The body of an order, its fields in the tutorials' order, IDs as bare numbers; what is undefined is left out [doc: tutorials]. */
export function orderBody({ operationType, productId, productNo, billingId, ...rest }: Order): string {
	return writeExactly({
		operationType,
		productId: id(productId),
		productNo,
		billingId: id(billingId),
		partnerId: id(rest.partnerId),
		assignId: rest.assignId,
		poNumber: rest.poNumber,
		orderPceSpecialRequest:
			rest.orderPceSpecialRequest === undefined ? undefined : parseRaw(rest.orderPceSpecialRequest),
		serviceList: rest.lines.map(({ serviceType, serviceId, connectionPlanId, quantity, ...terms }) => ({
			serviceType,
			serviceId: id(serviceId),
			connectionPlanId: id(connectionPlanId),
			quantity,
			purchaseType: terms.purchaseType,
			billingModel: terms.billingModel,
			billingCycle: terms.billingCycle,
			multiCycle: terms.multiCycle,
		})),
	});
}

/** The failure of an order that the portal has, but that will change nothing; undefined for any other order. */
export function failureOf({ orderNo, orderStatus, requestId }: PlacedOrder): PortalFailure | undefined {
	if (!FAILED_STATUSES.test(orderStatus)) return undefined;
	return new PortalFailure({
		message: `order ${orderNo} has the status "${orderStatus}"`,
		advice: `Look at order ${orderNo} in the Partner Portal. Nothing was changed.`,
		delivery: 'delivered',
		requestId,
	});
}

/** An order that an answer names. */
export interface AnsweredOrder {
	/** As the answer tells it; its serial number is empty where the answer names none. */
	order: PlacedOrder;
	/** The order and what stands around it in the answer, but for other orders beside it. */
	told: JsonValue;
}

/** What the portal answered to an order. */
export interface OrderAnswer {
	/** Every order that the answer names; documented is one [doc: tutorials]. */
	orders: AnsweredOrder[];
	/** The portal's ID of the request. */
	requestId: string;
}

/** The fields of an object that hold a plain value. */
function plainFields(object: JsonObject): JsonObject {
	return Object.fromEntries(Object.entries(object).filter(([, value]) => typeof value !== 'object' || value === null));
}

/**
 * Places an order. This spends money and is not repeated here.
 *
 * @throws PortalFailure when the order was refused, or its outcome is unknown
 */
export async function placeOrder(client: PortalClient, order: Order, settings: RequestSettings): Promise<OrderAnswer> {
	const { result, requestId } = await client.post(ORDER_PATH, orderBody(order), settings);
	// Fields around a nested order are further fields of the result too.
	const further = isJsonObject(result) ? result : {};
	const found = findObjects(result, (object) => textField(object, 'orderNo') !== '');
	const orders = found.map(({ object, around }): AnsweredOrder => ({
		order: {
			...further,
			...object,
			orderNo: textField(object, 'orderNo'),
			orderStatus: textField(object, 'orderStatus'),
			productNo: textField(object, 'productNo').trim(),
			requestId,
		},
		told: [object, ...around.map(plainFields)],
	}));
	return { orders, requestId };
}
