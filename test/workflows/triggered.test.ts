import Fastify, { type FastifyInstance } from 'fastify';
import type { IDataObject, IRun, IWorkflowBase } from 'n8n-workflow';

import { CLIENTS } from '../../sandbox/fixtures';
import type { Sandbox } from '../../sandbox/server';
import { dayAhead } from '../../sandbox/subscription';
import { bookOrder } from '../support/bookings';
import { closePollers, Poller, setUpTrigger } from '../support/poller';
import { PACKAGE } from '../support/portal';
import { readWorkflow, WorkflowEngine } from './workflowEngine';

/** What the CRM was sent. */
interface Message {
	path: string;
	key: unknown;
	secret: unknown;
	body: unknown;
}

let crm: FastifyInstance;
const messages: Message[] = [];

beforeEach(async () => {
	messages.length = 0;
	crm = Fastify({ forceCloseConnections: true });
	crm.post('/*', async ({ url, headers, body }, reply) => {
		messages.push({ path: url, key: headers['idempotency-key'], secret: headers['x-crm-key'], body });
		return await reply.send({ ok: true });
	});
	await crm.listen({ host: '127.0.0.1', port: 0 });
});

afterEach(async () => {
	await crm.close();
	await closePollers();
});

/** A workflow to import with the address of the CRM set, and its trigger's parameters. */
function open(file: string, portal: Sandbox): { workflow: IWorkflowBase; trigger: string; poller: Poller } {
	const { port } = crm.server.address() as { port: number };
	const text = JSON.stringify(readWorkflow(file)).replace('https://crm.example.com', `http://127.0.0.1:${port}`);
	const workflow = JSON.parse(text) as IWorkflowBase;
	const trigger = workflow.nodes.find(({ type }) => type.endsWith('.yeastarPartnerTrigger'));
	const { name = '', parameters = {} } = trigger ?? {};
	return { workflow, trigger: name, poller: new Poller(portal.url, parameters) };
}

/** Runs a workflow as n8n does with what its trigger found. */
async function run(portal: Sandbox, workflow: IWorkflowBase, trigger: string, events: IDataObject[]): Promise<IRun> {
	const others = { httpHeaderAuth: { name: 'X-CRM-Key', value: 'key-of-the-crm' } };
	const runner = new WorkflowEngine(PACKAGE, { ...CLIENTS[0], baseUrl: portal.url }, others);
	const items = events.map((json) => ({ json }));
	return await runner.run(workflow, trigger, items);
}

describe('subscriptions that end', () => {
	it('makes a task in the CRM for each, once', async () => {
		const { portal } = await setUpTrigger({});
		const { workflow, trigger, poller } = open('ending-subscriptions-to-crm', portal);
		const done = await run(portal, workflow, trigger, (await poller.activate()) ?? []);
		expect(done.data.resultData.error).toBeUndefined();
		expect(messages.map(({ body }) => (body as IDataObject).title)).toEqual([
			'Subscription has ended: PBX PCE9F8E7D6C5',
			'Subscription ends in 21 days: PBX 3631E0997265',
			'Subscription ends in 28 days: PBX PSE0A1B2C3D4',
		]);
		const day = dayAhead(21);
		expect(messages[1]).toEqual({
			path: '/api/tasks',
			key: `3631E0997265 ${day} 30`,
			secret: 'key-of-the-crm',
			body: {
				reference: `3631E0997265 ${day} 30`,
				title: 'Subscription ends in 21 days: PBX 3631E0997265',
				text: `The subscription of PBX 3631E0997265 (Enterprise Plan) ends on ${day}.`,
				dueDate: day,
				serialNumber: '3631E0997265',
			},
		});
		expect(await poller.poll()).toBeNull();
	});
});

describe('an order is paid', () => {
	it('tells the CRM of orders that have succeeded, and of no others', async () => {
		const { portal } = await setUpTrigger({});
		const paid = bookOrder(portal, { orderStatus: 'pending', poNumber: 'D-1041' });
		const canceled = bookOrder(portal, { orderStatus: 'pending' });
		const { workflow, trigger, poller } = open('paid-order-to-crm', portal);
		expect(await poller.activate()).toBeNull();
		paid.orderStatus = 'succeed';
		canceled.orderStatus = 'cancelled';
		const { orderNo } = bookOrder(portal, { poNumber: 'D-1042' });
		const done = await run(portal, workflow, trigger, (await poller.poll()) ?? []);
		expect(done.data.resultData.error).toBeUndefined();
		const told = messages.map(({ path, key, body }) => ({ path, key, body }));
		expect(told).toHaveLength(2);
		expect(told).toEqual(
			expect.arrayContaining([
				{
					path: '/api/orders',
					key: paid.orderNo,
					body: { orderNo: paid.orderNo, orderStatus: 'succeed', previousStatus: 'pending', deal: 'D-1041' },
				},
				{
					path: '/api/orders',
					key: orderNo,
					body: { orderNo, orderStatus: 'succeed', previousStatus: '', deal: 'D-1042' },
				},
			]),
		);
	});
});
