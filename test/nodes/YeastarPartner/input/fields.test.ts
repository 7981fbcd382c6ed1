import {
	PRODUCTS,
	type Product,
	parseCycle,
	parsePoNumber,
	parseProduct,
	parseWholeNumber,
} from '../../../../nodes/YeastarPartner/input/fields';
import { InvalidField } from '../../../../nodes/YeastarPartner/input/invalidField';

function refusalOf(read: () => unknown): InvalidField {
	try {
		read();
	} catch (error) {
		if (error instanceof InvalidField) return error;
		throw error;
	}
	throw new Error('The value was accepted');
}

function product(id: number): Product {
	const found = PRODUCTS.find((candidate) => candidate.id === id);
	if (found === undefined) throw new Error(`No product ${id}`);
	return found;
}

describe('readProduct', () => {
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

describe('readCycle', () => {
	it.each<[number, unknown, unknown]>([
		[11, 'monthly', 0],
		[11, 'monthly', 5],
		[11, ' Monthly ', undefined],
		[13, 'monthly', 'x'],
		[13, 'MONTHLY', null],
	])('bills product %p %p with the interval 0, whatever multiCycle %p says', (id, cycle, years) => {
		expect(parseCycle(product(id), cycle, years)).toEqual({ billingCycle: 'monthly', multiCycle: 0 });
	});

	it.each<[number, unknown, number]>([
		[11, 1, 1],
		[9, 2, 2],
		[12, 5, 5],
		[13, '3', 3],
		[11, ' 4 ', 4],
	])('bills product %p annually for %p', (id, years, multiCycle) => {
		expect(parseCycle(product(id), 'annually', years)).toEqual({ billingCycle: 'annually', multiCycle });
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
		expect(refusalOf(() => parseCycle(product(11), 'annually', years)).message).toMatch(
			/^multiCycle is .+\. .*from 1 to 5\.$/,
		);
	});

	it.each<[number, unknown, string]>([
		[9, 'monthly', 'Linkus Cloud Service is billed annually.'],
		[12, 'monthly', 'P-Series Software Edition is billed annually.'],
		[11, 'weekly', 'P-Series Appliance Edition is billed annually or monthly.'],
		[13, '', 'P-Series Cloud Edition is billed annually or monthly.'],
		[11, undefined, 'billed annually or monthly.'],
		[11, 1, 'billed annually or monthly.'],
	])('refuses product %p billed %p', (id, cycle, allowed) => {
		expect(refusalOf(() => parseCycle(product(id), cycle, 1))).toMatchObject({
			field: 'billingCycle',
			allowed: expect.stringContaining(allowed) as string,
		});
	});
});

describe('readPoNumber', () => {
	it.each<[unknown, string | undefined]>([
		[undefined, undefined],
		[null, undefined],
		['', undefined],
		['  ', undefined],
		[' PO 2025/7 ', 'PO 2025/7'],
		['007', '007'],
		[4711, '4711'],
		[3197218168379846218n, '3197218168379846218'],
	])('reads %p', (value, expected) => {
		expect(parsePoNumber('poNumber', value)).toBe(expected);
	});

	it.each<[unknown, string]>([
		[true, 'is a text'],
		[NaN, 'is a text'],
		[['x'], 'is a text'],
		[{}, 'is a text'],
		[2 ** 60, 'pass it as text'],
	])('refuses %p', (value, allowed) => {
		expect(refusalOf(() => parsePoNumber('poNumber', value)).message).toContain(allowed);
	});
});

describe('readWholeNumber', () => {
	it.each<[unknown, number]>([
		[1, 1],
		[50, 50],
		['7', 7],
		[' 7 ', 7],
	])('accepts %p', (value, expected) => {
		expect(parseWholeNumber('maxConcurrency', value, 1, 50)).toBe(expected);
	});

	it.each<[unknown]>([
		[0],
		[51],
		[-1],
		[2.5],
		[NaN],
		[Infinity],
		[2 ** 60],
		[''],
		[' '],
		['1e1'],
		['2.0'],
		['x'],
		[null],
		[undefined],
		[true],
		[5n],
		[[5]],
		[{}],
	])('refuses %p', (value) => {
		expect(refusalOf(() => parseWholeNumber('maxConcurrency', value, 1, 50)).message).toMatch(
			/^maxConcurrency is .+\. It is a whole number from 1 to 50\.$/,
		);
	});
});
