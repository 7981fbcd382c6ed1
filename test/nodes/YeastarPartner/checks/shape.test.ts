import { fieldFinding } from '../../../../nodes/YeastarPartner/checks/fields';
import { asRow, objectsIn, rowsIn } from '../../../../nodes/YeastarPartner/checks/rows';
import { codeWords, fieldsOf, howMany, place, status, types } from '../../../../nodes/YeastarPartner/checks/seen';
import { shapeOf } from '../../../../nodes/YeastarPartner/checks/shape';
import { autoRenewalFinding, endFinding } from '../../../../nodes/YeastarPartner/checks/subscription';
import { asJson, parseTyped, textOf, type Typed } from '../../../../nodes/YeastarPartner/checks/typed';

const typed = (json: string): Typed => parseTyped(json) ?? null;
const rows = (json: string) => objectsIn(typed(json));

describe('the shape of a value', () => {
	it.each([
		['""', 'empty text'],
		['"Harbour Hotel"', 'text'],
		['"4915112345678"', 'text of 13 digits'],
		['"49151"', 'text'],
		['" 3631E0997265"', 'text with spaces around it'],
		['"SO3048560606464323584"', 'text of 2 capitals and 19 digits'],
		['"2027-01-31 09:30"', 'text like 0000-00-00 00:00'],
		['"31.01.2027"', 'text like 00.00.0000'],
		['3048560606464323584', 'number of 19 digits'],
		['-7', 'number'],
		['1.50', 'number with decimals'],
		['1e3', 'number with decimals'],
		['true', 'true or false'],
		['null', 'null'],
		['[]', []],
		['[[], [1]]', [['number'], '…']],
		['{}', {}],
		['[1, "a", null]', ['null | number | text', '…']],
	])('of %s is %j', (json, shape) => {
		expect(shapeOf([typed(json)])).toEqual(shape);
	});

	it('tells what not every object of a list has, and what is now a list and now a word', () => {
		expect(shapeOf([typed('[{"a": 1, "b": "x"}, {"a": []}]')])).toEqual([
			{ a: { '(either)': ['number', []] }, 'b?': 'text' },
			'…',
		]);
	});

	it.each(['3631E0997265', 'office@harbour-hotel.test', 'Harbour Hotel', 'a'.repeat(41), 'pbx1234', 'Zürich'])(
		'has no field called %s',
		(name) => {
			expect(shapeOf([{ [name]: 'x' }])).toEqual({ '(masked)': 'text' });
			expect([place([name, '[]']), fieldsOf([{ [name]: 'x' }])]).toEqual(['(masked)[]', '(masked)']);
		},
	);
});

describe('what is shown', () => {
	it.each([
		['parameter_validation_failed', 'parameter_validation_failed'],
		['userNotFound', 'user_Not_Found'],
		['harbour_hotel_not_found', '*_*_not_found'],
		['ERR42', '**'],
		['', ''],
	])('of the code %j is %j', (code, shown) => {
		expect(codeWords(code)).toBe(shown);
	});

	it('of a status is the status, if it is one', () => {
		expect([status(404), status('200'), status('4049'), status('Hotel')]).toEqual([
			'404',
			'200',
			'no status',
			'no status',
		]);
	});

	it('of a count is no count', () => {
		expect([howMany(0), howMany(1), howMany(1234)]).toEqual(['none', 'one', 'several']);
	});

	it('of values are their types', () => {
		expect(types([[], {}, 'x', {}])).toBe('array | object | text');
		expect([types([]), fieldsOf([]), place([])]).toEqual(['nothing', 'none', 'result']);
	});
});

describe('the rows of an answer', () => {
	it.each([
		['with the ID, wherever', '{"deep": [{"planId": "1", "part": {"planId": "2"}}]}', ['deep.[]']],
		['in a field that is called so', '{"plans": [{"x": 1}], "other": [{"x": 1}]}', ['plans.[]']],
		['of the answer itself', '[{"x": 1}, {"x": 2}]', ['[]', '[]']],
		['none', '{"x": 1}', []],
	])('are those %s', (_name, json, paths) => {
		expect(rowsIn(typed(json), 'planId', /plan/).map(({ path }) => path.join('.'))).toEqual(paths);
	});

	it('is an object without fields where it is none', () => {
		expect(asRow(typed('[1]')).object).toEqual({});
	});
});

describe('a finding about a field', () => {
	it('is unknown where there is no row', () => {
		expect(fieldFinding([], { field: 'x' }).holds).toBe('unknown');
	});

	it('does not hold where only some rows have it, unless that is enough', () => {
		const some = rows('[{"x": "a"}, {"y": "a"}]');
		expect(fieldFinding(some, { field: 'x' })).toMatchObject({ holds: 'no', seen: 'x: text, not in every row' });
		expect(fieldFinding(some, { field: 'x', inSome: true }).holds).toBe('yes');
	});
});

describe('a finding about subscriptions', () => {
	it.each([
		['[{"expireDate": "2027-01-31"}]', 'yes', 'expireDate: text like 0000-00-00'],
		['[{"expireDate": ""}, {"expireDate": "2027-01-31"}]', 'yes', 'expireDate: empty text | text like 0000-00-00'],
		['[{"expireDate": ""}]', 'unknown', 'expireDate: empty text, which tells no date'],
		['[{"expireDate": "soon"}]', 'no', 'expireDate: text, not read as a date'],
		['[{"currentPlanExpireDate": "2027-01-31"}]', 'no', 'no such field'],
		['[]', 'unknown', 'nothing of the kind in this account'],
	])('of %s: whether they end is told, %s', (json, holds, seen) => {
		expect(endFinding(rows(json))).toEqual({ holds, seen });
	});

	it.each([
		['[{"autoRenew": false}]', 'yes', 'autoRenew: true or false'],
		['[{"reAutoRenewX": true}]', 'no', 'reAutoRenewX: true or false'],
		['[{}]', 'no', 'no such field'],
		['[]', 'unknown', 'nothing of the kind in this account'],
	])('of %s: whether they renew themselves is told, %s', (json, holds, seen) => {
		expect(autoRenewalFinding(rows(json))).toEqual({ holds, seen });
	});
});

describe('JSON that is read with its types', () => {
	it('keeps every digit, and hands IDs on as text', () => {
		expect(textOf(typed('3048560606464323585'))).toBe('3048560606464323585');
		expect(asJson(typed('{"planId": 3048560606464323585}'))).toEqual({ planId: '3048560606464323585' });
		expect(asJson(typed('[1]'))).toEqual({});
	});

	it('may begin with a mark of its order of bytes, and is nothing where it is no JSON', () => {
		expect(parseTyped('\uFEFFtrue')).toBe(true);
		expect(parseTyped('<html>')).toBeUndefined();
		expect([textOf(true), textOf(undefined)]).toEqual(['', '']);
	});
});
