import { getPlans } from '../../portal/plans';
import { offersOperation } from '../offersOperation';

/** Lists the plans of a product: one item for each. */
export const getPlansOperation = offersOperation(
	{
		name: 'Get Plans',
		value: 'getPlans',
		action: 'Get plans',
		description: 'List the plans of a product, with ID (planId) and name',
	},
	getPlans,
	'the plans',
);
