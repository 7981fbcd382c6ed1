import { companyOf, emailsOf, personOf } from '../../../../nodes/YeastarPartner/portal/contacts';
import { textUnder } from '../../../../nodes/YeastarPartner/portal/find';
import type { JsonObject, JsonValue } from '../../../../nodes/YeastarPartner/portal/json';
import { pbxNameOf, currentPlanOf } from '../../../../nodes/YeastarPartner/portal/pbxs';
import { closeOtherPortals, setUpOther } from '../../../support/otherPortal';
import { PLANS_PATH, switchParameters } from '../../../support/portal';

afterEach(closeOtherPortals);

/** What the list of plans shows for a portal's answer. */
async function planNames(result: JsonValue): Promise<string[]> {
	const { engine } = await setUpOther({ [PLANS_PATH]: JSON.stringify(result) });
	return (await engine.search('serviceId', switchParameters())).results.map(({ name }) => name);
}

describe("a plan's name", () => {
	it.each<[string, JsonObject]>([
		['planName', { planName: 'Ultimate Plan', currencyName: 'Dollar' }],
		['name', { productName: 'P-Series', name: 'Ultimate Plan' }],
		['plan_name', { plan_name: ' Ultimate Plan ' }],
		['pricingPlanName', { billingCycleName: 'Annually', pricingPlanName: 'Ultimate Plan' }],
		['title beside the name of something else', { categoryName: 'P-Series', title: 'Ultimate Plan' }],
		['title', { title: 'Ultimate Plan', cycle: 'annually' }],
		['displayLabel', { displayLabel: 'Ultimate Plan' }],
		['plan', { plan: 'Ultimate Plan' }],
		['a name in several languages', { name: { en_US: 'Ultimate Plan', zh_CN: '旗舰版' } }],
		['a name inside of another object', { info: { planName: 'Ultimate Plan' } }],
		['the only phrase', { edition: 'Ultimate Plan', cycle: 'annually', price: '10.10' }],
	])('is found as %s', async (_name, fields) => {
		expect(await planNames([{ planId: '1', ...fields }])).toEqual(['Ultimate Plan']);
	});

	it('is that of the object around it, where that holds no other plan', async () => {
		const one = { planName: 'Ultimate Plan', prices: [{ planId: '1' }] };
		expect(
			await planNames({ planName: 'P-Series', plans: [one, { planName: 'Standard Plan', prices: [{ planId: '2' }] }] }),
		).toEqual(['Ultimate Plan', 'Standard Plan']);
		expect(await planNames({ planName: 'P-Series', plans: [{ planId: '1' }, { planId: '2' }] })).toEqual(['1', '2']);
	});

	it('is both of two that differ, and the longer one of two that do not', async () => {
		const plans = [
			{ planId: '1', planName: 'Ultimate Plan', name: 'Extension add-on' },
			{ planId: '2', planName: 'Standard', name: 'STANDARD Plan' },
		];
		expect(await planNames(plans)).toEqual(['Ultimate Plan / Extension add-on', 'STANDARD Plan']);
	});

	it('is its ID where the name may be that of another plan', async () => {
		expect(await planNames([{ planId: '1', upgradePlanId: '2', name: 'Ultimate Plan' }])).toEqual(['1']);
	});

	it('is its ID where there is none', async () => {
		expect(await planNames([{ planId: '1', name: '12', code: 'annually' }])).toEqual(['1']);
	});
});

describe('a billing contact', () => {
	const contact = (fields: JsonObject) => ({ billingContactId: '1', ...fields });

	it.each<[JsonObject, string[]]>([
		[{ emailAddress: 'a@b.test' }, ['a@b.test']],
		[{ email: 'a@b.test; c@d.test', remark: 'x@y.test' }, ['a@b.test', 'c@d.test']],
		[{ mails: ['a@b.test'] }, ['a@b.test']],
		[{ account: { login: 'a@b.test' } }, []],
		[{ contact: { email: 'a@b.test' }, accountManager: { email: 'x@y.test' } }, ['a@b.test']],
		[{ emailAddress: '' }, []],
		[{ emailAddress: '', remark: 'formerly a@b.test' }, []],
		[{ emailAddress: 'a@b.test', createdByMail: 'x@y.test' }, ['a@b.test']],
		[{ e_mail: 'a@b.test', createdByMail: 'x@y.test' }, ['a@b.test']],
		[{ mailTo: 'a@b.test' }, ['a@b.test']],
		[{ emailAddress: '', invoiceEmail: 'a@b.test', createdByMail: 'x@y.test' }, ['a@b.test']],
		[{ emailAddress: '', createdByMail: 'x@y.test' }, []],
	])('has the e-mail addresses of %j', (fields, emails) => {
		expect(emailsOf(contact(fields))).toEqual(emails);
	});

	it.each<[JsonObject, string, string]>([
		[{ firstName: 'Ada', lastName: 'Moreau', company: 'Example' }, 'Ada Moreau', 'Example'],
		[{ firstName: '', lastName: 'Moreau', organization: 'Example' }, 'Moreau', 'Example'],
		[{ fullName: 'Ada Moreau', billTo: { companyName: 'Example' } }, 'Ada Moreau', 'Example'],
		[{}, '', ''],
		[{ accountManager: { name: 'Somebody' }, parentCompany: 'Other', reseller: { company: 'Other' } }, '', ''],
	])('has the names of %j', (fields, person, company) => {
		expect([personOf(contact(fields)), companyOf(contact(fields))]).toEqual([person, company]);
	});
});

describe('a PBX', () => {
	it.each<[JsonObject, string, string]>([
		[{ pbxName: 'Hotel', productName: 'Appliance', planName: 'Standard' }, 'Hotel', 'Standard'],
		[{ comment: 'Hotel', currentPlan: 'Ultimate', planName: 'Standard' }, 'Hotel', 'Ultimate'],
		[
			{ productName: 'Appliance', nextPlanName: 'Ultimate', subscription: { plan: 'Standard' } },
			'Appliance',
			'Standard',
		],
		[{ productNo: '1' }, '', ''],
		[{ plan: { planId: '2', name: 'Standard' }, nextPlan: { planName: 'Ultimate' } }, '', 'Standard'],
		[{ nextPlan: { planId: '3', planName: 'Ultimate' } }, '', ''],
		[{ subscription: { nextPlan: { planName: 'Ultimate' }, pendingPlanName: 'Ultimate' } }, '', ''],
		[
			{ currentPlan: { planName: 'Standard', nextPlan: { planName: 'Ultimate' } }, upgradePlanName: 'Ultimate' },
			'',
			'Standard',
		],
		[{ customer: { name: 'Somebody' }, owner: { alias: 'Somebody' }, history: { planName: 'Basic' } }, '', ''],
	])('is called and on what %j says', (fields, name, plan) => {
		expect([pbxNameOf(fields), currentPlanOf(fields)]).toEqual([name, plan]);
	});
});

describe('a text', () => {
	it('is found under the likeliest name first, also in a part of the object, and not in other objects', () => {
		const object = { info: { title: 'inner' }, other: { caption: 'of another' }, label: 'outer', name: 5 };
		expect(textUnder(object, [/^name$/, /^label$/])).toBe('outer');
		expect(textUnder(object, [/^title$/])).toBe('inner');
		expect(textUnder(object, [/^none$/])).toBe('');
		expect(textUnder(object, [/^caption$/])).toBe('');
	});
});
