import type { CycleTerms, LineTerms, Need, Recipe } from './recipes';

const MONTHLY: CycleTerms = ['monthly', [0]];
const YEARS: CycleTerms = ['annually', [1, 2, 3, 4, 5]];
const ONE_YEAR: CycleTerms = ['annually', [1]];
/** A year at a time, which these tutorials count as 0. */
const YEARLY: CycleTerms = ['annually', [0]];
const ONCE: CycleTerms = ['once', [0]];

/** A line that recurs; its cycles undefined where the tutorial does not show them. */
function recurring(cycles?: readonly CycleTerms[], quantity: Need = 'none', connectionPlan: Need = 'none'): LineTerms {
	return { billingModel: 'recurring', cycles, quantity, connectionPlan };
}

/** A line that is billed once. */
function once(quantity: Need = 'none', connectionPlan: Need = 'none'): LineTerms {
	return { billingModel: 'once', cycles: [ONCE], quantity, connectionPlan };
}

/** A line of a trial, which has no billing. */
function trial(connectionPlan: Need = 'none'): LineTerms {
	return { quantity: 'none', connectionPlan };
}

const CUT = "Yeastar's tutorial does not show the billing cycles and years of this order.";
const CUT_YEARS =
	"Yeastar's tutorial does not show the years of this order. It is a guess that they are those of a switch.";

/** Switches of a PBX's plan. */
const SWITCHES: readonly Recipe[] = [
	{
		operationType: 'switch_plan',
		productId: '11',
		productNo: 'needed',
		lines: { plan: recurring([YEARS, MONTHLY]) },
		tutorials: ['tutorial-switch-subscription-plan-for-p-series-appliance-edition'],
	},
	{
		operationType: 'switch_plan',
		productId: '9',
		productNo: 'needed',
		lines: { plan: recurring([YEARS]) },
		tutorials: ['tutorial-switch-linkus-cloud-service-subscription'],
	},
	{
		operationType: 'switch_plan',
		productId: '12',
		productNo: 'needed',
		lines: { plan: recurring([YEARS]) },
		tutorials: ['tutorial-switch-subscription-plan-for-p-series-software-edition'],
	},
	{
		operationType: 'switch_plan',
		productId: '13',
		productNo: 'needed',
		lines: { plan: recurring([YEARS, MONTHLY]) },
		tutorials: ['tutorial-switch-subscription-plan-for-p-series-cloud-edition'],
		unknown: CUT_YEARS,
	},
];

/** Renewals. Software, Cloud and Turnkey renew plan and services together, in the quantities that there are. */
const RENEWALS: readonly Recipe[] = [
	{
		operationType: 'renew_plan',
		productId: '11',
		productNo: 'needed',
		lines: { plan: recurring([YEARS, MONTHLY]) },
		tutorials: ['tutorial-renew-subscription-plan-for-p-series-appliance-edition'],
		unknown: CUT_YEARS,
	},
	{
		operationType: 'renew_plan',
		productId: '12',
		productNo: 'needed',
		lines: { plan: recurring([YEARS], 'optional'), service: recurring([YEARS], 'optional', 'optional') },
		tutorials: ['tutorial-renew-p-series-software-edition'],
		unknown:
			"Yeastar's tutorial does not show the billing cycle and years of this order. Annually, for 1 to 5 years, is a guess.",
	},
	{
		operationType: 'renew_plan',
		productId: '13',
		productNo: 'needed',
		lines: {
			plan: { quantity: 'optional', connectionPlan: 'none' },
			service: { quantity: 'optional', connectionPlan: 'optional' },
		},
		tutorials: ['tutorial-renew-p-series-cloud-edition'],
		unknown: "Yeastar's tutorial does not show how this order is billed.",
	},
	{
		operationType: 'renew_plan',
		productId: '14',
		productNo: 'none',
		lines: { plan: recurring(undefined, 'needed'), service: recurring(undefined, 'optional', 'optional') },
		tutorials: ['tutorial-renew-p-series-turnkey-package'],
		unknown: CUT,
	},
	{
		operationType: 'renew_plan',
		productId: '15',
		productNo: 'none',
		lines: { plan: recurring([ONE_YEAR]) },
		tutorials: ['tutorial-renew-remote-management'],
	},
	{
		operationType: 'renew_service',
		productId: '21',
		productNo: 'none',
		lines: { service: recurring([YEARLY], 'needed') },
		tutorials: ['tutorial-renew-rm-premium'],
		unknown: "Yeastar's tutorial calls this order trial_service, which is taken for a mistake. That is a guess.",
	},
	{
		operationType: 'renew_service',
		productId: '19',
		productNo: 'none',
		lines: { service: recurring([YEARLY]) },
		tutorials: ['tutorial-renew-ycm-white-label'],
	},
];

