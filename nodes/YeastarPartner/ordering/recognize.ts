import { textField } from '../portal/find';
import { isJsonObject, type JsonValue } from '../portal/json';
import type { SwitchOrder } from '../portal/orders';

/**
 * Whether an order that the portal tells of is one that was sent: `yes` and `no` only on evidence, `maybe` where the
 * details do not show what would decide it.
 */
export type Resemblance = 'yes' | 'no' | 'maybe';

/** All values under some field names, wherever they stand. */
export function valuesOf(value: JsonValue, isMeant: (field: string) => boolean): string[] {
	if (Array.isArray(value)) return value.flatMap((element) => valuesOf(element, isMeant));
	if (!isJsonObject(value)) return [];
	return Object.keys(value).flatMap((field) => [
		...(isMeant(field) && textField(value, field) !== '' ? [textField(value, field)] : []),
		...valuesOf(value[field] ?? null, isMeant),
	]);
}

function compare(found: readonly string[], wanted: string): Resemblance {
	if (found.length === 0) return 'maybe';
	return found.some((value) => value.trim().toUpperCase() === wanted.toUpperCase()) ? 'yes' : 'no';
}

/**
 * Compares what the portal tells of an order with one that was sent, by serial number, product and plan. Documented
 * are `productNo` and `productId` [doc: get-order-details]; that the plan's ID stands in the details, as `serviceId` or
 * `planId` or under another name, is inferred.
 *
 * @param told the order's details, or its row of the order list
 */
export function resembles(told: JsonValue, order: SwitchOrder): Resemblance {
	const serialNumber = compare(valuesOf(told, (field) => field === 'productNo'), order.productNo);
	const product = compare(valuesOf(told, (field) => field === 'productId'), order.productId);
	const namedPlan = compare(valuesOf(told, (field) => field === 'serviceId' || field === 'planId'), order.serviceId);
	const anywhere = valuesOf(told, () => true).includes(order.serviceId);
	const otherPlan = valuesOf(told, (field) => field === 'planId').some((value) => value !== order.serviceId);
	// Where two plans are told, the wanted one may be the plan that is left.
	const isContradicted = anywhere && (namedPlan === 'no' || otherPlan);
	const plan = isContradicted ? 'maybe' : anywhere ? 'yes' : namedPlan;

	if ([serialNumber, product, plan].includes('no')) return 'no';
	// The serial number decides the product; one that is not told is no doubt.
	return serialNumber === 'yes' && plan === 'yes' ? 'yes' : 'maybe';
}

/** Field names that may hold the purchase order number in the order list [doc: query-order-list names customReferenceNo; that it is poNumber is inferred]. */
const REFERENCE_FIELDS = ['customReferenceNo', 'poNumber'];

/** The purchase order numbers that the portal shows for an order. */
export function referencesOf(told: JsonValue): string[] {
	return valuesOf(told, (field) => REFERENCE_FIELDS.includes(field)).map((reference) => reference.trim());
}

/**
 * Whether an order carries a purchase order number; `maybe` where the portal does not show any.
 *
 * @param told the order's row of the order list, or its details
 */
export function carriesReference(told: JsonValue, poNumber: string): Resemblance {
	return compare(referencesOf(told), poNumber);
}
