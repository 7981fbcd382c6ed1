import { InvalidField } from '../../../../nodes/YeastarPartner/input/invalidField';
import { recipeOrAny } from '../../../../nodes/YeastarPartner/ordering/recipes';
import { parseCycle, parseProduct } from '../../../../nodes/YeastarPartner/input/terms';

function refusalOf(read: () => unknown): InvalidField {
	try {
		read();
	} catch (error) {
		if (error instanceof InvalidField) return error;
		throw error;
	}
	throw new Error('The value was accepted');
}

function cycleOf(productId: number, billingCycle: unknown, multiCycle: unknown) {
	const product = parseProduct('productId', productId);
	const recipe = recipeOrAny('switch_plan', String(productId));
	const terms = recipe.lines.plan ?? { quantity: 'none', connectionPlan: 'none' };
	return parseCycle(recipe, terms, product.name, billingCycle, multiCycle);
}

describe('parseProduct', () => {
	it.each([11, 9, 12, 13])('accepts %p as a number and as text', (id) => {
		expect(parseProduct('productId', id).id).toBe(id);
		expect(parseProduct('productId', ` ${id} `).id).toBe(id);
	});

	it.each<[unknown]>([
		[10],
		[14],
		['011'],
		['11.0'],
		[11.5],
		[NaN],
		[0],
		[''],
		[null],
		[undefined],
		[true],
		[[11]],
		[{}],
	])('refuses %p, naming the products there are', (value) => {
		expect(refusalOf(() => parseProduct('productId', value)).message).toMatch(
			/^productId is .+\. The product is one of 11 \(P-Series Appliance Edition\), 9 \(Linkus Cloud Service\), 12 \(.+\), 13 \(.+\)\.$/,
		);
	});
});

describe('parseCycle', () => {
	it.each<[number, unknown, unknown]>([
		[11, 'monthly', 0],
		[11, 'monthly', 5],
		[11, ' Monthly ', undefined],
		[13, 'monthly', 'x'],
		[13, 'MONTHLY', null],
	])('bills product %p %p with the interval 0, whatever multiCycle %p says', (id, cycle, years) => {
		expect(cycleOf(id, cycle, years)).toEqual({ billingModel: 'recurring', billingCycle: 'monthly', multiCycle: 0 });
	});

	it.each<[number, unknown, number]>([
		[11, 1, 1],
		[9, 2, 2],
		[12, 5, 5],
		[13, '3', 3],
		[11, ' 4 ', 4],
	])('bills product %p annually for %p', (id, years, multiCycle) => {
		expect(cycleOf(id, 'annually', years)).toEqual({ billingModel: 'recurring', billingCycle: 'annually', multiCycle });
	});

	it.each<[unknown]>([
		[0],
		[6],
		[-1],
		[1.5],
		['1.0'],
		['05'],
		[''],
		[null],
		[undefined],
		[NaN],
		[true],
		['one'],
		[[1]],
	])('refuses %p years', (years) => {
		expect(refusalOf(() => cycleOf(11, 'annually', years)).message).toMatch(/^multiCycle is .+\. .*from 1 to 5\.$/);
	});

	it.each<[number, unknown, string]>([
		[9, 'monthly', 'Linkus Cloud Service is billed annually.'],
		[12, 'monthly', 'P-Series Software Edition is billed annually.'],
		[11, 'weekly', 'P-Series Appliance Edition is billed annually or monthly.'],
		[13, '', 'P-Series Cloud Edition is billed annually or monthly.'],
		[11, undefined, 'billed annually or monthly.'],
		[11, 1, 'billed annually or monthly.'],
	])('refuses product %p billed %p', (id, cycle, allowed) => {
		expect(refusalOf(() => cycleOf(id, cycle, 1))).toMatchObject({
			field: 'billingCycle',
			allowed: expect.stringContaining(allowed) as string,
		});
	});
});
