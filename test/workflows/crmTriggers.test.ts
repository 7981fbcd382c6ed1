import { createHash } from 'node:crypto';
import type { IDataObject } from 'n8n-workflow';

import { CLIENTS } from '../../sandbox/fixtures';
import { APPLIANCE, closePortals, CONTACT, PACKAGE, setUp, ULTIMATE_PLAN } from '../support/portal';
import { CrmStandIn } from './crmStandIn';
import { outputOf, readWorkflow, WorkflowEngine } from './workflowEngine';

const standIns: CrmStandIn[] = [];
afterEach(async () => {
	await closePortals();
	await Promise.all(standIns.splice(0).map(async (crm) => await crm.stop()));
});

const SECRET = 'made-up';
const BASIC = { user: 'pipedrive', password: 'made-up' };

/** A portal, a CRM that answers what is given, and an engine with credentials for both. */
async function open(answers: Record<string, unknown>) {
	const { portal } = await setUp();
	const crm = new CrmStandIn(answers);
	standIns.push(crm);
	const standIn = await crm.start();
	const runner = new WorkflowEngine(
		PACKAGE,
		{ ...CLIENTS[0], baseUrl: portal.url },
		{
			hubspotDeveloperApi: { clientSecret: SECRET, appId: '3120874', apiKey: '' },
			hubspotAppToken: { appToken: '', standIn },
			pipedriveApi: { apiToken: '', standIn },
			httpBasicAuth: BASIC,
		},
	);
	return { portal, crm, runner };
}

const DEAL: Record<string, string> = {
	'PBX serial number': APPLIANCE,
	'Yeastar product': '11',
	'Yeastar plan': 'Ultimate Plan',
	'Billing cycle': 'annually',
	'Plan years': '2',
	'Billing email': 'billing@example.com',
};