/** Purchases of plans. */
const PLAN_PURCHASES: readonly Recipe[] = [
	{
		operationType: 'purchase_plan',
		productId: '11',
		productNo: 'needed',
		lines: { plan: recurring([YEARS, MONTHLY]) },
		tutorials: ['tutorial-purchase-plan-for-p-series-appliance-edition'],
		unknown: CUT_YEARS,
	},
	{
		operationType: 'purchase_plan',
		productId: '9',
		productNo: 'needed',
		lines: { plan: recurring([YEARS]) },
		tutorials: ['tutorial-purchase-linkus-cloud-service'],
	},
	{
		operationType: 'purchase_plan',
		productId: '12',
		productNo: 'optional',
		lines: { plan: recurring(undefined, 'optional'), service: recurring(undefined, 'optional', 'optional') },
		tutorials: ['tutorial-purchase-commercial-license-for-p-series-software-edition'],
		unknown: CUT,
	},
	{
		operationType: 'purchase_plan',
		productId: '13',
		productNo: 'none',
		lines: { plan: recurring(undefined, 'optional'), service: recurring(undefined, 'optional', 'optional') },
		tutorials: ['tutorial-purchase-p-series-cloud-edition'],
		unknown: `${CUT} Nor does it name all that a Cloud PBX needs.`,
	},
	{
		operationType: 'purchase_plan',
		productId: '14',
		productNo: 'none',
		lines: { plan: recurring(undefined, 'optional'), service: recurring(undefined, 'optional', 'optional') },
		tutorials: ['tutorial-purchase-p-series-turnkey-package'],
		unknown: CUT,
	},
	{
		operationType: 'purchase_plan',
		productId: '15',
		productNo: 'none',
		lines: {
			plan: recurring([ONE_YEAR]),
			service: recurring([ONCE], 'needed', 'needed'),
		},
		tutorials: ['tutorial-purchase-remote-management'],
		unknown:
			"Yeastar's tutorial does not show the billing cycles of the lines. It is a guess that they are those of the renewal, and of additional connections.",
	},
];

/** Purchases of services. */
const SERVICE_PURCHASES: readonly Recipe[] = [
	{
		operationType: 'purchase_service',
		productId: '11',
		productNo: 'needed',
		lines: { service: once() },
		tutorials: [
			'tutorial-purchase-hotel-module-for-p-series-appliance-edition',
			'tutorial-purchase-hotel-pms-integration-for-p-series-appliance-edition',
		],
	},
	{
		operationType: 'purchase_service',
		productId: '12',
		productNo: 'needed',
		lines: { service: recurring(undefined, 'optional', 'needed') },
		tutorials: [
			'tutorial-subscribe-to-service-for-p-series-software-edition',
			'tutorial-expand-extensions-for-p-series-software-edition',
		],
		unknown:
			"Yeastar's tutorial does not show the billing cycles and years of this order. An older edition has annually for services.",
	},
	{
		operationType: 'purchase_service',
		productId: '13',
		productNo: 'needed',
		lines: { service: { quantity: 'needed', connectionPlan: 'needed' } },
		tutorials: [
			'tutorial-expand-extensions-or-call-recording-minutes-for-p-series-cloud-edition',
			'tutorial-subscribe-to-high-availability-for-p-series-cloud-edition',
		],
		unknown: CUT,
	},
	{
		operationType: 'purchase_service',
		productId: '14',
		productNo: 'none',
		lines: { service: { quantity: 'needed', connectionPlan: 'needed' } },
		tutorials: ['tutorial-expand-capacity-or-subscribe-services-for-p-series-turnkey-package'],
		unknown: CUT,
	},
	{
		operationType: 'purchase_service',
		productId: '15',
		productNo: 'none',
		lines: { service: { cycles: [ONCE], quantity: 'needed', connectionPlan: 'needed' } },
		tutorials: ['tutorial-purchase-additional-connections-for-remote-management'],
	},
	{
		operationType: 'purchase_service',
		productId: '20',
		productNo: 'none',
		lines: { service: recurring([YEARLY], 'needed') },
		tutorials: ['tutorial-purchase-remote-management-premium'],
	},
	{
		operationType: 'purchase_service',
		productId: '21',
		productNo: 'none',
		lines: { service: recurring([YEARLY], 'needed') },
		tutorials: ['tutorial-purchase-additional-connections-for-rm-premium'],
	},
	{
		operationType: 'purchase_service',
		productId: '19',
		productNo: 'none',
		lines: { service: { quantity: 'optional', connectionPlan: 'none' } },
		tutorials: ['tutorial-purchase-pse-white-label', 'tutorial-purchase-pce-white-label'],
		unknown: CUT,
	},
];

/** Trials. */
const TRIALS: readonly Recipe[] = [
	{
		operationType: 'trial_plan',
		productId: '12',
		productNo: 'none',
		lines: { plan: trial(), service: trial('optional') },
		tutorials: ['tutorial-obtain-free-trial-for-p-series-software-edition'],
		unknown: "Yeastar's tutorial does not show the years of this trial. That there are none is a guess.",
	},
	{
		operationType: 'trial_plan',
		productId: '14',
		productNo: 'none',
		lines: { plan: trial(), service: trial('optional') },
		tutorials: ['tutorial-obtain-free-trial-for-p-series-turnkey-package'],
	},
	{
		operationType: 'trial_plan',
		productId: '15',
		productNo: 'none',
		lines: { plan: trial() },
		tutorials: ['tutorial-obtain-free-trial-for-remote-management'],
	},
	{
		operationType: 'trial_service',
		productId: '21',
		productNo: 'none',
		lines: { service: trial() },
		tutorials: ['tutorial-obtain-free-trial-for-rm-premium'],
	},
	{
		operationType: 'trial_service',
		productId: '19',
		productNo: 'none',
		lines: { service: trial() },
		tutorials: ['tutorial-obtain-free-trial-for-pse-white-label'],
		unknown: "Yeastar's tutorial does not show the years of this trial. That there are none is a guess.",
	},
];

/**
 * The vendor's tutorials as a table [doc: tutorials]: a row for each kind of order and product that they describe. For
 * `switchTrial_plan` there is none.
 */
export const DOCUMENTED: readonly Recipe[] = [
	...SWITCHES,
	...RENEWALS,
	...PLAN_PURCHASES,
	...SERVICE_PURCHASES,
	...TRIALS,
];
