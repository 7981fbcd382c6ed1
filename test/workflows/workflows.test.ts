import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import { CLIENTS } from '../../sandbox/fixtures';
import {
	APPLIANCE,
	closePortals,
	CONTACT,
	LINKUS,
	ORDER_PATH,
	PACKAGE,
	setUp,
	type Bench,
	ULTIMATE_PLAN,
} from '../support/portal';
import { outputOf, readWorkflow, WorkflowEngine } from './workflowEngine';

afterEach(closePortals);

const FILES = readdirSync(join(__dirname, '..', '..', 'workflows')).map((file) => file.replace(/\.json$/, ''));
const EMAIL = 'billing@example.com';

async function open(): Promise<Bench & { runner: WorkflowEngine }> {
	const bench = await setUp();
	return { ...bench, runner: new WorkflowEngine(PACKAGE, { ...CLIENTS[0], baseUrl: bench.portal.url }) };
}

describe.each(FILES)('%s', (file) => {
	const workflow = readWorkflow(file);
	const text = JSON.stringify(workflow);

	it('explains itself in a sticky note', () => {
		const [note] = workflow.nodes.filter(({ type }) => type === 'n8n-nodes-base.stickyNote');
		expect(note?.parameters.content).toMatch(/^## .+\*\*Set up\*\*/s);
	});

	it('holds no secret, no credential and no 19-digit ID', () => {
		expect(workflow.nodes.filter(({ credentials }) => credentials !== undefined)).toEqual([]);
		expect(text).not.toMatch(/secret|password|bearer |sk-/i);
		expect(text).not.toMatch(/\b\d{19}\b/);
	});

	it('shows nobody JSON', () => {
		expect(text).not.toMatch(/JSON\.stringify|json\.payload|```json/);
	});

	it('holds parameters that its nodes know, and all that they need', () => {
		const runner = new WorkflowEngine(PACKAGE, {});
		expect(runner.issuesOf(workflow)).toEqual({});
		expect(runner.unknownParametersOf(workflow)).toEqual({});
	});

	it('uses an order key, which an expression gives, wherever it orders', () => {
		const ordering = ['switchPlan', 'renewPlan', 'purchasePlan', 'purchaseService', 'createOrder'];
		const orders = workflow.nodes.filter(({ parameters }) => ordering.includes(String(parameters.operation)));
		expect(orders.map(({ parameters }) => parameters.orderKey)).toEqual(
			orders.map(() => expect.stringMatching(/^=\{\{ .+ \}\}$/) as unknown),
		);
	});
});

describe('the CRM webhook', () => {
	const workflow = readWorkflow('crm-webhook-to-switch');
	const deal = (values = {}) => [
		{
			json: {
				headers: {},
				params: {},
				query: {},
				body: { dealId: 'D-1', serialNumber: APPLIANCE, plan: 'Ultimate Plan', billingEmail: EMAIL, ...values },
			},
		},
	];

	it('switches the plan and answers with the order number, and the second time with the same', async () => {
		const { runner, portal } = await open();
		await runner.run(workflow, 'Deal won', deal());
		await runner.run(workflow, 'Deal won', deal());
		const [order] = portal.book.orders;
		expect(portal.book.orders).toHaveLength(1);
		expect(order).toMatchObject({ planId: ULTIMATE_PLAN, billingId: CONTACT, poNumber: 'D-1' });
		const answer = { orderNo: order?.orderNo, orderStatus: 'succeed' };
		expect(runner.responses).toMatchObject([
			{ statusCode: 200, body: { ...answer, outcome: 'placed' } },
			{ statusCode: 200, body: { ...answer, outcome: 'alreadyPlaced' } },
		]);
	});

	it('orders its sample deal in the sandbox when it is executed in the editor, and once only', async () => {
		const { runner, portal } = await open();
		await runner.runSample(workflow, 'Deal won');
		await runner.runSample(workflow, 'Deal won');
		expect(portal.book.orders).toMatchObject([{ productNo: '3631E0112233', planId: ULTIMATE_PLAN }]);
		expect(runner.responses).toMatchObject([{ body: { outcome: 'placed' } }, { body: { outcome: 'alreadyPlaced' } }]);
	});

	it('answers with the reason where nothing is ordered', async () => {
		const { runner, portal } = await open();
		await runner.run(workflow, 'Deal won', deal({ plan: 'Platinum' }));
		expect(portal.book.orders).toEqual([]);
		expect(runner.responses).toMatchObject([
			{
				statusCode: 422,
				body: { error: expect.stringContaining('"Platinum", which is the name of no plan') as unknown },
			},
		]);
	});
});

describe('the form with preview and approval', () => {
	const workflow = readWorkflow('form-with-approval');
	const filledIn = (values = {}) => [
		{
			json: {
				productId: '9 Linkus Cloud Service',
				serialNumber: LINKUS,
				plan: 'Pro',
				cycle: 'annually',
				years: 1,
				billingEmail: EMAIL,
				dealId: 'D-2',
				...values,
			},
		},
	];

	it('shows the preview, and orders after the approval', async () => {
		const { runner, portal, received } = await open();
		const waiting = await runner.run(workflow, 'Which switch', filledIn());
		expect(waiting.status).toBe('waiting');
		expect(waiting.data.resultData.lastNodeExecuted).toBe('Show the preview');
		expect(outputOf(waiting, 'Preview')[0]?.json.summary).toContain(
			'from Linkus Cloud Service to Linkus Cloud Service Pro',
		);
		expect(received(ORDER_PATH)).toEqual([]);

		const done = await runner.answerForm(workflow, waiting, { decision: 'Order it' });
		expect(done.data.resultData.error).toBeUndefined();
		expect(portal.book.orders).toMatchObject([{ productNo: LINKUS, poNumber: 'D-2' }]);
		expect(done.data.resultData.lastNodeExecuted).toBe('Ordered');
	});

	it('orders nothing where it is not approved', async () => {
		const { runner, portal } = await open();
		const waiting = await runner.run(workflow, 'Which switch', filledIn());
		const done = await runner.answerForm(workflow, waiting, { decision: 'Leave it' });
		expect(done.data.resultData.lastNodeExecuted).toBe('Left');
		expect(portal.book.orders).toEqual([]);
	});

	it('orders what is billed monthly without a number of years', async () => {
		const { runner, portal } = await open();
		const form = { productId: '11 P-Series Appliance Edition', serialNumber: APPLIANCE, plan: 'Ultimate' };
		const waiting = await runner.run(workflow, 'Which switch', filledIn({ ...form, cycle: 'monthly', years: null }));
		await runner.answerForm(workflow, waiting, { decision: 'Order it' });
		expect(portal.book.orders).toMatchObject([{ productNo: APPLIANCE, billingCycle: 'monthly', multiCycle: 0 }]);
	});

	it('says why, and asks nobody, where it cannot be ordered', async () => {
		const { runner } = await open();
		const ended = await runner.run(workflow, 'Which switch', filledIn({ plan: 'Linkus Cloud Service' }));
		expect(ended.data.resultData.lastNodeExecuted).toBe('Cannot be ordered');
		expect(outputOf(ended, 'Can it be ordered?', 1)[0]?.json.reasons).toEqual([
			'This PBX is on this plan already (Linkus Cloud Service).',
		]);
	});

	it('says why where the preview is refused', async () => {
		const { runner } = await open();
		const ended = await runner.run(workflow, 'Which switch', filledIn({ serialNumber: 'no such' }));
		expect(ended.data.resultData.lastNodeExecuted).toBe('Not ordered');
		expect(outputOf(ended, 'Preview', 1)[0]?.json.error).toContain('PBX Serial Number (productNo) is "no such"');
	});
});

describe('the morning list', () => {
	it('lists who is not on the plan yet, and orders nothing', async () => {
		const workflow = readWorkflow('morning-upgrade-list');
		const { runner, portal, received } = await open();
		Object.assign(portal.book.findPbx('3631E0112233') ?? {}, { planId: ULTIMATE_PLAN });
		const done = await runner.run(workflow, 'Every morning', [{ json: {} }]);
		expect(done.data.resultData.error).toBeUndefined();
		const message = outputOf(done, 'Message')[0]?.json;
		expect(message?.text).toMatch(
			/^1 PBX could be upgraded to Ultimate Plan:\n• 3631E0997265 is on Enterprise Plan, [^{}[\]"]*360\.00[^{}[\]"]*\nPlans of this product: Standard Plan, Enterprise Plan, Ultimate Plan$/,
		);
		expect(message?.pbxs).toHaveLength(1);
		expect(received(ORDER_PATH)).toEqual([]);
	});
});
