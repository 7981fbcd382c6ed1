import type { INodeParameters } from 'n8n-workflow';

import { closeOtherPortals, setUpOther } from '../../../../support/otherPortal';
import {
	APPLIANCE,
	type Bench,
	closePortals,
	CONTACT,
	CONTACTS_PATH,
	ENTERPRISE_PLAN,
	locator,
	ORDER_PATH,
	PLANS_PATH,
	setUp,
	switchFromInput,
	switchParameters,
	TOKEN_PATH,
	ULTIMATE_PLAN,
} from '../../../../support/portal';

afterEach(async () => await Promise.all([closePortals(), closeOtherPortals()]));

/** What JavaScript prints for the tutorials' IDs, once they have been numbers. */
const ROUNDED_PLAN = '3048560606464323600';
const ROUNDED_CONTACT = '3197218168379846000';
const PRODUCT = 'P-Series Appliance Edition';

/** Has the portal offer a plan with an ID that nothing has rounded, though it looks so. */
function offer({ portal }: Bench, planId: string, planName = 'Premium Plan'): void {
	portal.book.plans.push({ planId, productId: 11, planName, rank: 9, pricingPlanId: '1', yearlyPrice: 1 });
}

describe.each(['switchPlan', 'previewSwitch'])('an ID as text that JavaScript may have rounded, in %s', (operation) => {
	const run = async (bench: Bench, values: INodeParameters) =>
		await bench.engine.run({ parameters: switchParameters({ operation, ...values }) });

	it.each([
		['as it is', ROUNDED_PLAN],
		['with space around it', ` ${ROUNDED_PLAN} `],
		['from an expression', `={{ String(${ULTIMATE_PLAN}) }}`],
	])('of a plan is refused, and the one that was probably meant is named (%s)', async (_how, value) => {
		const bench = await setUp();
		const { error, items } = await run(bench, { serviceId: locator(value) });
		expect(items).toEqual([]);
		expect(error?.message).toMatch(/^Plan \(serviceId\) is "3048560606464323600", which was probably rounded/);
		expect(error?.message).toContain(`"Ultimate Plan" (${ULTIMATE_PLAN})`);
		expect(error?.message).toContain('pass it as text');
		expect(error).toMatchObject({ name: 'NodeOperationError', context: { itemIndex: 0 } });
		expect(bench.received(ORDER_PATH)).toEqual([]);
	});

	it('of a billing contact is refused, and the one that was probably meant is named', async () => {
		const bench = await setUp();
		const { error } = await run(bench, { billingId: locator(ROUNDED_CONTACT) });
		expect(error?.message).toMatch(
			/^Billing Contact \(billingId\) is "3197218168379846000", which was probably rounded/,
		);
		expect(error?.message).toContain(CONTACT);
		expect(bench.received(ORDER_PATH)).toEqual([]);
	});

	it('and that a spreadsheet has cut to 15 digits, is refused likewise', async () => {
		const bench = await setUp();
		const { error } = await run(bench, { serviceId: locator('3048560606464320000') });
		expect(error?.message).toContain(`"Ultimate Plan" (${ULTIMATE_PLAN})`);
		expect(bench.received(ORDER_PATH)).toEqual([]);
	});

	it('and that is like no ID of the list, is refused with what there is', async () => {
		const bench = await setUp();
		const { error } = await run(bench, { serviceId: locator('4048560606464323600') });
		expect(error?.message).toContain(
			`is "4048560606464323600", which looks rounded and is the ID of no plan of ${PRODUCT}`,
		);
		expect(error?.message).toContain(`"Enterprise Plan" (${ENTERPRISE_PLAN})`);
		expect(bench.received(ORDER_PATH)).toEqual([]);
	});

	it('is taken where the list holds exactly this ID', async () => {
		const bench = await setUp();
		offer(bench, '3048560606464999400');
		const { error, items } = await run(bench, { serviceId: locator('3048560606464999400') });
		expect(error).toBeUndefined();
		expect(items[0]?.json.serviceId).toBe('3048560606464999400');
	});

	it('is refused where another ID of the list becomes the same number', async () => {
		const bench = await setUp();
		offer(bench, ROUNDED_PLAN);
		const { error } = await run(bench, { serviceId: locator(ROUNDED_PLAN) });
		expect(error?.message).toContain(`"Ultimate Plan" (${ULTIMATE_PLAN}), "Premium Plan" (${ROUNDED_PLAN})`);
		expect(bench.received(ORDER_PATH)).toEqual([]);
	});

	it.each([
		[PLANS_PATH, { serviceId: locator(ROUNDED_PLAN) }],
		[CONTACTS_PATH, { billingId: locator(ROUNDED_CONTACT) }],
	])('is refused where the list cannot be read, which is said (%s)', async (path, values) => {
		const bench = await setUp();
		bench.portal.faults.order({ kind: 'refusal', path, detailMessage: 'Closed on Sundays' });
		const { error } = await run(bench, values);
		expect(error?.message).toMatch(/^Could not look up whether an ID was rounded: .*Closed on Sundays/);
		expect(bench.received(ORDER_PATH)).toEqual([]);
	});
});

