import { placingOperation } from '../placing/placingOperation';
import { singleForm } from '../placing/singleForm';

/** Renews the plans of PBXs. */
export const renewPlanOperation = placingOperation(
	{
		name: 'Renew Plan',
		value: 'renewPlan',
		action: 'Renew plan',
		description: 'Renew the plan that a PBX has, with the same billing cycle. This spends money.',
	},
	singleForm('renew_plan', 'plan', 'The PBX whose plan is renewed', 'The plan that the PBX is on'),
);
