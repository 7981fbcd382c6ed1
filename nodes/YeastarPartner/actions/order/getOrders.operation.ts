import { memoize } from '../../portal/memoize';
import { listOrders } from '../../portal/orders';
import { filtersParameter, readFilter, withCreatedAt } from '../filters';
import { findForEachItem, portalOf } from '../items';
import { listParameters, readListLimit, simplify, simplifyParameter } from '../listing';
import type { Operation } from '../operation';
import { readParameter } from '../parameters';

/** The documented fields of the order list, the most important first [doc: query-order-list]. */
const MAIN_FIELDS = [
	'orderNo',
	'orderStatus',
	'id',
	'createTime',
	'createdAt',
	'customReferenceNo',
	'currencyCode',
	'invoiceNo',
];

/** Lists the partner's orders: one item for each. The portal is asked once a run for each limit. */
export const getOrdersOperation: Operation = {
	option: {
		name: 'Get Orders',
		value: 'getOrders',
		action: 'Get orders',
		description: 'List your orders with number, status and time, in the order in which the portal lists them',
	},
	parameters: [...listParameters, filtersParameter(['since', 'status']), simplifyParameter],
	async execute(context) {
		const open = portalOf(context);
		const ordersUpTo = memoize(async (limit) => await listOrders(await open(), Number(limit)));
		return await findForEachItem(context, async (itemIndex) => {
			const limit = readListLimit(context, itemIndex);
			const filter = readFilter(context, itemIndex, 'orderStatus');
			const listed = await ordersUpTo(String(filter === undefined ? limit : Infinity));
			const wanted = filter === undefined ? listed : listed.filter(filter).slice(0, limit);
			const orders = wanted.map(withCreatedAt);
			return readParameter(context, 'simplify', itemIndex) === false
				? orders
				: orders.map((order) => simplify(order, MAIN_FIELDS));
		});
	},
};
