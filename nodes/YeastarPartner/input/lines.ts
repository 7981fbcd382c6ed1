import type { LineTerms, Need, Recipe } from '../ordering/recipes';
import type { OperationType, OrderLine } from '../portal/order';
import type { Product } from '../portal/products';
import { isBlank, parseId, parsePlanName, parseWholeNumber } from './fields';
import { InvalidField, show } from './invalidField';
import { EMPTY_EXPRESSION } from './missing';
import { type LineBilling, parseCycle } from './terms';

/** A value that stands for something that the portal lists, and by what it does so. */
export interface Ref {
	by: 'id' | 'name' | 'email';
	value: unknown;
}

/** A plan or service of an order as a workflow supplies it, unchecked. */
export interface LineInput {
	serviceType: unknown;
	service: Ref;
	/** The plan that a service belongs to. */
	connectionPlan?: Ref;
	quantity?: unknown;
	billingCycle: unknown;
	multiCycle: unknown;
}

/** A checked reference, which may have to be looked up. */
export type ParsedRef = Ref & { value: string };

/** A checked line whose plan or service may not be looked up yet. */
export interface ParsedLine {
	serviceType: OrderLine['serviceType'];
	service: ParsedRef;
	connectionPlan?: ParsedRef;
	quantity?: number;
	billing: LineBilling;
}

const MOST = 1_000_000;

/** What a line's purchase is called, by the kind of order [doc: tutorials; that of switchTrial_plan is inferred]. */
const PURCHASE_TYPES: Readonly<Record<OperationType, OrderLine['purchaseType']>> = {
	switch_plan: 'switch',
	switchTrial_plan: 'switch',
	renew_plan: 'renew',
	renew_service: 'renew',
	purchase_plan: 'purchase',
	purchase_service: 'purchase',
	trial_plan: 'trial',
	trial_service: 'trial',
};

/** An error with the line that it is about, where an order has several. */
export function ofLine(error: unknown, index: number, count: number): unknown {
	return error instanceof InvalidField && count > 1 ? error.inLine(index + 1) : error;
}

/** Adds which line an error is about, where an order has several. */
export function inLine<Result>(index: number, count: number, parse: () => Result): Result {
	try {
		return parse();
	} catch (error) {
		throw ofLine(error, index, count);
	}
}

/** Whether a parameter holds nothing, as a number's 0 does. */
export function isUnset(value: unknown): boolean {
	if (value === undefined || value === null) return true;
	return typeof value === 'string' ? /^0?$/.test(value.trim()) : value === 0;
}

/**
 * Whether a value is there as the recipe needs it.
 *
 * @throws InvalidField where it is missing, or has no place in the order
 */
export function isGiven(field: string, value: unknown, need: Need, why: string): boolean {
	const isMissing = isUnset(value);
	if (isMissing && need === 'needed') throw new InvalidField(field, 'is empty', `${why} needs it.`);
	if (!isMissing && need === 'none')
		throw new InvalidField(field, `is ${show(value)}`, `${why} has none: leave it empty.`);
	return !isMissing;
}

/**
 * A plan or service, by its ID or by its name.
 *
 * @throws InvalidField
 */
export function parseServiceRef(field: string, kind: OrderLine['serviceType'], { by, value }: Ref): ParsedRef {
	if (by === 'name') return { by, value: parsePlanName(field, value) };
	if (isBlank(value)) throw new InvalidField(field, 'is empty', `Choose a ${kind}, or give its name or ID.`);
	if (typeof value === 'string' && /\p{L}{3}/u.test(value) && !EMPTY_EXPRESSION.test(value.trim())) {
		throw new InvalidField(
			field,
			`is ${show(value)}, which is a name`,
			`Choose By Name for it, or give the ${kind}'s ID.`,
		);
	}
	return { by, value: parseId(field, `a ${kind}`, value) };
}

function parseServiceType(
	value: unknown,
	{ lines, operationType }: Recipe,
	product: Product,
): ParsedLine['serviceType'] {
	const allowed = (['plan', 'service'] as const).filter((kind) => lines[kind] !== undefined);
	const kind = allowed.find((one) => one === value);
	if (kind !== undefined) return kind;
	const lists = allowed.map((one) => `${one}s`).join(' and ');
	throw new InvalidField(
		'serviceType',
		`is ${show(value)}`,
		`A ${operationType} order of ${product.name} has ${lists} only.`,
	);
}

/**
 * A line of an order.
 *
 * @throws InvalidField for the first value that it must not be sent with
 */
export function parseLine(recipe: Recipe, product: Product, input: LineInput): ParsedLine {
	const serviceType = parseServiceType(input.serviceType, recipe, product);
	const terms: LineTerms = recipe.lines[serviceType] ?? { quantity: 'none', connectionPlan: 'none' };
	const why = `A ${serviceType} in a ${recipe.operationType} order of ${product.name}`;
	const service = parseServiceRef('serviceId', serviceType, input.service);
	const hasQuantity = isGiven('quantity', input.quantity, terms.quantity, why);
	// Needed or not, it can be another line of the same order: that is seen when all lines are known.
	const connectionNeed = terms.connectionPlan === 'needed' ? 'optional' : terms.connectionPlan;
	const hasPlan = isGiven('connectionPlanId', input.connectionPlan?.value, connectionNeed, why);
	return {
		serviceType,
		service,
		...(hasPlan && input.connectionPlan
			? { connectionPlan: parseServiceRef('connectionPlanId', 'plan', input.connectionPlan) }
			: {}),
		...(hasQuantity ? { quantity: parseWholeNumber('quantity', input.quantity, 1, MOST) } : {}),
		billing: parseCycle(recipe, terms, product.name, input.billingCycle, input.multiCycle),
	};
}

/**
 * The plan that each line belongs to. A service that is ordered along with one plan belongs to that plan [doc: tutorials].
 *
 * @throws InvalidField where a service needs one
 */
export function connectLines(recipe: Recipe, product: Product, lines: readonly ParsedLine[]): ParsedLine[] {
	const plans = lines.filter(({ serviceType }) => serviceType === 'plan');
	return lines.map((line, index) => {
		const need = recipe.lines[line.serviceType]?.connectionPlan ?? 'none';
		if (line.serviceType === 'plan' || need === 'none' || line.connectionPlan !== undefined) return line;
		const [only, ...others] = plans;
		if (only !== undefined && others.length === 0) return { ...line, connectionPlan: only.service };
		if (need === 'needed') {
			const why = `A service of ${product.name} needs the plan that it belongs to.`;
			return inLine(index, lines.length, () => {
				throw new InvalidField('connectionPlanId', 'is empty', why);
			});
		}
		return line;
	});
}

/** A line of the order that is sent. */
export function toOrderLine(
	operationType: OperationType,
	{ serviceType, quantity, billing }: ParsedLine,
	serviceId: string,
	connectionPlanId: string | undefined,
): OrderLine {
	const { billingModel, billingCycle, multiCycle } = billing;
	const purchaseType = PURCHASE_TYPES[operationType];
	return {
		serviceType,
		serviceId,
		...(connectionPlanId === undefined ? {} : { connectionPlanId }),
		...(quantity === undefined ? {} : { quantity }),
		purchaseType,
		...(billingModel === undefined ? {} : { billingModel }),
		...(billingCycle === undefined ? {} : { billingCycle }),
		multiCycle,
	};
}
