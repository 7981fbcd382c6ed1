import type { Switches } from '../../../sandbox/switches';
import { ANSWERS } from '../../nodes/YeastarPartner/checks/mutations/answers';
import { DETAILS } from '../../nodes/YeastarPartner/checks/mutations/details';
import { LISTS } from '../../nodes/YeastarPartner/checks/mutations/lists';
import type { NamedMutation } from '../../nodes/YeastarPartner/checks/mutations/mutate';
import { PAGES } from '../../nodes/YeastarPartner/checks/mutations/pages';
import { check, placeOrders } from '../../support/checking';
import type { Engine } from '../../support/engine';
import { closeOtherPortals, type Mutation, setUpMutated } from '../../support/otherPortal';
import { closePortals, CONTACTS_PATH, setUp } from '../../support/portal';

afterEach(async () => {
	await closePortals();
	await closeOtherPortals();
});

const MUTATIONS: NamedMutation[] = [...LISTS, ...PAGES, ...DETAILS, ...ANSWERS];

async function mutated(mutation: Mutation): Promise<string> {
	const { engine, portal } = await setUpMutated(mutation);
	placeOrders(portal);
	return (await check(engine)).text;
}

async function expectTheSame(reported: string): Promise<Engine> {
	const { engine } = await setUp({}, {}, reported);
	expect(JSON.parse((await check(engine)).text)).toEqual(JSON.parse(reported));
	return engine;
}

/** Some mutations at once. */
function together(...names: string[]): Mutation {
	const chosen = names.map((name) => MUTATIONS.find(([known]) => known === name)?.[1]);
	if (chosen.includes(undefined)) throw new Error('There is no such mutation');
	return {
		ask: (path, query) => chosen.forEach((mutation) => mutation?.ask?.(path, query)),
		answer: (answer) => chosen.forEach((mutation) => mutation?.answer?.(answer)),
	};
}

const MANY = together(
	'plans that are called title',
	'plan IDs that are numbers',
	'plans under another field',
	'contacts with another field for the address',
	'contacts in a page',
	'customers under a field',
	'order times in seconds',
	'an order list without totals',
	'PBXs with the plan in an object of its own',
	'PBXs that do not tell whether they renew themselves',
	'PBX details without currentPlan',
	'a price without totalPrice',
	'refusals with HTTP 200',
);

describe('a sandbox that is like a report gives the same report', () => {
	it.each(MUTATIONS.map(([name, mutation]) => [name, mutation] as const))('of %s', async (_name, mutation) => {
		await expectTheSame(await mutated(mutation));
	});

	it('of much that differs at once', async () => {
		await expectTheSame(await mutated(MANY));
	});

	it.each<Partial<Switches>>([
		{},
		{ numericIds: true, fieldNames: 'other', wideRows: true, requireProductNo: true },
		{ plansShape: 'nested', contactsShape: 'page', orderDetails: 'otherNames', ordersSorted: 'unsorted' },
		{
			plansShape: 'array',
			contactsShape: 'object',
			orderTimes: 'text',
			pageTotals: 'onlyTotal',
			referenceInList: 'empty',
		},
		{ plansShape: 'other', orderTimes: 'wholeSeconds', sendsDate: false, onlyNewestToken: true, tokenKind: 'opaque' },
		{ refusesSort: true, httpRepeatsStatus: false, orderDetails: 'twoPlans', productIdInWords: true, firstPage: 0 },
		{
			pagesIgnored: true,
			pbxTellsPlan: false,
			plansHavePricingId: false,
			orderDetails: 'withoutPlanId',
			orderTimes: 'none',
		},
		{
			fixedPageSize: 2,
			paddedSerialNumbers: true,
			orderDetails: 'planBefore',
			orderTimes: 'zonedText',
			tokenLifetime: 7200,
		},
	])('of the sandbox with %j', async (switches) => {
		const { engine, portal } = await setUp(switches);
		placeOrders(portal);
		await expectTheSame((await check(engine)).text);
	});

	it('of one that answers with web pages', async () => {
		const { engine, portal } = await setUp();
		portal.faults.order({ kind: 'html', path: CONTACTS_PATH });
		await expectTheSame((await check(engine)).text);
	});

	it('of an account that has nothing', async () => {
		const { engine, portal } = await setUp();
		const { pbxs, customers, billingContacts } = portal.book;
		for (const rows of [pbxs, customers, billingContacts]) rows.length = 0;
		await expectTheSame((await check(engine)).text);
	});
});

it('still has its plans, contacts and PBXs, so that the node can be tried against it', async () => {
	const engine = await expectTheSame(await mutated(MANY));
	const { items } = await engine.run({ parameters: { resource: 'plan', operation: 'getPlans', productId: 11 } });
	expect(items.map(({ json }) => [json.planId, json.title])).toContainEqual(['3048560606464323584', 'Ultimate Plan']);
	const { error, items: placed } = await engine.run({
		parameters: {
			resource: 'plan',
			operation: 'switchPlan',
			productId: 11,
			productNo: { __rl: true, mode: 'id', value: '3631E0112233' },
			billingId: { __rl: true, mode: 'email', value: 'billing@example.com' },
			serviceId: { __rl: true, mode: 'name', value: 'Enterprise Plan' },
			billingCycle: 'annually',
			multiCycle: 1,
			options: {},
		},
	});
	expect(error).toBeUndefined();
	expect(placed[0]?.json).toMatchObject({ outcome: 'placed', productNo: '3631E0112233' });
});

it.each([
	['no JSON', 'It said yes', /not JSON/],
	['no report', '{"findings":[]}', /no findings and answers/],
	['a report of a later form', '{"version":2,"findings":{},"answers":{}}', /version 2, known is 1/],
])('refuses %s', async (_name, text, words) => {
	await expect(setUp({}, {}, text)).rejects.toThrow(words);
});

it('reads a report as it stands in an issue, with a fence around it', async () => {
	const { portal } = await setUp({}, {}, '```json\n{"version":1,"findings":{},"answers":{}}\n```\n');
	expect(portal.url).toMatch(/^http/);
});
