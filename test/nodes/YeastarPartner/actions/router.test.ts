import { NodeHelpers } from 'n8n-workflow';

import { properties } from '../../../../nodes/YeastarPartner/actions/router';
import { closePortals, PACKAGE, setUp, switchParameters } from '../../../support/portal';

const { rawJSON } = JSON as unknown as { rawJSON: unknown };

afterEach(async () => {
	Object.assign(JSON, { rawJSON });
	await closePortals();
});

function withoutExactJson(): void {
	Object.assign(JSON, { rawJSON: undefined });
}

/** The parameters that the panel shows for some values, and the options that each offers. */
function shown(values: object): Record<string, unknown> {
	const { description } = PACKAGE.node;
	const isShown = (displayable: object) =>
		NodeHelpers.displayParameter(values as never, displayable as never, null, description);
	return Object.fromEntries(
		properties
			.filter(isShown)
			.map(({ name, type, options }) => [
				name,
				type === 'options' ? options?.filter(isShown).map((option) => 'value' in option && option.value) : type,
			]),
	);
}

describe('the panel', () => {
	const switching = { resource: 'plan', operation: 'switchPlan', productId: 11, billingCycle: 'annually' };

	it('offers what the contract names', () => {
		expect(shown(switching)).toEqual({
			resource: ['billingContact', 'customer', 'order', 'pbx', 'plan', 'portal', 'product', 'service'],
			operation: ['getPlans', 'previewSwitch', 'purchasePlan', 'renewPlan', 'switchPlan'],
			billedNotice: 'notice',
			productId: [11, 9, 12, 13],
			productNo: 'resourceLocator',
			billingId: 'resourceLocator',
			serviceId: 'resourceLocator',
			billingCycle: ['annually', 'monthly'],
			multiCycle: 'number',
			orderKey: 'string',
			options: 'collection',
		});
		expect(shown({ resource: 'plan', operation: 'getPlans' })).toMatchObject({ productNo: 'resourceLocator' });
		expect(Object.keys(shown({ resource: 'billingContact', operation: 'getBillingContacts' }))).toEqual([
			'resource',
			'operation',
		]);
		expect(shown({ resource: 'order', operation: 'releaseOrderKey' })).toMatchObject({
			operation: ['getOrders', 'getOrder', 'createOrder', 'previewOrder', 'releaseOrderKey'],
			orderKey: 'string',
		});
	});

	it.each([
		[9, ['annually']],
		[11, ['annually', 'monthly']],
		[12, ['annually']],
		[13, ['annually', 'monthly']],
	])('offers product %i the cycles %j', (productId, cycles) => {
		expect(shown({ ...switching, productId }).billingCycle).toEqual(cycles);
	});

	it('hides Years when billed monthly', () => {
		expect(shown({ ...switching, billingCycle: 'monthly' })).not.toHaveProperty('multiCycle');
	});
});

describe('a run', () => {
	it('is refused where Node.js would round IDs, before anything is sent', async () => {
		const { engine, portal } = await setUp();
		withoutExactJson();
		const { error } = await engine.run({ parameters: switchParameters() });
		expect(error?.message).toMatch(/needs Node\.js 22 or later/);
		expect(portal.requests).toEqual([]);
		expect(engine.credentials.reads).toBe(0);
	});

	it('that fails as a whole does not pass its input on as a success with Continue On Fail', async () => {
		const { engine } = await setUp();
		withoutExactJson();
		const { items } = await engine.run({
			parameters: switchParameters(),
			input: [{ deal: 1 }, { deal: 2 }],
			settings: { onError: 'continueRegularOutput' },
		});
		expect(items.map(({ error, pairedItem }) => [error?.message, pairedItem])).toEqual(
			[0, 1].map((item) => [expect.stringContaining('Node.js 22') as unknown, { item }]),
		);
	});

	it('with a credential that cannot be used fails every item with Continue On Fail', async () => {
		const { engine } = await setUp({}, { baseUrl: 'http://portal.example.test' });
		const { items } = await engine.run({
			parameters: switchParameters(),
			input: [{}, {}],
			settings: { onError: 'continueRegularOutput' },
		});
		expect(items.map(({ error }) => error?.message)).toEqual([
			expect.stringContaining('plain http'),
			expect.stringContaining('plain http'),
		]);
	});

	it.each([
		['plan', 'deletePlan', 'deletePlan'],
		['invoice', 'getInvoice', ''],
	])('of an operation that is not there says so (%s, %s)', async (resource, operation, shownOperation) => {
		const { engine } = await setUp();
		const { error } = await engine.run({ parameters: { resource, operation } });
		expect(error?.message).toContain(`no operation "${shownOperation}" on the resource "${resource}"`);
	});

	it('without input does nothing', async () => {
		const { engine, portal } = await setUp();
		const { items } = await engine.run({ parameters: switchParameters(), input: [] });
		expect(items).toEqual([]);
		expect(portal.requests).toEqual([]);
	});
});
