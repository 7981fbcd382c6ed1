import { previewOrder } from '../../../../../nodes/YeastarPartner/actions/placing/preview';
import { Catalog } from '../../../../../nodes/YeastarPartner/portal/catalog';
import type { Order } from '../../../../../nodes/YeastarPartner/portal/order';
import { TUTORIAL_ORDER } from '../../../../support/bookings';
import { withClient } from '../../../../support/inNode';
import { closePortals, setUp } from '../../../../support/portal';

afterEach(closePortals);

async function preview(order: Order) {
	const { portal } = await setUp();
	return await withClient(portal, async (client) => {
		const catalog = new Catalog(
			async () => await Promise.resolve(client),
			() => [],
		);
		const keys = {
			read: async () => await Promise.resolve({ state: 'free', isRecent: false, takenAt: undefined } as const),
		};
		return await previewOrder({ client, catalog, keys }, { order, timeout: 60 });
	});
}

it('an order of which little is known is previewed with warnings, and sends nothing undefined', async () => {
	const { summary, warnings, payload, price } = await preview({
		...TUTORIAL_ORDER,
		productNo: undefined,
		billingId: undefined,
		lines: [],
	});
	expect(summary).toContain('P-Series Appliance Edition');
	expect(warnings.join(' ')).toContain('The portal does not tell which plan this PBX is on.');
	expect(payload).toBe('{"operationType":"switch_plan","productId":11,"serviceList":[]}');
	expect(price).toBeNull();
});
