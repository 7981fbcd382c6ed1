import { closeOtherPortals, setUpOther } from '../../../../support/otherPortal';
import {
	APPLIANCE,
	closePortals,
	CONTACT,
	CONTACTS_PATH,
	ENTERPRISE_PLAN,
	LINKUS,
	LINKUS_PRO,
	locator,
	ORDER_PATH,
	ORDERS_PATH,
	PLANS_PATH,
	setUp,
	switchParameters,
	TOKEN_PATH,
	ULTIMATE_PLAN,
} from '../../../../support/portal';

afterEach(async () => await Promise.all([closePortals(), closeOtherPortals()]));

const EMAIL = 'billing@example.com';
const OTHER_PBX = '3631E0112233';

/** Parameters that take the plan's name and the contact's e-mail address from the input item. */
const byName = (values = {}) =>
	switchParameters({
		productId: '={{ $json.product ?? 11 }}',
		productNo: locator('={{ $json.sn }}'),
		serviceId: locator('={{ $json.plan }}', 'name'),
		billingId: locator('={{ $json.email }}', 'email'),
		...values,
	});

describe('names in the place of IDs', () => {
	it.each([
		['Ultimate Plan', ULTIMATE_PLAN],
		['  ultimate   PLAN ', ULTIMATE_PLAN],
		['Ultimate', ULTIMATE_PLAN],
		[ULTIMATE_PLAN, ULTIMATE_PLAN],
	])('the plan "%s" is found', async (plan, planId) => {
		const { engine, portal } = await setUp();
		const { items, error } = await engine.run({
			parameters: byName(),
			input: [{ sn: APPLIANCE, plan, email: ` ${EMAIL.toUpperCase()} ` }],
		});
		expect(error).toBeUndefined();
		expect(items[0]?.json).toMatchObject({ serviceId: planId, billingId: CONTACT });
		expect(portal.book.orders).toMatchObject([{ planId, billingId: CONTACT }]);
	});

	it.each([
		['Linkus Cloud Service', '3048918321840570368'],
		['linkus cloud service pro', LINKUS_PRO],
		['Pro', LINKUS_PRO],
	])(
		'of two plans the one that is called exactly so is meant, else the only one that has the words (%s)',
		async (plan, planId) => {
			const { engine, portal } = await setUp({ refusesPresentPlan: false });
			await engine.run({ parameters: byName(), input: [{ product: 9, sn: LINKUS, plan, email: EMAIL }] });
			expect(portal.book.orders).toMatchObject([{ planId }]);
		},
	);

	it.each([
		['other field names', { fieldNames: 'other' }],
		['other containers', { plansShape: 'nested', contactsShape: 'page' }],
		['bare numbers', { numericIds: true }],
		['a serial number that is required', { requireProductNo: true }],
	] as const)('are found among %s', async (_name, switches) => {
		const { engine, portal } = await setUp(switches);
		const { error } = await engine.run({
			parameters: byName(),
			input: [{ sn: APPLIANCE, plan: 'Ultimate Plan', email: EMAIL }],
		});
		expect(error).toBeUndefined();
		expect(portal.book.orders).toMatchObject([{ planId: ULTIMATE_PLAN, billingId: CONTACT }]);
	});

	it('of a list that was chosen from are IDs', async () => {
		const { engine, received } = await setUp();
		const parameters = switchParameters({
			productNo: locator(APPLIANCE, 'list'),
			serviceId: locator(ULTIMATE_PLAN, 'list'),
			billingId: locator(CONTACT, 'list'),
		});
		const { items } = await engine.run({ parameters });
		expect(items[0]?.json).toMatchObject({ outcome: 'placed' });
		expect(received()).toEqual([]);
	});

	it('1,000 items cost 1,000 orders and three other requests', async () => {
		const { engine, portal, received } = await setUp();
		const pbxs = portal.book.addPbxs(11, 1000);
		const { items, error } = await engine.run({
			parameters: byName({ options: { maxConcurrency: 50 } }),
			input: pbxs.map(({ productNo }) => ({ sn: productNo, plan: 'Ultimate Plan', email: EMAIL })),
		});
		expect(error).toBeUndefined();
		expect(items).toHaveLength(1000);
		expect(received(ORDER_PATH)).toHaveLength(1000);
		expect(received(TOKEN_PATH)).toHaveLength(1);
		expect(received().map(({ path, url }) => [path, url.includes(`productNo=${pbxs[0]?.productNo}`)])).toEqual([
			[PLANS_PATH, true],
			[CONTACTS_PATH, false],
		]);
	}, 60_000);

	it('each product is asked for once, with its own first serial number', async () => {
		const { engine, received } = await setUp();
		await engine.run({
			parameters: byName(),
			input: [
				{ sn: APPLIANCE, plan: 'Ultimate', email: EMAIL },
				{ product: 9, sn: LINKUS, plan: 'Pro', email: EMAIL },
				{ sn: OTHER_PBX, plan: 'Enterprise Plan', email: EMAIL },
			],
		});
		expect(received(PLANS_PATH).map(({ url }) => url)).toEqual([
			`${PLANS_PATH}?productId=11&productNo=${APPLIANCE}`,
			`${PLANS_PATH}?productId=9&productNo=${LINKUS}`,
		]);
	});

	it('a mistyped first serial number does not keep the others from being found', async () => {
		const { engine, portal } = await setUp();
		const { items } = await engine.run({
			parameters: byName(),
			input: [
				{ sn: '3631E0000000', plan: 'Ultimate', email: EMAIL },
				{ sn: APPLIANCE, plan: 'Ultimate', email: EMAIL },
			],
			settings: { onError: 'continueRegularOutput' },
		});
		expect(items[0]?.error?.message).toMatch(/The portal refused the order for PBX 3631E0000000/);
		expect(portal.book.orders).toMatchObject([{ productNo: APPLIANCE }]);
	});

	it('mean on a second try what they meant when the first order was sent', async () => {
		const { engine, portal, received } = await setUp();
		portal.faults.order({ kind: 'refusal', productNo: OTHER_PBX, times: 1, path: '/save' });
		portal.book.on('change', () =>
			portal.book.plans.forEach((plan) => Object.assign(plan, { planName: `Old ${plan.planName}` })),
		);
		const { items, error } = await engine.run({
			parameters: byName({ options: { maxConcurrency: 1 } }),
			input: [
				{ sn: APPLIANCE, plan: 'Ultimate Plan', email: EMAIL },
				{ sn: OTHER_PBX, plan: 'Ultimate Plan', email: EMAIL },
			],
			settings: { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 },
		});
		expect(error).toBeUndefined();
		expect(items.map(({ json }) => json.outcome)).toEqual(['alreadyPlaced', 'placed']);
		// Plans and contacts, and one look before the refusal was believed.
		expect(received().map(({ path }) => path)).toEqual([PLANS_PATH, CONTACTS_PATH, ORDERS_PATH]);
	});

	it('mean the plan of their own product', async () => {
		const { engine, portal } = await setUp();
		await engine.run({
			parameters: byName(),
			input: [
				{ sn: APPLIANCE, plan: 'Ultimate Plan', email: EMAIL },
				{ product: 12, sn: 'PSE0A1B2C3D4', plan: 'Ultimate Plan', email: EMAIL },
			],
		});
		expect(portal.book.orders).toMatchObject([
			{ planId: ULTIMATE_PLAN },
			{ productId: 12, planId: '3048563200000000513' },
		]);
	});

	it('are found though the portal answers with an error in an envelope of its own for the first serial numbers', async () => {
		const { engine, asked } = await setUpOther({
			[PLANS_PATH]: ({ productNo }) =>
				productNo === undefined ? '[{"planId":3,"title":"Ultimate Plan"}]' : '{"unreadable":1}',
			[CONTACTS_PATH]: `[{"billingContactId":7,"email":"${EMAIL}"}]`,
			[ORDER_PATH]: '{"orderNo":"TU1","orderStatus":"succeed"}',
		});
		const { items } = await engine.run({
			parameters: byName(),
			input: [{ sn: APPLIANCE, plan: 'Ultimate', email: EMAIL }],
		});
		expect(items[0]?.json).toMatchObject({ serviceId: '3', billingId: '7', outcome: 'placed' });
		expect(asked.filter((url) => url.startsWith(PLANS_PATH))).toHaveLength(2);
	});

	it('contradict an ID of another plan for the same PBX', async () => {
		const { engine, portal } = await setUp();
		const { error } = await engine.run({
			parameters: switchParameters({ serviceId: { __rl: true, mode: 'name', value: '={{ $json.plan }}' } }),
			input: [{ plan: 'Ultimate' }, { plan: ENTERPRISE_PLAN }],
		});
		expect(error?.message).toMatch(new RegExp(`is ${ULTIMATE_PLAN} here and ${ENTERPRISE_PLAN} in item 1`));
		expect(portal.book.orders).toEqual([]);
	});
});

