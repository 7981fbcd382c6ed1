import { parse } from 'lossless-json';

import { Book, type BookedOrder } from '../../sandbox/book';
import { extensionsOf, holdingOf } from '../../sandbox/holdings';
import { readOrder } from '../../sandbox/orderRules';
import { DEFAULT_SWITCHES } from '../../sandbox/switches';
import {
	bodyOf,
	CUSTOMER,
	type Fields,
	orderOf,
	PBX,
	PLAN,
	planLine,
	SERVICE,
	serviceLine,
	trialLine,
	WITHOUT_PLAN,
} from './orders';

let book: Book;
beforeEach(() => {
	book = new Book();
});

function order(fields: Fields, orderStatus = 'succeed'): BookedOrder {
	const body = bodyOf(fields);
	return book.place(readOrder(parse(body), book, DEFAULT_SWITCHES), orderStatus, { index: 0, body });
}

const expansion12 = (quantity: number) =>
	orderOf(
		'purchase_service',
		12,
		[serviceLine('purchase', SERVICE.extensions12, { connectionPlanId: PLAN.enterprise12, quantity })],
		{ productNo: PBX[12] },
	);

it('a purchased plan is that of its PBX', () => {
	const productNo = WITHOUT_PLAN[11];
	const booked = order(
		orderOf('purchase_plan', 11, [planLine('purchase', PLAN.ultimate11, { multiCycle: 3 })], { productNo }),
	);
	expect(booked).toMatchObject({ planBefore: '', instanceId: '1259644', operationType: 'purchase_plan' });
	expect(book.findPbx(productNo)).toMatchObject({ planId: PLAN.ultimate11, billingCycle: 'annually', multiCycle: 3 });
});

it('a plan on trial is noted, until it becomes a plan', () => {
	const productNo = WITHOUT_PLAN[11];
	order(orderOf('trial_plan', 11, [trialLine('plan', PLAN.standard11)], { productNo, billingId: null }));
	expect(book.findPbx(productNo)).toMatchObject({ planId: PLAN.standard11, isOnTrial: true });
	order(orderOf('switchTrial_plan', 11, [planLine('switch', PLAN.standard11)], { productNo }));
	expect(book.findPbx(productNo)).toMatchObject({ planId: PLAN.standard11, isOnTrial: false });
});

it('a service is added to its PBX, and its extensions to those that are there', () => {
	order(expansion12(5));
	order(expansion12(7));
	const pbx = book.findPbx(PBX[12]);
	expect(pbx?.extensions).toBe(62);
	expect(book.holdings).toMatchObject([{ productNo: PBX[12], serviceId: SERVICE.extensions12, quantity: 12 }]);
});

it('an order that fails adds nothing, and makes no PBX', () => {
	order(expansion12(5), 'failed');
	const count = book.pbxs.length;
	const booked = order(
		orderOf('purchase_plan', 12, [planLine('purchase', PLAN.ultimate12, { quantity: 8 })]),
		'cancelled',
	);
	expect(book.holdings).toEqual([]);
	expect(book.pbxs).toHaveLength(count);
	expect(booked.productNo).toBe('');
});

it('plan and services of a Software PBX are renewed together', () => {
	order(expansion12(5));
	const plan = planLine('renew', PLAN.enterprise12, { quantity: 55 });
	const service = serviceLine('renew', SERVICE.extensions12, { connectionPlanId: PLAN.enterprise12, quantity: 55 });
	const renewal = (lines: Fields[]) => orderOf('renew_plan', 12, lines, { productNo: PBX[12] });
	expect(() => order(renewal([plan]))).toThrow('Plan and services have to be renewed at the same time');
	const booked = order(renewal([plan, service]));
	expect(booked).toMatchObject({ serviceType: 'plan', furtherLines: [{ serviceType: 'service', quantity: 55 }] });
	expect(book.findPbx(PBX[12])?.extensions).toBe(55);
	expect(book.holdings).toHaveLength(1);
});

it('a Cloud PBX is made with a serial number of its own, and its services', () => {
	const booked = order(
		orderOf(
			'purchase_plan',
			13,
			[
				serviceLine('purchase', SERVICE.minutes13, { connectionPlanId: PLAN.ultimate13, quantity: 100 }),
				planLine('purchase', PLAN.ultimate13, { quantity: 25 }),
			],
			{ orderPceSpecialRequest: { pbxName: 'Quayside' } },
		),
	);
	const pbx = book.findPbx(booked.productNo);
	expect(pbx).toMatchObject({ pbxName: 'Quayside', productId: 13, planId: PLAN.ultimate13, extensions: 25 });
	expect(booked.furtherLines).toMatchObject([{ productNo: pbx?.productNo, planId: PLAN.ultimate13 }]);
	expect(book.holdings).toMatchObject([{ productNo: pbx?.productNo, serviceId: SERVICE.minutes13, quantity: 100 }]);
});

it('what an account buys is kept apart from that of other customers, and from trials', () => {
	const purchase = (values: Fields, quantity: number) =>
		orderOf('purchase_plan', 14, [planLine('purchase', PLAN.turnkey, { quantity })], values);
	const own = order(purchase({}, 30));
	order(purchase({ partnerId: CUSTOMER }, 10));
	order(
		orderOf('purchase_service', 14, [
			serviceLine('purchase', SERVICE.extensions14, { connectionPlanId: PLAN.turnkey, quantity: 5 }),
		]),
	);
	const account = { productId: 14, productNo: '' };
	expect(extensionsOf(book, account)).toBe(35);
	expect(extensionsOf(book, { ...account, partnerId: CUSTOMER })).toBe(10);
	expect(own).toMatchObject({ productNo: '', planBefore: '', instanceId: expect.stringMatching(/^\d+$/) as unknown });

	const renewal = (quantity: number) => orderOf('renew_plan', 14, [planLine('renew', PLAN.turnkey, { quantity })]);
	expect(() => order(renewal(30))).toThrow('current number of extensions');
	order(renewal(35));
	expect(book.orders).toHaveLength(4);
});

it('a service on trial is noted, and no trial once it is bought', () => {
	const premium = { productId: 21, productNo: '' };
	order(orderOf('trial_service', 21, [trialLine('service', SERVICE.premium21)], { billingId: null }));
	expect(holdingOf(book, premium, SERVICE.premium21)).toMatchObject({ isOnTrial: true });
	order(orderOf('purchase_service', 21, [serviceLine('purchase', SERVICE.premium21, { quantity: 4, multiCycle: 0 })]));
	expect(holdingOf(book, premium, SERVICE.premium21)).toMatchObject({ isOnTrial: false, quantity: 4 });
	expect(book.holdings).toHaveLength(1);
});

it('holdings and customers are saved and restored', () => {
	order(expansion12(5));
	book.customers.pop();
	const other = new Book();
	other.restore(book.save());
	expect(other.holdings).toEqual(book.holdings);
	expect(other.customers).toEqual(book.customers);
	other.restore(JSON.stringify({ pbxs: [], orders: [], nextSerial: '1' }));
	expect(other.holdings).toEqual([]);
});
