import { placingOperation } from '../placing/placingOperation';

/** Renews the plans of PBXs. */
export const renewPlanOperation = placingOperation(
	{
		name: 'Renew Plan',
		value: 'renewPlan',
		action: 'Renew plan',
		description:
			"Order the renewal of a PBX's subscription plan, which cannot change its billing cycle. This spends money. One item for each order, with its number.",
	},
	'renew_plan',
	'The PBX whose plan is renewed',
);
