import type { IDataObject, IRun, IWorkflowBase } from 'n8n-workflow';

import { PBX } from '../sandbox/orders';
import type { Pbx } from '../../sandbox/fixtures';
import type { Sandbox } from '../../sandbox/server';
import { dayAhead } from '../../sandbox/subscription';
import type { Switches } from '../../sandbox/switches';
import { DAY } from '../support/bookings';
import { passTime } from '../support/clock';
import { Poller } from '../support/poller';
import { CONTACT, ENTERPRISE_PLAN, ORDER_PATH } from '../support/portal';
import { closeCrms, type CrmStandIn, openCrm, readWorkflowFor } from './crmStandIn';
import { MailStandIn } from './mailStandIn';
import { outputOf, type WorkflowEngine } from './workflowEngine';

const OTHER_PBX = '3631E0112233';
const [HOTEL, ESTATES] = [
	`${PBX[11]}, Enterprise Plan, ends on ${dayAhead(21)}`,
	`${OTHER_PBX}, Standard Plan, ends on ${dayAhead(12)}`,
];

let mail: MailStandIn;

beforeEach(() => void (mail = new MailStandIn()));

afterEach(async () => {
	await mail.stop();
	await closeCrms();
});

interface Opened {
	portal: Sandbox;
	crm: CrmStandIn;
	runner: WorkflowEngine;
	workflow: IWorkflowBase;
	/** Runs the workflow with what its trigger finds now; undefined where it finds nothing. */
	morning: () => Promise<IRun | undefined>;
	/** Sends the form of the email in, with the contracts that are ticked. */
	tick: (waiting: IRun | undefined, ...labels: string[]) => Promise<IRun>;
	/** What the CRM was told, without the texts. */
	told: () => unknown[];
}

/** A portal with two PBXs whose contracts end soon. */
async function open(switches: Partial<Switches> = { pbxTellsCycle: true }): Promise<Opened> {
	const smtp = await mail.start();
	const { portal, crm, runner } = await openCrm({}, switches, { smtp });
	Object.assign(portal.book.findPbx(OTHER_PBX) as Pbx, { expiresOn: dayAhead(12) });
	const workflow = readWorkflowFor(crm, 'contract-end-renewal');
	const [trigger] = workflow.nodes.filter(({ name }) => name === 'Contract ends');
	const morning = async () => {
		const found = await new Poller(portal.url, trigger?.parameters ?? {}).activate();
		const items = (found ?? []).map((json: IDataObject) => ({ json }));
		return items.length === 0 ? undefined : await runner.run(workflow, 'Contract ends', items);
	};
	const tick = async (waiting: IRun | undefined, ...labels: string[]) => {
		const done = await runner.answerMessage(workflow, waiting as IRun, { 'field-1': JSON.stringify(labels) });
		expect(done.data.resultData.error).toBeUndefined();
		return done;
	};
	const told = () => crm.posted.map(({ body }) => [body.serialNumber, body.result, body.orderNo]);
	return { portal, crm, runner, workflow, morning, tick, told };
}

it('asks in one email which contracts to renew, and orders nothing before somebody answers', async () => {
	const { portal, crm, morning } = await open();
	const waiting = await morning();
	expect(waiting?.data.resultData.error).toBeUndefined();
	expect(waiting?.status).toBe('waiting');
	expect(mail.messages).toEqual([expect.stringContaining('Subject: 2 contracts end: renew them?')]);
	expect(mail.messages[0]).toContain(`${ESTATES}\n${HOTEL}`);
	expect(mail.messages[0]).toMatch(/href="http:\/\/127\.0\.0\.1\/[^"]+signature=\w+"/);
	const [page, boxes] = outputOf(waiting as IRun, 'One page')[0]?.json.form as IDataObject[];
	expect(page?.html).toMatch(
		new RegExp(
			`<td>${HOTEL}</td><td>Renew Enterprise Plan for PBX ${PBX[11]} \\(.+\\), billed monthly, to .+ for 20.00 USD\\. .+</td>`,
		),
	);
	expect(boxes?.fieldOptions).toEqual({ values: [{ option: ESTATES }, { option: HOTEL }] });
	expect(portal.requests.filter(({ path }) => path === ORDER_PATH)).toEqual([]);
	expect(crm.requests).toEqual([]);
});

it('renews what was ticked, with its own cycle and a key of serial number and end date, and tells the CRM of each', async () => {
	const { portal, crm, morning, tick } = await open();
	const day = dayAhead(21);
	await tick(await morning(), HOTEL);
	const [order] = portal.book.orders;
	expect(portal.book.orders).toMatchObject([
		{
			operationType: 'renew_plan',
			productNo: PBX[11],
			planId: ENTERPRISE_PLAN,
			billingId: CONTACT,
			billingCycle: 'monthly',
			poNumber: `renewal ${PBX[11]} ${day}`,
		},
	]);
	expect(crm.posted).toEqual([
		{
			line: 'POST api/renewals',
			body: {
				reference: `renewal ${PBX[11]} ${day} renewed`,
				result: 'renewed',
				serialNumber: PBX[11],
				endsOn: day,
				orderNo: order?.orderNo,
				text: `Order ${order?.orderNo} renews the contract of PBX ${PBX[11]}, which would have ended on ${day}. The Partner Portal says: succeed.`,
			},
		},
		{
			line: 'POST api/renewals',
			body: expect.objectContaining({
				result: 'notApproved',
				serialNumber: OTHER_PBX,
				orderNo: '',
				text: `The contract of PBX ${OTHER_PBX} ends on ${dayAhead(12)}. Somebody chose not to renew it, so nothing was ordered.`,
			}) as unknown,
		},
	]);
});

