import { placingOperation } from '../placing/placingOperation';
import { singleForm } from '../placing/singleForm';

/** How a switch is asked for, and previewed. */
export const switchForm = singleForm('switch_plan', 'plan', 'The PBX whose plan is switched', 'The plan to switch to');

/** Switches PBXs to another plan. */
export const switchPlanOperation = placingOperation(
	{
		name: 'Switch Plan',
		value: 'switchPlan',
		action: 'Switch plan',
		description: 'Switch a PBX to another plan. This spends money: preview the switch first.',
	},
	switchForm,
);
