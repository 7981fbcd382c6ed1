import fc from 'fast-check';

import {
	canKeepDigits,
	exactNumber,
	isJsonObject,
	parseExactly,
	writeExactly,
} from '../../../../nodes/YeastarPartner/portal/json';

const wholeNumberText = fc.oneof(fc.constant('0'), fc.stringMatching(/^[1-9]\d{0,18}$/));

describe('parseExactly', () => {
	it.each([
		['the billing contact of the tutorials', '3197218168379846218', '3197218168379846218'],
		['the Ultimate Plan of the tutorials', '3048560606464323584', '3048560606464323584'],
		['the Linkus Cloud Service Pro of the tutorials', '3048918719332507648', '3048918719332507648'],
		['the first number above the safe ones', '9007199254740993', '9007199254740993'],
		['an amount with a zero at its end', '10.10', '10.10'],
		['an exponent', '1e2', '1e2'],
		['a negative zero', '-0', '-0'],
		['more digits than a double has', '0.12345678901234567890', '0.12345678901234567890'],
		['a number too large for a double', '1e999', '1e999'],
	])('keeps the text of %s', (_what, text, expected) => {
		expect(parseExactly(`{"value":${text}}`)).toEqual({ value: expected });
	});

	it.each([
		['0', 0],
		['11', 11],
		['-7', -7],
		['10.5', 10.5],
		['9007199254740991', Number.MAX_SAFE_INTEGER],
	])('leaves the plain number %s a number', (text, expected) => {
		expect(parseExactly(`{"amount":${text}}`)).toEqual({ amount: expected });
	});

	it.each(['id', 'planId', 'billingId', 'productId', 'orderNo', 'productNo'])(
		'reads %s as text even where it is a small number',
		(field) => {
			expect(parseExactly(`{"${field}":42}`)).toEqual({ [field]: '42' });
		},
	);

	it.each(['identity', 'paid', 'idle', 'node', 'number', 'multiCycle', 'total'])(
		'does not take %s for an identifier',
		(field) => {
			expect(parseExactly(`{"${field}":42}`)).toEqual({ [field]: 42 });
		},
	);

	it('reads every number of a list of IDs as text', () => {
		expect(parseExactly('{"planIds":[7,3048560606464323584]}')).toEqual({ planIds: ['7', '3048560606464323584'] });
	});

	it('keeps digits however deep they are nested', () => {
		const text = '{"result":{"planList":[{"planId":3048560606464323584,"prices":[[10.10,5]]}]}}';
		expect(parseExactly(text)).toEqual({
			result: { planList: [{ planId: '3048560606464323584', prices: [['10.10', 5]] }] },
		});
	});

	it('reads every text as it does when it looks at the source of each number', () => {
		const field = fc.constantFrom('id', 'planId', 'planIds', 'orderNo', 'amount', 'list', '__proto__');
		const numberText = fc.oneof(
			wholeNumberText,
			fc.constantFrom('7', '-7', '-0', '1.50', '1e3', '900719925474099', '9007199254740993'),
		);
		const { text: json } = fc.letrec<{ text: string }>((tie) => ({
			text: fc.oneof(
				{ maxDepth: 4 },
				numberText,
				fc.constantFrom('"a: 5"', '":-1"', 'null', 'true'),
				fc.array(tie('text'), { maxLength: 3 }).map((elements) => `[ ${elements.join(' , ')} ]`),
				fc
					.array(fc.tuple(field, tie('text')), { maxLength: 4 })
					.map((pairs) => `{${pairs.map(([key, text]) => `"${key}":${text}`).join(',')}}`),
			),
		}));
		fc.assert(
			// A sign anywhere has every number's source looked at.
			fc.property(json, (text) =>
				expect((parseExactly(`[${text}]`) as unknown[])[0]).toEqual((parseExactly(`[${text},-1]`) as unknown[])[0]),
			),
			{ numRuns: 1000 },
		);
	});

	it.each(['3048560606464323584', ' 3048560606464323584', '1e2'])(
		'keeps the text of %j, which is all there is',
		(text) => {
			expect(parseExactly(text)).toBe(text.trim());
		},
	);

	it('leaves texts, truth values, null and empty containers as they are', () => {
		const value = { planId: 'x', text: '10.10', yes: true, no: false, nothing: null, list: [], object: {} };
		expect(parseExactly(JSON.stringify(value))).toEqual(value);
	});

	it.each(['', '{', '{"code":"succ', '{"planId":30485606064643', '<html></html>', '{"planId":007}', 'undefined'])(
		'throws for the broken text %j',
		(text) => {
			expect(() => parseExactly(text)).toThrow(SyntaxError);
		},
	);
});

describe('writeExactly', () => {
	it('writes an exact number as a bare number among other values', () => {
		const value = { billingId: exactNumber('3197218168379846218'), list: [exactNumber('0')], text: '1' };
		expect(writeExactly(value)).toBe('{"billingId":3197218168379846218,"list":[0],"text":"1"}');
	});

	it.each(['007', '1 2', '', '{}', 'abc', '1,"x":2'])('cannot be made to write %j as a number', (text) => {
		expect(() => exactNumber(text)).toThrow(SyntaxError);
	});

	it('gives every whole number of up to 19 digits back as it was, in any field', () => {
		fc.assert(
			fc.property(wholeNumberText, (digits) => {
				const text = writeExactly({ planId: exactNumber(digits), amount: exactNumber(digits) });
				expect(text).toBe(`{"planId":${digits},"amount":${digits}}`);
				const value = parseExactly(text);
				if (!isJsonObject(value)) throw new Error('not an object');
				expect(value.planId).toBe(digits);
				expect(String(value.amount)).toBe(digits);
			}),
			{ numRuns: 500 },
		);
	});
});

describe('canKeepDigits', () => {
	const { parse } = JSON;
	const rawJson = Object.getOwnPropertyDescriptor(JSON, 'rawJSON');

	afterEach(() => {
		JSON.parse = parse;
		if (rawJson !== undefined) Object.defineProperty(JSON, 'rawJSON', rawJson);
	});

	it('is true on this Node.js', () => {
		expect(canKeepDigits()).toBe(true);
	});

	it('is false where JSON.rawJSON is missing', () => {
		Reflect.deleteProperty(JSON, 'rawJSON');
		expect(canKeepDigits()).toBe(false);
	});

	it('is false where the reviver is not given the source text', () => {
		JSON.parse = (text, reviver) =>
			parse(text, (key, value: unknown) => reviver?.call({}, key, value) as unknown) as unknown;
		expect(canKeepDigits()).toBe(false);
	});
});

describe('isJsonObject', () => {
	it.each([
		[{}, true],
		[{ id: '1' }, true],
		[[], false],
		[null, false],
		['text', false],
		[1, false],
		[undefined, false],
	])('says of %j: %s', (value, expected) => {
		expect(isJsonObject(value)).toBe(expected);
	});
});
