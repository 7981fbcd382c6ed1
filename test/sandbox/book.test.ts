import { Book } from '../../sandbox/book';

const ENTERPRISE = '3048560232537899008';
const ULTIMATE = '3048560606464323584';
const line = (productNo: string, planId = ULTIMATE) => ({
	productId: 11,
	productNo,
	planId,
	billingId: '3197218168379846218',
	billingCycle: 'annually',
	multiCycle: 1,
});

it('tells who placed an order, and with which request', () => {
	const book = new Book();
	const request = { index: 7, body: '{}' };
	book.place(line('3631E0997265'), 'succeed', request);
	book.place(line('3631E0997265'), 'succeed');
	book.placeByPerson(line('3631E0997265'), { poNumber: 'by hand' });
	expect(book.orders).toMatchObject([
		{ source: 'api', request },
		{ source: 'person' },
		{ source: 'person', poNumber: 'by hand' },
	]);
	expect(book.orders[1]).not.toHaveProperty('request');
});

it("a person's order can be for several PBXs, and switches each of them", () => {
	const book = new Book();
	const order = book.placeByPerson([line('3631E0997265'), line('3631E0112233', ENTERPRISE)]);
	expect(order).toMatchObject({
		productNo: '3631E0997265',
		planId: ULTIMATE,
		planBefore: ENTERPRISE,
		furtherLines: [{ productNo: '3631E0112233', planId: ENTERPRISE, planBefore: '3048558946648207360' }],
	});
	const plans = ['3631E0997265', '3631E0112233'].map((productNo) => book.findPbx(productNo)?.planId);
	expect(plans).toEqual([ULTIMATE, ENTERPRISE]);
});

it.each(['failed', 'invalid', 'cancelled'])('an order that is %s switches nothing', (orderStatus) => {
	const book = new Book();
	book.placeByPerson(line('3631E0997265'), { orderStatus });
	expect(book.findPbx('3631E0997265')?.planId).toBe(ENTERPRISE);
});

it('is saved and restored with all of it', () => {
	const book = new Book();
	book.placeByPerson([line('3631E0997265'), line('3631E0112233')]);
	const other = new Book();
	other.restore(book.save());
	expect(other.orders).toEqual(book.orders);
});
