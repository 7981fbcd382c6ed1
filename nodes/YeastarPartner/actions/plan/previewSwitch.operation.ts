import { previewOperation } from '../placing/previewOperation';
import { switchForm } from './switchPlan.operation';

/** Tells what Switch Plan would send. Sends no order. */
export const previewSwitchOperation = previewOperation(
	{
		name: 'Preview Switch',
		value: 'previewSwitch',
		action: 'Preview switch',
		description:
			'Show what Switch Plan would order, and order nothing: current plan, new plan, price, warnings, and whether it can be ordered',
	},
	switchForm,
);
