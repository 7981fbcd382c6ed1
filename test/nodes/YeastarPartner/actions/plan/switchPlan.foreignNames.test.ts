import { closeOtherPortals, setUpOther } from '../../../../support/otherPortal';
import { CONTACT, CONTACTS_PATH, locator, ORDER_PATH, PLANS_PATH, switchParameters } from '../../../../support/portal';

afterEach(closeOtherPortals);

const STANDARD = '3048558946648207360';
const ULTIMATE = '3048560606464323584';
const OLD_ULTIMATE = '3048560606464323111';
const OTHER_CONTACT = '3197218168379846219';
const EMAIL = 'billing@example.com';
const STANDARD_PLAN = { planId: STANDARD, planName: 'Standard Plan' };
const ULTIMATE_PLAN = { planId: ULTIMATE, planName: 'Ultimate Plan' };

/** What became of a switch to a plan by name, billed to a contact by e-mail address. */
async function order(answers: { plans?: unknown; contacts?: unknown; plan?: string; product?: number }) {
	const {
		plans = [ULTIMATE_PLAN],
		contacts = [{ billingContactId: CONTACT, emailAddress: EMAIL }],
		plan = 'Ultimate Plan',
	} = answers;
	const { engine, orders } = await setUpOther({
		[PLANS_PATH]: JSON.stringify(plans),
		[CONTACTS_PATH]: JSON.stringify(contacts),
		[ORDER_PATH]: '{"orderNo":"TU1","orderStatus":"succeed"}',
	});
	const parameters = switchParameters({
		productId: answers.product ?? 11,
		serviceId: locator(plan, 'name'),
		billingId: locator(EMAIL, 'email'),
	});
	const { error } = await engine.run({ parameters });
	const planIds = orders.map((body) => /"serviceId":(\d+)/.exec(body)?.[1]);
	const contactIds = orders.map((body) => /"billingId":(\d+)/.exec(body)?.[1]);
	return { planIds, contactIds, message: error?.message ?? '' };
}

