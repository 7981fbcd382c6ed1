import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { prepareToTry } from '../../../../../sandbox/toTry';
import type { Switches } from '../../../../../sandbox/switches';
import { closeOtherPortals, setUpOther } from '../../../../support/otherPortal';
import {
	APPLIANCE,
	type Bench,
	closePortals,
	CONTACT,
	CONTACTS_PATH,
	ENTERPRISE_PLAN,
	LINKUS,
	LINKUS_PRO,
	locator,
	ORDER_PATH,
	PBX_PATH,
	PLANS_PATH,
	PRICE_PATH,
	setUp,
	switchFromInput,
	switchParameters,
	TOKEN_PATH,
	ULTIMATE_PLAN,
} from '../../../../support/portal';

afterEach(async () => await Promise.all([closePortals(), closeOtherPortals()]));

const operation = 'previewSwitch';
const STANDARD_PLAN = '3048558946648207360';
const ENTERPRISE_PBX_12 = 'PSE0A1B2C3D4';

async function preview(bench: Bench, values: INodeParameters = {}): Promise<IDataObject> {
	const { items, error } = await bench.engine.run({ parameters: switchParameters({ operation, ...values }) });
	expect(error).toBeUndefined();
	expect(bench.received(ORDER_PATH)).toEqual([]);
	return items[0]?.json ?? {};
}

describe('Preview Switch', () => {
	it('says that it can be ordered as the README has it, in the sandbox that people start', async () => {
		const bench = await setUp();
		prepareToTry(bench.portal);
		expect(await preview(bench)).toMatchObject({ canOrder: true, reasons: [] });
		const { items } = await bench.engine.run({ parameters: switchParameters() });
		expect(items[0]?.json.outcome).toBe('placed');
	});

	it('names another cycle once, as the reason why it cannot be ordered', async () => {
		const bench = await setUp({ pbxTellsCycle: true, upgradeKeepsInterval: true });
		const reasons = ['A switch to a higher plan cannot change the billing cycle: this PBX is billed monthly.'];
		expect(await preview(bench)).toMatchObject({ canOrder: false, reasons, warnings: reasons });
		const { error } = await bench.engine.run({ parameters: switchParameters() });
		expect(error?.message).toContain('cannot change the interval');
	});

	it('shows what Switch Plan would send, names and price, and sends no order', async () => {
		const bench = await setUp();
		const shown = await preview(bench, {
			serviceId: locator('Ultimate', 'name'),
			billingId: locator('billing@example.com', 'email'),
			orderKey: 'deal-1',
		});
		expect(shown).toEqual({
			summary:
				'Switch PBX 3631E0997265 (P-Series Appliance Edition) from Enterprise Plan to Ultimate Plan, billed annually, for 1 year, to Ada Moreau, Example Telecom Ltd., for 360.00 USD',
			canOrder: true,
			reasons: [],
			warnings: [
				'A switch to a higher plan cannot change the billing cycle: check that the present plan is billed annually, for 1 year, too.',
			],
			direction: 'up',
			operationType: 'switch_plan',
			productNo: APPLIANCE,
			customerName: '',
			productId: '11',
			productName: 'P-Series Appliance Edition',
			currentPlanName: 'Enterprise Plan',
			serviceId: ULTIMATE_PLAN,
			planName: 'Ultimate Plan',
			billingId: CONTACT,
			billingContactName: 'Ada Moreau, Example Telecom Ltd.',
			billingContactEmail: 'billing@example.com',
			billingCycle: 'annually',
			multiCycle: 1,
			poNumber: 'deal-1',
			orderKey: 'deal-1',
			price: { currencyCode: 'USD', totalPrice: '360.00', serviceList: [{ serviceType: 'plan', price: '360.00' }] },
			priceNote: expect.stringContaining('estimate') as unknown,
			payload: expect.any(String) as unknown,
		});
		const { items } = await bench.engine.run({ parameters: switchParameters({ orderKey: 'deal-1' }) });
		expect(items[0]?.json.outcome).toBe('placed');
		expect(shown.payload).toBe(bench.received(ORDER_PATH)[0]?.body);
	});

	it('costs one list of plans, one of contacts, and two questions an item', async () => {
		const { engine, portal, received } = await setUp();
		const pbxs = portal.book.addPbxs(11, 10);
		const { items } = await engine.run({
			parameters: switchFromInput({ operation }),
			input: pbxs.map(({ productNo }) => ({ sn: productNo, plan: ULTIMATE_PLAN })),
		});
		expect(items.map(({ pairedItem, json }) => [pairedItem, json.productNo])).toEqual(
			pbxs.map(({ productNo }, item) => [{ item }, productNo]),
		);
		const counts = [TOKEN_PATH, PLANS_PATH, CONTACTS_PATH, PBX_PATH, PRICE_PATH].map((path) => received(path).length);
		expect(counts).toEqual([1, 1, 1, 10, 10]);
	});

	it('leaves the order to be placed by a later node of the same run', async () => {
		const bench = await setUp();
		await preview(bench, { orderKey: 'deal-1' });
		const { items } = await bench.engine.run({ parameters: switchParameters({ orderKey: 'deal-1' }) });
		expect(items[0]?.json.outcome).toBe('placed');
	});
});

