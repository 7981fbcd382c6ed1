import { once } from 'node:events';
import { request } from 'undici';

import { type Sandbox, startSandbox } from '../../sandbox/server';
import type { Switches } from '../../sandbox/switches';
import { ask, askForToken, getToken } from './client';

const ORDER_PATH = '/order/openapi/order/v1/save';
const CONTACTS_PATH = '/user/openapi/user/v1/client/billing_contact_list';
const SAMPLE = `{"operationType":"switch_plan","productId":11,"productNo":"3631E0997265","billingId":3197218168379846218,"serviceList":[{"serviceType":"plan","serviceId":3048560606464323584,"purchaseType":"switch","billingModel":"recurring","billingCycle":"annually","multiCycle":1}]}`;

let portal: Sandbox;
let token: string;

async function open(switches: Partial<Switches> = {}): Promise<void> {
	portal = await startSandbox({ switches });
	token = await getToken(portal);
}

afterEach(async () => await portal.close());

describe('tokens', () => {
	it('are issued for 30 minutes, in the documented fields', async () => {
		await open();
		const { result, code, status } = await askForToken(portal);
		expect([code, status]).toEqual(['success', 200]);
		expect(result).toEqual({
			token: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/) as unknown,
			expiresIn: '1800',
			refreshToken: expect.any(String) as unknown,
			tokenHead: 'Bearer',
		});
	});

	it.each<Record<string, string>>([
		{ client_secret: 'wrong' },
		{ client_id: 'nobody' },
		{ grant_type: 'client_credentials' },
	])('are not issued for %j', async (fields) => {
		await open();
		expect((await askForToken(portal, fields)).code).not.toBe('success');
	});

	it('are needed, and end', async () => {
		await open();
		expect((await ask(portal, CONTACTS_PATH)).httpStatus).toBe(401);
		expect((await ask(portal, CONTACTS_PATH, { token })).httpStatus).toBe(200);
		portal.tokens.revokeAll();
		expect((await ask(portal, CONTACTS_PATH, { token })).httpStatus).toBe(401);
	});

	it('need the User-Agent header, as every request does', async () => {
		await open();
		expect(await ask(portal, CONTACTS_PATH, { token, headers: { 'user-agent': 'n8n' } })).toMatchObject({
			status: 400,
		});
	});
});

describe('an order', () => {
	const replaced: Array<[string, string, string]> = [
		['a billing ID that was rounded', '3197218168379846218', '3197218168379846000'],
		['a plan ID that was rounded', '3048560606464323584', '3048560606464323600'],
		['a plan ID in quotes', '3048560606464323584', '"3048560606464323584"'],
		['a plan of another product', '3048560606464323584', '3048918719332507648'],
		['a PBX of another product', '3631E0997265', '369471667338'],
		['another operation', 'switch_plan', 'renew_plan'],
		['another purchase type', '"purchaseType":"switch"', '"purchaseType":"purchase"'],
		['annually with the interval 0', '"multiCycle":1', '"multiCycle":0'],
		['annually with the interval 6', '"multiCycle":1', '"multiCycle":6'],
		['monthly with the interval 1', '"annually"', '"monthly"'],
		['the plan that the PBX is on', '3048560606464323584', '3048560232537899008'],
	];

	it("of the tutorial is placed, and changes the PBX's plan", async () => {
		await open();
		const { result } = await ask(portal, ORDER_PATH, { token, body: SAMPLE });
		expect(result).toEqual({
			instanceId: '1259567',
			orderNo: expect.stringMatching(/^[A-Z]{2}\d{19}$/) as unknown,
			orderStatus: 'succeed',
			productNo: '3631E0997265',
			transactionNo: expect.stringMatching(/^[A-Z]{2}\d{19}$/) as unknown,
		});
		expect(portal.book.findPbx('3631E0997265')).toMatchObject({ planId: '3048560606464323584', multiCycle: 1 });
	});

	it.each(replaced)('with %s is refused', async (_name, from, to) => {
		await open();
		const answer = await ask(portal, ORDER_PATH, { token, body: SAMPLE.replace(from, to) });
		expect(answer).toMatchObject({ httpStatus: 400, status: 400 });
		expect(answer.detailMessage).not.toBe('');
		expect(portal.book.orders).toEqual([]);
	});

	it('of a lower plan waits until the present one ends', async () => {
		await open();
		const body = SAMPLE.replace('3048560606464323584', '3048558946648207360');
		await ask(portal, ORDER_PATH, { token, body });
		expect(portal.book.findPbx('3631E0997265')).toMatchObject({
			planId: '3048560232537899008',
			nextPlanId: '3048558946648207360',
		});
	});

	it('may have its IDs in quotes, or has to keep the interval, where a switch says so', async () => {
		await open({ acceptQuotedIds: true, upgradeKeepsInterval: true });
		const body = SAMPLE.replace('3048560606464323584', '"3048560606464323584"');
		expect((await ask(portal, ORDER_PATH, { token, body })).detailMessage).toMatch(/interval/);
		const monthly = body.replace('"annually"', '"monthly"').replace('"multiCycle":1', '"multiCycle":0');
		expect((await ask(portal, ORDER_PATH, { token, body: monthly })).code).toBe('success');
	});
});

