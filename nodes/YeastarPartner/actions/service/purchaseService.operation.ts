import { placingOperation } from '../placing/placingOperation';
import { singleForm } from '../placing/singleForm';

/** Buys services that are billed once, such as the Hotel Module. */
export const purchaseServiceOperation = placingOperation(
	{
		name: 'Purchase Service',
		value: 'purchaseService',
		action: 'Purchase service',
		description: 'Order a service for a PBX, such as the Hotel Module. It is billed once. This spends money.',
	},
	singleForm('purchase_service', 'service', 'The PBX that gets the service', 'The service to buy'),
);