it('asks for nothing that renews by itself or ends later', async () => {
	const { portal, morning } = await open();
	Object.assign(portal.book.findPbx(OTHER_PBX) as Pbx, { autoRenews: true });
	Object.assign(portal.book.findPbx(PBX[11]) as Pbx, { expiresOn: dayAhead(31) });
	expect(await morning()).toBeUndefined();
});

it('renews a contract once that is approved twice, and does not tell the CRM of a new order the second time', async () => {
	const { portal, morning, tick, told } = await open();
	const [first, second] = [await morning(), await morning()];
	await tick(first, HOTEL, ESTATES);
	await tick(second, HOTEL, ESTATES);
	const numberOf = (productNo: string) => portal.book.orders.find((order) => order.productNo === productNo)?.orderNo;
	expect(portal.book.orders).toHaveLength(2);
	expect(told()).toEqual([
		[OTHER_PBX, 'renewed', numberOf(OTHER_PBX)],
		[PBX[11], 'renewed', numberOf(PBX[11])],
		[OTHER_PBX, 'renewedBefore', numberOf(OTHER_PBX)],
		[PBX[11], 'renewedBefore', numberOf(PBX[11])],
	]);
});

it('does not ask again for a contract that was ordered while the portal shows its old end date', async () => {
	const { portal, crm, morning, tick, told } = await open();
	await tick(await morning(), HOTEL, ESTATES);
	Object.assign(portal.book.findPbx(PBX[11]) as Pbx, { expiresOn: dayAhead(21) });
	crm.requests.length = 0;
	const done = await morning();
	expect(done?.status).toBe('success');
	expect(mail.messages).toHaveLength(1);
	expect(told()).toEqual([[PBX[11], 'notPossible', '']]);
	expect(crm.posted[0]?.body.text).toMatch(
		/The order key "renewal .+" was used before: nothing would be ordered again\.$/,
	);
});

it('orders nothing where nobody answers in time, and says so', async () => {
	const { portal, runner, workflow, morning, told } = await open();
	const done = await runner.goOn(workflow, (await morning()) as IRun);
	expect(done.data.resultData.error).toBeUndefined();
	expect(portal.book.orders).toEqual([]);
	expect(told()).toEqual([
		[OTHER_PBX, 'noAnswer', ''],
		[PBX[11], 'noAnswer', ''],
	]);
});

it('orders nothing where nothing is ticked', async () => {
	const { portal, morning, tick, told } = await open();
	await tick(await morning());
	expect(portal.book.orders).toEqual([]);
	expect(told()).toEqual([
		[OTHER_PBX, 'notApproved', ''],
		[PBX[11], 'notApproved', ''],
	]);
});

it('tells the CRM why a renewal cannot be previewed, and asks nobody', async () => {
	const { crm, workflow, morning } = await open();
	const [setUp] = workflow.nodes.filter(({ name }) => name === 'What to renew');
	const text = JSON.stringify(setUp?.parameters).replace('billing@example.com', 'nobody@example.com');
	Object.assign(setUp ?? {}, { parameters: JSON.parse(text) as IDataObject });
	await morning();
	expect(mail.messages).toEqual([]);
	expect(crm.posted.map(({ body }) => body.text)).toEqual([
		expect.stringMatching(
			/^The contract of PBX 3631E0112233 ends on .+\. It cannot be renewed this way: Billing Contact is "nobody@example\.com", which is the e-mail address of no billing contact\. [^{}[\]]+\.$/,
		),
		expect.stringMatching(/^The contract of PBX 3631E0997265 ends on /),
	]);
});

it('tells a refusal of the portal from an order of which nobody knows whether it was placed', async () => {
	const { portal, crm, morning, tick } = await open({});
	const waiting = await morning();
	portal.faults.order({ kind: 'drop', path: '/order/v1/save', productNo: OTHER_PBX, times: 1 });
	await tick(waiting, HOTEL, ESTATES);
	expect(portal.book.orders).toEqual([]);
	expect(crm.posted.map(({ body }) => [body.result, body.serialNumber, body.text])).toEqual([
		[
			'unknown',
			OTHER_PBX,
			expect.stringMatching(
				/^It is unknown whether the order for PBX 3631E0112233 was placed[^{}[\]]+\. Look in the Partner Portal before anybody orders it again\.$/,
			),
		],
		[
			'refused',
			PBX[11],
			expect.stringMatching(/^The contract of PBX 3631E0997265 was not renewed\. [^{}[\]]+billing cycle\.$/),
		],
	]);
});

it('asks for what can be renewed though the CRM cannot hear of what cannot, and tells it once the email is answered', async () => {
	const { portal, crm, morning, tick, told } = await open();
	await tick(await morning(), HOTEL);
	Object.assign(portal.book.findPbx(PBX[11]) as Pbx, { expiresOn: dayAhead(21) });
	crm.requests.length = 0;
	const waiting = await morning();
	expect(waiting?.status).toBe('waiting');
	expect(crm.requests).toEqual([]);
	await tick(waiting, ESTATES);
	const [order] = portal.book.orders.filter(({ productNo }) => productNo === OTHER_PBX);
	expect(told()).toEqual([
		[OTHER_PBX, 'renewed', order?.orderNo],
		[PBX[11], 'notPossible', ''],
	]);
});

it('tells the CRM as something new that a contract was left out once more, 7 days before its end', async () => {
	const { crm, morning, tick } = await open();
	await tick(await morning());
	passTime(18 * DAY);
	await tick(await morning());
	const references = crm.posted.map(({ body }) => body.reference);
	expect(references).toHaveLength(4);
	expect(new Set(references).size).toBe(4);
});
