import { productIdsOf, type Recipe, recipeOf } from '../ordering/recipes';
import type { BillingCycle, OperationType } from '../portal/order';
import { type Product, PRODUCTS } from '../portal/products';
import { InvalidField, show } from './invalidField';

function trimmed(value: unknown): string | undefined {
	return typeof value === 'string' ? value.trim() : undefined;
}

/**
 * A product of which something can be ordered.
 *
 * @param operationType the kind of order; any where it is undefined
 * @throws InvalidField
 */
export function parseProduct(field: string, value: unknown, operationType?: OperationType): Product {
	const allowed = operationType === undefined ? undefined : productIdsOf(operationType);
	const products = PRODUCTS.filter(({ id }) => allowed?.includes(String(id)) ?? true);
	const text = typeof value === 'number' ? String(value) : trimmed(value);
	const product = products.find(({ id }) => String(id) === text);
	if (product === undefined) {
		const known = products.map(({ id, name }) => `${id} (${name})`).join(', ');
		throw new InvalidField(field, `is ${show(value)}`, `The product is one of ${known}.`);
	}
	return product;
}

/** The recipe of a kind of order for a product that {@link parseProduct} has let through. */
export function recipeFor(operationType: OperationType, product: Product): Recipe {
	const recipe = recipeOf(operationType, String(product.id));
	if (recipe === undefined) throw new Error(`No recipe for ${operationType} of product ${product.id}`);
	return recipe;
}

/**
 * How often, and for how many years at once, is billed. Where a cycle has one multi cycle only, that is taken whatever
 * `multiCycle` holds, since the parameter is hidden then [doc: tutorials].
 *
 * @throws InvalidField for what the recipe does not allow
 */
export function parseCycle(
	recipe: Recipe,
	productName: string,
	billingCycle: unknown,
	multiCycle: unknown,
): { billingCycle: BillingCycle; multiCycle: number } {
	const wanted = trimmed(billingCycle)?.toLowerCase();
	const [cycle, multiCycles] = recipe.cycles.find(([allowed]) => allowed === wanted) ?? [undefined, []];
	if (cycle === undefined) {
		const cycles = recipe.cycles.map(([allowed]) => allowed).join(' or ');
		throw new InvalidField('billingCycle', `is ${show(billingCycle)}`, `${productName} is billed ${cycles}.`);
	}
	const [only, ...others] = multiCycles;
	if (only !== undefined && others.length === 0) return { billingCycle: cycle, multiCycle: only };

	const text = typeof multiCycle === 'number' ? String(multiCycle) : trimmed(multiCycle);
	const years = multiCycles.find((allowed) => String(allowed) === text);
	if (years === undefined) {
		const [least, most] = [Math.min(...multiCycles), Math.max(...multiCycles)];
		throw new InvalidField(
			'multiCycle',
			`is ${show(multiCycle)}`,
			`When billed ${cycle} it is a whole number of years from ${least} to ${most}.`,
		);
	}
	return { billingCycle: cycle, multiCycle: years };
}
