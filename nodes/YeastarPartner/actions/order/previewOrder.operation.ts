import { anyForm } from '../placing/anyForm';
import { previewOperation } from '../placing/previewOperation';

/** Tells what Create Order would send. Sends no order. */
export const previewOrderOperation = previewOperation(
	{
		name: 'Preview Order',
		value: 'previewOrder',
		action: 'Preview order',
		description:
			'Show what Create Order would order, without ordering: the names, whether it can be ordered, what is not documented, the price where the portal tells it, and the exact payload',
	},
	anyForm,
);
