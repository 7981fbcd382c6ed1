import { ORDERED_PLAN_FIELDS, REFERENCE_FIELDS } from '../portal/fieldNames';
import { textField } from '../portal/find';
import { isJsonObject, type JsonValue } from '../portal/json';
import { OPERATION_TYPES, type OperationType, type Order, type OrderLine, readBillingCycle } from '../portal/order';

/**
 * How what the portal tells of an order compares with an order that was sent: `match` and `mismatch` only on
 * evidence, `inconclusive` where it does not tell what would decide it, or tells two things.
 */
export type Comparison = 'match' | 'mismatch' | 'inconclusive';

/** All values under some field names, wherever they stand. */
export function valuesOf(value: JsonValue, isMeant: (field: string) => boolean): string[] {
	if (Array.isArray(value)) return value.flatMap((element) => valuesOf(element, isMeant));
	if (!isJsonObject(value)) return [];
	return Object.keys(value).flatMap((field) => [
		...(isMeant(field) && textField(value, field).trim() !== '' ? [textField(value, field).trim()] : []),
		...valuesOf(value[field] ?? null, isMeant),
	]);
}

/** A serial number as they are compared: whether the portal tells upper from lower case is not known [inferred]. */
export function normalizeSerialNumber(productNo: string): string {
	return productNo.trim().toUpperCase();
}

/** The serial numbers that the portal tells of an order, as they are compared [doc: get-order-details]. */
export function serialNumbersOf(told: JsonValue): string[] {
	return [...new Set(valuesOf(told, (field) => field === 'productNo').map(normalizeSerialNumber))];
}

/** Kinds of orders after which a PBX is in a state: ordered twice, it is in the same state, and billed twice. */
const SETTING: readonly OperationType[] = ['switch_plan', 'switchTrial_plan', 'renew_plan', 'purchase_plan'];

/**
 * Whether an order sets the state of a PBX's plan, so that an equal one is the same order. All others add something: nobody can
 * know whether two equal ones mean one or two, unless their order keys tell them apart.
 */
export function setsState({ operationType, productNo }: Pick<Order, 'operationType' | 'productNo'>): boolean {
	return productNo !== undefined && SETTING.includes(operationType);
}

/** What an order is about: no two orders of one subject are under way at once. It is the PBX, else the product and the customer. */
export function subjectOf({
	productNo,
	productId,
	partnerId,
}: Pick<Order, 'productNo' | 'productId' | 'partnerId'>): string {
	if (productNo !== undefined) return normalizeSerialNumber(productNo);
	return partnerId === undefined ? `product ${productId}` : `product ${productId} for customer ${partnerId}`;
}

/**
 * What the order of a key is about. Nobody knows how the portal tells an order that has no serial number: it may have one by then, that
 * of the PBX that it made.
 */
export const NO_PBX = 'no PBX';

/** What an order key remembers of what its order is about. */
export function keySubjectOf(order: OrderIdentity): string {
	return order.productNo === undefined ? NO_PBX : subjectOf(order);
}

/** What an order is about, as a sentence names it. */
export function nameSubject(order: Pick<Order, 'productNo' | 'productId' | 'partnerId' | 'poNumber'>): string {
	if (order.productNo !== undefined) return `PBX ${order.productNo}`;
	return order.poNumber === undefined ? subjectOf(order) : `${subjectOf(order)} (purchase order ${order.poNumber})`;
}

/** An order's plans and services, in no order. */
export function serviceIdsOf({ lines }: { lines: ReadonlyArray<Pick<OrderLine, 'serviceId'>> }): string[] {
	return lines.map(({ serviceId }) => serviceId).sort();
}

/** A line as far as it makes its order the same as another one. */
type LineIdentity = Pick<OrderLine, 'serviceId' | 'quantity' | 'connectionPlanId'>;

/** What is known of an order as far as it makes it the same as another one. The serial number decides the product. */
export interface OrderIdentity extends Pick<
	Order,
	| 'operationType'
	| 'productId'
	| 'productNo'
	| 'partnerId'
	| 'assignId'
	| 'orderPceSpecialRequest'
	| 'poNumber'
	| 'orderKey'
> {
	lines: readonly LineIdentity[];
}

function lineText({ serviceId, quantity, connectionPlanId }: LineIdentity): string {
	const [many, plan] = [quantity ?? '', connectionPlanId ?? ''];
	return many === '' && plan === '' ? serviceId : `${serviceId} ${many} ${plan}`;
}

/** What is the same for two orders that are the same: the kind of order, the subject, and the plans and services. */
export function fingerprintOf(order: OrderIdentity): string {
	const further = [order.assignId, order.orderPceSpecialRequest].filter((one) => one !== undefined);
	return JSON.stringify([order.operationType, subjectOf(order), ...order.lines.map(lineText).sort(), ...further]);
}

/** Under what an order of a run is remembered: one for each PBX whose state it sets, and each order that adds something. */
export function slotOf(order: OrderIdentity): string {
	return setsState(order) ? subjectOf(order) : JSON.stringify([fingerprintOf(order), order.orderKey ?? '']);
}

/** The fingerprints that an order with one line could have that the portal tells of; the kind of order is not documented there. */
export function possibleFingerprintsOf(told: JsonValue): string[] {
	return serialNumbersOf(told).flatMap((productNo) =>
		possiblePlansOf(told).flatMap((serviceId) =>
			OPERATION_TYPES.map((operationType) =>
				fingerprintOf({ operationType, productId: '', productNo, lines: [{ serviceId }] }),
			),
		),
	);
}

/** The plans that the portal tells of an order; that they stand under these names is inferred. */
export function plansToldOf(told: JsonValue): string[] {
	return [...new Set(valuesOf(told, (field) => ORDERED_PLAN_FIELDS.includes(field)))];
}

