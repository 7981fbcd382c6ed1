import { PRODUCTS } from '../../nodes/YeastarPartner/portal/products';
import { type Sandbox, startSandbox } from '../../sandbox/server';
import type { Switches } from '../../sandbox/switches';
import { type Answer, ask, getToken } from './client';
import { bodyOf, type Fields, orderOf, PBX, PLAN, planLine, SERVICE, serviceLine, WITHOUT_PLAN } from './orders';

const ACTIVE = '/product/openapi/instance_subscription/v1/active';
const SAVE = '/order/openapi/order/v1/save';
const INFO = '/pricing/openapi/purchase/v1/purchase_product_info';
const PBXS = '/product/openapi/instance_product/v1/client/instance_product_list';
const DETAIL = '/product/openapi/instance_product/v1/detail';

let portal: Sandbox;
let get: (path: string) => Promise<Answer>;
let post: (path: string, fields: Fields) => Promise<Answer>;

async function open(switches: Partial<Switches> = {}): Promise<void> {
	portal = await startSandbox({ switches });
	const token = await getToken(portal);
	get = async (path) => await ask(portal, path, { token });
	post = async (path, fields) => await ask(portal, path, { token, body: bodyOf(fields) });
}

afterEach(async () => await portal.close());

it("the page names products as the node's panel does, with their numbers", async () => {
	await open();
	const state = (await (await fetch(`${portal.url}/sandbox/state`)).json()) as { pbxs: Array<{ product: string }> };
	expect(new Set(state.pbxs.map(({ product }) => product))).toEqual(
		new Set(PRODUCTS.map(({ id, name }) => `${name} (${id})`)),
	);
});

it('countries are listed in pages, by name', async () => {
	await open();
	const { result } = await get('/user/openapi/area/v1/page?name=united&sort=-name&pageSize=1');
	expect(result).toMatchObject({ total: 2, results: [{ code: 'US', id: 235, name: 'United States' }] });
});

it('regions have domains', async () => {
	await open();
	const { result } = await get('/product/openapi/instance/v1/region_list');
	expect(result).toMatchObject([{ id: '101', region: [{ pbxSubDomainId: '1011' }] }, {}]);
});

describe('auto-renewal', () => {
	const body = { productNo: PBX[9], productId: '9', planOrServiceId: PLAN.linkus };
	const told = async () => (await get(`${DETAIL}?productId=9&productNo=${PBX[9]}`)).result as { autoRenew?: boolean };

	it('is enabled, and told by the details where a switch says so', async () => {
		await open({ pbxTellsAutoRenewal: true });
		Object.assign(portal.book.findPbx(PBX[9]) ?? {}, { autoRenews: false });
		expect(await told()).toMatchObject({ autoRenew: false });
		expect((await post(ACTIVE, body)).result).toBe(true);
		expect(await told()).toMatchObject({ autoRenew: true });
		portal.switches.pbxTellsAutoRenewal = false;
		expect(await told()).not.toHaveProperty('autoRenew');
	});

	it.each<[string, Fields]>([
		['planOrServiceId', { planOrServiceId: PLAN.linkusPro }],
		['planOrServiceId', { planOrServiceId: 'Linkus' }],
		['productNo', { productId: '11' }],
		['productId', { productId: 9 }],
	])('is not enabled for a wrong %s: %j', async (field, values) => {
		await open();
		const answer = await post(ACTIVE, { ...body, ...values });
		expect(answer).toMatchObject({ httpStatus: 400, result: [{ field }] });
	});

	it('is enabled though its answer is lost', async () => {
		await open();
		portal.faults.order({ kind: 'noResult', path: ACTIVE, afterCommit: true });
		expect((await post(ACTIVE, body)).result).toBeNull();
		expect(portal.book.findPbx(PBX[9])).toMatchObject({ autoRenews: true });
	});
});

