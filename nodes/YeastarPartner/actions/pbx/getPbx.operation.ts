import { parseSerialNumber } from '../../input/fields';
import { parseProduct } from '../../input/terms';
import { getPbx, serialNumberOf } from '../../portal/pbxs';
import { findForEachItem, portalOf } from '../items';
import { simplify, simplifyParameter } from '../listing';
import { productNoParameter } from '../locators';
import type { Operation } from '../operation';
import { productIdParameter, readParameter } from '../parameters';
import { MAIN_FIELDS } from './fields';

/** Gets a PBX in full, as the portal tells it. */
export const getPbxOperation: Operation = {
	option: {
		name: 'Get PBX',
		value: 'getPbx',
		action: 'Get PBX',
		description: 'Get a PBX by its serial number, with activation and plan where the portal shows them',
	},
	parameters: [productIdParameter(), productNoParameter(true, 'The PBX to get'), simplifyParameter],
	async execute(context) {
		const open = portalOf(context);
		return await findForEachItem(context, async (itemIndex) => {
			const productId = String(parseProduct('productId', readParameter(context, 'productId', itemIndex)).id);
			const productNo = parseSerialNumber('productNo', readParameter(context, 'productNo', itemIndex));
			const told = await getPbx(await open(), productId, productNo);
			const pbx = { ...told, productNo: serialNumberOf(told) || productNo, productId };
			return [readParameter(context, 'simplify', itemIndex) === false ? pbx : simplify(pbx, MAIN_FIELDS)];
		});
	},
};
