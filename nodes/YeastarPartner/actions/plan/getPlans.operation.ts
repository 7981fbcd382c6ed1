import { getPlans } from '../../portal/plans';
import { offersOperation } from '../offersOperation';

/** Lists the plans of a product: one item for each. */
export const getPlansOperation = offersOperation(
	{
		name: 'Get Plans',
		value: 'getPlans',
		action: 'Get plans',
		description: 'List the plans that a product can be subscribed to, with planId and name',
	},
	getPlans,
	'the plans',
);
