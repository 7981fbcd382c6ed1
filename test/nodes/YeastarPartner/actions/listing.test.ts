import { simplify } from '../../../../nodes/YeastarPartner/actions/listing';

function fields(count: number): Record<string, string> {
	return Object.fromEntries(Array.from({ length: count }, (_, index) => [`field${index}`, 'x']));
}

describe('Simplify', () => {
	it('leaves ten fields as they are', () => {
		const element = { ...fields(9), empty: '' };
		expect(simplify(element, [])).toBe(element);
	});

	it('of more keeps the main fields, then those that hold something, in their order', () => {
		const element = { empty: '', list: [], nothing: null, ...fields(9), orderNo: 'TU1', orderStatus: '' };
		expect(Object.keys(simplify(element, ['orderNo', 'orderStatus', 'missing']))).toEqual([
			...Array.from({ length: 8 }, (_, index) => `field${index}`),
			'orderNo',
			'orderStatus',
		]);
	});
});
