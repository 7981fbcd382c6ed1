import { createHash } from 'node:crypto';
import type { IDataObject } from 'n8n-workflow';

import { APPLIANCE, CONTACT, ULTIMATE_PLAN } from '../support/portal';
import { closeCrms, DEAL, openCrm, SECRET } from './crmStandIn';
import { outputOf, readWorkflow, type WorkflowEngine } from './workflowEngine';

afterEach(closeCrms);

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
		const { runner, portal, crm } = await openCrm(dealWith(DEAL));
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
		const { runner, portal, crm } = await openCrm(dealWith(DEAL));
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
		const { runner, portal } = await openCrm(answers);
		await change(runner);
		Object.assign(answers, dealWith({ ...DEAL, 'Yeastar plan': 'Standard Plan' }));
		await change(runner, { eventId: 2 });
		expect(portal.book.orders.map(({ poNumber, multiCycle }) => [poNumber, multiCycle])).toEqual([
			[`hubspot ${DEAL_ID} ${APPLIANCE.toLowerCase()} ultimate plan`, 1],
			[`hubspot ${DEAL_ID} ${APPLIANCE.toLowerCase()} standard plan`, 2],
		]);
	});

	it('is left alone when it moves to another stage', async () => {
		const { runner, portal, crm } = await openCrm(dealWith(DEAL));
		await change(runner, { propertyValue: 'contractsent' });
		expect(portal.book.orders).toEqual([]);
		expect(crm.requests).toEqual([]);
	});

	it('is not ordered without a serial number and an e-mail address, and HubSpot gets a task that names both', async () => {
		const { runner, portal, crm } = await openCrm(dealWith({ ...DEAL, 'PBX serial number': '', 'Billing email': '' }));
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
		const { runner, portal, crm } = await openCrm(dealWith({ ...DEAL, 'Yeastar plan': 'Platinum' }));
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

	it('that is the sample is ordered in the sandbox when it is executed in the editor, and the CRM is not asked', async () => {
		const { runner, portal, crm } = await openCrm({});
		const done = await runner.runSample(workflow, 'Deal stage changed');
		expect(done.data.resultData.error).toBeUndefined();
		expect(portal.book.orders).toMatchObject([{ productNo: 'PCE9F8E7D6C5' }]);
		expect(outputOf(done, 'What was ordered')[0]?.json.text).toContain('switches PBX PCE9F8E7D6C5 to Ultimate Plan.');
		expect(crm.requests).toEqual([]);
	});
});
