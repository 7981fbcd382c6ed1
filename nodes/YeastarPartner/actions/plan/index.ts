import type { Resource } from '../operation';
import { getPlansOperation } from './getPlans.operation';
import { previewSwitchOperation } from './previewSwitch.operation';
import { purchasePlanOperation } from './purchasePlan.operation';
import { renewPlanOperation } from './renewPlan.operation';
import { switchPlanOperation } from './switchPlan.operation';

/** The plans that PBXs are subscribed to. */
export const plan: Resource = {
	option: { name: 'Plan', value: 'plan' },
	operations: [
		getPlansOperation,
		previewSwitchOperation,
		purchasePlanOperation,
		renewPlanOperation,
		switchPlanOperation,
	],
};
