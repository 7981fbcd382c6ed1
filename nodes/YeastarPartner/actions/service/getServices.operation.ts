import { getServices } from '../../portal/offers';
import { offersOperation } from '../offersOperation';

/** Lists the services of a product: one item for each. */
export const getServicesOperation = offersOperation(
	{
		name: 'Get Services',
		value: 'getServices',
		action: 'Get services',
		description: 'List the services of a product, with ID (serviceId) and name',
	},
	getServices,
	'the services',
);
