import type { Resource } from '../operation';
import { getServicesOperation } from './getServices.operation';
import { purchaseServiceOperation } from './purchaseService.operation';

/** What a PBX or account can be given beside its plan. */
export const service: Resource = {
	option: { name: 'Service', value: 'service' },
	operations: [getServicesOperation, purchaseServiceOperation],
};
