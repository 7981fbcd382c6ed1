import { parsePoNumber, parseWholeNumber } from '../../../../nodes/YeastarPartner/input/fields';
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

describe('parsePoNumber', () => {
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

describe('parseWholeNumber', () => {
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
