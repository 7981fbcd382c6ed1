import type { INodeParameters } from 'n8n-workflow';

import { closePortals, locator, setUp } from '../../../../support/portal';

afterEach(closePortals);

const ACTIVE_PATH = '/product/openapi/instance_subscription/v1/active';
const PBX = 'PSE0A1B2C3D4';
const PLAN = '3048563100000000257';

const enable = (values: INodeParameters = {}): INodeParameters => ({
	resource: 'pbx',
	operation: 'enableAutoRenewal',
	productId: 12,
	productNo: locator(PBX),
	serviceId: locator('Enterprise Plan', 'name'),
	...values,
});

describe('Enable Auto-Renewal', () => {
	it('sends the plan digit by digit, and reads back that it is on', async () => {
		const { engine, received } = await setUp();
		const { items } = await engine.run({ parameters: enable() });
		expect(items[0]?.json).toEqual({ productNo: PBX, productId: '12', serviceId: PLAN, confirmed: true });
		expect(received(ACTIVE_PATH)[0]?.body).toBe(`{"productNo":"${PBX}","productId":"12","planOrServiceId":${PLAN}}`);
	});

	it('says that it is unknown where the portal does not tell', async () => {
		const { engine } = await setUp({ pbxTellsAutoRenewal: false });
		const { items } = await engine.run({ parameters: enable({ serviceId: locator(PLAN) }) });
		expect(items[0]?.json.confirmed).toBe('unknown');
	});

	it('says that it is not on where the portal tells so afterwards', async () => {
		const { engine, portal } = await setUp();
		portal.faults.order({ kind: 'noResult', path: ACTIVE_PATH, times: 1 });
		const { items } = await engine.run({ parameters: enable() });
		expect(items[0]?.json.confirmed).toBe(false);
	});

	it('does not mind an answer that is lost where the portal tells that it is on', async () => {
		const { engine, portal } = await setUp();
		portal.faults.order({ kind: 'drop', path: ACTIVE_PATH, afterCommit: true, times: 1 });
		const { items } = await engine.run({ parameters: enable() });
		expect(items[0]?.json.confirmed).toBe(true);
	});

	it('fails where the answer is lost and the portal tells nothing', async () => {
		const { engine, portal } = await setUp({ pbxTellsAutoRenewal: false });
		portal.faults.order({ kind: 'drop', path: ACTIVE_PATH, times: 1 });
		const { error } = await engine.run({ parameters: enable() });
		expect(error?.message).toMatch(/^Could not reach/);
	});

	it("passes on the portal's refusal", async () => {
		const { engine } = await setUp();
		const { error } = await engine.run({ parameters: enable({ serviceId: locator('Ultimate Plan', 'name') }) });
		expect(error?.message).toMatch(/planOrServiceId|plan/);
	});
});
