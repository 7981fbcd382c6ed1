import { findByName, listNames } from '../../../../nodes/YeastarPartner/ordering/match';

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
		['Pro', named('Pro+ 2026', 'Pro 2026'), ['2']],
		['Linkus Cloud Service', named('Linkus Cloud Service Pro'), []],
		['Enterprise', named('Enterprise Plus Plan'), []],
		['Linkus Cloud Service', named('Linkus Cloud Service Pro+'), []],
		['旗舰版', named('企业版', '旗舰版'), ['2']],
	])('"%s" means what is called so, or what alone has its words', (wanted, candidates, ids) => {
		expect(findByName(candidates, wanted).map(({ id }) => id)).toEqual(ids);
	});

	it('of a plan that is listed twice is not ambiguous', () => {
		const twice = [...PLANS, { id: '3', name: 'Ultimate Plan' }];
		expect(findByName(twice, 'Ultimate')).toEqual([{ id: '3', name: 'Ultimate Plan' }]);
	});
});

describe('a sentence', () => {
	it('names ten at the most, and those without a name by their ID', () => {
		const many = named(...Array.from({ length: 12 }, (_, index) => (index === 0 ? '' : `Plan ${index}`)));
		expect(listNames(many)).toMatch(/^1, "Plan 1", .*"Plan 9" and 2 more$/);
		expect(listNames(many.slice(1, 2), true)).toBe('"Plan 1" (2)');
	});
});
