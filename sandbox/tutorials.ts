/** A billing cycle with its multi cycles. */
type Cycle = readonly [billingCycle: string, multiCycles: readonly number[]];

/**
 * What a tutorial fixes of an order. `any` stands for a cell that cannot be read: every documented value is taken.
 * `leftOut` has no such row on a page that can be read, `notListed` has none though the rest of the table has.
 */
export interface Tutorial {
	/** `plan` is one plan, `service` one service or more, `both` a plan, services, or a plan with services. */
	lines: 'plan' | 'service' | 'both';
	pbx: 'needed' | 'possible' | 'none';
	billingModel: 'recurring' | 'once' | 'any' | 'leftOut' | 'notListed';
	/** The billing cycles it allows; without a name for a trial, which has none. */
	cycles: readonly Cycle[];
	/** Whether a service has to name the plan that it hangs on. */
	connectionPlanId: 'needed' | 'possible';
	/** `byService` is what the service counts; `extensions` is needed in one line at least. */
	quantity: 'none' | 'byService' | 'extensions' | 'possible';
}

const MONTHLY: Cycle = ['monthly', [0]];
const ANNUALLY: Cycle = ['annually', [1, 2, 3, 4, 5]];
const ONCE: Cycle = ['once', [0]];
const ANNUALLY_0: Cycle = ['annually', [0]];
const ANY_YEARS: Cycle = ['annually', [0, 1, 2, 3, 4, 5]];
/** All that is documented anywhere. */
const ANY: readonly Cycle[] = [MONTHLY, ANY_YEARS, ONCE];
const OF_A_TRIAL: Cycle = ['', [0]];

/** The kinds of orders [doc: create-an-order]. */
export const OPERATION_TYPES = [
	'trial_plan',
	'trial_service',
	'purchase_plan',
	'purchase_service',
	'switch_plan',
	'switchTrial_plan',
	'renew_plan',
	'renew_service',
] as const;

/** Products that a PBX has; the others are an account's [doc: the tutorials' tables; conclusion inferred]. */
const FOR_PBXS = [9, 11, 12, 13];

/** Purchase types of lines [doc: tutorials; which belongs to switchTrial_plan is not documented]. */
export function purchaseTypesOf(operationType: string): readonly string[] {
	if (operationType === 'switchTrial_plan') return ['purchase', 'switch', 'renew', 'trial'];
	return [operationType.slice(0, operationType.indexOf('_'))];
}

const PLAN_OF_PBX = { lines: 'plan', pbx: 'needed', connectionPlanId: 'possible', quantity: 'none' } as const;
const SERVICE_OF_PBX = { lines: 'service', pbx: 'needed', connectionPlanId: 'needed', quantity: 'byService' } as const;
const PACKAGE = { lines: 'both', connectionPlanId: 'needed', quantity: 'extensions' } as const;
const ACCOUNT_SERVICE = { lines: 'service', pbx: 'none', connectionPlanId: 'possible', quantity: 'byService' } as const;
const TRIAL = { pbx: 'none', billingModel: 'leftOut', cycles: [OF_A_TRIAL], quantity: 'none' } as const;

const RECURRING = (...cycles: readonly Cycle[]) => ({ billingModel: 'recurring', cycles }) as const;
const UNREADABLE = { billingModel: 'any', cycles: ANY } as const;

/**
 * The vendor's tutorials, one for each kind of order and product; `of` tells apart those that are about certain
 * services only, by a word of their names.
 */