describe("a plan's name that belongs to something else orders nothing", () => {
	const NOT_ITS_NAME: Array<[string, object]> = [
		['the next plan', { nextPlan: ULTIMATE_PLAN }],
		['the next plan, without an ID', { nextPlan: { planName: 'Ultimate Plan' } }],
		['the next plan by a field', { nextPlanName: 'Ultimate Plan' }],
		['an upgrade by a field', { upgradeName: 'Ultimate Plan' }],
		['a list of upgrades', { upgrades: [ULTIMATE_PLAN] }],
		['a map of upgrades by ID', { upgrades: { [ULTIMATE]: { planName: 'Ultimate Plan' } } }],
		['what it replaces', { replaces: { title: 'Ultimate Plan' } }],
		['what replaces it', { replacedBy: ULTIMATE_PLAN }],
		['the plan before', { previousPlan: { name: 'Ultimate Plan' } }],
		['the default plan', { defaultPlan: { name: 'Ultimate Plan' } }],
		['a tier with an ID of its own', { info: { tierId: '9', name: 'Ultimate Plan' } }],
		['a plan inside of it', { plan: { planId: ULTIMATE, name: 'Ultimate Plan' } }],
		['an upgrade from it', { upgradeId: '9', title: 'Ultimate Plan' }],
		['a pricing plan', { pricingPlanId: '9', pricingPlanName: 'Ultimate Plan' }],
		['a part of a next plan', { info: { nextPlanId: ULTIMATE, planName: 'Ultimate Plan' } }],
		['a part of an upgrade', { data: { upgradePlanId: ULTIMATE, name: 'Ultimate Plan' } }],
		['a part of a base plan', { details: { basePlanId: ULTIMATE, title: 'Ultimate Plan' } }],
		['a part that is told beside its own ID', { info: { planId: STANDARD, parentId: '9', name: 'Ultimate Plan' } }],
		['a part that is a row of its own', { plan: { id: ULTIMATE, name: 'Ultimate Plan' } }],
		...['upgradePlanId', 'nextPlanId', 'basePlanId', 'parentId', 'parent_plan_id', 'PREVIOUSPLANID'].flatMap(
			(field): Array<[string, object]> => [
				[`the plan of its ${field}`, { [field]: ULTIMATE, name: 'Ultimate Plan' }],
				[`the plan of its ${field}, as planName`, { [field]: ULTIMATE, planName: 'Ultimate Plan' }],
			],
		),
		...['managerId', 'ownerId', 'serviceId', 'replacedById', 'downgradePlanID', 'relatedId'].map(
			(field): [string, object] => [`the thing of its ${field}`, { [field]: '9', name: 'Ultimate Plan' }],
		),
		['the plan of a field without "ID"', { nextPlan: ULTIMATE, name: 'Ultimate Plan' }],
		['the plan of a code', { upgradePlanCode: 'ULT', name: 'Ultimate Plan' }],
		['a remark', { remark: 'Ultimate Plan' }],
		['a description', { description: { name: 'Ultimate Plan' } }],
		['a comment', { comment: 'Ultimate Plan' }],
		['one of two that are equally likely', { planName: 'Standard Plan', plan_name: 'Ultimate Plan' }],
		['names of several plans', { name: { current: 'Standard Plan', nextName: 'Ultimate Plan' } }],
	];

	it.each(NOT_ITS_NAME)('%s', async (_what, fields) => {
		const { planIds, message } = await order({ plans: [{ planId: STANDARD, ...fields }] });
		expect(planIds).toEqual([]);
		expect(message).toContain('Plan (serviceId) is "Ultimate Plan"');
		expect(message).toContain(STANDARD);
	});

	it('a remark that only mentions it', async () => {
		const plans = [{ planId: STANDARD, remark: 'Cheaper than the Ultimate Plan' }];
		expect(await order({ plans, plan: 'Cheaper than the Ultimate Plan' })).toMatchObject({ planIds: [] });
		expect(await order({ plans, plan: 'Ultimate' })).toMatchObject({ planIds: [] });
	});

	it.each([
		['that replaces another', { planName: 'Ultimate Plan', replaces: { planId: STANDARD } }],
		['with an ID of its own', { planName: 'Ultimate Plan', id: ULTIMATE, info: { planId: STANDARD } }],
		['with other plans in a list', { planName: 'Ultimate Plan', planList: [{ planId: STANDARD }] }],
	])('the object around it (%s)', async (_what, plans) => {
		expect(await order({ plans })).toMatchObject({ planIds: [] });
	});
});

describe("a plan's own name orders it", () => {
	it.each([
		['beside its next plan', [{ ...STANDARD_PLAN, nextPlan: ULTIMATE_PLAN }, ULTIMATE_PLAN]],
		[
			'beside IDs of other things',
			[{ planId: ULTIMATE, pricingPlanId: '1', productId: 11, offeringId: '3', currencyId: 1, name: 'Ultimate Plan' }],
		],
		...[
			'id',
			'uuid',
			'rowId',
			'creatorId',
			'createdById',
			'updater_id',
			'updateUserId',
			'tenantId',
			'userId',
			'partnerId',
		].flatMap((field): Array<[string, object[]]> => [
			[`beside its ${field}`, [{ [field]: '17', planId: ULTIMATE, name: 'Ultimate Plan' }]],
			[`beside its ${field}, as planName`, [{ [field]: '17', ...ULTIMATE_PLAN }]],
		]),
		[
			'in a part with who made it',
			[{ planId: ULTIMATE, info: { creatorId: '9', tenantId: '1', name: 'Ultimate Plan' } }],
		],
		[
			'in an object with its prices and who made it',
			[{ planName: 'Ultimate Plan', tenantId: '1', creatorId: '2', prices: [{ id: '5', planId: ULTIMATE }] }],
		],
		['beside a parent that it has not', [{ planId: ULTIMATE, parentId: 0, nextPlanId: null, name: 'Ultimate Plan' }]],
		['beside its own ID', [{ planId: ULTIMATE, id: ULTIMATE, basePlanId: ULTIMATE, name: 'Ultimate Plan' }]],
		['that two fields spell differently', [{ planId: ULTIMATE, planName: 'Ultimate Plan', name: 'ULTIMATE' }]],
		['and once more with the product', [{ ...ULTIMATE_PLAN, name: 'P-Series Ultimate Plan', edition: 'Appliance' }]],
		['beside the ID of its base currency', [{ ...ULTIMATE_PLAN, baseCurrencyId: '1', parentOfferingId: '2' }]],
		['beside a label', [{ ...ULTIMATE_PLAN, label: 'Most popular' }]],
		[
			'among plans with IDs of their rows',
			[
				{ id: '1', ...STANDARD_PLAN },
				{ id: '2', ...ULTIMATE_PLAN },
			],
		],
		['in an object with its details', [{ planId: ULTIMATE, planInfo: { planId: ULTIMATE, name: 'Ultimate Plan' } }]],
		['in several languages', [{ planId: ULTIMATE, name: { zh_CN: '旗舰版', en_US: 'Ultimate Plan' } }]],
		[
			'with letters of another form',
			[STANDARD_PLAN, { planId: ULTIMATE, planName: '\u200bＵltimate\u00a0Pl\u00adan\ufeff' }],
		],
		[
			'for several cycles',
			[
				{
					planName: 'Ultimate Plan',
					prices: [
						{ planId: ULTIMATE, cycle: 1 },
						{ planId: ULTIMATE, cycle: 2 },
					],
				},
			],
		],
	])('%s', async (_what, plans) => {
		expect(await order({ plans })).toMatchObject({ planIds: [ULTIMATE], message: '' });
	});
});

