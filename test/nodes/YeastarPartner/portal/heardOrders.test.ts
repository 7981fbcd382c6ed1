import { HeardOrders, heardOrdersOf } from '../../../../nodes/YeastarPartner/portal/heardOrders';

describe('the orders that a process has heard of', () => {
	it('are kept for each portal', () => {
		heardOrdersOf('https://one.test').add('TU1');
		expect(heardOrdersOf('https://one.test').has('TU1')).toBe(true);
		expect(heardOrdersOf('https://other.test').has('TU1')).toBe(false);
	});

	it('are the newest 10,000', () => {
		const heard = new HeardOrders();
		heard.add('TU0');
		heard.add('TU1');
		heard.add('TU0');
		for (let number = 2; number <= 10_000; number++) heard.add(`TU${number}`);
		expect([heard.has('TU0'), heard.has('TU1'), heard.has('TU2'), heard.has('TU10000')]).toEqual([
			true,
			false,
			true,
			true,
		]);
	});
});