const TUTORIALS: ReadonlyArray<Tutorial & { for: string; of?: RegExp }> = [
	{ for: 'switch_plan 11', ...PLAN_OF_PBX, ...RECURRING(MONTHLY, ANNUALLY) },
	{ for: 'switch_plan 9', ...PLAN_OF_PBX, ...RECURRING(ANNUALLY) },
	{ for: 'switch_plan 12', ...PLAN_OF_PBX, ...RECURRING(ANNUALLY) },
	{ for: 'switch_plan 13', ...PLAN_OF_PBX, ...RECURRING(MONTHLY, ANY_YEARS) },
	{ for: 'purchase_plan 11', ...PLAN_OF_PBX, ...RECURRING(MONTHLY, ANNUALLY) },
	// That a renewal has the multi cycles of a purchase is inferred: the bullets cannot be read.
	{ for: 'renew_plan 11', ...PLAN_OF_PBX, ...RECURRING(MONTHLY, ANNUALLY) },
	{
		for: 'purchase_service 11',
		...SERVICE_OF_PBX,
		connectionPlanId: 'possible',
		billingModel: 'once',
		cycles: [ONCE],
	},
	{ for: 'purchase_plan 9', ...PLAN_OF_PBX, ...RECURRING(ANNUALLY) },
	{ for: 'trial_plan 12', ...TRIAL, lines: 'both', pbx: 'possible', connectionPlanId: 'needed' },
	{ for: 'purchase_plan 12', ...PACKAGE, pbx: 'possible', ...RECURRING(...ANY) },
	{ for: 'purchase_service 12', of: /Expansion/, ...SERVICE_OF_PBX, ...RECURRING(...ANY) },
	{ for: 'purchase_service 12', ...SERVICE_OF_PBX, ...RECURRING(ANY_YEARS) },
	{ for: 'renew_plan 12', ...PACKAGE, pbx: 'needed', ...RECURRING(...ANY) },
	{ for: 'purchase_plan 13', ...PACKAGE, pbx: 'none', ...RECURRING(...ANY) },
	{ for: 'purchase_service 13', of: /Availability/, ...SERVICE_OF_PBX, ...RECURRING(...ANY) },
	{ for: 'purchase_service 13', ...SERVICE_OF_PBX, ...UNREADABLE },
	{ for: 'renew_plan 13', ...PACKAGE, pbx: 'needed', ...UNREADABLE },
	{ for: 'trial_plan 14', ...TRIAL, lines: 'both', connectionPlanId: 'needed' },
	{ for: 'purchase_plan 14', ...PACKAGE, pbx: 'none', ...RECURRING(...ANY) },
	{ for: 'purchase_service 14', ...ACCOUNT_SERVICE, connectionPlanId: 'needed', ...UNREADABLE },
	{ for: 'renew_plan 14', ...PACKAGE, pbx: 'none', ...RECURRING(...ANY) },
	{ for: 'trial_plan 15', ...TRIAL, lines: 'plan', connectionPlanId: 'possible' },
	{ for: 'purchase_plan 15', ...PACKAGE, quantity: 'byService', pbx: 'none', ...RECURRING(...ANY) },
	{
		for: 'purchase_service 15',
		...ACCOUNT_SERVICE,
		connectionPlanId: 'needed',
		billingModel: 'notListed',
		cycles: [ONCE],
	},
	{ for: 'renew_plan 15', ...PLAN_OF_PBX, pbx: 'none', ...RECURRING(['annually', [1]]) },
	{ for: 'purchase_service 20', ...ACCOUNT_SERVICE, ...RECURRING(ANNUALLY_0) },
	{ for: 'trial_service 21', ...TRIAL, lines: 'service', connectionPlanId: 'possible' },
	{ for: 'purchase_service 21', ...ACCOUNT_SERVICE, ...RECURRING(ANNUALLY_0) },
	// The page says trial_service, with the purchase type renew: taken for a mistake [inferred].
	{ for: 'renew_service 21', ...ACCOUNT_SERVICE, ...RECURRING(ANNUALLY_0) },
	{ for: 'renew_service 19', of: /YCM/, ...ACCOUNT_SERVICE, ...RECURRING(ANNUALLY_0) },
	{ for: 'trial_service 19', of: /PSE/, ...TRIAL, lines: 'service', connectionPlanId: 'possible' },
	{ for: 'purchase_service 19', of: /PSE|PCE/, ...ACCOUNT_SERVICE, ...UNREADABLE },
];

/** What is taken where there is no tutorial: whatever is documented anywhere [inferred]. */
function withoutTutorial(operationType: string, productId: number): Tutorial {
	const isTrial = operationType.startsWith('trial_');
	const isNew = isTrial || operationType === 'purchase_plan';
	const ofPbx = isNew && productId > 11 ? 'possible' : 'needed';
	return {
		lines: operationType.endsWith('_service') ? 'service' : operationType === 'switch_plan' ? 'plan' : 'both',
		pbx: FOR_PBXS.includes(productId) ? ofPbx : 'none',
		billingModel: isTrial ? 'notListed' : 'any',
		cycles: isTrial ? [OF_A_TRIAL, ...ANY] : ANY,
		connectionPlanId: 'possible',
		quantity: 'possible',
	};
}

/**
 * What the tutorial of a kind of order says for a product.
 *
 * @param serviceName the name of what a line orders; that of the first line for the whole order
 */
export function tutorialOf(operationType: string, productId: number, serviceName: string): Tutorial {
	const found = TUTORIALS.find(
		(tutorial) =>
			tutorial.for === `${operationType} ${productId}` && (tutorial.of === undefined || tutorial.of.test(serviceName)),
	);
	return found ?? withoutTutorial(operationType, productId);
}
