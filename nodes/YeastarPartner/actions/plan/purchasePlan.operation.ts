import { placingOperation } from '../placing/placingOperation';
import { singleForm } from '../placing/singleForm';

/** Buys the first plan of PBXs. */
export const purchasePlanOperation = placingOperation(
	{
		name: 'Purchase Plan',
		value: 'purchasePlan',
		action: 'Purchase plan',
		description: 'Order the first plan for a PBX that has none. This spends money.',
	},
	singleForm('purchase_plan', 'plan', 'The PBX that gets its first plan', 'The plan to buy'),
);
