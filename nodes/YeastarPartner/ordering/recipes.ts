import type { BillingCycle, OperationType } from '../portal/order';
import { DOCUMENTED } from './recipeTable';

/** Whether something has to be given, may be given, or has no place in an order. */
export type Need = 'needed' | 'optional' | 'none';

/** A billing cycle with the multi cycles that it allows. */
export type CycleTerms = readonly [cycle: BillingCycle, multiCycles: readonly number[]];

/** What a tutorial says of one kind of line. */
export interface LineTerms {
	/** Undefined where it follows from the cycle. */
	billingModel?: 'recurring' | 'once';
	/** The cycles that it allows, the usual one first; undefined where the tutorial does not show them, and none for a trial. */
	cycles?: readonly CycleTerms[];
	/** How many of it are ordered: extensions, connections, minutes. */
	quantity: Need;
	/** The plan that a service belongs to. */
	connectionPlan: Need;
}

/** What the vendor's tutorials say of one kind of order for one product. */
export interface Recipe {
	operationType: OperationType;
	productId: string;
	/** The kinds of lines that it can have. */
	lines: Readonly<Partial<Record<'plan' | 'service', LineTerms>>>;
	/** The serial number of a PBX. */
	productNo: Need;
	/** The tutorials that it comes from, by their page's name; none where no tutorial describes this kind of order. */
	tutorials: readonly string[];
	/** What they do not show, a sentence. */
	unknown?: string;
}

/** Multi cycles where the documentation does not say which: any that it has anywhere [doc: tutorials]. */
const ANY_CYCLES: readonly CycleTerms[] = [
	['annually', [0, 1, 2, 3, 4, 5]],
	['monthly', [0]],
	['once', [0]],
];

/** The same for a plan: years of 0 are those of services. */
const ANY_PLAN_CYCLES: readonly CycleTerms[] = [
	['annually', [1, 2, 3, 4, 5]],
	['monthly', [0]],
	['once', [0]],
];

const ANY_LINE: LineTerms = { quantity: 'optional', connectionPlan: 'optional' };

/** Whether a kind of order is a trial: it is not billed. */
export function isTrial(operationType: OperationType): boolean {
	return operationType === 'trial_plan' || operationType === 'trial_service';
}

/** The recipe of a kind of order for a product; undefined where no tutorial describes it. */
export function recipeOf(operationType: OperationType, productId: string): Recipe | undefined {
	return DOCUMENTED.find((recipe) => recipe.operationType === operationType && recipe.productId === productId);
}

/** The products that a PBX has; the others are an account's [doc: tutorials; conclusion inferred]. */
const PBX_PRODUCTS = ['9', '11', '12', '13'];

/** Which lines a kind of order can have, by its name. */
function anyLinesOf(operationType: OperationType): Recipe['lines'] {
	if (operationType.endsWith('_service')) return { service: { ...ANY_LINE } };
	return operationType.startsWith('switch') ? { plan: ANY_LINE } : { plan: ANY_LINE, service: { ...ANY_LINE } };
}

/** What is bought or tried first may be for a new PBX; everything else is for one that is there. */
function needOfPbx(operationType: OperationType): Need {
	return isTrial(operationType) || operationType === 'purchase_plan' ? 'optional' : 'needed';
}

/** The recipe of a kind of order for a product; one that allows every documented value where no tutorial describes it. */
export function recipeOrAny(operationType: OperationType, productId: string): Recipe {
	return (
		recipeOf(operationType, productId) ?? {
			operationType,
			productId,
			lines: anyLinesOf(operationType),
			productNo: PBX_PRODUCTS.includes(productId) ? needOfPbx(operationType) : 'none',
			tutorials: [],
			unknown: 'No tutorial of Yeastar describes this kind of order for this product.',
		}
	);
}

/** The recipes of a kind of order, in the table's order. */
export function recipesOf(operationType: OperationType): Recipe[] {
	return DOCUMENTED.filter((recipe) => recipe.operationType === operationType);
}

/** The cycles that a line can be billed in; none for a trial. */
export function cyclesOf(
	{ operationType }: Recipe,
	{ cycles }: LineTerms,
	kind: 'plan' | 'service',
): readonly CycleTerms[] {
	if (isTrial(operationType)) return [];
	return cycles ?? (kind === 'plan' ? ANY_PLAN_CYCLES : ANY_CYCLES);
}

/**
 * The recipes of a kind of order with one line for one PBX, without a quantity: those that an operation of their own can place, such as
 * Switch Plan.
 */
export function simpleRecipesOf(operationType: OperationType): SimpleRecipe[] {
	return recipesOf(operationType).flatMap((recipe) => {
		const [line, ...others] = Object.values(recipe.lines);
		const isSimple = recipe.productNo === 'needed' && others.length === 0 && line?.quantity === 'none';
		return isSimple && line.cycles !== undefined ? [{ productId: recipe.productId, cycles: line.cycles }] : [];
	});
}

/** What an operation of its own offers for a product. */
export interface SimpleRecipe {
	productId: string;
	cycles: readonly CycleTerms[];
}
