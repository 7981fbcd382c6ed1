import type { INodeParameters } from 'n8n-workflow';

import type { Fields } from '../sandbox/orders';
import { CONTACT, locator } from './parameters';

/** The parameters of Create Order, a purchase of the Hotel Module by its name where nothing else is said. */
export function orderParameters(values: INodeParameters = {}): INodeParameters {
	return {
		resource: 'order',
		operation: 'createOrder',
		operationType: 'purchase_service',
		productId: 11,
		productNo: locator('3631E0997265'),
		billingId: locator(CONTACT),
		lines: { line: [line({ serviceType: 'service', serviceId: 'Hotel Module' })] },
		options: {},
		...values,
	};
}

/** A line as the panel has it. */
export function line(values: INodeParameters): INodeParameters {
	return { serviceType: 'plan', serviceId: '', quantity: 0, billingCycle: '', multiCycle: 0, ...values };
}

/** How somebody fills in Create Order for an order's body; what is null in it is left out. */
export function parametersFor(body: Fields): INodeParameters {
	const { operationType, productId, productNo, billingId, partnerId, assignId, orderPceSpecialRequest } = body;
	const lines = (body.serviceList as Fields[]).map(
		({ serviceType, serviceId, connectionPlanId, quantity, billingCycle, multiCycle }) =>
			line({
				serviceType,
				serviceId,
				...(serviceType === 'service' ? { connectionPlanId: connectionPlanId ?? '' } : {}),
				quantity: quantity ?? 0,
				billingCycle: billingCycle ?? '',
				multiCycle: multiCycle ?? 0,
			} as unknown as INodeParameters),
	);
	const options = { partnerId, assignId, orderPceSpecialRequest: JSON.stringify(orderPceSpecialRequest) };
	return orderParameters({
		operationType: operationType as string,
		productId: productId as number,
		productNo: locator((productNo as string | undefined) ?? ''),
		billingId: locator((billingId as string | null) ?? ''),
		lines: { line: lines },
		options: Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as INodeParameters,
	});
}
