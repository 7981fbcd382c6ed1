import { WITHOUT_PLAN } from '../../../sandbox/orders';
import { prepareToTry } from '../../../../sandbox/toTry';
import { closeOtherPortals, setUpOther } from '../../../support/otherPortal';
import {
	APPLIANCE,
	closePortals,
	CONTACT,
	ENTERPRISE_PLAN,
	LINKUS,
	locator,
	PBXS_PATH,
	PLANS_PATH,
	setUp,
	switchParameters,
	TOKEN_PATH,
	ULTIMATE_PLAN,
} from '../../../support/portal';

afterEach(async () => await Promise.all([closePortals(), closeOtherPortals()]));

const STANDARD_PLAN = '3048558946648207360';
const APPLIANCE_PLANS = [
	{ name: 'Standard Plan', value: STANDARD_PLAN },
	{ name: 'Enterprise Plan', value: ENTERPRISE_PLAN },
	{ name: 'Ultimate Plan', value: ULTIMATE_PLAN },
];
const unchosen = switchParameters({
	productNo: locator('', 'list'),
	serviceId: locator('', 'list'),
	billingId: locator('', 'list'),
});

describe('the list of plans', () => {
	it.each([
		['usual names', {}],
		['other names', { fieldNames: 'other' }],
		['bare numbers as IDs', { numericIds: true }],
		['another container', { plansShape: 'other' }],
	] as const)('shows names and holds IDs as text (%s)', async (_name, switches) => {
		const { engine } = await setUp(switches);
		expect(await engine.search('serviceId', unchosen)).toEqual({ results: APPLIANCE_PLANS });
	});

	it('is that of the chosen product and PBX', async () => {
		const { engine, received } = await setUp();
		const parameters = switchParameters({ productId: 9, productNo: locator(LINKUS) });
		const { results } = await engine.search('serviceId', parameters);
		expect(results.map(({ name }) => name)).toEqual(['Linkus Cloud Service', 'Linkus Cloud Service Pro']);
		expect(received().map(({ url }) => url)).toEqual([`${PLANS_PATH}?productId=9&productNo=${LINKUS}`]);
	});

	it.each([
		['ulti', ['Ultimate Plan']],
		[ENTERPRISE_PLAN, ['Enterprise Plan']],
		['  PLAN ', ['Standard Plan', 'Enterprise Plan', 'Ultimate Plan']],
		['gold', []],
	])('is filtered by what is typed (%s)', async (filter, names) => {
		const { engine } = await setUp();
		const { results } = await engine.search('serviceId', unchosen, filter);
		expect(results.map(({ name }) => name)).toEqual(names);
	});

	it("borrows a PBX's serial number where the portal needs one and none is chosen", async () => {
		const { engine, received } = await setUp({ requireProductNo: true });
		expect((await engine.search('serviceId', unchosen)).results).toEqual(APPLIANCE_PLANS);
		expect(received(PLANS_PATH).at(-1)?.url).toContain(`productNo=${APPLIANCE}`);
	});

	it('borrows one too where the portal lists nothing without', async () => {
		const { engine } = await setUpOther({
			[PLANS_PATH]: ({ productNo }) => (productNo === undefined ? '[]' : '[{"planId":"1","name":"Ultimate Plan"}]'),
			[PBXS_PATH]: '[{"productNo":"A1"}]',
		});
		expect((await engine.search('serviceId', unchosen)).results).toEqual([{ name: 'Ultimate Plan', value: '1' }]);
	});

	it('takes the name from wherever the portal lists the plan with one', async () => {
		const { engine } = await setUpOther({
			[PLANS_PATH]:
				'{"priceList":[{"planId":1,"price":9}],"planList":[{"planId":1,"planName":"Ultimate Plan"}],"more":[{"planId":1}]}',
		});
		expect((await engine.search('serviceId', unchosen)).results).toEqual([{ name: 'Ultimate Plan', value: '1' }]);
	});

	it('shows all names of a plan that has several', async () => {
		const { engine } = await setUpOther({
			[PLANS_PATH]: '[{"planId":1,"name":"Standard Plan"},{"planId":1,"name":"Ultimate Plan"}]',
		});
		expect((await engine.search('serviceId', unchosen)).results).toEqual([
			{ name: 'Standard Plan / Ultimate Plan', value: '1' },
		]);
	});

	it("says the portal's refusal where there is no PBX to borrow from", async () => {
		const { engine, portal } = await setUp({ requireProductNo: true });
		portal.book.pbxs.length = 0;
		await expect(engine.search('serviceId', unchosen)).rejects.toThrow('productNo is required for this product');
	});

	it('tells two plans of one name apart', async () => {
		const { engine, portal } = await setUp();
		portal.book.plans.forEach((plan) => (plan.planName = 'Plan'));
		const { results } = await engine.search('serviceId', unchosen);
		expect(results.map(({ name }) => name)).toContain(`Plan (${ULTIMATE_PLAN})`);
	});

	it.each([
		['', /Product \(productId\) is not chosen\. Choose a product/],
		['={{ $json.product }}', /is an expression, whose value is known only when the workflow runs/],
		[10, /Product \(productId\) is 10\. The product is one of 11/],
	])('says what is wrong with the product %j', async (productId, words) => {
		const { engine, portal } = await setUp();
		await expect(engine.search('serviceId', { ...unchosen, productId })).rejects.toThrow(words);
		expect(portal.requests).toEqual([]);
	});

	it('leaves out a serial number that is an expression', async () => {
		const { engine, received } = await setUp();
		await engine.search('serviceId', { ...unchosen, productNo: locator('={{ $json.sn }}') });
		expect(received(PLANS_PATH)[0]?.url).toBe(`${PLANS_PATH}?productId=11`);
	});
});