describe('a name that is refused', () => {
	const REFUSED: Array<[string, Record<string, unknown>, string]> = [
		[
			'unknown',
			{ plan: 'Ultimat Plan' },
			'Plan (serviceId) is "Ultimat Plan", which is the name of no plan of P-Series Appliance Edition. Its plans are "Standard Plan", "Enterprise Plan", "Ultimate Plan". [item 0]',
		],
		[
			'of another product',
			{ plan: 'Linkus Cloud Service Pro' },
			'which is the name of no plan of P-Series Appliance Edition',
		],
		['part of a word', { plan: 'Ultim' }, 'is the name of no plan'],
		[
			'ambiguous',
			{ plan: 'plan' },
			`Plan (serviceId) is "plan", which could be any of 3 plans: "Standard Plan" (3048558946648207360), "Enterprise Plan" (${ENTERPRISE_PLAN}), "Ultimate Plan" (${ULTIMATE_PLAN}). Give the whole name, or the plan\'s ID. [item 0]`,
		],
		['a service', { plan: 'Hotel Module' }, 'is the name of no plan'],
		[
			'an e-mail address of nobody',
			{ email: 'nobody@example.test' },
			`Billing Contact (billingId) is "nobody@example.test", which is the e-mail address of no billing contact. The billing contacts are "${EMAIL}", "jonas.berg@northwind-voice.test". [item 0]`,
		],
		[
			'part of an e-mail address',
			{ email: 'berg@northwind-voice.test' },
			'is the e-mail address of no billing contact',
		],
	];

	it.each(REFUSED)('because it is %s stops all before anything is ordered', async (_name, values, words) => {
		const { engine, portal, received } = await setUp();
		const { error } = await engine.run({
			parameters: byName(),
			input: [
				{ sn: APPLIANCE, plan: 'Ultimate', email: EMAIL, ...values },
				{ sn: OTHER_PBX, plan: 'Ultimate', email: EMAIL },
			],
		});
		expect(error?.message).toContain(words);
		expect(error?.description).toContain('Nothing was ordered for any item.');
		expect(received(ORDER_PATH)).toEqual([]);
		expect(portal.book.orders).toEqual([]);
	});

	it.each(REFUSED)('because it is %s fails its own item only with Continue On Fail', async (_name, values, words) => {
		const { engine, portal } = await setUp();
		const { items } = await engine.run({
			parameters: byName(),
			input: [
				{ sn: APPLIANCE, plan: 'Ultimate', email: EMAIL, ...values },
				{ sn: OTHER_PBX, plan: 'Ultimate', email: EMAIL },
			],
			settings: { onError: 'continueRegularOutput' },
		});
		expect(items[0]?.error?.message).toContain(words);
		expect(items[0]?.json).toEqual({ error: items[0]?.error?.message });
		expect(portal.book.orders).toMatchObject([{ productNo: OTHER_PBX }]);
	});

	it.each([
		[{ plan: '' }, "Plan (serviceId) is empty. It is the plan's name as the portal spells it"],
		[{ plan: 'undefined' }, 'Plan (serviceId) is "undefined"'],
		[{ plan: 3048560606464323584 }, 'which was rounded before it got here'],
		[{ plan: { name: 'Ultimate' } }, 'Plan (serviceId) is an object'],
		[{ plan: 'x'.repeat(201) }, 'Plan (serviceId) is "xxx'],
		[{ email: '' }, "Billing Contact (billingId) is empty. It is the billing contact's e-mail address"],
		[{ email: 'Ada Moreau' }, 'Billing Contact (billingId) is "Ada Moreau"'],
		[{ email: null }, 'Billing Contact (billingId) is empty'],
	])('because it is none (%j) is refused before the portal is asked', async (values, words) => {
		const { engine, portal } = await setUp();
		const { error } = await engine.run({
			parameters: byName(),
			input: [{ sn: APPLIANCE, plan: 'Ultimate', email: EMAIL, ...values }],
		});
		expect(error?.message).toContain(words);
		expect(portal.requests).toEqual([]);
	});

	it('is not even looked up while another item is refused for its values', async () => {
		const { engine, portal } = await setUp();
		const { error } = await engine.run({
			parameters: byName({ multiCycle: '={{ $json.years ?? 1 }}' }),
			input: [
				{ sn: APPLIANCE, plan: 'Ultimate', email: EMAIL },
				{ sn: OTHER_PBX, plan: 'Ultimate', email: EMAIL, years: 9 },
			],
		});
		expect(error?.message).toMatch(/Years \(multiCycle\) is 9\..*\[item 1\]/);
		expect(portal.requests).toEqual([]);
	});

	it('names the contacts who share an e-mail address', async () => {
		const { engine, portal } = await setUp();
		portal.book.billingContacts.forEach((contact) => (contact.emailAddress = EMAIL));
		const { error } = await engine.run({
			parameters: byName(),
			input: [{ sn: APPLIANCE, plan: 'Ultimate', email: EMAIL }],
		});
		expect(error?.message).toContain(
			`could be any of 2 billing contacts: "Example Telecom Ltd." (${CONTACT}), "Northwind Voice" (3197218168379846219)`,
		);
	});

	it('says so where the portal lists no plan', async () => {
		const { engine, portal } = await setUp();
		portal.book.plans.length = 0;
		const { error } = await engine.run({
			parameters: byName(),
			input: [{ sn: APPLIANCE, plan: 'Ultimate', email: EMAIL }],
		});
		expect(error?.message).toContain('The portal lists no plan for this product.');
	});

	it('says so where the portal lists no billing contact', async () => {
		const { engine, portal } = await setUp();
		portal.book.billingContacts.length = 0;
		const { error } = await engine.run({
			parameters: byName(),
			input: [{ sn: APPLIANCE, plan: 'Ultimate', email: EMAIL }],
		});
		expect(error?.message).toContain('The portal lists no billing contact.');
	});

	it('is asked for once, though several items need it and the portal refuses', async () => {
		const { engine, portal, received } = await setUp();
		portal.faults.order({ kind: 'refusal', path: '/billing_contact_list', detailMessage: 'Not today' });
		const { items } = await engine.run({
			parameters: byName(),
			input: [
				{ sn: APPLIANCE, plan: 'Ultimate', email: EMAIL },
				{ sn: OTHER_PBX, plan: 'Ultimate', email: EMAIL },
			],
			settings: { onError: 'continueRegularOutput' },
		});
		expect(items.map(({ error }) => error?.message)).toEqual([
			'Could not look up the plan or billing contact: Not today [item 0]',
			'Could not look up the plan or billing contact: Not today [item 1]',
		]);
		expect(received(CONTACTS_PATH)).toHaveLength(1);
	});

	it('tells of what was ordered before in the same execution', async () => {
		const { engine, portal } = await setUp();
		portal.faults.order({ kind: 'refusal', productNo: OTHER_PBX, times: 1, path: '/save' });
		const input = (plan: string) => [
			{ sn: APPLIANCE, plan: 'Ultimate', email: EMAIL },
			{ sn: OTHER_PBX, plan, email: EMAIL },
		];
		const setup = { parameters: byName({ options: { maxConcurrency: 1 } }), input: input('Ultimate') };
		const running = engine.start(setup);
		await running.finished;
		const stack = running.data.executionData?.nodeExecutionStack[0];
		if (stack) stack.data.main = [input('Platinum').map((json) => ({ json }))];
		const { error } = await engine.retry(setup, running.data).finished;
		expect(error?.message).toContain('is the name of no plan');
		expect(error?.description).toContain(
			`Nothing was ordered in this try. Ordered before in this execution: PBX ${APPLIANCE}, as order ${portal.book.orders[0]?.orderNo}.`,
		);
		expect(portal.book.orders).toHaveLength(1);
	});

	it("tells the portal's words where names cannot be looked up, and orders nothing", async () => {
		const { engine, portal } = await setUp();
		portal.faults.order({ kind: 'refusal', path: '/billing_contact_list', detailMessage: 'Not today' });
		const { error } = await engine.run({
			parameters: byName(),
			input: [{ sn: APPLIANCE, plan: 'Ultimate', email: EMAIL }],
		});
		expect(error?.message).toBe('Could not look up the plan or billing contact: Not today [item 0]');
		expect(error?.description).toContain('Nothing was ordered for any item.');
		expect(portal.book.orders).toEqual([]);
	});
});
