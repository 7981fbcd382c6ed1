import type { ICredentialDataDecryptedObject, INodeParameters } from 'n8n-workflow';

import { CLIENTS } from '../../sandbox/fixtures';
import { type Sandbox, startSandbox } from '../../sandbox/server';
import {
	APPLIANCE,
	CONTACT,
	CONTACTS_PATH,
	locator,
	switchParameters,
	TOKEN_PATH,
	ULTIMATE_PLAN,
} from '../support/parameters';
import { ServerBench } from './serverBench';

const EMAIL = 'billing@example.com';
let bench: ServerBench;

beforeAll(async () => {
	bench = await ServerBench.start();
});

afterAll(async () => {
	await bench?.stop();
});

const byName = (values: INodeParameters = {}) =>
	switchParameters({
		productNo: locator('={{ $json.body.sn }}'),
		serviceId: locator('={{ $json.body.plan }}', 'name'),
		billingId: locator(EMAIL, 'email'),
		orderKey: '={{ $json.body.deal }}',
		...values,
	});

describe('every operation, published behind a webhook', () => {
	it.each<[string, INodeParameters, object]>([
		[
			'Get Plans',
			{ resource: 'plan', operation: 'getPlans', productId: 11 },
			{ planName: 'Standard Plan', productId: '11' },
		],
		[
			'Get Billing Contacts',
			{ resource: 'billingContact', operation: 'getBillingContacts' },
			{ billingContactId: CONTACT },
		],
		['Get Products', { resource: 'product', operation: 'getProducts' }, { productId: '11' }],
		[
			'Get PBX',
			{ resource: 'pbx', operation: 'getPbx', productId: 11, productNo: locator(APPLIANCE) },
			{ productNo: APPLIANCE },
		],
		['Get PBXs', { resource: 'pbx', operation: 'getPbxs', productId: 11, returnAll: true }, { productNo: APPLIANCE }],
		[
			'Preview Switch',
			byName({ operation: 'previewSwitch' }),
			{ planName: 'Ultimate Plan', currentPlanName: 'Enterprise Plan' },
		],
		['Switch Plan', byName(), { serviceId: ULTIMATE_PLAN, billingId: CONTACT, outcome: 'placed' }],
		['Get Orders', { resource: 'order', operation: 'getOrders' }, { customReferenceNo: 'D-1', orderStatus: 'succeed' }],
	])('%s', async (name, parameters, expected) => {
		const path = name.toLowerCase().replaceAll(' ', '-');
		await bench.publish(path, parameters);
		const { status, body } = await bench.call(path, { sn: APPLIANCE, plan: 'Ultimate', deal: 'D-1' });
		expect([status, (body as object[])[0]]).toEqual([200, expect.objectContaining(expected)]);
	});

	it('Get Order, of the order that was placed', async () => {
		const [order] = bench.sandbox.book.orders;
		await bench.publish('get-order', { resource: 'order', operation: 'getOrder', orderId: '={{ $json.body.no }}' });
		const { body } = await bench.call('get-order', { no: order?.orderNo });
		expect(body).toEqual([expect.objectContaining({ orderNo: order?.orderNo, orderStatus: 'succeed' })]);
	});

	it('Release Order Key, of a key that is free', async () => {
		await bench.publish('release', {
			resource: 'order',
			operation: 'releaseOrderKey',
			orderKey: '={{ $json.body.deal }}',
		});
		expect((await bench.call('release', { deal: 'D-9' })).body).toEqual([{ orderKey: 'D-9', released: false }]);
	});

	it('a webhook that comes twice orders once', async () => {
		const { body } = await bench.call('switch-plan', { sn: APPLIANCE, plan: 'Ultimate', deal: 'D-1' });
		expect(body).toEqual([
			expect.objectContaining({ outcome: 'alreadyPlaced', orderNo: bench.sandbox.book.orders[0]?.orderNo }),
		]);
		expect(bench.sandbox.book.orders).toHaveLength(1);
	});

	it('an order that is refused fails the execution, with the reason', async () => {
		const workflow = await bench.publish('refused', byName());
		expect((await bench.call('refused', { sn: APPLIANCE, plan: 'Platinum', deal: 'D-2' })).status).toBe(500);
		const [last] = await bench.rest.executions(workflow.id);
		const { data, status } = await bench.rest.execution(last?.id ?? '');
		expect([status, data.resultData.error?.message]).toEqual([
			'error',
			expect.stringContaining('is the name of no plan'),
		]);
	});
});

