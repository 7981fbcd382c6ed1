import type { IDataObject, IRun, IWorkflowBase } from 'n8n-workflow';

import { PLAN, WITHOUT_PLAN } from '../sandbox/orders';
import type { Sandbox } from '../../sandbox/server';
import { CONTACT, ORDER_PATH } from '../support/portal';
import { closeCrms, type CrmStandIn, openCrm, readWorkflowFor, SECRET } from './crmStandIn';
import { readWorkflow, type WorkflowEngine } from './workflowEngine';

afterEach(closeCrms);

const EMAIL = 'office@lighthouse.test';
const CUSTOMER = {
	dealId: 'D-1',
	email: EMAIL,
	company: 'Lighthouse Ltd.',
	country: 'France',
	lastName: 'Roux',
	plan: 'Enterprise Plan',
	billingEmail: 'billing@example.com',
};
const WITH_PBX = { ...CUSTOMER, serialNumber: WITHOUT_PLAN[11] };
const CLOUD = { ...CUSTOMER, extensions: 25, regionId: '101', pbxSubDomainId: '1011', billingCycle: 'Annually' };

interface Opened {
	portal: Sandbox;
	crm: CrmStandIn;
	runner: WorkflowEngine;
	workflow: IWorkflowBase;
	/** Sends a deal in, as a CRM does. */
	send: (body: IDataObject) => Promise<IRun>;
	/** How the webhook was answered: the status, and what was said. */
	answers: () => unknown[];
}

async function open(): Promise<Opened> {
	const { portal, crm, runner } = await openCrm({});
	const workflow = readWorkflowFor(crm, 'new-customer');
	const send = async (body: IDataObject) => {
		const done = await runner.receive(workflow, 'New customer', body, { 'x-crm-key': SECRET });
		expect(done.data.resultData.error).toBeUndefined();
		return done;
	};
	const answers = () =>
		(runner.responses as Array<{ statusCode: number; body: unknown }>).map(({ statusCode, body }) => [
			statusCode,
			body,
		]);
	return { portal, crm, runner, workflow, send, answers };
}

const newCustomers = ({ book }: Sandbox) => book.customers.filter(({ email }) => email === EMAIL);

it('creates the customer, buys the first plan of its PBX, answers with the order number and tells the CRM', async () => {
	const { portal, crm, send, answers } = await open();
	await send(WITH_PBX);
	const [customer] = newCustomers(portal);
	const [order] = portal.book.orders;
	expect(customer).toMatchObject({ company: 'Lighthouse Ltd.', country: 'France', lastName: 'Roux' });
	expect(portal.book.orders).toMatchObject([
		{
			operationType: 'purchase_plan',
			productNo: WITHOUT_PLAN[11],
			planId: PLAN.enterprise11,
			billingId: CONTACT,
			billingCycle: 'annually',
			multiCycle: 1,
			poNumber: 'D-1',
		},
	]);
	const told = {
		outcome: 'placed',
		orderNo: order?.orderNo,
		orderStatus: 'succeed',
		customerId: customer?.partnerId,
	};
	expect(answers()).toEqual([[200, told]]);
	expect(crm.posted).toEqual([
		{
			line: 'POST api/notes',
			body: {
				...told,
				reference: `D-1 ${order?.orderNo}`,
				dealId: 'D-1',
				text: `For Lighthouse Ltd., order ${order?.orderNo} buys Enterprise Plan. The Partner Portal says: succeed.`,
			},
		},
	]);
});

it('buys a Cloud PBX for the customer where the deal has no serial number', async () => {
	const { portal, send, answers } = await open();
	await send(CLOUD);
	const [customer] = newCustomers(portal);
	expect(portal.book.orders).toMatchObject([
		{
			operationType: 'purchase_plan',
			productId: 13,
			partnerId: customer?.partnerId,
			planId: PLAN.enterprise13,
			quantity: 25,
			billingCycle: 'annually',
			poNumber: 'D-1',
		},
	]);
	expect(portal.requests.find(({ path }) => path === ORDER_PATH)?.body).toContain(
		'"orderPceSpecialRequest":{"pbxName":"Lighthouse Ltd.","regionId":"101","pbxSubDomainId":"1011"}',
	);
	expect(answers()).toMatchObject([[200, { outcome: 'placed', customerId: customer?.partnerId }]]);
});

it.each([
	['with a PBX', WITH_PBX],
	['with a Cloud PBX', CLOUD],
])('orders once where the deal %s comes twice, one after the other or at the same time', async (_what, deal) => {
	const { portal, crm, send, answers } = await open();
	await Promise.all([send(deal), send(deal)]);
	await send(deal);
	const [order] = portal.book.orders;
	expect(portal.book.orders).toHaveLength(1);
	expect(newCustomers(portal)).toHaveLength(1);
	expect(answers()).toEqual(Array(3).fill([200, expect.objectContaining({ orderNo: order?.orderNo })]));
	const outcomes = crm.posted.map(({ body }) => body.outcome);
	expect(outcomes.filter((outcome) => outcome !== 'alreadyPlaced')).toHaveLength(1);
	expect(crm.posted.at(-1)?.body).toMatchObject({
		outcome: 'alreadyPlaced',
		text: `This deal was ordered before, as order ${order?.orderNo}. Nothing was ordered again.`,
	});
});