describe('a name with two readings orders nothing, and the message names both', () => {
	it.each([
		['two plans of one name', [ULTIMATE_PLAN, { planId: OLD_ULTIMATE, planName: 'Ultimate Plan' }]],
		['names that look the same', [ULTIMATE_PLAN, { planId: OLD_ULTIMATE, planName: 'Ultimate\u200b Plan' }]],
		[
			'a plan with another name too',
			[ULTIMATE_PLAN, { planId: OLD_ULTIMATE, name: 'Standard Plan', title: 'Ultimate Plan' }],
		],
		[
			'a plan inside of another one',
			[STANDARD_PLAN, { ...ULTIMATE_PLAN, previousPlan: { planId: OLD_ULTIMATE, planName: 'Ultimate Plan' } }],
		],
	])('%s', async (_what, plans) => {
		const { planIds, message } = await order({ plans });
		expect(planIds).toEqual([]);
		expect(message).toMatch(new RegExp(`could be any of 2 plans: .*\\(${ULTIMATE}\\), .*\\(${OLD_ULTIMATE}\\)`));
	});

	it.each<[string, object, string]>([
		['planName and name', { planName: 'Ultimate Plan', name: 'Extension add-on' }, 'Ultimate Plan'],
		['planName and name, by the other', { planName: 'Ultimate Plan', name: 'Extension add-on' }, 'Extension add-on'],
		['planName and name, by a part', { planName: 'Ultimate Plan', name: 'Extension add-on' }, 'Ultimate'],
		['planName and title', { planName: 'Ultimate Plan', title: 'Extension add-on' }, 'Ultimate Plan'],
		['name and title', { name: 'Extension add-on', title: 'Ultimate Plan' }, 'Extension add-on'],
		[
			'planName and a name in a part',
			{ planName: 'Ultimate Plan', info: { name: 'Extension add-on' } },
			'Ultimate Plan',
		],
	])('a plan whose own names differ (%s)', async (_which, fields, plan) => {
		const { planIds, message } = await order({ plans: [{ planId: STANDARD, ...fields }], plan });
		expect(planIds).toEqual([]);
		expect(message).toContain(`plan ${STANDARD} under several names: `);
		expect(message).toContain('"Ultimate Plan"');
		expect(message).toContain('"Extension add-on"');
	});

	it('a plan whose own names differ, where neither is wanted: both are in the list that the message gives', async () => {
		const plans = [{ planId: STANDARD, planName: 'Ultimate Plan', name: 'Extension add-on' }];
		const { planIds, message } = await order({ plans, plan: 'Platinum' });
		expect(planIds).toEqual([]);
		expect(message).toContain('Its plans are "Ultimate Plan / Extension add-on".');
	});

	it('a plan whose row has the ID of another one', async () => {
		const plans = [STANDARD_PLAN, { planId: OLD_ULTIMATE, targetId: STANDARD, name: 'Ultimate Plan' }];
		const { planIds, message } = await order({ plans });
		expect(planIds).toEqual([]);
		expect(message).toContain(`plan ${OLD_ULTIMATE}`);
	});

	it('an add-on that names its base plan, beside this plan', async () => {
		const addOn = { planId: OLD_ULTIMATE, basePlanId: ULTIMATE, planName: 'Ultimate Plan', name: 'Extension add-on' };
		expect(await order({ plans: [addOn] })).toMatchObject({ planIds: [] });
		const { planIds, message } = await order({ plans: [addOn, ULTIMATE_PLAN] });
		expect(planIds).toEqual([]);
		expect(message).toContain(OLD_ULTIMATE);
		expect(message).toContain(ULTIMATE);
	});

	it('a plan that is listed under two names', async () => {
		const { planIds, message } = await order({
			plans: [{ planId: STANDARD, planName: 'Ultimate Plan' }, STANDARD_PLAN],
		});
		expect(planIds).toEqual([]);
		expect(message).toContain(
			`the portal lists plan ${STANDARD} under several names: "Ultimate Plan", "Standard Plan"`,
		);
	});

	it('a plan that only another one names', async () => {
		const { planIds, message } = await order({ plans: [{ ...STANDARD_PLAN, nextPlan: ULTIMATE_PLAN }] });
		expect(planIds).toEqual([]);
		expect(message).toContain(`"Ultimate Plan" (${ULTIMATE})`);
		expect(message).toContain('"Standard Plan"');
	});
});

