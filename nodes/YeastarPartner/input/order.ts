import type { Target } from '../ordering/conflicts';
import { isTrial, type Recipe, recipeOrAny } from '../ordering/recipes';
import type { Order } from '../portal/order';
import { ORDER_PRODUCTS, type Product } from '../portal/products';
import { parseEmail, parseId, parsePoNumber, parseSerialNumber } from './fields';
import { InvalidField } from './invalidField';
import {
	connectLines,
	inLine,
	isGiven,
	isUnset,
	type LineInput,
	type ParsedLine,
	type ParsedRef,
	ofLine,
	parseLine,
	parseServiceRef,
	type Ref,
	toOrderLine,
} from './lines';
import type { NameResolver } from './names';
import { mayBeRounded, type RoundedIds } from './roundedIds';
import { parseSpecialRequest } from './specialRequest';
import { parseOperationType, parseProduct } from './terms';

/** The values of an order as a workflow supplies them, unchecked. */
export interface OrderInput {
	operationType: unknown;
	productId: unknown;
	productNo: unknown;
	contact: Ref;
	lines: readonly LineInput[];
	poNumber?: unknown;
	partnerId?: unknown;
	assignId?: unknown;
	orderPceSpecialRequest?: unknown;
}

/** A checked order of which plans, services and the billing contact may not be looked up yet. */
export interface ParsedOrder {
	recipe: Recipe;
	product: Product;
	contact?: ParsedRef;
	lines: readonly ParsedLine[];
	/** Whether the portal's lists are needed to know its IDs for certain. */
	needsLookUp: boolean;
	/** Whether one of them is given by its name or e-mail address. */
	hasName: boolean;
	/** The rest of the order. */
	rest: Omit<Order, 'billingId' | 'lines'>;
}

function parseContact({ by, value }: Ref): ParsedRef {
	const parsed = by === 'email' ? parseEmail('billingId', value) : parseId('billingId', 'a billing contact', value);
	return { by, value: parsed };
}

/** The partner's ID of a customer, or undefined where there is none. */
function parseCustomer(field: string, value: unknown): string | undefined {
	return isUnset(value) ? undefined : parseId(field, 'a customer', value);
}

/** To whom the product is assigned: a customer's ID or e-mail address, since which of them is not documented. */
function parseAssignee(field: string, value: unknown): string | undefined {
	const isEmail = typeof value === 'string' && value.includes('@');
	return isEmail ? parseEmail(field, value, 'customer') : parseCustomer(field, value);
}

function parseLines(recipe: Recipe, product: Product, lines: readonly LineInput[]): ParsedLine[] {
	if (lines.length === 0) throw new InvalidField('lines', 'has no line', 'Add a line for each plan or service.');
	const parsed = lines.map((line, index) => inLine(index, lines.length, () => parseLine(recipe, product, line)));
	return connectLines(recipe, product, parsed);
}

/** Where a serial number is checked. */
function parseProductNo(
	{ productNo: need, operationType }: Recipe,
	product: Product,
	value: unknown,
): string | undefined {
	if (need === 'needed') return parseSerialNumber('productNo', value);
	const why = `A ${operationType} order of ${product.name}`;
	return isGiven('productNo', value, need, why) ? parseSerialNumber('productNo', value) : undefined;
}

/**
 * Checks the values of an order before anything is sent or looked up.
 *
 * @param products those that the operation takes
 * @throws InvalidField for the first value that an order must not be sent with
 */
export function parseOrder(input: OrderInput, products: readonly Product[] = ORDER_PRODUCTS): ParsedOrder {
	const operationType = parseOperationType('operationType', input.operationType);
	const product = parseProduct('productId', input.productId, products);
	const productId = String(product.id);
	const recipe = recipeOrAny(operationType, productId);
	const poNumber = parsePoNumber('poNumber', input.poNumber);
	const productNo = parseProductNo(recipe, product, input.productNo);
	const contact = isTrial(operationType) ? undefined : parseContact(input.contact);
	const lines = parseLines(recipe, product, input.lines);
	const partnerId = parseCustomer('partnerId', input.partnerId);
	const assignId = parseAssignee('assignId', input.assignId);
	const orderPceSpecialRequest = parseSpecialRequest(operationType, product, input.orderPceSpecialRequest);
	const refs = refsOf(lines, contact);
	const customers = [partnerId, assignId];
	return {
		recipe,
		product,
		...(contact === undefined ? {} : { contact }),
		lines,
		needsLookUp: refs.some(({ by, value }) => by !== 'id' || mayBeRounded(value)) || customers.some(mayBeRounded),
		hasName: refs.some(({ by }) => by !== 'id'),
		rest: { operationType, productId, productNo, partnerId, assignId, poNumber, orderPceSpecialRequest },
	};
}

