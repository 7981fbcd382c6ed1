import { anyForm } from '../placing/anyForm';
import { placingOperation } from '../placing/placingOperation';

/** Places orders of every documented kind. */
export const createOrderOperation = placingOperation(
	{
		name: 'Create Order',
		value: 'createOrder',
		action: 'Create order',
		description:
			'Place an order of any kind: purchase, renewal, switch, service or trial, with several lines. This spends money: preview the order first.',
	},
	anyForm,
);
