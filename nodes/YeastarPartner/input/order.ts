import type { Target } from '../ordering/conflicts';
import type { OperationType, Order } from '../portal/order';
import type { Product } from '../portal/products';
import { parseEmail, parseId, parsePlanName, parsePoNumber, parseSerialNumber } from './fields';
import type { NameResolver } from './names';
import { mayBeRounded, type RoundedIds } from './roundedIds';
import { parseCycle, parseProduct, recipeFor } from './terms';

/** A value that stands for something that the portal lists, and by what it does so. */
export interface Ref {
	by: 'id' | 'name' | 'email';
	value: unknown;
}

/** The values of an order with one plan as a workflow supplies them, unchecked. */
export interface OrderInput {
	productId: unknown;
	productNo: unknown;
	plan: Ref;
	contact: Ref;
	billingCycle: unknown;
	multiCycle: unknown;
	poNumber: unknown;
}

/** A checked order of which the plan and the billing contact may not be looked up yet. */
export interface ParsedOrder {
	product: Product;
	plan: Ref & { value: string };
	contact: Ref & { value: string };
	/** Whether the portal's lists are needed to know its IDs for certain. */
	needsLookUp: boolean;
	/** The order with given IDs. */
	withIds: (serviceId: string, billingId: string) => Order;
}

function parsePlan({ by, value }: Ref): ParsedOrder['plan'] {
	const parsed = by === 'name' ? parsePlanName('serviceId', value) : parseId('serviceId', 'a plan', value);
	return { by, value: parsed };
}

function parseContact({ by, value }: Ref): ParsedOrder['contact'] {
	const parsed = by === 'email' ? parseEmail('billingId', value) : parseId('billingId', 'a billing contact', value);
	return { by, value: parsed };
}

/**
 * Checks the values of an order before anything is sent or looked up.
 *
 * @throws InvalidField for the first value that an order must not be sent with
 */
export function parseOrder(operationType: OperationType, input: OrderInput): ParsedOrder {
	const product = parseProduct('productId', input.productId, operationType);
	const recipe = recipeFor(operationType, product);
	const poNumber = parsePoNumber('poNumber', input.poNumber);
	const productNo = parseSerialNumber('productNo', input.productNo);
	const contact = parseContact(input.contact);
	const plan = parsePlan(input.plan);
	const cycle = parseCycle(recipe, product.name, input.billingCycle, input.multiCycle);
	return {
		product,
		plan,
		contact,
		needsLookUp: [plan, contact].some(({ by, value }) => by !== 'id' || mayBeRounded(value)),
		withIds: (serviceId, billingId) => ({
			operationType,
			productId: String(product.id),
			productNo,
			billingId,
			poNumber,
			lines: [{ ...recipe.fixed, serviceId, ...cycle }],
		}),
	};
}

/**
 * The order itself, its names looked up and its IDs held against the portal's lists where they may be rounded.
 *
 * @throws InvalidField for a name that is unknown or ambiguous, and for an ID that was rounded; PortalFailure when the
 * portal's lists cannot be read
 */
export async function resolveOrder(parsed: ParsedOrder, names: NameResolver, roundedIds: RoundedIds): Promise<Order> {
	const { product, plan, contact, withIds } = parsed;
	if (plan.by === 'id' && mayBeRounded(plan.value)) await roundedIds.assertPlanId(product, plan.value);
	if (contact.by === 'id' && mayBeRounded(contact.value)) await roundedIds.assertBillingContactId(contact.value);
	return withIds(
		plan.by === 'name' ? await names.planId(product, plan.value) : plan.value,
		contact.by === 'email' ? await names.billingContactId(contact.value) : contact.value,
	);
}

/** What an order is for, where that can be read without a look-up, whatever is wrong with the rest of it. */
export function targetOf(operationType: OperationType, input: OrderInput): Target | undefined {
	const pbx = pbxOf(operationType, input);
	if (pbx === undefined || input.plan.by !== 'id') return undefined;
	try {
		return { operationType, ...pbx, lines: [{ serviceId: parseId('serviceId', 'a plan', input.plan.value) }] };
	} catch {
		return undefined;
	}
}

/** Which PBX an order is for, where that can be read. */
export function pbxOf(
	operationType: OperationType,
	input: OrderInput,
): { productId: string; productNo: string } | undefined {
	try {
		const { id } = parseProduct('productId', input.productId, operationType);
		return { productId: String(id), productNo: parseSerialNumber('productNo', input.productNo) };
	} catch {
		return undefined;
	}
}
