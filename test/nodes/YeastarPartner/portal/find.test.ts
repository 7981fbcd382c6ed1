import { findObjects, isEmptyResult, textField } from '../../../../nodes/YeastarPartner/portal/find';
import type { JsonObject, JsonValue } from '../../../../nodes/YeastarPartner/portal/json';

const isPlan = (object: JsonObject) => textField(object, 'planId') !== '';
const one = { planId: '1' };
const two = { planId: '2', planName: 'Ultimate Plan' };

describe('findObjects', () => {
	it.each<[string, JsonValue, JsonObject[]]>([
		['an array', [one, two], [one, two]],
		['a single object', one, [one]],
		['an array under a field', { offeringId: '9', planList: [one, two] }, [one, two]],
		['arrays under several fields', { first: [one], second: [two] }, [one, two]],
		['an object under a field', { plan: two }, [two]],
		['a page of results', { count: 1, pageNo: '1', results: [one], total: 1 }, [one]],
		['an array in an array of objects', [{ product: { plans: [one] } }, { product: { plans: [two] } }], [one, two]],
		['an array in an array', [[one], [[two]]], [one, two]],
		['objects of other kinds', [{ serviceId: '1' }, one], [one]],
		['nothing of the kind', { planList: [], name: 'x' }, []],
		['null', null, []],
		['a text', 'planId', []],
		['a number', 7, []],
		['true', true, []],
	])('finds them in %s', (_shape, value, expected) => {
		expect(findObjects(value, isPlan).map(({ object }) => object)).toEqual(expected);
	});

	it('does not look inside an object that it found', () => {
		const outer = { planId: '1', children: [two] };
		expect(findObjects(outer, isPlan).map(({ object }) => object)).toEqual([outer]);
	});

	it('gives the objects around a found one, the outermost first', () => {
		const product = { productId: '11', plans: [one] };
		const offering = { offeringId: '9', products: [product] };
		expect(findObjects([offering], isPlan)).toEqual([{ object: one, around: [offering, product] }]);
	});

	it('gives no objects around one that stands alone', () => {
		expect(findObjects([one], isPlan)).toEqual([{ object: one, around: [] }]);
	});
});

describe('isEmptyResult', () => {
	it.each<[JsonValue, boolean]>([
		[null, true],
		['', true],
		[[], true],
		[{}, true],
		[{ planList: [] }, true],
		[{ planList: [], serviceList: [] }, true],
		[{ count: 0, results: [], total: 0 }, true],
		[{ product: { plans: [] } }, true],
		[{ product: {} }, true],
		['nothing', false],
		[0, false],
		[false, false],
		[true, false],
		[[null], false],
		[[{}], false],
		[{ count: 0 }, false],
		[{ planList: [one] }, false],
		[{ planList: [], serviceList: [one] }, false],
	])('says of %j: %s', (value, expected) => {
		expect(isEmptyResult(value)).toBe(expected);
	});
});

describe('textField', () => {
	it.each<[string, JsonObject, string]>([
		['a text', { planId: '3048560606464323584' }, '3048560606464323584'],
		['a number', { planId: 42 }, '42'],
		['zero', { planId: 0 }, '0'],
		['an empty text', { planId: '' }, ''],
		['null', { planId: null }, ''],
		['true', { planId: true }, ''],
		['a list', { planId: ['1'] }, ''],
		['an object', { planId: { id: '1' } }, ''],
		['nothing', { other: '1' }, ''],
	])('reads %s', (_what, object, expected) => {
		expect(textField(object, 'planId')).toBe(expected);
	});
});