describe('the list of billing contacts', () => {
	it.each([{}, { fieldNames: 'other' }, { contactsShape: 'page', numericIds: true }] as const)(
		'shows name, company and e-mail address (%j)',
		async (switches) => {
			const { engine } = await setUp(switches);
			const { results } = await engine.search('billingId', unchosen);
			expect(results[0]).toEqual({ name: 'Ada Moreau (Example Telecom Ltd., billing@example.com)', value: CONTACT });
			expect(results).toHaveLength(2);
		},
	);

	it.each([
		['NORTHWIND', 'Jonas Berg'],
		['billing@', 'Ada Moreau'],
		['berg', 'Jonas Berg'],
	])('is filtered by what is typed (%s)', async (filter, name) => {
		const { engine } = await setUp();
		const { results } = await engine.search('billingId', unchosen, filter);
		expect(results).toEqual([{ name: expect.stringContaining(name) as unknown, value: expect.any(String) as unknown }]);
	});

	it('shows the ID of a contact without a name', async () => {
		const { engine, portal } = await setUp();
		portal.book.billingContacts.splice(0, 2, {
			billingContactId: CONTACT,
			company: '',
			firstName: '',
			lastName: '',
			emailAddress: '',
			country: '',
		});
		expect((await engine.search('billingId', unchosen)).results).toEqual([{ name: CONTACT, value: CONTACT }]);
	});

	it('says that the credential is refused', async () => {
		const { engine } = await setUp({}, { clientSecret: 'wrong' });
		await expect(engine.search('billingId', unchosen)).rejects.toThrow(
			'Yeastar rejected the Client ID or Client Secret of the credential',
		);
	});
});