describe("the credential's test", () => {
	const test = async (name: string, values: object) => {
		const data = { ...CLIENTS[0], baseUrl: bench.sandbox.url, accessToken: '', ...values };
		return await bench.rest.testCredential(await bench.rest.saveCredential('yeastarPartnerApi', name, data));
	};

	it('says that right settings are right', async () => {
		expect(await test('Right', {})).toMatchObject({ status: 'OK' });
	});

	it.each([
		['Wrong secret', { clientSecret: 'wrong' }, 'Yeastar rejected the Client ID or Client Secret of the credential'],
		['Unreachable', { baseUrl: 'http://127.0.0.1:9' }, 'Could not reach the Yeastar Partner Portal'],
		['Not safe', { baseUrl: 'http://portal.example.test' }, 'plain http'],
	])('says what is wrong: %s', async (name, values, words) => {
		expect(await test(name, values)).toEqual({ status: 'Error', message: expect.stringContaining(words) as unknown });
	});
});

describe('a change of the credential, as the editor saves it, with the token of before in store', () => {
	const RIGHT = { clientSecret: CLIENTS[0]?.clientSecret ?? '' };
	const asked = ({ requests }: Sandbox) => requests.filter(({ path }) => path === TOKEN_PATH).length;
	const test = async () => await bench.rest.testCredential(bench.credential);

	/** The editor sends all that it was shown, the secrets covered up. */
	const change = async (fields: ICredentialDataDecryptedObject) => {
		const path = `/credentials/${bench.credential.id}`;
		const shown = await bench.rest.request<{ data: ICredentialDataDecryptedObject }>('GET', `${path}?includeData=true`);
		await bench.rest.request('PATCH', path, { ...shown, data: { ...shown.data, ...fields } });
	};
	const askByNode = async () => (await bench.call('by-node')).status;
	const askByHttpRequest = async (url: string) => (await bench.call('by-http-request', { url })).status;

	beforeAll(async () => {
		await bench.publish('by-node', { resource: 'billingContact', operation: 'getBillingContacts' });
		const { id, name, type } = bench.credential;
		const parameters = {
			url: '={{ $json.body.url }}',
			authentication: 'predefinedCredentialType',
			nodeCredentialType: type,
		};
		const node = { type: 'n8n-nodes-base.httpRequest', typeVersion: 4.2, credentials: { [type]: { id, name } } };
		await bench.publish('by-http-request', parameters, { node });
	});

	beforeEach(async () => {
		expect(await askByNode()).toBe(200);
	});

	afterEach(async () => await change({ baseUrl: bench.sandbox.url, ...RIGHT }));

	it('to a wrong secret turns the test red, and back to the right one green, each time with a new token', async () => {
		const before = asked(bench.sandbox);
		await change({ clientSecret: 'not-the-secret' });
		expect(await test()).toMatchObject({ status: 'Error' });
		await change(RIGHT);
		expect(await test()).toMatchObject({ status: 'OK' });
		expect(await test()).toMatchObject({ status: 'OK' });
		expect(asked(bench.sandbox)).toBe(before + 3);
	});

	it("to a wrong secret that nobody tests stops the node and n8n's HTTP Request node", async () => {
		await change({ clientSecret: 'not-the-secret' });
		const contacts = () => bench.sandbox.requests.filter(({ path }) => path === CONTACTS_PATH).length;
		const before = contacts();
		expect([await askByNode(), await askByHttpRequest(bench.sandbox.url + CONTACTS_PATH)]).toEqual([500, 500]);
		expect(contacts()).toBe(before);
	});

	it.each<[string, (other: Sandbox) => Promise<unknown>, unknown]>([
		['the test', async () => (await test()).status, 'OK'],
		['the node', askByNode, 200],
		["n8n's HTTP Request node", async (other) => await askByHttpRequest(other.url + CONTACTS_PATH), 200],
	])('to another Base URL never sends the token there: %s', async (_who, ask, success) => {
		const other = await startSandbox();
		await change({ baseUrl: other.url });
		const answer = await ask(other);
		await other.close();

		const tokens = new Set(bench.sandbox.requests.flatMap(({ headers }) => headers.authorization ?? []));
		const received = other.requests.map(({ headers }) => String(headers.authorization));
		expect(received.filter((token) => tokens.has(token))).toEqual([]);
		expect(answer).toBe(success);
		expect(other.requests.map(({ path }) => path)).toEqual([TOKEN_PATH, CONTACTS_PATH]);
	});

	it('to expressions asks for one token, which is stored and serves the node and the HTTP Request node', async () => {
		await change({ baseUrl: `={{ "${bench.sandbox.url}" }}`, clientSecret: `={{ "${RIGHT.clientSecret}" }}` });
		expect(await test()).toMatchObject({ status: 'OK' });
		const before = asked(bench.sandbox);
		expect([await askByNode(), await askByHttpRequest(bench.sandbox.url + CONTACTS_PATH), await askByNode()]).toEqual([
			200, 200, 200,
		]);
		expect(asked(bench.sandbox)).toBe(before);
	});
});

