import { parseOrderId } from '../../input/fields';
import { notFound } from '../../portal/failure';
import { findObjects, textField } from '../../portal/find';
import { isJsonObject, type JsonObject } from '../../portal/json';
import { getOrderDetails } from '../../portal/orders';
import { findForEachItem, portalOf } from '../items';
import type { Operation } from '../operation';
import { readParameter } from '../parameters';

/** What is set beside the portal's groups of fields, so that nobody has to know in which group it stands. */
const RAISED_FIELDS = ['orderNo', 'orderStatus'];

/** A field from wherever the details hold it. */
function raised(details: JsonObject, field: string): JsonObject {
	const holder = findObjects(details, (object) => textField(object, field) !== '')[0]?.object;
	return holder === undefined ? {} : { [field]: textField(holder, field) };
}

/** Gets an order in full, as the portal groups it [doc: get-order-details]. */
export const getOrderOperation: Operation = {
	option: {
		name: 'Get Order',
		value: 'getOrder',
		action: 'Get order',
		description: 'Get an order by its number or ID, with its status, PBX, billing contact and plan',
	},
	parameters: [
		{
			displayName: 'Order Number or ID',
			name: 'orderId',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. TU3206211643299860480',
			description:
				'The order number (orderNo) that the portal shows, or the order ID. An ID must be text, since n8n rounds long numbers.',
		},
	],
	async execute(context) {
		const open = portalOf(context);
		return await findForEachItem(context, async (itemIndex) => {
			const orderId = parseOrderId('orderId', readParameter(context, 'orderId', itemIndex));
			const { details, requestId } = await getOrderDetails(await open(), orderId);
			const order = isJsonObject(details) ? details : findObjects(details, () => true)[0]?.object;
			if (order === undefined || Object.keys(order).length === 0) {
				throw notFound(`Order ${orderId}`, 'Compare the order number with the Partner Portal.', requestId);
			}
			return [Object.assign({}, ...RAISED_FIELDS.map((field) => raised(order, field)), order) as JsonObject];
		});
	},
};