describe('the list of PBXs', () => {
	it.each([
		[{}, 'Harbour Hotel, Enterprise Plan'],
		[{ fieldNames: 'other' }, 'Harbour Hotel, Enterprise Plan'],
		[{ pbxTellsPlan: false }, 'Harbour Hotel'],
	] as const)('shows serial number, name and plan (%j)', async (switches, words) => {
		const { engine } = await setUp(switches);
		const { results } = await engine.search('productNo', unchosen);
		expect(results[0]).toEqual({ name: `${APPLIANCE} (${words})`, value: APPLIANCE });
	});

	it.each([
		[11, 'Mill Lane Surgery'],
		[9, 'Riverside Bakery'],
	] as const)('has one for Purchase Plan in the sandbox that people start (product %i)', async (productId, name) => {
		const { engine, portal } = await setUp();
		prepareToTry(portal);
		const purchase = { operation: 'purchasePlan', productId, productNo: locator('', 'list') };
		const { results } = await engine.search('productNo', switchParameters(purchase));
		const value = WITHOUT_PLAN[productId];
		expect(results).toContainEqual({ name: `${value} (${name})`, value });
		const parameters = switchParameters({
			...purchase,
			productNo: locator(value, 'list'),
			serviceId: locator('Ultimate Plan', 'name'),
			...(productId === 9 ? { serviceId: locator('Pro', 'name') } : {}),
		});
		await engine.run({ parameters });
		expect(portal.book.orders).toMatchObject([{ productNo: value, operationType: 'purchase_plan' }]);
	});

	it('of 5,000 opens page by page, the first page after one request', async () => {
		const { engine, portal, received } = await setUp();
		portal.book.addPbxs(11, 4998);
		const first = await engine.search('productNo', unchosen);
		expect(first.results).toHaveLength(25);
		expect(received(PBXS_PATH).map(({ url }) => url)).toEqual([`${PBXS_PATH}?productId=11&pageNo=1&pageSize=25`]);
		expect(received(TOKEN_PATH)).toHaveLength(1);

		const second = await engine.search('productNo', unchosen, undefined, first.paginationToken);
		expect(second.results).toHaveLength(25);
		expect(second.results[0]?.value).toBe(portal.book.pbxs.filter(({ productId }) => productId === 11)[25]?.productNo);
		expect(received(PBXS_PATH)).toHaveLength(2);
	});

	it('finds what is typed on a later page, and goes on from there', async () => {
		const { engine, portal, received } = await setUp();
		const wanted = portal.book.addPbxs(11, 100)[60];
		const { results, paginationToken } = await engine.search('productNo', unchosen, wanted?.productNo.toLowerCase());
		expect(results.map(({ value }) => value)).toEqual([wanted?.productNo]);
		expect(received(PBXS_PATH)).toHaveLength(3);
		expect(await engine.search('productNo', unchosen, 'nothing like it', paginationToken)).toEqual({ results: [] });
		expect(received(PBXS_PATH)).toHaveLength(5);
	});

	it.each([
		[{ pageTotals: 'none' }, 3],
		[{ pageTotals: 'onlyTotal' }, 3],
		[{ pageTotals: 'onlyTotal', fixedPageSize: 20 }, 2],
	] as const)('ends where the portal counts otherwise (%j)', async (switches, pages) => {
		const { engine, portal } = await setUp(switches);
		portal.book.addPbxs(11, 38);
		const seen: Array<string | undefined> = [];
		const found: unknown[] = [];
		do {
			const page = await engine.search('productNo', unchosen, undefined, seen.at(-1));
			seen.push(page.paginationToken);
			found.push(...page.results.map(({ value }) => value));
		} while (seen.at(-1) !== undefined);
		expect(new Set(found).size).toBe(40);
		expect(seen).toHaveLength(pages);
	});

	it('ends where the portal answers every page with the same one', async () => {
		const { engine, portal, received } = await setUp({ pagesIgnored: true, pageTotals: 'none' });
		portal.book.addPbxs(11, 98);
		expect(await engine.search('productNo', unchosen, 'nothing like it')).toEqual({ results: [] });
		expect(received(PBXS_PATH)).toHaveLength(2);
	});
});
