import { parseProduct } from '../../input/terms';
import { memoize } from '../../portal/memoize';
import { listPbxs } from '../../portal/pbxs';
import { filtersParameter, readFilter, withCreatedAt } from '../filters';
import { findForEachItem, portalOf } from '../items';
import { listParameters, readListLimit, simplify, simplifyParameter } from '../listing';
import type { Operation } from '../operation';
import { productIdParameter, readParameter } from '../parameters';
import { MAIN_FIELDS } from './fields';

/** Lists the partner's PBXs of a product: one item for each. The portal is asked once a run for each product and limit. */
export const getPbxsOperation: Operation = {
	option: {
		name: 'Get PBXs',
		value: 'getPbxs',
		action: 'Get PBXs',
		description:
			"List your customers' PBXs of a product, with serial number, and with the plan where the portal shows it",
	},
	parameters: [
		productIdParameter(),
		...listParameters,
		filtersParameter(['productNo', 'since', 'status']),
		simplifyParameter,
	],
	async execute(context) {
		const open = portalOf(context);
		const pbxsOf = memoize(async (question) => {
			const [productId, limit] = question.split(' ');
			return await listPbxs(await open(), productId ?? '', Number(limit));
		});
		return await findForEachItem(context, async (itemIndex) => {
			const productId = String(parseProduct('productId', readParameter(context, 'productId', itemIndex)).id);
			const limit = readListLimit(context, itemIndex);
			const filter = readFilter(context, itemIndex, 'activationStatus');
			const listed = await pbxsOf(`${productId} ${filter === undefined ? limit : Infinity}`);
			const wanted = filter === undefined ? listed : listed.filter(filter).slice(0, limit);
			const whole = wanted.map((pbx) => ({ ...withCreatedAt(pbx), productId }));
			return readParameter(context, 'simplify', itemIndex) === false
				? whole
				: whole.map((pbx) => simplify(pbx, MAIN_FIELDS));
		});
	},
};
