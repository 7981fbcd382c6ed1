import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import type { IDataObject, INode, IWorkflowBase } from 'n8n-workflow';

import { until } from '../../playground/n8nProcess';
import { readWorkflow, type StoredCredential } from '../../playground/n8nRest';
import { PBX } from '../sandbox/orders';
import { MailStandIn } from '../workflows/mailStandIn';
import { ServerBench } from './serverBench';

/** How long n8n may take over a step, in seconds. */
const A_STEP = 60;

const mail = new MailStandIn();
const notes: IDataObject[] = [];
const crm = createServer((request, response) => {
	void json(request).then((body) => {
		notes.push(body as IDataObject);
		response.setHeader('content-type', 'application/json').end('{}');
	});
});
let bench: ServerBench;

beforeAll(async () => {
	bench = await ServerBench.start({}, { pbxTellsCycle: true });
	crm.listen(0, '127.0.0.1');
	await once(crm, 'listening');
});

afterAll(async () => {
	await bench.stop();
	await mail.stop();
	crm.closeAllConnections();
	crm.close();
});

/** The workflow with the CRM's address, and the credentials that its nodes need beside the portal's. */
async function prepare(): Promise<IWorkflowBase> {
	const { port } = crm.address() as AddressInfo;
	const text = JSON.stringify(readWorkflow('contract-end-renewal.json'));
	const workflow = JSON.parse(text.replaceAll('https://crm.example.com', `http://127.0.0.1:${port}`)) as IWorkflowBase;
	const smtp = await bench.rest.saveCredential('smtp', 'Mail', await mail.start());
	const header = await bench.rest.saveCredential('httpHeaderAuth', 'CRM', { name: 'x-crm-key', value: 'made-up' });
	const give = (type: string, { id, name }: StoredCredential) =>
		workflow.nodes
			.filter((node) => node.type === type)
			.forEach((node: INode) => (node.credentials = { [id === smtp.id ? 'smtp' : 'httpHeaderAuth']: { id, name } }));
	give('n8n-nodes-base.emailSend', smtp);
	give('n8n-nodes-base.httpRequest', header);
	return workflow;
}

it('the email of a contract that ends leads to a form, and what is ticked there is renewed and told to the CRM', async () => {
	const { sandbox, rest, credential } = bench;
	await rest.publish(await rest.importWorkflow(await prepare(), [credential]));
	await until('The email', A_STEP, async () => await Promise.resolve(mail.messages.length > 0));
	const [, link = ''] = /href="(http:[^"]+)"/.exec(mail.messages[0] ?? '') ?? [];
	const url = link.replaceAll('&amp;', '&');

	let page = '';
	// The email may be quicker than n8n, which stores the execution before it shows the form.
	await until('The form', A_STEP, async () => {
		page = await (await fetch(url)).text();
		return page.includes("type='checkbox' class");
	});
	const boxes = [...page.matchAll(/<input type='checkbox'[^>]* value='([^']+)'/g)].map(([, label = '']) => label);
	expect(boxes).toEqual([expect.stringMatching(new RegExp(`^${PBX[11]}, Enterprise Plan, ends on 20\\d\\d-`))]);
	expect(page).toContain(`Renew Enterprise Plan for PBX ${PBX[11]}`);
	expect(sandbox.book.orders).toEqual([]);

	const form = new FormData();
	form.set('field-1', JSON.stringify(boxes));
	expect((await fetch(url, { method: 'POST', body: form })).status).toBe(200);
	await until('The note to the CRM', A_STEP, async () => await Promise.resolve(notes.length > 0));
	expect(sandbox.book.orders).toMatchObject([{ productNo: PBX[11], operationType: 'renew_plan' }]);
	expect(notes).toMatchObject([{ result: 'renewed', orderNo: sandbox.book.orders[0]?.orderNo }]);
});
