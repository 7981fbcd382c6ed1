import { createHash } from 'node:crypto';
import type { IDataObject } from 'n8n-workflow';

import { APPLIANCE, ULTIMATE_PLAN } from '../support/portal';
import { BASIC, closeCrms, DEAL, openCrm } from './crmStandIn';
import { outputOf, readWorkflow, type WorkflowEngine } from './workflowEngine';

afterEach(closeCrms);

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
		const { runner, portal, crm } = await openCrm(dealWith(DEAL));
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
		const { runner, portal, crm } = await openCrm(dealWith(DEAL));
		await win(runner);
		await win(runner);
		expect(portal.book.orders).toHaveLength(1);
		expect(crm.posted.at(-1)?.body.content).toContain('Nothing was ordered again.');
	});

	it('is left alone when something else of it changes, before or after it is won', async () => {
		const { runner, portal, crm } = await openCrm(dealWith(DEAL));
		await change(runner, { status: 'open' }, { value: 100 });
		await change(runner, { status: 'won' }, { value: 100 });
		await change(runner, { status: 'open' }, { status: 'won' });
		expect(portal.book.orders).toEqual([]);
		expect(crm.requests).toEqual([]);
	});

	it('is not ordered without a billing cycle, and gets a pinned note that says so', async () => {
		const { runner, portal, crm } = await openCrm(dealWith({ ...DEAL, 'Billing cycle': null }));
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
		const { runner, portal, crm } = await openCrm(dealWith({ ...DEAL, 'PBX serial number': '3631E0000000' }));
		await win(runner);
		expect(portal.book.orders).toEqual([]);
		const [note] = crm.posted;
		expect(note?.body).toMatchObject({ deal_id: DEAL_ID, pinned_to_deal_flag: 1 });
		expect(note?.body.content).toMatch(
			/needs you: PBX 3631E0000000[^{[]+mark it as open and then as won again\.<\/p>$/,
		);
	});

	it('is refused from somebody who does not know the password', async () => {
		const { runner } = await openCrm(dealWith(DEAL));
		const response = runner.receive(workflow, 'Deal changed', {}, { authorization: 'Basic bm86bm8=' });
		await expect(response).rejects.toThrow();
	});

	it('that is the sample is ordered in the sandbox when it is executed in the editor, and the CRM is not asked', async () => {
		const { runner, portal, crm } = await openCrm({});
		const done = await runner.runSample(workflow, 'Deal changed');
		expect(done.data.resultData.error).toBeUndefined();
		expect(portal.book.orders).toMatchObject([{ productNo: 'PSE0A1B2C3D4' }]);
		expect(outputOf(done, 'What was ordered')[0]?.json.text).toContain('switches PBX PSE0A1B2C3D4 to Ultimate Plan.');
		expect(crm.requests).toEqual([]);
	});
});