/** The plans and services that the portal tells of an order under the name that they have in it [inferred]. */
function servicesToldOf(told: JsonValue): string[] {
	return [...new Set(valuesOf(told, (field) => field === 'serviceId'))];
}

/** Whatever the portal tells that could be the ID of a plan, under whatever name. */
export function possiblePlansOf(told: JsonValue): string[] {
	return [...new Set(valuesOf(told, () => true).filter((value) => /^[1-9]\d{0,18}$/.test(value)))];
}

function compare(told: readonly string[], wanted: string): Comparison {
	if (told.length === 0) return 'inconclusive';
	return told.includes(wanted) ? 'match' : 'mismatch';
}

/**
 * Compares the PBX of an order. An order is for one; one that tells several may be a person's for many, with another plan for
 * this one.
 */
export function compareSerialNumber(told: JsonValue, { productNo }: Order): Comparison {
	const serialNumbers = serialNumbersOf(told);
	if (productNo === undefined) return 'inconclusive';
	const comparison = compare(serialNumbers, normalizeSerialNumber(productNo));
	return comparison === 'match' && serialNumbers.length > 1 ? 'inconclusive' : comparison;
}

/** A product that is told in words says nothing. */
function compareProduct(told: JsonValue, { productId }: Order): Comparison {
	const products = valuesOf(told, (field) => field === 'productId');
	return compare(
		products.filter((product) => /^\d+$/.test(product)),
		productId,
	);
}

/** The kind of order, where the portal tells it as orders do [inferred]. */
function compareKind(told: JsonValue, { operationType }: Order): Comparison {
	const kinds: readonly string[] = OPERATION_TYPES;
	const named = valuesOf(told, (field) => field === 'operationType').filter((kind) => kinds.includes(kind));
	return compare(named, operationType);
}

function comparePlan(told: JsonValue, { serviceType, serviceId }: OrderLine, all: readonly string[]): Comparison {
	// A plan that is told beside a service may be the one that it belongs to.
	const named = compare(serviceType === 'plan' ? plansToldOf(told) : servicesToldOf(told), serviceId);
	if (!possiblePlansOf(told).includes(serviceId)) return named;
	const tellsOtherPlan =
		serviceType === 'plan' && valuesOf(told, (field) => field === 'planId').some((plan) => !all.includes(plan));
	// Where two plans are told, the wanted one may be the plan that is left.
	return named === 'mismatch' || tellsOtherPlan ? 'inconclusive' : 'match';
}

/** The plans and services of an order. */
function compareLines(told: JsonValue, order: Order): Comparison {
	const all = serviceIdsOf(order);
	const comparisons = order.lines.map((line) => comparePlan(told, line, all));
	if (comparisons.includes('mismatch')) {
		// One of several lines may be all that is told.
		return plansToldOf(told).some((plan) => all.includes(plan)) ? 'inconclusive' : 'mismatch';
	}
	return comparisons.every((comparison) => comparison === 'match') ? 'match' : 'inconclusive';
}

/**
 * Compares how an order is billed, where the portal tells it. That details tell it, and under the names that it has
 * in an order, is inferred.
 */
export function compareInterval(told: JsonValue, { lines }: Order): Comparison {
	const [line, ...others] = lines;
	// Of several lines nobody knows which one is told.
	if (line?.billingCycle === undefined || others.length > 0) return 'inconclusive';
	const { billingCycle, multiCycle } = line;
	const words = valuesOf(told, (field) => field === 'billingCycle').map(readBillingCycle);
	const cycle = compare(
		words.filter((word) => word !== undefined),
		billingCycle,
	);
	if (cycle === 'mismatch' || billingCycle !== 'annually') return cycle;
	// More than five are no years: the portal may count months.
	const years = valuesOf(told, (field) => field === 'multiCycle').filter((text) => /^[0-5]$/.test(text));
	const duration = compare(years, String(multiCycle));
	return duration === 'inconclusive' ? cycle : duration;
}

/**
 * Compares how many are ordered, where the portal tells it. That details tell it, and as `quantity`, is inferred.
 */
export function compareQuantity(told: JsonValue, { lines }: Order): Comparison {
	const [line, ...others] = lines;
	// Of several lines nobody knows which one is told.
	if (line?.quantity === undefined || others.length > 0) return 'inconclusive';
	return compare(
		valuesOf(told, (field) => field === 'quantity'),
		String(line.quantity),
	);
}

/**
 * Compares what the portal tells of an order with one that was sent, by serial number, product, kind and plan. Documented
 * are `productNo` and `productId` [doc: get-order-details]; that the plan's ID stands in the details, as `serviceId` or
 * `planId` or under another name, is inferred.
 *
 * @param told the order's details, or its row of the order list
 */
export function matches(told: JsonValue, order: Order): Comparison {
	const serialNumber = compareSerialNumber(told, order);
	const plan = compareLines(told, order);
	const all = [serialNumber, compareProduct(told, order), compareKind(told, order), plan];
	if (all.includes('mismatch')) return 'mismatch';
	// The serial number decides the product; one that is not told is no doubt.
	return serialNumber === 'match' && plan === 'match' ? 'match' : 'inconclusive';
}

/** The purchase order numbers that the portal shows for an order. */
export function referencesOf(told: JsonValue): string[] {
	return valuesOf(told, (field) => REFERENCE_FIELDS.includes(field));
}

/**
 * Whether an order carries a purchase order number; `inconclusive` where the portal does not show any.
 *
 * @param told the order's row of the order list, or its details
 */
export function carriesReference(told: JsonValue, poNumber: string): Comparison {
	return compare(referencesOf(told), poNumber);
}
