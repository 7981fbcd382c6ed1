import { placingOperation } from '../placing/placingOperation';
import { singleForm } from '../placing/singleForm';

/** Renews the plans of PBXs. */
export const renewPlanOperation = placingOperation(
	{
		name: 'Renew Plan',
		value: 'renewPlan',
		action: 'Renew plan',
		description:
			"Order the renewal of a PBX's subscription plan, which cannot change its billing cycle. This spends money. One item for each order, with its number.",
	},
	singleForm('renew_plan', 'plan', 'The PBX whose plan is renewed', 'The plan that the PBX is on'),
);
