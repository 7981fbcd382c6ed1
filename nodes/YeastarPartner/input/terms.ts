import { cyclesOf, isTrial, type LineTerms, type Recipe } from '../ordering/recipes';
import { type BillingCycle, OPERATION_TYPES, type OperationType, type OrderLine } from '../portal/order';
import { type Product, PRODUCTS } from '../portal/products';
import { isBlank } from './fields';
import { InvalidField, show } from './invalidField';

function trimmed(value: unknown): string | undefined {
	return typeof value === 'string' ? value.trim() : undefined;
}

/**
 * A product.
 *
 * @param products those that it can be
 * @throws InvalidField
 */
export function parseProduct(field: string, value: unknown, products: readonly Product[] = PRODUCTS): Product {
	const text = typeof value === 'number' ? String(value) : trimmed(value);
	const product = products.find(({ id }) => String(id) === text);
	if (product === undefined) {
		const known = products.map(({ id, name }) => `${id} (${name})`).join(', ');
		throw new InvalidField(field, `is ${show(value)}`, `The product is one of ${known}.`);
	}
	return product;
}

/**
 * A kind of order.
 *
 * @throws InvalidField
 */
export function parseOperationType(field: string, value: unknown): OperationType {
	const kind = OPERATION_TYPES.find((operationType) => operationType === trimmed(value));
	if (kind !== undefined) return kind;
	throw new InvalidField(field, `is ${show(value)}`, `It is one of ${OPERATION_TYPES.join(', ')}.`);
}

/** How a line is billed. */
export type LineBilling = Pick<OrderLine, 'billingModel' | 'billingCycle' | 'multiCycle'>;

/** A number of cycles in words: `a whole number of years from 1 to 5`. */
function wordsOf(multiCycles: readonly number[]): string {
	const [only, ...others] = multiCycles;
	if (others.length === 0) return String(only);
	return `a whole number of years from ${Math.min(...multiCycles)} to ${Math.max(...multiCycles)}`;
}

function parseBillingCycle(recipe: Recipe, terms: LineTerms, productName: string, value: unknown) {
	const kind = recipe.lines.plan === terms ? 'plan' : 'service';
	const cycles = cyclesOf(recipe, terms, kind);
	const [only, ...others] = cycles;
	if (isBlank(value) && only !== undefined && others.length === 0) return only;
	const wanted = trimmed(value)?.toLowerCase();
	const found = cycles.find(([allowed]) => allowed === wanted);
	if (found !== undefined) return found;
	const allowed = cycles.map(([cycle]) => cycle).join(' or ');
	throw new InvalidField('billingCycle', `is ${show(value)}`, `${productName} is billed ${allowed}.`);
}

/**
 * How often, and for how many years at once, a line is billed. What the recipe fixes is filled in where it is empty. The years of
 * what is billed monthly or once are 0 whatever `multiCycle` holds, since the parameter is hidden then [doc: tutorials].
 *
 * @throws InvalidField for what the recipe does not allow
 */
export function parseCycle(
	recipe: Recipe,
	terms: LineTerms,
	productName: string,
	billingCycle: unknown,
	multiCycle: unknown,
): LineBilling {
	if (isTrial(recipe.operationType)) {
		if (isBlank(billingCycle)) return { multiCycle: 0 };
		throw new InvalidField('billingCycle', `is ${show(billingCycle)}`, 'A trial is not billed: leave it empty.');
	}
	const [cycle, multiCycles] = parseBillingCycle(recipe, terms, productName, billingCycle);
	// The panel shows the years only once the cycle is chosen.
	if (isBlank(billingCycle) && multiCycles.length > 1 && isBlank(multiCycle)) {
		const problem = 'is empty, so nobody knows for how many years';
		throw new InvalidField('billingCycle', problem, `Choose ${cycle}, and then ${wordsOf(multiCycles)}.`);
	}
	return { ...modelOf(terms, cycle), billingCycle: cycle, multiCycle: parseMultiCycle(cycle, multiCycles, multiCycle) };
}

function modelOf({ billingModel }: LineTerms, cycle: BillingCycle): Pick<OrderLine, 'billingModel'> {
	return { billingModel: billingModel ?? (cycle === 'once' ? 'once' : 'recurring') };
}

function parseMultiCycle(cycle: BillingCycle, multiCycles: readonly number[], value: unknown): number {
	const [only = 0, ...others] = multiCycles;
	if (cycle !== 'annually') return only;
	const text = typeof value === 'number' ? String(value) : trimmed(value);
	// Where there is no choice, 0 is what nobody has touched.
	if (others.length === 0 && (isBlank(value) || text === '0')) return only;
	const years = multiCycles.find((allowed) => String(allowed) === text);
	if (years !== undefined) return years;
	throw new InvalidField('multiCycle', `is ${show(value)}`, `When billed ${cycle} it is ${wordsOf(multiCycles)}.`);
}