describe('a HubSpot deal', () => {
	const workflow = readWorkflow('hubspot-deal-to-switch');
	const DEAL_ID = 18523094821;

	/** The answer to a deal that is asked for, as HubSpot's documentation of `/deals/v1/deal/:dealId` shows it. */
	const dealWith = (fields: Record<string, string>) => ({
		'GET api.hubapi.com/deals/v1/deal/18523094821': {
			portalId: 44512098,
			dealId: DEAL_ID,
			isDeleted: false,
			associations: { associatedVids: [], associatedCompanyIds: [], associatedDealIds: [] },
			properties: Object.fromEntries(
				Object.entries({ dealstage: 'closedwon', ...fields }).map(([label, value]) => [
					label.toLowerCase().replaceAll(' ', '_'),
					{ value, timestamp: 1764251990000, source: 'CRM_UI', sourceId: null, versions: [] },
				]),
			),
		},
	});

	/** A change of a deal, as HubSpot's documentation of webhooks shows it, through n8n's own trigger node. */
	const change = async (runner: WorkflowEngine, values: IDataObject = {}) => {
		const event = {
			eventId: 1843027119,
			subscriptionId: 2861457,
			portalId: 44512098,
			appId: 3120874,
			occurredAt: 1764252000000,
			subscriptionType: 'deal.propertyChange',
			attemptNumber: 0,
			objectId: DEAL_ID,
			propertyName: 'dealstage',
			propertyValue: 'closedwon',
			changeSource: 'CRM_UI',
			...values,
		};
		const signature = createHash('sha256')
			.update(SECRET + JSON.stringify([event]))
			.digest('hex');
		return await runner.receive(workflow, 'Deal stage changed', [event], { 'x-hubspot-signature': signature });
	};

	it('is ordered when it is won, and HubSpot gets a task that is done and names the order', async () => {
		const { runner, portal, crm } = await open(dealWith(DEAL));
		const done = await change(runner);
		expect(done.data.resultData.error).toBeUndefined();
		const [order] = portal.book.orders;
		expect(portal.book.orders).toHaveLength(1);
		expect(order).toMatchObject({ productNo: APPLIANCE, planId: ULTIMATE_PLAN, billingId: CONTACT, multiCycle: 2 });
		expect(crm.posted).toEqual([
			{
				line: 'POST api.hubapi.com/engagements/v1/engagements',
				body: {
					engagement: { type: 'TASK', timestamp: expect.any(Number) as unknown },
					metadata: {
						subject: 'Plan switch ordered: Ultimate Plan',
						body: `Order ${order?.orderNo} switches PBX ${APPLIANCE} to Ultimate Plan. The Partner Portal says: succeed.`,
						status: 'COMPLETED',
					},
					associations: { dealIds: [String(DEAL_ID)] },
				},
			},
		]);
	});

	it('is ordered once when HubSpot reports it twice', async () => {
		const { runner, portal, crm } = await open(dealWith(DEAL));
		await change(runner);
		await change(runner, { attemptNumber: 1 });
		expect(portal.book.orders).toHaveLength(1);
		expect(crm.posted.at(-1)?.body.metadata).toMatchObject({
			body: `This was ordered before, as order ${portal.book.orders[0]?.orderNo}. Nothing was ordered again.`,
			status: 'COMPLETED',
		});
	});

	it('is ordered again when it is won once more with another plan', async () => {
		const answers: Record<string, unknown> = dealWith({ ...DEAL, 'Plan years': '' });
		const { runner, portal } = await open(answers);
		await change(runner);
		Object.assign(answers, dealWith({ ...DEAL, 'Yeastar plan': 'Standard Plan' }));
		await change(runner, { eventId: 2 });
		expect(portal.book.orders.map(({ poNumber, multiCycle }) => [poNumber, multiCycle])).toEqual([
			[`hubspot ${DEAL_ID} ${APPLIANCE.toLowerCase()} ultimate plan`, 1],
			[`hubspot ${DEAL_ID} ${APPLIANCE.toLowerCase()} standard plan`, 2],
		]);
	});

	it('is left alone when it moves to another stage', async () => {
		const { runner, portal, crm } = await open(dealWith(DEAL));
		await change(runner, { propertyValue: 'contractsent' });
		expect(portal.book.orders).toEqual([]);
		expect(crm.requests).toEqual([]);
	});

	it('is not ordered without a serial number and an e-mail address, and HubSpot gets a task that names both', async () => {
		const { runner, portal, crm } = await open(dealWith({ ...DEAL, 'PBX serial number': '', 'Billing email': '' }));
		await change(runner);
		expect(portal.book.orders).toEqual([]);
		expect(crm.posted.map(({ body }) => body.metadata)).toEqual([
			{
				subject: 'Plan switch needs you: the deal is not complete',
				body: 'Nothing was ordered. The deal has no PBX serial number and no Billing email. Fill that in, and move it out of Closed won and back.',
				status: 'NOT_STARTED',
			},
		]);
	});

	it('is not ordered with an unknown plan, and HubSpot gets a task with the reason in plain words', async () => {
		const { runner, portal, crm } = await open(dealWith({ ...DEAL, 'Yeastar plan': 'Platinum' }));
		await change(runner);
		expect(portal.book.orders).toEqual([]);
		const [task] = crm.posted;
		expect(task?.body.metadata).toMatchObject({
			subject: `Plan switch needs you: PBX ${APPLIANCE}`,
			body: expect.stringMatching(
				/"Platinum", which is the name of no plan.+ move it out of Closed won and back\.$/s,
			) as unknown,
			status: 'NOT_STARTED',
		});
	});
});