describe('the warnings', () => {
	const OF_PLANS: Array<[string, INodeParameters, RegExp]> = [
		[
			'a lower plan',
			{ serviceId: locator(STANDARD_PLAN) },
			/^A switch to a lower plan takes effect when the present plan ends\.$/,
		],
		[
			'the present plan',
			{ serviceId: locator(ENTERPRISE_PLAN) },
			/^This PBX is on this plan already \(Enterprise Plan\)\.$/,
		],
		[
			'a higher plan',
			{ billingCycle: 'monthly' },
			/cannot change the billing cycle: check that the present plan is billed monthly/,
		],
		[
			'Linkus Pro',
			{ productId: 9, productNo: locator(LINKUS), serviceId: locator(LINKUS_PRO), multiCycle: 2 },
			/is billed annually, for 2 years/,
		],
		[
			'Software Edition',
			{ productId: 12, productNo: locator(ENTERPRISE_PBX_12), serviceId: locator('Ultimate', 'name') },
			/cannot change the billing cycle/,
		],
	];

	it.each(OF_PLANS)('tell what matters for %s', async (_name, values, words) => {
		const { warnings } = await preview(await setUp(), values);
		expect(warnings).toEqual([expect.stringMatching(words)]);
	});

	it.each([
		[{ pbxTellsPlan: false }, 'The portal does not tell which plan this PBX is on.'],
		[{ pbxTellsPlan: false }, 'Whether this is a higher or a lower plan is not known.'],
	] as Array<[Partial<Switches>, string]>)('tell what is not known (%j)', async (switches, words) => {
		const { warnings } = await preview(await setUp(switches));
		expect(String(warnings)).toContain(words);
	});

	it('tell of plans whose order is not known', async () => {
		const bench = await setUp();
		bench.portal.book.plans.forEach((plan) => (plan.planName = plan.planName.replace('Ultimate', 'Platinum')));
		const { warnings, currentPlanName } = await preview(bench);
		expect(currentPlanName).toBe('Enterprise Plan');
		expect(String(warnings)).toMatch(/^Whether this is a higher or a lower plan is not known/);
	});

	it('tell of another switch that is waiting', async () => {
		const bench = await setUp();
		Object.assign(bench.portal.book.findPbx(APPLIANCE) ?? {}, { nextPlanId: STANDARD_PLAN });
		const { warnings } = await preview(bench);
		expect(String(warnings)).toContain(
			'Another switch of this PBX is waiting for its present plan to end: it is on Enterprise Plan until 2027-01-31.',
		);
	});

	it('tell of a PBX, a plan and a contact that the portal does not show', async () => {
		const bench = await setUp();
		bench.portal.faults.order({ kind: 'refusal', path: '/detail', detailMessage: 'No such PBX.' });
		const { warnings, summary } = await preview(bench, { serviceId: locator('1'), billingId: locator('2') });
		expect(warnings).toEqual(
			expect.arrayContaining([
				'The portal lists no plan with the ID 1 for P-Series Appliance Edition.',
				'The portal lists no billing contact with the ID 2.',
				'The portal does not show PBX 3631E0997265: No such PBX.',
			]),
		);
		expect(summary).toContain('to plan 1, billed annually, for 1 year, to billing contact 2');
	});
});

describe('the present plan', () => {
	it.each([
		[{}, 'Enterprise Plan'],
		[{ fieldNames: 'other' }, 'Enterprise Plan'],
		[{ pbxTellsPlan: false }, ''],
	] as Array<[Partial<Switches>, string]>)(
		'is what the portal tells, wherever it stands (%j)',
		async (switches, name) => {
			expect(await preview(await setUp(switches))).toMatchObject({ currentPlanName: name });
		},
	);
});

