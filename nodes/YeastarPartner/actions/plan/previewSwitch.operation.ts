import { previewOperation } from '../placing/previewOperation';
import { switchForm } from './switchPlan.operation';

/** Tells what Switch Plan would send. Sends no order. */
export const previewSwitchOperation = previewOperation(
	{
		name: 'Preview Switch',
		value: 'previewSwitch',
		action: 'Preview switch',
		description:
			'Show what Switch Plan would order, without ordering: the names, the current plan, whether it can be ordered, warnings, the price where the portal tells it, and the exact payload',
	},
	switchForm,
);
