import { type Sandbox, startSandbox } from '../../sandbox/server';
import { DEFAULT_SWITCHES, type Switches } from '../../sandbox/switches';
import { ask, getToken } from './client';

const LIST = '/order/openapi/order/v1/page';
const LINE = {
	productId: 11,
	productNo: '3631E0997265',
	planId: '3048560606464323584',
	billingId: '3197218168379846218',
	billingCycle: 'annually',
	multiCycle: 1,
	poNumber: 'PO-7',
};

let portal: Sandbox;
afterEach(async () => await portal.close());

interface Row {
	id: string;
	orderNo: string;
	createTime?: unknown;
	customReferenceNo: string;
}

/** Opens a sandbox with orders a minute apart, the first at noon. */
async function open(count: number, switches: Partial<Switches>) {
	portal = await startSandbox({ switches });
	const token = await getToken(portal);
	for (let index = 0; index < count; index++) {
		Object.assign(portal.book.place(LINE, 'succeed'), { createTime: Date.UTC(2026, 6, 17, 12, index) });
	}
	return async (path: string) =>
		(await ask(portal, path, { token })).result as Record<string, unknown> & { results: Row[] };
}

/** The places of listed orders in the book. */
const places = ({ results }: { results: Row[] }) =>
	results.map(({ id }) => portal.book.orders.findIndex((order) => order.id === id));

describe('the order list', () => {
	it.each<[Switches['ordersSorted'], string, number[]]>([
		['asAsked', '', [3, 2, 1, 0]],
		['asAsked', '?sort=id', [0, 1, 2, 3]],
		['asAsked', '?sort=-id', [3, 2, 1, 0]],
		['newestFirst', '?sort=id', [3, 2, 1, 0]],
		['oldestFirst', '?sort=-id', [0, 1, 2, 3]],
	])('is sorted %s when asked %j', async (ordersSorted, query, expected) => {
		const get = await open(4, { ordersSorted });
		expect(places(await get(LIST + query))).toEqual(expected);
	});

	it('has no order that a client could use where it is unsorted, and the same at each call', async () => {
		const get = await open(25, { ordersSorted: 'unsorted' });
		const first = places(await get(LIST));
		expect(new Set(first).size).toBe(25);
		const steps = first.slice(1).map((place, index) => Math.sign(place - (first[index] ?? 0)));
		expect(new Set(steps)).toEqual(new Set([1, -1]));
		expect(places(await get(LIST))).toEqual(first);
	});

	it.each<[Switches['orderTimes'], unknown]>([
		['milliseconds', Date.UTC(2026, 6, 17, 12) + 1],
		['wholeSeconds', Date.UTC(2026, 6, 17, 12)],
		['seconds', Date.UTC(2026, 6, 17, 12) / 1000],
		['text', '2026-07-17 12:00:00'],
		['zonedText', '2026-07-17T12:00:00+00:00'],
		['day', '07-17-2026'],
		['zero', 0],
		['none', undefined],
	])('tells times as %s', async (orderTimes, expected) => {
		const get = await open(1, { orderTimes });
		expect((await get(LIST)).results[0]?.createTime).toBe(expected);
	});

	it.each<[Switches['referenceInList'], RegExp]>([
		['poNumber', /^PO-7$/],
		['empty', /^$/],
		['unrelated', /^REF-\d+$/],
	])('shows a reference that is %s', async (referenceInList, expected) => {
		const get = await open(1, { referenceInList });
		expect((await get(LIST)).results[0]?.customReferenceNo).toMatch(expected);
	});

	it.each<[Partial<Switches>, object, number[]]>([
		[{}, { pageNo: 2, pageSize: 2, total: 5, totalPage: 3 }, [2, 1]],
		[{ pagesIgnored: true }, { pageNo: 1, total: 5, totalPage: 3 }, [4, 3]],
		[{ fixedPageSize: 3 }, { pageNo: 2, pageSize: 3, total: 5, totalPage: 2 }, [1, 0]],
		[{ pageTotals: 'onlyTotal' }, { pageNo: 2, total: 5 }, [2, 1]],
		[{ pageTotals: 'none' }, { pageNo: 2 }, [2, 1]],
		[{ firstPage: 0 }, { pageNo: 2, total: 5, totalPage: 3 }, [0]],
		[{ firstPage: 0, pagesIgnored: true }, { pageNo: 0, total: 5, totalPage: 3 }, [4, 3]],
	])('has pages as with %j', async (switches, totals, expected) => {
		const get = await open(5, switches);
		const page = await get(`${LIST}?pageNo=2&pageSize=2`);
		expect(page).toMatchObject(totals);
		expect(Object.keys(page).filter((field) => field.startsWith('total'))).toEqual(
			Object.keys(totals).filter((field) => field.startsWith('total')),
		);
		expect(places(page)).toEqual(expected);
	});
});