describe('a part of a name', () => {
	it.each([
		'Ultimate Plan Add-on 10 users',
		'Non-Ultimate Plan',
		'Ultimate Plan (deprecated)',
		'Ultimate Plan 2',
		'Ultimate Plan*',
		'Ultimate Plan Trial',
		'Upgrade to Ultimate Plan',
		'Ultimate Plan for Software Edition',
		'Ultimate Plan not for Appliance Edition',
	])('is not enough to order "%s"', async (planName) => {
		const { planIds, message } = await order({ plans: [STANDARD_PLAN, { planId: ULTIMATE, planName }] });
		expect(planIds).toEqual([]);
		expect(message).toContain(planName);
	});

	it.each([
		'P-Series Ultimate Plan',
		'Ultimate Plan for Appliance Edition',
		'Ultimate Plan Subscription',
		'P-Series Appliance Edition (Ultimate Plan)',
	])("is enough where only the product's own words are missing (%s)", async (planName) => {
		expect(await order({ plans: [STANDARD_PLAN, { planId: ULTIMATE, planName }] })).toMatchObject({
			planIds: [ULTIMATE],
		});
	});

	it.each([
		['another plan has it too', { planId: OLD_ULTIMATE, planName: 'Ultimate Plan Plus' }],
		['another plan has no name', { planId: OLD_ULTIMATE }],
	])('is not enough where %s', async (_when, other) => {
		expect(await order({ plans: [{ planId: ULTIMATE, planName: 'P-Series Ultimate Plan' }, other] })).toMatchObject({
			planIds: [],
		});
	});

	it('does not mean the bigger brother of a plan that is not listed', async () => {
		const plans = [{ planId: ULTIMATE, planName: 'Linkus Cloud Service Pro' }];
		expect(await order({ plans, product: 9, plan: 'Linkus Cloud Service' })).toMatchObject({ planIds: [] });
		expect(await order({ plans, product: 9, plan: 'Pro' })).toMatchObject({ planIds: [ULTIMATE] });
	});
});

