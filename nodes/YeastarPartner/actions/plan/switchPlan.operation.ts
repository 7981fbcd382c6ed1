import { placingOperation } from '../placing/placingOperation';

/** Switches PBXs to another plan. */
export const switchPlanOperation = placingOperation(
	{
		name: 'Switch Plan',
		value: 'switchPlan',
		action: 'Switch plan',
		description:
			'Order the switch of a PBX to another subscription plan. This spends money: preview the switch first. One item for each order, with its number.',
	},
	'switch_plan',
	'The PBX whose plan is switched',
);