describe('every list', () => {
	const search = async (parameter: string, method: string, page = {}) =>
		await bench.rest.search(parameter, method, { ...switchParameters(), productId: 11 }, bench.credential, page);

	it('of plans', async () => {
		const { results } = await search('serviceId', 'searchPlans', { filter: 'ulti' });
		expect(results).toEqual([{ name: 'Ultimate Plan', value: ULTIMATE_PLAN }]);
	});

	it('of billing contacts', async () => {
		const { results } = await search('billingId', 'searchBillingContacts');
		expect(results[0]).toEqual({ name: `Ada Moreau (Example Telecom Ltd., ${EMAIL})`, value: CONTACT });
	});

	it('of PBXs, page by page', async () => {
		bench.sandbox.book.addPbxs(11, 60);
		const first = await search('productNo', 'searchPbxs');
		expect(first.results).toHaveLength(25);
		const second = await search('productNo', 'searchPbxs', { paginationToken: first.paginationToken });
		expect(second.results).toHaveLength(25);
		expect(second.results[0]?.value).not.toBe(first.results[0]?.value);
	});

	it('says why it cannot be filled', async () => {
		const parameters = { ...switchParameters(), productId: '={{ $json.product }}' };
		await expect(bench.rest.search('serviceId', 'searchPlans', parameters, bench.credential)).rejects.toThrow(
			'is an expression, whose value is known only when the workflow runs',
		);
	});
});

describe('a restart of n8n', () => {
	it('keeps the token and the order keys', async () => {
		const tokens = () => bench.sandbox.requests.filter(({ path }) => path === TOKEN_PATH).length;
		await bench.call('switch-plan', { sn: APPLIANCE, plan: 'Ultimate', deal: 'D-1' });
		const before = tokens();
		await bench.restart();
		await bench.listens('switch-plan');
		const { body } = await bench.call('switch-plan', { sn: APPLIANCE, plan: 'Ultimate', deal: 'D-1' });
		expect(body).toEqual([expect.objectContaining({ outcome: 'alreadyPlaced' })]);
		expect(bench.sandbox.book.orders).toHaveLength(1);
		expect(tokens()).toBe(before);
	});
});

it('n8n asked nobody outside of this machine', () => {
	expect(bench.refusedHosts()).toEqual([]);
});
