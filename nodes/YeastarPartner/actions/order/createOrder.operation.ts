import { anyForm } from '../placing/anyForm';
import { placingOperation } from '../placing/placingOperation';

/** Places orders of every documented kind. */
export const createOrderOperation = placingOperation(
	{
		name: 'Create Order',
		value: 'createOrder',
		action: 'Create order',
		description:
			'Place any kind of order: a purchase, renewal, switch or trial, of one or more plans and services. This spends money: preview the order first.',
	},
	anyForm,
);