describe('what this costs', () => {
	const paths = ({ portal }: Bench) => portal.requests.map(({ path }) => path);

	it('is nothing for 50 switches by IDs that nothing has rounded', async () => {
		const bench = await setUp();
		const input = bench.portal.book.addPbxs(11, 50).map(({ productNo }) => ({ sn: productNo, plan: ULTIMATE_PLAN }));
		await bench.engine.run({ parameters: switchFromInput(), input });
		expect(paths(bench).sort()).toEqual([TOKEN_PATH, ...Array<string>(50).fill(ORDER_PATH)].sort());
	});

	it('is one request for 50 switches by an ID that could be rounded', async () => {
		const bench = await setUp();
		offer(bench, '3048560606464999400');
		const pbxs = bench.portal.book.addPbxs(11, 50);
		const input = pbxs.map(({ productNo }) => ({ sn: productNo, plan: '3048560606464999400' }));
		const { error } = await bench.engine.run({ parameters: switchFromInput(), input });
		expect(error).toBeUndefined();
		expect(paths(bench).sort()).toEqual([TOKEN_PATH, PLANS_PATH, ...Array<string>(50).fill(ORDER_PATH)].sort());
	});

	it('is no request beyond those for names, where there are names too', async () => {
		const bench = await setUp();
		offer(bench, '3048560606464999400');
		const pbxs = bench.portal.book.addPbxs(11, 3);
		const input = pbxs.map(({ productNo }) => ({ sn: productNo, plan: '3048560606464999400' }));
		const parameters = switchFromInput({ billingId: locator('billing@example.com', 'email') });
		await bench.engine.run({ parameters, input });
		expect(paths(bench)).toHaveLength(3 + 3);
	});
});

describe('beside others', () => {
	const input = ({ portal }: Bench) => {
		const plans = [ULTIMATE_PLAN, ROUNDED_PLAN];
		return portal.book.addPbxs(11, 2).map(({ productNo }, item) => ({ sn: productNo, plan: plans[item] ?? '' }));
	};

	it('a rounded ID means that nothing is ordered', async () => {
		const bench = await setUp();
		const { error } = await bench.engine.run({ parameters: switchFromInput(), input: input(bench) });
		expect(error).toMatchObject({ context: { itemIndex: 1 } });
		expect(bench.received(ORDER_PATH)).toEqual([]);
	});

	it('a rounded ID is the only item that fails with Continue On Fail', async () => {
		const bench = await setUp();
		const settings = { onError: 'continueRegularOutput' } as const;
		const { items } = await bench.engine.run({ parameters: switchFromInput(), input: input(bench), settings });
		expect(items[0]?.json.outcome).toBe('placed');
		expect(items[1]?.error?.message).toContain(ULTIMATE_PLAN);
		expect(bench.received(ORDER_PATH)).toHaveLength(1);
	});

	it('an exact ID for the same PBX is refused too: which of the two is meant is not known', async () => {
		const bench = await setUp();
		const settings = { onError: 'continueRegularOutput' } as const;
		const both = [ULTIMATE_PLAN, ROUNDED_PLAN].map((plan) => ({ sn: APPLIANCE, plan }));
		await bench.engine.run({ parameters: switchFromInput(), input: both, settings });
		expect(bench.received(ORDER_PATH)).toEqual([]);
	});
});

it('a billing contact that a portal lists with such an ID is taken', async () => {
	const { engine, asked } = await setUpOther({
		[CONTACTS_PATH]: `[{"billingContactId":"${ROUNDED_CONTACT}","company":"Example"}]`,
		[ORDER_PATH]: '{"orderNo":"TU1","orderStatus":"succeed"}',
	});
	const { items } = await engine.run({ parameters: switchParameters({ billingId: locator(ROUNDED_CONTACT) }) });
	expect(items[0]?.json).toMatchObject({ billingId: ROUNDED_CONTACT, outcome: 'placed' });
	expect(asked).toHaveLength(2);
});