function refsOf(lines: readonly ParsedLine[], contact: ParsedRef | undefined): ParsedRef[] {
	return [
		...lines.flatMap(({ service, connectionPlan }) => [service, ...(connectionPlan ? [connectionPlan] : [])]),
		...(contact ? [contact] : []),
	];
}

/**
 * The order itself, its names looked up and its IDs held against the portal's lists where they may be rounded.
 *
 * @throws InvalidField for a name that is unknown or ambiguous, and for an ID that was rounded; PortalFailure when the
 * portal's lists cannot be read
 */
export async function resolveOrder(parsed: ParsedOrder, names: NameResolver, roundedIds: RoundedIds): Promise<Order> {
	const { product, contact, rest } = parsed;
	const idOf = async (kind: 'plan' | 'service', { by, value }: ParsedRef): Promise<string> => {
		if (by === 'name') return await names.offerId(kind, product, value);
		if (mayBeRounded(value)) await roundedIds.assertOfferId(kind, product, value);
		return value;
	};
	const count = parsed.lines.length;
	const serviceIdOf = async ({ serviceType, service }: ParsedLine, index: number): Promise<string> =>
		await idOf(serviceType, service).catch((error: unknown) => {
			throw ofLine(error, index, count);
		});
	const connectionIdOf = async ({ connectionPlan }: ParsedLine, index: number): Promise<string | undefined> => {
		if (connectionPlan === undefined) return undefined;
		// A service that is ordered along with its plan shares the reference of the plan's own line.
		const own = parsed.lines.findIndex(({ service }) => service === connectionPlan);
		return await idOf('plan', connectionPlan).catch((error: unknown) => {
			if (own !== -1) throw ofLine(error, own, count);
			throw ofLine(error instanceof InvalidField ? error.inField('connectionPlanId') : error, index, count);
		});
	};
	const lines: Order['lines'] = [];
	for (const [index, line] of parsed.lines.entries()) {
		const serviceId = await serviceIdOf(line, index);
		lines.push(toOrderLine(rest.operationType, line, serviceId, await connectionIdOf(line, index)));
	}
	if (contact?.by === 'id' && mayBeRounded(contact.value)) await roundedIds.assertBillingContactId(contact.value);
	assertLinesDiffer(lines);
	for (const field of ['partnerId', 'assignId'] as const) {
		const value = rest[field];
		if (mayBeRounded(value)) await roundedIds.assertCustomerId(field, value);
	}
	const billingId = contact?.by === 'email' ? await names.billingContactId(contact.value) : contact?.value;
	return { ...rest, billingId, lines };
}

/** @throws InvalidField where two lines order the same, or two plans: which one, or how many, is meant cannot be known */
function assertLinesDiffer(lines: Order['lines']): void {
	const ids = lines.map(({ serviceId, connectionPlanId = '' }) => `${serviceId} ${connectionPlanId}`);
	if (new Set(ids).size < ids.length) {
		throw new InvalidField('lines', 'order the same plan or service twice', 'Use one line with a quantity.');
	}
	if (lines.filter(({ serviceType }) => serviceType === 'plan').length > 1) {
		throw new InvalidField('lines', 'order several plans', 'An order has one plan at the most.');
	}
}

/** What an order is for, where that can be read without a look-up, whatever is wrong with the rest of it. */
export function targetOf(input: OrderInput): Target | undefined {
	const pbx = pbxOf(input);
	const operationType = ifValid(() => parseOperationType('operationType', input.operationType));
	if (pbx === undefined || operationType === undefined || input.lines.some(({ service }) => service.by !== 'id'))
		return undefined;
	const lines = ifValid(() =>
		input.lines.map(({ service }) => ({ serviceId: parseServiceRef('serviceId', 'plan', service).value })),
	);
	return lines && { operationType, ...pbx, lines };
}

/** Which PBX an order is for, where that can be read. */
export function pbxOf(input: OrderInput): { productId: string; productNo: string } | undefined {
	return ifValid(() => ({
		productId: String(parseProduct('productId', input.productId, ORDER_PRODUCTS).id),
		productNo: parseSerialNumber('productNo', input.productNo),
	}));
}

function ifValid<Value>(parse: () => Value): Value | undefined {
	try {
		return parse();
	} catch {
		return undefined;
	}
}
