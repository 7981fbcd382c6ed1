import { addCustomer } from '../../../../nodes/YeastarPartner/ordering/addCustomer';
import { RoundedIds } from '../../../../nodes/YeastarPartner/input/roundedIds';
import { enableAutoRenewal } from '../../../../nodes/YeastarPartner/portal/autoRenewal';
import { Catalog } from '../../../../nodes/YeastarPartner/portal/catalog';
import type { PortalClient } from '../../../../nodes/YeastarPartner/portal/client';
import { findCustomer, getCustomer, getCustomers } from '../../../../nodes/YeastarPartner/portal/customers';
import { getOffers, getServices } from '../../../../nodes/YeastarPartner/portal/offers';
import { closeScripted, envelopeText, type ScriptedAnswer, setUpScripted } from '../../../support/scriptedPortal';
import '../../../support/portal';

afterEach(closeScripted);

const text = (fields: object): ScriptedAnswer => ({ text: envelopeText(fields) });
const refused = (): ScriptedAnswer => text({ code: 'refused', detailMessage: 'Not today', status: 400 });
const NEW = { yeastarId: 'a@b.test', company: 'Lighthouse', country: 'France', lastName: 'Roux' };

/** Runs code against a portal that answers each path with results, the last one from then on. */
async function against<Result>(
	answers: Record<string, readonly unknown[]>,
	code: (client: PortalClient) => Promise<Result>,
): Promise<Result> {
	const { withClient } = await setUpScripted(({ path }, nth) => {
		const [, results = []] = Object.entries(answers).find(([end]) => path.includes(end)) ?? [];
		const result = results[Math.min(nth, results.length) - 1];
		return result === refused ? refused() : text({ result: result ?? null });
	});
	return await withClient(code);
}

const messageOf = async (work: Promise<unknown>) =>
	await work.then(
		() => '',
		(error: Error) => error.message,
	);

describe('customers', () => {
	it('whose list holds something else are not guessed', async () => {
		expect(await messageOf(against({ partner_list: [{ users: [{ id: 1 }] }] }, getCustomers))).toMatch(
			/holds no customer that can be recognized/,
		);
		expect(await against({ partner_list: [[]] }, getCustomers)).toEqual([]);
	});

	it('that are told for another email address are none', async () => {
		const other = { partnerId: '1', email: 'other@b.test' };
		const answers = { subordinate_user: [other], partner_list: [[other]] };
		expect(await messageOf(against(answers, async (client) => await getCustomer(client, 'a@b.test')))).toMatch(
			/^Customer a@b\.test was not found/,
		);
		expect(await against(answers, async (client) => await findCustomer(client, 'a@b.test'))).toBeUndefined();
	});

	it('are found in the list where the portal refuses the question', async () => {
		const customer = { partnerId: 1, email: ' A@B.test ' };
		const answers = { subordinate_user: [refused], partner_list: [{ results: [customer] }] };
		expect(await against(answers, async (client) => await findCustomer(client, 'a@b.test'))).toMatchObject({
			partnerId: '1',
		});
	});

	it('that the portal says it did not create are not created', async () => {
		const answers = { subordinate_user: [null], partner_list: [[]], save_user: [false] };
		expect(await messageOf(against(answers, async (client) => await addCustomer(client, NEW)))).toMatch(
			/^The portal did not create customer a@b\.test/,
		);
	});

	it('that are created and do not show are told without an ID', async () => {
		const answers = { subordinate_user: [null], partner_list: [[]], save_user: [true] };
		expect(await against(answers, async (client) => await addCustomer(client, NEW))).toEqual({
			customer: { partnerId: '', email: 'a@b.test', company: 'Lighthouse' },
			outcome: 'created',
		});
	});

	it('that somebody else created meanwhile, as another company, are refused', async () => {
		const other = { partnerId: '1', email: 'a@b.test', company: 'Northwind' };
		const answers = { subordinate_user: [null, other], partner_list: [[]], save_user: [true] };
		expect(await messageOf(against(answers, async (client) => await addCustomer(client, NEW)))).toMatch(
			/its company is "Northwind"/,
		);
	});

	it('whose ID was rounded are named', async () => {
		const check = async (id: string, list: object[]) =>
			await messageOf(
				against({ partner_list: [list] }, async (client) => {
					const rounded = new RoundedIds(
						new Catalog(
							async () => await Promise.resolve(client),
							() => [],
						),
					);
					await rounded.assertCustomerId('partnerId', id);
				}),
			);
		const listed = [{ partnerId: '3505184805912670209', company: 'Harbour Hotel' }, { partnerId: '7' }];
		expect(await check('3505184805912670000', listed)).toMatch(/Probably meant: "Harbour Hotel"/);
		expect(await check('1505184805912670000', listed)).toMatch(/is the ID of no customer\. The customers are/);
		expect(await check('1505184805912670000', [])).toMatch(/The portal lists no customer/);
	});
});

describe('what a product offers', () => {
	const query = { productId: '11' };
	const services = { serviceList: [{ serviceId: '1' }], things: [{ id: 2 }] };

	it('without a plan that can be recognized still has services', async () => {
		const { plans, withoutPlans } = await against(
			{ product_info: [services] },
			async (client) => await getOffers(client, query),
		);
		expect([plans, withoutPlans?.message]).toEqual([[], expect.stringContaining('holds no plan')]);
		expect(
			await against({ product_info: [services] }, async (client) => await getServices(client, query)),
		).toHaveLength(1);
	});

	it('is not guessed where nothing can be recognized', async () => {
		const answers = { product_info: [{ things: [{ id: 2 }] }] };
		expect(await messageOf(against(answers, async (client) => await getOffers(client, query)))).toMatch(
			/holds no plan/,
		);
		expect(await messageOf(against(answers, async (client) => await getServices(client, query)))).toMatch(
			/holds no service/,
		);
	});

	it('has no service where it has plans only', async () => {
		const answers = { product_info: [{ planList: [{ planId: '1' }] }] };
		expect(await against(answers, async (client) => await getServices(client, query))).toEqual([]);
	});
});

describe('auto-renewal', () => {
	const enable = async (answers: Record<string, readonly unknown[]>) =>
		await against(
			answers,
			async (client) => await enableAutoRenewal(client, { productId: '11', productNo: 'A', serviceId: '1' }),
		);

	it('that the portal says it did not switch on is an error, unless it is on', async () => {
		expect(await messageOf(enable({ active: [false], detail: [{ autoRenew: false }] }))).toMatch(
			/^The portal did not switch on auto-renewal for PBX A/,
		);
		expect(await enable({ active: [false], detail: [{ autoRenew: true }] })).toBe(true);
	});

	it('is not known where the PBX cannot be read', async () => {
		expect(await enable({ active: [true], detail: [refused] })).toBeUndefined();
	});
});
