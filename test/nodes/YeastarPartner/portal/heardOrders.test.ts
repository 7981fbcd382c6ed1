import { HeardOrders, heardOrdersOf } from '../../../../nodes/YeastarPartner/portal/heardOrders';

describe('the orders that a process has heard of', () => {
	it('are kept for each portal', () => {
		heardOrdersOf('https://one.test').add('TU1');
		expect([...heardOrdersOf('https://one.test').all()]).toEqual(['TU1']);
		expect([...heardOrdersOf('https://other.test').all()]).toEqual([]);
	});

	it('are the newest 10,000', () => {
		const heard = new HeardOrders();
		heard.add('TU0');
		heard.add('TU1');
		heard.add('TU0');
		for (let number = 2; number <= 10_000; number++) heard.add(`TU${number}`);
		const numbers = new Set(heard.all());
		expect([numbers.size, numbers.has('TU0'), numbers.has('TU1')]).toEqual([10_000, true, false]);
	});
});
