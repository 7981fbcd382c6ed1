import { parseCustomer } from '../../../../nodes/YeastarPartner/input/customer';
import { isUnset } from '../../../../nodes/YeastarPartner/input/lines';
import { parseSpecialRequest } from '../../../../nodes/YeastarPartner/input/specialRequest';
import { PRODUCTS } from '../../../../nodes/YeastarPartner/portal/products';

const CLOUD = PRODUCTS.find(({ id }) => id === 13) ?? { id: 13, name: '' };
const request = (value: unknown) => parseSpecialRequest('purchase_plan', CLOUD, value);

describe('what the purchase of a Cloud PBX needs', () => {
	it.each([
		['{"regionId": 3505184805912670209}', '{"regionId": 3505184805912670209}'],
		[{ pbxName: 'A' }, '{"pbxName":"A"}'],
	])('is the text of %j', (value, text) => {
		expect(request(value)).toBe(text);
	});

	it.each([
		['[]', /is "\[\]"\. It is a JSON object/],
		['{', /is "\{"\. It is a JSON object/],
		[{ regionId: 3505184805912670209 }, /holds a number that was rounded/],
		[{ region: { ids: [2 ** 60] } }, /holds a number that was rounded/],
		['{ }', /is empty/],
		[{}, /is empty/],
		[undefined, /is empty/],
	])('is refused where it is %j', (value, message) => {
		expect(() => request(value)).toThrow(message);
	});

	it('has no place in another order', () => {
		expect(() => parseSpecialRequest('switch_plan', CLOUD, '{"pbxName": "A"}')).toThrow(/has none: leave it empty/);
		expect(parseSpecialRequest('switch_plan', CLOUD, '')).toBeUndefined();
	});
});

it.each([
	[undefined, true],
	[null, true],
	[' ', true],
	['0', true],
	[0, true],
	[1, false],
	['a', false],
	[false, false],
])('the value %j is unset: %j', (value, isIt) => {
	expect(isUnset(value)).toBe(isIt);
});

describe('a customer to be created', () => {
	const fields = { email: 'a@b.test', company: 'Lighthouse', country: 'France', lastName: 'Roux' };

	it.each([
		[true, true],
		['true', true],
		[false, false],
		['false', false],
	])('gets an activation email where it is %j: %j', (sendUserActivationEmail, isSent) => {
		expect(parseCustomer({ ...fields, sendUserActivationEmail }).sendUserActivationEmail).toBe(isSent);
	});

	it('takes numbers as text, and leaves empty texts out', () => {
		expect(parseCustomer({ ...fields, zipCode: 75001, city: ' ' })).toEqual({
			yeastarId: 'a@b.test',
			company: 'Lighthouse',
			country: 'France',
			lastName: 'Roux',
			zipCode: '75001',
		});
	});

	it.each([
		[{ city: 'undefined' }, /^city is "undefined"/],
		[{ city: {} }, /^city is an object/],
	])('is refused with %j', (values, message) => {
		expect(() => parseCustomer({ ...fields, ...values })).toThrow(message);
	});
});
