import { cyclesOf, recipeOrAny, simpleRecipesOf } from '../../../../nodes/YeastarPartner/ordering/recipes';
import type { OperationType } from '../../../../nodes/YeastarPartner/portal/order';

describe('a kind of order without a tutorial', () => {
	it.each<[OperationType, string, string[], string]>([
		['switchTrial_plan', '12', ['plan'], 'needed'],
		['renew_service', '11', ['service'], 'needed'],
		['trial_plan', '13', ['plan', 'service'], 'optional'],
		['purchase_plan', '20', ['plan', 'service'], 'none'],
		['switch_plan', '15', ['plan'], 'none'],
	])('%s of product %s can have %j, and a serial number is %s', (operationType, productId, kinds, productNo) => {
		const recipe = recipeOrAny(operationType, productId);
		expect(Object.keys(recipe.lines)).toEqual(kinds);
		expect(recipe).toMatchObject({
			productNo,
			tutorials: [],
			unknown: expect.stringContaining('No tutorial') as string,
		});
	});

	it('is billed in any documented way: a plan for a year at least, a trial in none', () => {
		const terms = { quantity: 'optional', connectionPlan: 'optional' } as const;
		const years = (kind: 'plan' | 'service') => cyclesOf(recipeOrAny('renew_plan', '9'), terms, kind)[0]?.[1];
		expect([years('plan')?.[0], years('service')?.[0]]).toEqual([1, 0]);
		expect(cyclesOf(recipeOrAny('trial_plan', '11'), terms, 'plan')).toEqual([]);
	});
});

it.each<[OperationType, string[]]>([
	['switch_plan', ['11', '9', '12', '13']],
	['renew_plan', ['11']],
	['purchase_plan', ['11', '9']],
	['purchase_service', ['11']],
	['trial_plan', []],
])('the operation of its own for %s offers the products %j', (operationType, products) => {
	expect(simpleRecipesOf(operationType).map(({ productId }) => productId)).toEqual(products);
});