describe('the present plan of a portal with other names', () => {
	it.each([
		['{"currentPlanId":2}', 'Enterprise Plan'],
		['{"currentPlan":"2"}', 'Enterprise Plan'],
		['{"plan":{"status":"active","planName":"Enterprise Plan"}}', 'Enterprise Plan'],
		['{"nextPlanName":"Ultimate Plan"}', ''],
		['{"nextPlan":{"planId":3,"planName":"Ultimate Plan"}}', ''],
		[
			'{"plan":{"planId":2,"name":"Enterprise Plan"},"nextPlan":{"planId":3,"name":"Ultimate Plan"}}',
			'Enterprise Plan',
		],
	])('is told by %s', async (details, name) => {
		const { engine } = await setUpOther({
			[PLANS_PATH]:
				'[{"planId":2,"title":"Enterprise Plan"},{"planId":3,"title":"Ultimate Plan","services":[{"serviceId":5,"pricingId":999}]}]',
			[CONTACTS_PATH]: `[{"billingContactId":${CONTACT}}]`,
			[PBX_PATH]: details,
		});
		const { items } = await engine.run({ parameters: switchParameters({ operation, serviceId: locator('3') }) });
		expect(items[0]?.json).toMatchObject({ currentPlanName: name, planName: 'Ultimate Plan', price: null });
	});
});

describe('the price', () => {
	it('is for all the years', async () => {
		expect((await preview(await setUp(), { multiCycle: 3 })).price).toMatchObject({ totalPrice: '1080.00' });
	});

	it('is found by a pricing ID under another name', async () => {
		expect((await preview(await setUp({ fieldNames: 'other', numericIds: true }))).price).toMatchObject({
			totalPrice: '360.00',
		});
	});

	it('is not asked for where the portal names no pricing ID', async () => {
		const bench = await setUp({ plansHavePricingId: false });
		const { price, priceNote } = await preview(bench);
		expect([price, priceNote]).toEqual([null, expect.stringContaining('names no pricing ID')]);
		expect(bench.received(PRICE_PATH)).toEqual([]);
	});

	it('that the portal does not tell is no failure', async () => {
		const bench = await setUp();
		bench.portal.faults.order({ kind: 'refusal', path: '/calculate', detailMessage: 'Not priced' });
		const { price, priceNote } = await preview(bench);
		expect([price, priceNote]).toEqual([null, 'The portal did not calculate a price: Not priced']);
	});
});

describe('a preview that is refused', () => {
	it('says what Switch Plan would say', async () => {
		const { engine, portal } = await setUp();
		const { error } = await engine.run({ parameters: switchParameters({ operation, multiCycle: 6 }) });
		expect(error?.message).toMatch(/^Years \(multiCycle\) is 6/);
		expect(portal.requests).toEqual([]);
	});

	it("tells the portal's words, for the item that it concerns", async () => {
		const { engine, portal } = await setUp();
		portal.faults.order({ kind: 'refusal', path: '/billing_contact_list', detailMessage: 'Not today', times: 1 });
		const { error } = await engine.run({ parameters: switchParameters({ operation }) });
		expect(error?.message).toBe('Could not preview the order for PBX 3631E0997265: Not today [item 0]');
		expect(error?.description).toContain('Nothing was ordered');
	});

	it('fails its item only with Continue On Fail', async () => {
		const { engine } = await setUp();
		const { items } = await engine.run({
			parameters: switchFromInput({ operation }),
			input: [
				{ sn: '?', plan: ULTIMATE_PLAN },
				{ sn: APPLIANCE, plan: ULTIMATE_PLAN },
			],
			settings: { onError: 'continueRegularOutput' },
		});
		expect(items.map(({ error, json, pairedItem }) => [error?.message ?? json.planName, pairedItem])).toEqual([
			[expect.stringContaining('PBX Serial Number (productNo) is "?"'), { item: 0 }],
			['Ultimate Plan', { item: 1 }],
		]);
	});

	it('by the portal fails its item with Continue On Fail', async () => {
		const { engine, portal } = await setUp();
		portal.faults.order({ kind: 'refusal', path: '/purchase_product_info', detailMessage: 'Not today' });
		const { items } = await engine.run({
			parameters: switchParameters({ operation }),
			settings: { onError: 'continueRegularOutput' },
		});
		expect(items).toMatchObject([
			{ error: { message: expect.stringContaining('Not today') as unknown }, pairedItem: { item: 0 } },
		]);
	});
});