describe('plans and services', () => {
	it.each<[Switches['plansShape'], string]>([
		['planList', 'serviceList'],
		['array', 'offeringId'],
		['nested', 'services'],
		['other', 'addOns'],
	])('of an account product are answered as %s', async (plansShape, container) => {
		await open({ plansShape });
		const text = JSON.stringify((await get(`${INFO}?productId=15`)).result);
		expect(text).toContain(`"${container}"`);
		expect(text).toContain(`"planId":"${PLAN.remote}"`);
		expect(text).toContain(`"serviceId":"${SERVICE.connections15}","purchaseType":"purchase"`);
		expect(text).toContain('"pricingServiceId":"3049000000000002031"');
	});

	it('services are for trial while the plan is', async () => {
		await open();
		Object.assign(portal.book.findPbx(PBX[12]) ?? {}, { isOnTrial: true });
		const text = JSON.stringify((await get(`${INFO}?productId=12&productNo=${PBX[12]}`)).result);
		expect(text).toContain('"purchaseType":"trial"');
		expect(text).not.toContain('"purchaseType":"purchase"');
	});
});

it('a PBX without a plan is in the list only where a switch says so, and its details can be had', async () => {
	await open();
	const listed = async () => JSON.stringify((await get(`${PBXS}?productId=11`)).result);
	expect(await listed()).not.toContain(WITHOUT_PLAN[11]);
	portal.switches.listsPbxsWithoutPlan = true;
	expect(await listed()).toContain(WITHOUT_PLAN[11]);
	const { result } = await get(`${DETAIL}?productId=11&productNo=${WITHOUT_PLAN[11]}`);
	expect(result).toMatchObject({ productNo: WITHOUT_PLAN[11], planName: '' });
});

describe('an order of several lines', () => {
	const lines = [
		planLine('purchase', PLAN.remote),
		serviceLine('purchase', SERVICE.connections15, { connectionPlanId: PLAN.remote, quantity: 10, multiCycle: 0 }),
	];

	it('is answered without a serial number, and its details tell kind, lines and quantities', async () => {
		await open();
		const { result } = await post(SAVE, orderOf('purchase_plan', 15, lines, { poNumber: 'PO-9' }));
		expect(result).toMatchObject({ productNo: '', orderStatus: 'succeed' });
		const path = `/order/openapi/order/v1/get/${(result as { orderNo: string }).orderNo}`;
		expect((await get(path)).result).toMatchObject({
			basicInformation: { productId: '15', productNo: '' },
			orderInformation: { operationType: 'purchase_plan' },
			orderSummary: [
				{
					serviceType: 'plan',
					planName: 'Remote Management Account',
					serviceId: PLAN.remote,
					purchaseType: 'purchase',
				},
				{
					serviceType: 'service',
					serviceName: 'Additional Connections',
					serviceId: SERVICE.connections15,
					quantity: 10,
				},
			],
		});
		portal.switches.detailsTellKind = false;
		expect(JSON.stringify((await get(path)).result)).not.toMatch(/operationType|quantity|purchaseType/);
	});

	it('is on the page with all of them', async () => {
		await open();
		await post(SAVE, orderOf('purchase_plan', 15, lines));
		const state = await fetch(`${portal.url}/sandbox/state`);
		expect(await state.json()).toMatchObject({
			orders: [{ kind: 'purchase_plan', lines: ['Remote Management Account', 'Additional Connections × 10'] }],
		});
	});

	it('has a price for each line and in all', async () => {
		await open();
		const { text } = await post('/pricing/openapi/purchase/v1/pricing/calculate', {
			operationType: 'purchase_plan',
			productId: 15,
			serviceList: [
				{ serviceType: 'plan', pricingId: '3049000000000001011', billingCycle: 'annually', multiCycle: 2 },
				{
					serviceType: 'service',
					pricingId: '3049000000000002031',
					quantity: 10,
					billingCycle: 'once',
					multiCycle: 0,
				},
			],
		});
		expect(text).toContain('"totalPrice":170.00');
		expect(text).toContain(
			'"serviceList":[{"serviceType":"plan","price":120.00},{"serviceType":"service","quantity":10,"price":50.00}]',
		);
	});
});