it('pages that are counted from 0 begin with it, and those counted from 1 have no page 0', async () => {
	const get = await open(5, { firstPage: 0 });
	expect(places(await get(`${LIST}?pageSize=2`))).toEqual([4, 3]);
	expect(places(await get(`${LIST}?pageNo=1&pageSize=2`))).toEqual([2, 1]);
	portal.switches.firstPage = 1;
	expect(places(await get(`${LIST}?pageNo=0&pageSize=2`))).toEqual([]);
});

it('an order is in the list only after a while, and in the details at once', async () => {
	const get = await open(2, { listLag: 3_600_000 });
	const [booked] = portal.book.orders;
	Object.assign(booked ?? {}, { createTime: Date.now() });
	expect(places(await get(LIST))).toEqual([1]);
	const details = await get(`/order/openapi/order/v1/get/${booked?.orderNo}`);
	expect(details).toMatchObject({ orderInformation: { id: booked?.id } });
});

describe("an order's details", () => {
	const NAMES = {
		sn: '"productNo":"3631E0997265"',
		product: '"productId":"11"',
		plan: '"serviceId":"3048560606464323584"',
	};

	it.each<[Switches['orderDetails'], string[]]>([
		['full', ['sn', 'product', 'plan']],
		['withoutPlanId', ['sn', 'product']],
		['withoutSerialNumber', ['product', 'plan']],
		['otherNames', []],
		['twoPlans', ['sn', 'product', 'plan']],
		['planBefore', ['sn', 'product']],
		['bulk', ['sn', 'product', 'plan']],
	])('%s tell under the documented names: %j', async (orderDetails, told) => {
		const get = await open(1, { orderDetails });
		const text = JSON.stringify(await get(`/order/openapi/order/v1/get/${portal.book.orders[0]?.orderNo}`));
		expect(
			Object.entries(NAMES)
				.filter(([, words]) => text.includes(words))
				.map(([name]) => name),
		).toEqual(told);
		expect(text.includes('3631E0997265')).toBe(orderDetails !== 'withoutSerialNumber');
		expect(text.includes('3048560606464323584')).toBe(orderDetails !== 'withoutPlanId');
		expect(text).toContain('Ultimate Plan');
	});

	it('name the plan before beside the ordered one', async () => {
		const get = await open(1, { orderDetails: 'twoPlans' });
		const path = `/order/openapi/order/v1/get/${portal.book.orders[0]?.orderNo}`;
		const before = { planId: '3048560232537899008' };
		expect(await get(path)).toMatchObject({ orderSummary: [{ serviceId: LINE.planId, planId: LINE.planId, before }] });
		portal.switches.orderDetails = 'planBefore';
		expect(await get(path)).toMatchObject({ orderSummary: [{ ...before, switchTo: LINE.planId }] });
	});

	it("name each line's PBX in an order for several", async () => {
		const get = await open(0, {});
		const other = { ...LINE, productNo: '3631E0112233', planId: '3048560232537899008' };
		const { orderNo } = portal.book.placeByPerson([LINE, other]);
		expect(await get(`/order/openapi/order/v1/get/${orderNo}`)).toMatchObject({
			basicInformation: {},
			orderSummary: [
				{ productNo: LINE.productNo, serviceId: LINE.planId },
				{ productNo: other.productNo, serviceId: other.planId },
			],
		});
	});

	it.each<[Partial<Switches>, RegExp, RegExp]>([
		[{ paddedSerialNumbers: true }, /"3631E0997265 "/, /"3631E0997265"/],
		[{ productIdInWords: true }, /"productId":"P-Series Plan for Appliance Edition"/, /"productId":"11"/],
		[{ detailsTellInterval: false }, /"serviceId"/, /billingCycle|multiCycle/],
	])('are told otherwise with %j', async (switches, told, notTold) => {
		const get = await open(1, switches);
		const text = JSON.stringify(await get(`/order/openapi/order/v1/get/${portal.book.orders[0]?.orderNo}`));
		expect(text).toMatch(told);
		expect(text).not.toMatch(notTold);
		Object.assign(portal.switches, DEFAULT_SWITCHES);
		const usual = JSON.stringify(await get(`/order/openapi/order/v1/get/${portal.book.orders[0]?.orderNo}`));
		expect(usual).toMatch(notTold);
	});
});

it('serial numbers of PBXs can have a space at their end', async () => {
	const get = await open(0, { paddedSerialNumbers: true });
	const path = '/product/openapi/instance_product/v1';
	const { results } = await get(`${path}/client/instance_product_list?productId=11`);
	expect(results[0]).toMatchObject({ productNo: '3631E0997265 ' });
	expect(await get(`${path}/detail?productId=11&productNo=3631E0997265`)).toMatchObject({ productNo: '3631E0997265 ' });
});
