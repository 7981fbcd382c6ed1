import type { BillingCycle, OperationType, OrderLine } from '../portal/order';

/** What the vendor's tutorial says of one kind of order for one product. */
export interface Recipe {
	operationType: OperationType;
	productId: string;
	/** What is the same in each of its lines. */
	fixed: Pick<OrderLine, 'serviceType' | 'purchaseType' | 'billingModel'>;
	/** The billing cycles that it allows, the first being the usual one, each with its multi cycles. */
	cycles: ReadonlyArray<readonly [cycle: BillingCycle, multiCycles: readonly number[]]>;
	/** Whether a second order of the same changes nothing more (`sets`), or buys another one (`adds`). */
	effect: 'sets' | 'adds';
	/** The page that it comes from, and what that page does not show. */
	source: string;
	unknown?: string;
}

const MONTHLY = ['monthly', [0]] as const;
const ANNUALLY = ['annually', [1, 2, 3, 4, 5]] as const;
const RENEW = { serviceType: 'plan', purchaseType: 'renew', billingModel: 'recurring' } as const;
const SWITCH = { serviceType: 'plan', purchaseType: 'switch', billingModel: 'recurring' } as const;

/** The vendor's tutorials as a table: one row for each kind of order and product that the node can order. */
export const RECIPES: readonly Recipe[] = [
	{
		operationType: 'switch_plan',
		productId: '11',
		fixed: SWITCH,
		cycles: [ANNUALLY, MONTHLY],
		effect: 'sets',
		source: '[doc: tutorial Switch Subscription Plan for P-Series Appliance Edition Using API]',
	},
	{
		operationType: 'switch_plan',
		productId: '9',
		fixed: SWITCH,
		cycles: [ANNUALLY],
		effect: 'sets',
		source: '[doc: tutorial Switch Linkus Cloud Service Subscription Using API]',
	},
	{
		operationType: 'switch_plan',
		productId: '12',
		fixed: SWITCH,
		cycles: [ANNUALLY],
		effect: 'sets',
		source: '[doc: tutorial of the switch for P-Series Software Edition]',
	},
	{
		operationType: 'switch_plan',
		productId: '13',
		fixed: SWITCH,
		cycles: [ANNUALLY, MONTHLY],
		effect: 'sets',
		source: '[doc: tutorial-switch-subscription-plan-for-p-series-cloud-edition]',
		unknown: 'The multi cycles are not shown; they are taken to be those of the other products [inferred].',
	},
	{
		operationType: 'renew_plan',
		productId: '11',
		fixed: RENEW,
		cycles: [ANNUALLY, MONTHLY],
		effect: 'sets',
		source: '[doc: tutorial-renew-subscription-plan-for-p-series-appliance-edition]',
		unknown: 'The multi cycles are not shown; they are taken to be those of a switch [inferred].',
	},
];

/** The recipe of a kind of order for a product; undefined where no tutorial describes it. */
export function recipeOf(operationType: OperationType, productId: string): Recipe | undefined {
	return RECIPES.find((recipe) => recipe.operationType === operationType && recipe.productId === productId);
}

/** The products that a kind of order can be placed for, in the table's order. */
export function productIdsOf(operationType: OperationType): string[] {
	return RECIPES.filter((recipe) => recipe.operationType === operationType).map(({ productId }) => productId);
}

/** The most years that can be billed at once for any product. */
export function mostYearsOf(operationType: OperationType): number {
	const cycles = RECIPES.filter((recipe) => recipe.operationType === operationType).flatMap((recipe) => recipe.cycles);
	return Math.max(...cycles.flatMap(([, multiCycles]) => multiCycles));
}
