import { parseOrderKey } from '../../input/fields';
import { OrderKeys } from '../../ordering/orderKeys';
import { releaseOrderKey } from '../../ordering/releaseKey';
import { assertNoEmptyPart } from '../emptyParts';
import { findForEachItem, portalOf } from '../items';
import type { Operation } from '../operation';
import { readParameter } from '../parameters';

/** What an error says of this operation. */
export const HOW_TO_RELEASE = 'run Order > Release Order Key with it';

/** Releases an order key whose order was lost, after a look into the portal's order list. */
export const releaseOrderKeyOperation: Operation = {
	option: {
		name: 'Release Order Key',
		value: 'releaseOrderKey',
		action: 'Release order key',
		description:
			'Free an order key that has no order in the portal, so that it can be used again. Run it in the workflow that used the key.',
	},
	parameters: [
		{
			displayName: 'Order Key',
			name: 'orderKey',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. deal-1041',
			description: 'The key to free. While the portal shows an order for it, it stays taken.',
		},
	],
	async execute(context) {
		const open = portalOf(context);
		const keys = new OrderKeys(context.helpers, context.getWorkflow().id ?? '');
		return await findForEachItem(context, async (itemIndex) => {
			assertNoEmptyPart(context, 'orderKey', 'orderKey', itemIndex);
			const orderKey = parseOrderKey('orderKey', readParameter(context, 'orderKey', itemIndex));
			return [{ orderKey, released: await releaseOrderKey(await open(), keys, orderKey) }];
		});
	},
};
