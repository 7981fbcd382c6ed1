import { closePortals, locator, ORDER_PATH, PBXS_PATH, setUp, switchParameters } from '../../../../support/portal';

afterEach(closePortals);

const renew = switchParameters({
	operation: 'renewPlan',
	productNo: locator('={{ $json.sn }}'),
	serviceId: locator('={{ $json.plan }}'),
	billingCycle: 'monthly',
});

describe('the billing cycle of more than ten renewals', () => {
	it('is held against one page of the PBX list, and nothing is sent where one would change', async () => {
		const { engine, portal, received } = await setUp({ pbxTellsCycle: true });
		const pbxs = portal.book.addPbxs(11, 11);
		const { error } = await engine.run({
			parameters: renew,
			input: pbxs.map(({ productNo, planId = '' }) => ({ sn: productNo, plan: planId })),
		});
		expect(error?.message).toContain(`but PBX ${pbxs[0]?.productNo} is billed annually`);
		expect(received(PBXS_PATH)).toHaveLength(1);
		expect(received(ORDER_PATH)).toEqual([]);
	});

	it('is not known where the list cannot be read: then the renewals are sent', async () => {
		const { engine, portal } = await setUp({ pbxTellsCycle: true });
		const pbxs = portal.book.addPbxs(11, 11);
		portal.faults.order({ kind: 'refusal', path: '/instance_product_list' });
		const { items } = await engine.run({
			parameters: { ...renew, billingCycle: 'annually' },
			input: pbxs.map(({ productNo, planId = '' }) => ({ sn: productNo, plan: planId })),
		});
		expect(items).toHaveLength(11);
	});

	it('is not known where a PBX cannot be read', async () => {
		const { engine, portal } = await setUp({ pbxTellsCycle: true });
		const [pbx] = portal.book.addPbxs(11, 1);
		portal.faults.order({ kind: 'refusal', path: '/detail', times: 1 });
		const { items } = await engine.run({
			parameters: { ...renew, billingCycle: 'annually' },
			input: [{ sn: pbx?.productNo ?? '', plan: pbx?.planId ?? '' }],
		});
		expect(items[0]?.json.outcome).toBe('placed');
	});
});