it('names a Cloud PBX after the company where the deal leaves its name blank', async () => {
	const { portal, send } = await open();
	await send({ ...CLOUD, pbxName: ' ' });
	expect(portal.requests.find(({ path }) => path === ORDER_PATH)?.body).toContain('"pbxName":"Lighthouse Ltd."');
});

it('orders for a customer that the portal has already', async () => {
	const { portal, send, answers } = await open();
	await send(CLOUD);
	await send({ ...CLOUD, dealId: 'D-2', email: ` ${EMAIL.toUpperCase()} ` });
	expect(newCustomers(portal)).toHaveLength(1);
	expect(portal.book.orders.map(({ poNumber, partnerId }) => [poNumber, partnerId])).toEqual(
		['D-1', 'D-2'].map((deal) => [deal, newCustomers(portal)[0]?.partnerId]),
	);
	expect(answers()).toMatchObject([
		[200, {}],
		[200, { outcome: 'placed' }],
	]);
});

it('orders for a customer, and finds the order, where both answers of the portal are lost', async () => {
	const { portal, send, answers } = await open();
	portal.faults.order({ kind: 'drop', path: '/save_user', afterCommit: true, times: 1 });
	portal.faults.order({ kind: 'drop', afterCommit: true, times: 1 });
	await send(WITH_PBX);
	expect(newCustomers(portal)).toHaveLength(1);
	expect(portal.book.orders).toHaveLength(1);
	expect(answers()).toMatchObject([[200, { outcome: 'recovered', orderNo: portal.book.orders[0]?.orderNo }]]);
});

it('orders nothing for a new customer whose ID the portal does not show', async () => {
	const { portal, send, answers } = await open();
	for (const path of [encodeURIComponent(EMAIL), '/partner_list']) portal.faults.order({ kind: 'noResult', path });
	await send(CLOUD);
	expect(portal.book.orders).toEqual([]);
	expect(answers()).toEqual([
		[
			422,
			{
				error: `Nothing was ordered. Customer ${EMAIL} was created, but the Partner Portal does not show it yet. Send the deal again in a few minutes.`,
			},
		],
	]);
});

describe('answers with the reason in plain words, and tells the CRM, where', () => {
	it.each([
		[
			'the plan is none',
			{ ...WITH_PBX, plan: 'Platinum' },
			/^Plan is "Platinum", which is the name of no plan of P-Series Appliance Edition\. Its plans are .+\.$/,
		],
		[
			'the Cloud PBX has too many extensions',
			{ ...CLOUD, extensions: 900 },
			/quantity has to be 5 to 500 for a Cloud PBX/,
		],
		[
			'another company has the address',
			{ ...WITH_PBX, email: 'it@harbour-hotel.test' },
			/^The portal has a customer with the email it@harbour-hotel\.test already, and its company is "Harbour Hotel Ltd\."\.$/,
		],
		['the address is none', { ...WITH_PBX, email: 'office' }, /^Email is "office"[^()]+\.$/],
		[
			'there is no name',
			{ ...WITH_PBX, lastName: '' },
			/^First Name is empty, and so is Last Name\. A customer needs one of them\.$/,
		],
		[
			'fields are missing',
			CUSTOMER,
			/^Nothing was ordered\. The deal has no extensions, no regionId and no pbxSubDomainId\. Fill that in, and send it again\.$/,
		],
		[
			'the serial number is blank, and what a Cloud PBX needs is missing',
			{ ...CUSTOMER, serialNumber: ' ' },
			/^Nothing was ordered\. The deal has no extensions, no regionId and no pbxSubDomainId\. /,
		],
		['the deal has no ID', { ...WITH_PBX, dealId: '' }, /^Nothing was ordered\. The deal has no dealId\. /],
	])('%s', async (_what, deal, reason) => {
		const { portal, crm, send, answers } = await open();
		await send(deal);
		expect(portal.book.orders).toEqual([]);
		expect(answers()).toEqual([[422, { error: expect.stringMatching(reason) as unknown }]]);
		const [note] = crm.posted;
		expect(note?.body).toMatchObject({ dealId: deal.dealId, outcome: 'refused' });
		expect(note?.body.text).toMatch(reason);
		expect(note?.body.text).not.toMatch(/[{}[\]]|\(\w+\)/);
	});

	it('nobody knows whether the order was placed', async () => {
		const { portal, crm, send, answers } = await open();
		portal.faults.order({ kind: 'drop', path: '/order/v1/save', times: 1 });
		await send(WITH_PBX);
		expect(answers()).toEqual([
			[
				422,
				{ error: expect.stringMatching(/^It is unknown whether the order for PBX 3631E0445566 was placed/) as unknown },
			],
		]);
		expect(crm.posted.map(({ body }) => [body.outcome, body.isOrdered])).toEqual([['unknown', undefined]]);
	});
});

it('orders its sample deal in the sandbox when it is executed in the editor, once only, and asks no CRM', async () => {
	const { portal, crm, runner } = await open();
	const workflow = readWorkflow('new-customer');
	await runner.runSample(workflow, 'New customer');
	await runner.runSample(workflow, 'New customer');
	expect(portal.book.orders).toMatchObject([{ productNo: WITHOUT_PLAN[11], planId: PLAN.standard11 }]);
	expect(runner.responses).toMatchObject([{ body: { outcome: 'placed' } }, { body: { outcome: 'alreadyPlaced' } }]);
	expect(crm.requests).toEqual([]);
});
