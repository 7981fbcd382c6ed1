import { findByName, listNames, namesOfId } from '../../../../nodes/YeastarPartner/input/match';

const named = (...names: string[]) => names.map((name, index) => ({ id: String(index + 1), name }));
const PLANS = named('Standard Plan', 'Enterprise Plan', 'Ultimate Plan');

describe('a name', () => {
	it.each([
		['Ultimate Plan', PLANS, ['3']],
		['ULTIMATE  plan', PLANS, ['3']],
		['Ｕltimate Plan', PLANS, ['3']],
		['Ultimate', PLANS, ['3']],
		['Plan', PLANS, ['1', '2', '3']],
		['Ultimate Plans', PLANS, []],
		['Ultim', PLANS, []],
		['Plan Ultimate', PLANS, []],
		['', PLANS, []],
		['-', PLANS, []],
		['Enterprise', named('Enterprise Plan', 'Enterprise Plan Plus'), ['1', '2']],
		['Cloud', named('Cloud Plan A', 'Cloud Plan B'), ['1', '2']],
		['Enterprise Plan', named('Enterprise Plan', 'Enterprise Plan Plus'), ['1']],
		['Pro+', named('Pro', 'Pro+'), ['2']],
		['Pro', named('Pro+ 2026', 'Pro Plan'), ['2']],
		['Pro', named('Pro 2026'), []],
		['Linkus Cloud Service', named('Linkus Cloud Service Pro'), []],
		['Enterprise', named('Enterprise Plus Plan'), []],
		['Linkus Cloud Service', named('Linkus Cloud Service Pro+'), []],
		['旗舰版', named('企业版', '旗舰版'), ['2']],
		['\u200b', named('', 'Ultimate Plan'), []],
		['Ul\u200btimate\u2060 Plan\ufeff', PLANS, ['3']],
		['Ultimate Plan', named('Ultimate Plan', 'Ultimate\u00ad Plan'), ['1', '2']],
		['Ultimate', named('Ultimate Plan Subscription'), ['1']],
		['Ultimate Plan', named('Subscription for the Ultimate Plan'), []],
		['Ultimate Plan', named('Ultimate-Plan'), []],
		['Ultimate Plan', named('Ultimate Plan & Hotel'), []],
		['Ultimate Plan', named('P-Series Ultimate Plan'), []],
		['Ultimate', named('Ultimate Plan', ''), []],
	])('"%s" means what is called so, or what alone has its words', (wanted, candidates, ids) => {
		expect(findByName(candidates, wanted).map(({ id }) => id)).toEqual(ids);
	});

	it('of a plan that is listed twice is not ambiguous', () => {
		const twice = [...PLANS, { id: '3', name: 'Ultimate Plan' }];
		expect(findByName(twice, 'Ultimate')).toEqual([{ id: '3', name: 'Ultimate Plan' }]);
	});
});

describe("a product's own words", () => {
	const PRODUCT = ['P-Series Appliance Edition', 'P-Series Plan for Appliance Edition'];

	it.each([
		['P-Series Ultimate Plan', true],
		['Ultimate Plan for Appliance Edition', true],
		['Ultimate Plan - P-Series (Appliance Edition)', true],
		['Ultimate Plan S-Series', false],
		['Ultimate Plan P', false],
		['for Ultimate Plan', false],
		['Ultimate Plan for Cloud Edition', false],
	])('may be missing and no others: "%s"', (name, isMeant) => {
		expect(findByName(named('Standard Plan', name), 'Ultimate Plan', PRODUCT)).toHaveLength(isMeant ? 1 : 0);
	});

	it('do not choose between two', () => {
		const both = named('P-Series Ultimate Plan', 'Ultimate Plan Add-on');
		expect(findByName(both, 'Ultimate Plan', PRODUCT)).toEqual(both);
	});
});

describe('the names of an ID', () => {
	it('are one where they differ in generic words only', () => {
		const candidates = [
			['1', 'Ultimate Plan'],
			['1', ''],
			['1', 'ULTIMATE'],
			['2', 'Pro'],
			['2', 'Pro+'],
		].map(([id = '', name = '']) => ({ id, name }));
		expect(namesOfId(candidates, '1')).toEqual(['Ultimate Plan']);
		expect(namesOfId(candidates, '2')).toEqual(['Pro', 'Pro+']);
		expect(namesOfId(candidates, '3')).toEqual([]);
	});

	it.each([
		[['Ultimate Plan', 'P-Series Ultimate Plan'], 1],
		[['Ultimate', 'Ultimate Plan for the Appliance Edition'], 1],
		[['Appliance Edition', 'Appliance Edition Plan'], 1],
		[['Ultimate Plan', 'Ultimate Plan Add-on'], 2],
		[['Appliance Edition', 'Ultimate Plan'], 2],
		[['Ultimate Plan', 'Ultimate Plan for Cloud'], 2],
	])('%j are one where they differ in words of the product only (%i)', (names, count) => {
		const candidates = names.map((name) => ({ id: '1', name }));
		expect(namesOfId(candidates, '1', ['P-Series Appliance Edition'])).toHaveLength(count);
	});
});

describe('a sentence', () => {
	it('names ten at the most, and those without a name by their ID', () => {
		const many = named(...Array.from({ length: 12 }, (_, index) => (index === 0 ? '' : `Plan ${index}`)));
		expect(listNames(many)).toMatch(/^1, "Plan 1", .*"Plan 9" and 2 more$/);
		expect(listNames(many.slice(1, 2), true)).toBe('"Plan 1" (2)');
	});
});