describe("an e-mail address that is not the contact's own bills nobody", () => {
	const NOT_ITS_ADDRESS: Array<[string, object]> = [
		['its account manager', { accountManager: { name: 'Ada', email: EMAIL } }],
		['a contact inside of it', { child: { billingContactId: OTHER_CONTACT, emailAddress: EMAIL } }],
		['contacts inside of it', { contacts: [{ email: EMAIL }] }],
		['its owner by a field', { ownerEmail: EMAIL }],
		['who made it', { createdByMail: EMAIL }],
		['who signs in', { account: { login: EMAIL } }],
		['a person with an ID', { contact: { userId: '9', email: EMAIL } }],
		['a person with an ID and the documented field', { contact: { userId: '9', emailAddress: EMAIL } }],
		['an account manager in its contact data', { contact: { accountManagerId: '9', email: EMAIL } }],
		['an account manager in its contact data, documented field', { contact: { managerId: '9', emailAddress: EMAIL } }],
		['contact data beside the ID of its account manager', { accountManagerId: '9', contact: { email: EMAIL } }],
		['the owner of its details', { info: { ownerId: '9', mail: EMAIL } }],
		...[
			'accountManagerId',
			'account_manager_id',
			'managerId',
			'ownerId',
			'parentId',
			'parentContactId',
			'salesRepId',
		].map((field): [string, object] => [`the person of its ${field}`, { [field]: '9', mail: EMAIL }]),
		['the person of a field without "ID"', { accountManager: '9', email: EMAIL }],
		['a remark', { remark: EMAIL }],
		['a sentence', { email: `not ${EMAIL}` }],
		...['salesRep', 'partner', 'creator', 'parent', 'referrer'].map((field): [string, object] => [
			`its ${field}`,
			{ [field]: { email: EMAIL } },
		]),
	];

	it.each(NOT_ITS_ADDRESS)('%s', async (_whose, fields) => {
		const { contactIds, message } = await order({
			contacts: [{ billingContactId: CONTACT, company: 'Example', ...fields }],
		});
		expect(contactIds).toEqual([]);
		expect(message).toContain(`Billing Contact (billingId) is "${EMAIL}"`);
		expect(message).toContain(CONTACT);
	});

	it.each([
		[
			'two contacts',
			[
				{ billingContactId: CONTACT, emailAddress: 'x@y.test', invoiceEmail: EMAIL },
				{ billingContactId: OTHER_CONTACT, email: EMAIL },
			],
		],
		[
			'a contact and, by what its row says, an account manager or another contact',
			[
				{ billingContactId: CONTACT, emailAddress: EMAIL },
				{ billingContactId: OTHER_CONTACT, accountManagerId: '9', email: EMAIL },
			],
		],
		[
			'a contact and the contact data of another',
			[
				{ billingContactId: CONTACT, emailAddress: 'x@y.test', contact: { email: EMAIL } },
				{ billingContactId: OTHER_CONTACT, emailAddress: EMAIL },
			],
		],
		[
			'a contact and one inside of it',
			[
				{
					billingContactId: CONTACT,
					emailAddress: EMAIL,
					child: { billingContactId: OTHER_CONTACT, emailAddress: EMAIL },
				},
			],
		],
	])('%s who have it both', async (_whose, contacts) => {
		const { contactIds, message } = await order({ contacts });
		expect(contactIds).toEqual([]);
		expect(message).toMatch(new RegExp(`could be any of 2 billing contacts: .*${CONTACT}.*${OTHER_CONTACT}`));
	});
});

describe("a contact's own e-mail address bills it", () => {
	it.each([
		['beside that of its account manager', { emailAddress: EMAIL, accountManager: { email: 'x@y.test' } }],
		['in its contact data', { contact: { email: EMAIL } }],
		['in the documented field, beside the ID of its account manager', { accountManagerId: '9', emailAddress: EMAIL }],
		...['id', 'uuid', 'creatorId', 'userId', 'partnerId', 'tenantId', 'createdById', 'companyId', 'customerId'].map(
			(field): [string, object] => [`beside its ${field}`, { [field]: '17', email: EMAIL }],
		),
		['in contact data with who made it', { contact: { creatorId: '9', tenantId: '1', email: EMAIL } }],
		['beside a parent that it has not', { parentId: 0, ownerId: '', email: EMAIL }],
		['in the documented field, beside an ID of the row', { id: '9', emailAddress: EMAIL }],
		['as one of several', { emails: ['x@y.test', EMAIL] }],
	])('%s', async (_where, fields) => {
		expect(await order({ contacts: [{ billingContactId: CONTACT, ...fields }] })).toMatchObject({
			contactIds: [CONTACT],
			message: '',
		});
	});
});