describe('a Pipedrive deal', () => {
	const workflow = readWorkflow('pipedrive-deal-to-switch');
	const DEAL_ID = 4127;
	const keyOf = (label: string) => createHash('sha1').update(label).digest('hex');

	/** The answers to a deal and to the names of custom fields, as Pipedrive's documentation of its API v2 shows them. */
	const dealWith = (fields: Record<string, string | null>) => ({
		'GET api.pipedrive.com/api/v2/dealFields': {
			success: true,
			data: Object.keys(fields).map((label) => ({
				field_code: keyOf(label),
				field_name: label,
				field_type: 'varchar',
			})),
			additional_data: { next_cursor: null },
		},
		[`GET api.pipedrive.com/api/v2/deals/${DEAL_ID}`]: {
			success: true,
			data: {
				id: DEAL_ID,
				title: 'Harbour Hotel',
				status: 'won',
				custom_fields: Object.fromEntries(Object.entries(fields).map(([label, value]) => [keyOf(label), value])),
			},
		},
		'POST api.pipedrive.com/v1/notes': { success: true, data: { id: 1 } },
	});

	/** A change of a deal, as Pipedrive's documentation of webhooks v2 shows it, through n8n's own trigger node. */
	const change = async (runner: WorkflowEngine, data: IDataObject, previous: IDataObject) => {
		const body = {
			data: { id: DEAL_ID, title: 'Harbour Hotel', stage_id: 5, custom_fields: {}, ...data },
			previous: { update_time: '2026-11-25T08:30:10Z', ...previous },
			meta: {
				action: 'change',
				entity: 'deal',
				entity_id: String(DEAL_ID),
				type: 'general',
				version: '2.0',
				attempt: 1,
			},
		};
		const authorization = `Basic ${Buffer.from(`${BASIC.user}:${BASIC.password}`).toString('base64')}`;
		return await runner.receive(workflow, 'Deal changed', body, { authorization });
	};
	const win = async (runner: WorkflowEngine) => await change(runner, { status: 'won' }, { status: 'open' });

	it('is ordered when it is won, and gets a note that names the order', async () => {
		const { runner, portal, crm } = await open(dealWith(DEAL));
		const done = await win(runner);
		expect(done.data.resultData.error).toBeUndefined();
		const [order] = portal.book.orders;
		expect(portal.book.orders).toHaveLength(1);
		expect(order).toMatchObject({
			productNo: APPLIANCE,
			planId: ULTIMATE_PLAN,
			multiCycle: 2,
			poNumber: `pipedrive ${DEAL_ID} ${APPLIANCE.toLowerCase()} ultimate plan`,
		});
		expect(crm.posted).toEqual([
			{
				line: 'POST api.pipedrive.com/v1/notes',
				body: {
					content: `<p><b>Plan switch ordered: Ultimate Plan</b></p><p>Order ${order?.orderNo} switches PBX ${APPLIANCE} to Ultimate Plan. The Partner Portal says: succeed.</p>`,
					deal_id: DEAL_ID,
					pinned_to_deal_flag: 0,
				},
			},
		]);
	});

	it('is ordered once when it is won twice', async () => {
		const { runner, portal, crm } = await open(dealWith(DEAL));
		await win(runner);
		await win(runner);
		expect(portal.book.orders).toHaveLength(1);
		expect(crm.posted.at(-1)?.body.content).toContain('Nothing was ordered again.');
	});

	it('is left alone when something else of it changes, before or after it is won', async () => {
		const { runner, portal, crm } = await open(dealWith(DEAL));
		await change(runner, { status: 'open' }, { value: 100 });
		await change(runner, { status: 'won' }, { value: 100 });
		await change(runner, { status: 'open' }, { status: 'won' });
		expect(portal.book.orders).toEqual([]);
		expect(crm.requests).toEqual([]);
	});

	it('is not ordered without a billing cycle, and gets a pinned note that says so', async () => {
		const { runner, portal, crm } = await open(dealWith({ ...DEAL, 'Billing cycle': null }));
		await win(runner);
		expect(portal.book.orders).toEqual([]);
		expect(crm.posted.map(({ body }) => body)).toMatchObject([
			{
				content: expect.stringContaining('The deal has no Billing cycle. Fill that in, and mark it as open') as unknown,
				pinned_to_deal_flag: 1,
			},
		]);
	});

	it('is not ordered with an unknown PBX, and gets a pinned note with the reason in plain words', async () => {
		const { runner, portal, crm } = await open(dealWith({ ...DEAL, 'PBX serial number': '3631E0000000' }));
		await win(runner);
		expect(portal.book.orders).toEqual([]);
		const [note] = crm.posted;
		expect(note?.body).toMatchObject({ deal_id: DEAL_ID, pinned_to_deal_flag: 1 });
		expect(note?.body.content).toMatch(
			/needs you: PBX 3631E0000000[^{[]+mark it as open and then as won again\.<\/p>$/,
		);
	});

	it('is refused from somebody who does not know the password', async () => {
		const { runner } = await open(dealWith(DEAL));
		const response = runner.receive(workflow, 'Deal changed', {}, { authorization: 'Basic bm86bm8=' });
		await expect(response).rejects.toThrow();
	});
});

describe.each([
	['hubspot-deal-to-switch', 'Deal stage changed', 'PCE9F8E7D6C5'],
	['pipedrive-deal-to-switch', 'Deal changed', 'PSE0A1B2C3D4'],
])('the sample of %s', (file, trigger, productNo) => {
	it('is ordered in the sandbox when it is executed in the editor, and the CRM is not asked', async () => {
		const { runner, portal, crm } = await open({});
		const done = await runner.runSample(readWorkflow(file), trigger);
		expect(done.data.resultData.error).toBeUndefined();
		expect(portal.book.orders).toMatchObject([{ productNo }]);
		expect(outputOf(done, 'What was ordered')[0]?.json.text).toContain(`switches PBX ${productNo} to Ultimate Plan.`);
		expect(crm.requests).toEqual([]);
	});
});
