import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { installPackage } from '../../playground/installPackage';
import { freePort, type N8nProcess, startN8n } from '../../playground/n8nProcess';
import { locator, ORDER_PATH, switchParameters } from '../support/parameters';
import { ServerBench, type WebhookAnswer } from './serverBench';
import { queueMode, type Service, startPostgres, startRedis } from './services';

/** How many webhooks come in at once. */
const AT_ONCE = 10;
const DEALS = 160;
const DUPLICATES = 40;
/** How long a CRM waits for an answer, in milliseconds: one to a worker that was killed never comes. */
const PATIENCE = 20_000;

const services: Service[] = [];
const workers: N8nProcess[] = [];
const folders: string[] = [];
let bench: ServerBench;

/** A worker of its own: with its own folder, in which the package is installed too. */
async function startWorker(): Promise<N8nProcess> {
	const userFolder = mkdtempSync(join(tmpdir(), 'n8n-worker-'));
	folders.push(userFolder);
	installPackage(userFolder);
	return await startN8n({ userFolder, command: 'worker', port: await freePort(), brokerPort: await freePort(), env: queueMode(services) });
}

beforeAll(async () => {
	services.push(await startRedis(), await startPostgres());
	// A portal that books every order that it gets: nothing but the node keeps an order from being placed twice.
	bench = await ServerBench.start(queueMode(services), { refusesPresentPlan: false });
	workers.push(...(await Promise.all([startWorker(), startWorker()])));
	await bench.publish('deal-won', switchParameters({
		productNo: locator('={{ $json.body.sn }}'),
		serviceId: locator('Ultimate', 'name'),
		billingId: locator('billing@example.com', 'email'),
		options: { orderKey: '={{ $json.body.deal }}' },
	}));
}, 240_000);

afterAll(async () => {
	await Promise.all(workers.map(async (worker) => await worker.stop('SIGKILL')));
	await bench.stop();
	for (const service of services) await service.stop();
	for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

interface Webhook {
	deal: string;
	sn: string;
}

/** What a CRM hears: an answer, or nothing while it is patient. */
async function send({ deal, sn }: Webhook): Promise<WebhookAnswer> {
	return await bench.call('deal-won', { deal, sn }, AbortSignal.timeout(PATIENCE)).catch(() => ({ status: 0, body: undefined }));
}

/** Sends webhooks, several at once, and does something once some were answered. */
async function sendAll(webhooks: readonly Webhook[], after = Infinity, react: () => void = () => undefined): Promise<WebhookAnswer[]> {
	const answers: WebhookAnswer[] = [];
	const waiting = [...webhooks.entries()];
	let answered = 0;
	const work = async () => {
		for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
			answers[next[0]] = await send(next[1]);
			if (++answered === after) react();
		}
	};
	await Promise.all(Array.from({ length: AT_ONCE }, work));
	return answers;
}

describe('queue mode, with two workers', () => {
	it('200 webhooks, 40 of them twice, and a worker that is killed in the middle: every order once', async () => {
		const pbxs = bench.sandbox.book.addPbxs(11, DEALS);
		const deals = pbxs.map(({ productNo }, index): Webhook => ({ deal: `D-${index}`, sn: productNo }));
		// A CRM repeats a webhook at once, or a little later.
		const webhooks = deals.flatMap((deal, index) => (index < DUPLICATES ? [deal, deal] : [deal]));
		bench.sandbox.faults.order({ kind: 'latency', path: ORDER_PATH, milliseconds: 100 });
		const answers = await sendAll(webhooks, 80, () => void workers[0]?.stop('SIGKILL'));

		// A CRM sends again what was not answered.
		const unanswered = webhooks.filter((_webhook, index) => answers[index]?.status !== 200);
		const again = await sendAll(unanswered);
		const failed = unanswered.filter((_webhook, index) => again[index]?.status !== 200);

		const ordered = () => bench.sandbox.book.orders.map(({ productNo }) => productNo);
		// A key that the killed worker took before it sent its order is told, and not ordered by a guess: whoever is told looks in the
		// portal, and orders with another key where there is no such order.
		const missing = failed.filter(({ sn }) => !ordered().includes(sn));
		const mended = await sendAll(missing.map(({ deal, sn }) => ({ deal: `${deal} again`, sn })));

		expect(mended.map(({ status }) => status)).toEqual(missing.map(() => 200));
		// No worker takes more than five executions at once.
		expect(missing.length).toBeLessThanOrEqual(AT_ONCE);
		expect(ordered().sort()).toEqual(pbxs.map(({ productNo }) => productNo).sort());
	}, 300_000);
});