describe('what was ordered', () => {
	it('is in the order list, newest first, and in the details', async () => {
		await open();
		await ask(portal, ORDER_PATH, { token, body: SAMPLE });
		await ask(portal, ORDER_PATH, { token, body: SAMPLE.replace('3631E0997265', '3631E0112233') });
		const { result } = await ask(portal, '/order/openapi/order/v1/page?pageSize=1', { token });
		expect(result).toMatchObject({ total: 2, totalPage: 2, pageNo: 1, results: [{ orderStatus: 'succeed' }] });
		const [newest] = (result as { results: Array<{ orderNo: string }> }).results;
		const details = await ask(portal, `/order/openapi/order/v1/get/${newest?.orderNo}`, { token });
		expect(details.result).toMatchObject({
			basicInformation: { productId: '11', productNo: '3631E0112233' },
			orderSummary: [{ serviceId: '3048560606464323584' }],
		});
		expect((await ask(portal, '/order/openapi/order/v1/get/1', { token })).status).toBe(400);
	});

	it('shows in the list of PBXs and in a PBX', async () => {
		await open();
		const list = await ask(portal, '/product/openapi/instance_product/v1/client/instance_product_list?productId=11', {
			token,
		});
		expect(list.result).toMatchObject({ total: 2, results: [{ productNo: '3631E0997265' }, {}] });
		const detail = await ask(
			portal,
			'/product/openapi/instance_product/v1/detail?productId=11&productNo=3631E0997265',
			{ token },
		);
		expect(detail.result).toMatchObject({ planName: 'Enterprise Plan', currentPlan: '' });
		const products = await ask(portal, '/pricing/openapi/purchase/v1/product_list', { token });
		expect(products.result).toContainEqual({ name: 'Linkus Cloud Service', productId: 9 });
	});
});

describe('the front page', () => {
	it('shows the PBXs, and orders as they come in', async () => {
		await open();
		const page = await request(portal.url);
		expect(await page.body.text()).toContain('<h2>PBXs</h2>');

		const { body } = await request(`${portal.url}/sandbox/events`);
		const next = async () => JSON.parse(String((await once(body, 'data'))[0]).slice('data: '.length)) as object;
		expect(await next()).toMatchObject({
			orders: [],
			pbxs: [{ productNo: '3631E0997265', plan: 'Enterprise Plan' }, {}, {}, {}, {}, {}, {}, {}],
		});
		const update = next();
		await ask(portal, ORDER_PATH, { token, body: SAMPLE });
		expect(await update).toMatchObject({
			orders: [{ productNo: '3631E0997265', kind: 'switch_plan', lines: ['Ultimate Plan'] }],
		});
		body.destroy();
	});
});

describe('faults', () => {
	it('are ordered and taken back over HTTP', async () => {
		await open();
		const control = async (method: 'POST' | 'DELETE', body?: string) =>
			await request(`${portal.url}/sandbox/faults`, {
				method,
				...(body ? { body, headers: { 'content-type': 'application/json' } } : {}),
			});
		await control('POST', '{"kind":"serverError","status":503}');
		expect((await ask(portal, CONTACTS_PATH, { token })).httpStatus).toBe(503);
		await control('DELETE');
		expect((await ask(portal, CONTACTS_PATH, { token })).httpStatus).toBe(200);
	});

	it.each([
		['before the order is placed', false, 0],
		['after the order is placed', true, 1],
	])('strike %s', async (_name, afterCommit, orders) => {
		await open();
		portal.faults.order({ kind: 'drop', productNo: '3631E0997265', afterCommit });
		await expect(ask(portal, ORDER_PATH, { token, body: SAMPLE })).rejects.toThrow();
		expect(portal.book.orders).toHaveLength(orders);
	});

	it('hit as often as they are told, and only what they are told', async () => {
		await open();
		portal.faults.order({ kind: 'unauthorizedBody', path: CONTACTS_PATH, times: 1 });
		expect(await ask(portal, CONTACTS_PATH, { token })).toMatchObject({ httpStatus: 200, status: 401 });
		expect(await ask(portal, CONTACTS_PATH, { token })).toMatchObject({ httpStatus: 200, status: 200 });
	});
});
