import { anyForm } from '../placing/anyForm';
import { previewOperation } from '../placing/previewOperation';

/** Tells what Create Order would send. Sends no order. */
export const previewOrderOperation = previewOperation(
	{
		name: 'Preview Order',
		value: 'previewOrder',
		action: 'Preview order',
		description:
			'Show what Create Order would order, and order nothing: names, price, warnings, and whether it can be ordered',
	},
	anyForm,
);
