import fc from 'fast-check';

import { parseId, parseSerialNumber } from '../../../../nodes/YeastarPartner/input/fields';
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

const UNSAFE_NUMBERS = [2 ** 53, Number('3197218168379846218'), -(2 ** 53), 1e21];

describe('readId', () => {
	it.each<[unknown, string]>([
		['3197218168379846218', '3197218168379846218'],
		[' 3048560606464323584\n', '3048560606464323584'],
		['1', '1'],
		['9223372036854775807', '9223372036854775807'],
		[1259567, '1259567'],
		[Number.MAX_SAFE_INTEGER, '9007199254740991'],
		[3197218168379846218n, '3197218168379846218'],
		[2n ** 63n - 1n, '9223372036854775807'],
	])('accepts %p', (value, expected) => {
		expect(parseId('serviceId', 'a plan', value)).toBe(expected);
	});

	it.each(['', '  ', undefined, null])('says of %p that it is empty, and what to do', (value) => {
		expect(refusalOf(() => parseId('serviceId', 'a plan', value)).message).toBe(
			'serviceId is empty. Choose a plan, or give its ID.',
		);
	});

	it.each<[unknown, string]>([
		['undefined', '"undefined"'],
		['0', '"0"'],
		[0, '0'],
		[-5, '-5'],
		[1.5, '1.5'],
		[NaN, 'NaN'],
		[-1n, '-1'],
		[true, 'true'],
		[false, 'false'],
		['007', '"007"'],
		['+7', '"+7"'],
		['-7', '"-7"'],
		['1e5', '"1e5"'],
		['3,197', '"3,197"'],
		['3197 2181', '"3197 2181"'],
		['3048560606464323584n', '"3048560606464323584n"'],
		['３０４８', '"３０４８"'],
		['Ultimate Plan', '"Ultimate Plan"'],
		['31972181683798462180', '"31972181683798462180"'],
		[['1'], 'a list'],
		[{ id: '1' }, 'an object'],
	])('refuses %p, naming field, value and what is allowed', (value, shown) => {
		expect(refusalOf(() => parseId('serviceId', 'a plan', value))).toMatchObject({
			field: 'serviceId',
			problem: `is ${shown}`,
			allowed: expect.stringContaining('The ID of a plan is a whole number of 1 to 19 digits') as string,
		});
	});

	it.each(['9223372036854775808', 2n ** 63n, '9999999999999999999'])('refuses %p, which is above 2^63-1', (value) => {
		expect(refusalOf(() => parseId('billingId', 'a billing contact', value)).message).toMatch(
			/^billingId is .*\. The ID of a billing contact is at most 9223372036854775807\.$/,
		);
	});

	it.each(UNSAFE_NUMBERS)('says that the number %p was rounded and is to be passed as text', (value) => {
		const { field, problem, allowed } = refusalOf(() => parseId('serviceId', 'a plan', value));
		expect(field).toBe('serviceId');
		expect(problem).toContain('was rounded before it got here');
		expect(problem).toContain(String(value));
		expect(allowed).toContain('pass it as text');
	});

	it('cuts a long text short in the sentence', () => {
		const { problem } = refusalOf(() => parseId('serviceId', 'a plan', '1'.repeat(5000)));
		expect(problem).toBe(`is "${'1'.repeat(60)}…"`);
	});

	it('gives exactly the digits that were typed, or refuses', () => {
		const typed = fc.oneof(
			fc.bigInt({ min: 1n, max: 2n ** 63n - 1n }),
			fc.bigInt({ min: 1n, max: 2n ** 70n }).map(String),
			fc.stringMatching(/^ ?\d{1,21} ?$/),
			fc.maxSafeInteger(),
			fc.double(),
			fc.string(),
			fc.anything(),
		);
		fc.assert(
			fc.property(typed, (value) => {
				try {
					expect(parseId('serviceId', 'a plan', value)).toBe(String(value).trim());
				} catch (error) {
					if (!(error instanceof InvalidField)) throw error;
				}
			}),
			{ numRuns: 2000 },
		);
	});

	it('accepts every ID that the portal can have', () => {
		fc.assert(
			fc.property(fc.bigInt({ min: 1n, max: 2n ** 63n - 1n }), (id) => {
				expect(parseId('serviceId', 'a plan', String(id))).toBe(String(id));
			}),
		);
	});
});

describe('readSerialNumber', () => {
	it.each<[unknown, string]>([
		['3631E0997265', '3631E0997265'],
		[' 3631e0997265\t', '3631e0997265'],
		['369471667338', '369471667338'],
		[369471667338, '369471667338'],
		[369471667338n, '369471667338'],
		['0012', '0012'],
	])('accepts %p', (value, expected) => {
		expect(parseSerialNumber('productNo', value)).toBe(expected);
	});

	it.each<[unknown]>([
		[''],
		[' '],
		[undefined],
		[null],
		['undefined'],
		['null'],
		['NaN'],
		[NaN],
		[true],
		[-5],
		[1.5],
		['3631-E099'],
		['3631 E099'],
		['3631E0997265"'],
		['Ä1'],
		['1/../2'],
		[['3631E0997265']],
		[{}],
	])('refuses %p', (value) => {
		expect(refusalOf(() => parseSerialNumber('productNo', value)).message).toMatch(
			/^productNo is .+\. The serial number of a PBX has only letters and digits\./,
		);
	});

	it('says that a number was rounded', () => {
		expect(refusalOf(() => parseSerialNumber('productNo', 2 ** 60)).message).toMatch(/rounded .* pass it as text/);
	});
});
