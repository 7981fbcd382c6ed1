import { randomUUID } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { installPackage } from '../../playground/installPackage';
import { allEnded, freePort, type N8nProcess, startN8n, until } from '../../playground/n8nProcess';
import { N8nRest } from '../../playground/n8nRest';
import { queueMode, type Service, startPostgres, startRedis } from './services';

const PROBE = 'n8n-nodes-lock-probe';
const PATH = 'lock-probe';
const WORKERS = 3;
/** How many webhooks come in at once. */
const AT_ONCE = 20;
/** After how long the lock of a killed worker is taken over, in milliseconds; for users it is longer. */
const STALE_AFTER = 5000;

const services: Service[] = [];
const workers: N8nProcess[] = [];
/** What the tests started, also when not all of it did. */
const started = new AsyncDisposableStack();
let main: N8nProcess;
/** The folder in which the probe's nodes judge. */
let judge: string;

function makeFolder(name: string): string {
	const folder = mkdtempSync(join(tmpdir(), name));
	started.defer(() => rmSync(folder, { recursive: true, force: true }));
	return folder;
}

/** Starts n8n with a folder of its own, in which the package and the probe are installed. */
async function start(command: 'start' | 'worker'): Promise<N8nProcess> {
	const userFolder = makeFolder('n8n-lock-');
	installPackage(userFolder);
	cpSync(join(__dirname, 'lockProbe'), join(userFolder, '.n8n', 'nodes', 'node_modules', PROBE), {
		recursive: true,
	});
	const env = { ...queueMode(services), EXECUTIONS_DATA_SAVE_ON_SUCCESS: 'none' };
	const n8n = await startN8n({ userFolder, command, port: await freePort(), brokerPort: await freePort(), env });
	// The server would wait for the execution of the worker that was killed.
	started.defer(async () => await n8n.stop('SIGKILL'));
	return n8n;
}

/** Publishes a workflow of a webhook and the probe. */
async function publish(): Promise<void> {
	const rest = new N8nRest(main.url);
	await rest.logIn();
	const node = (name: string, type: string, typeVersion: number, more: object) => ({
		...{ id: randomUUID(), name, type, typeVersion, position: [0, 0] as [number, number], parameters: {} },
		...more,
	});
	const webhook = { httpMethod: 'POST', path: PATH, responseMode: 'lastNode', options: {} };
	const stored = await rest.importWorkflow(
		{
			name: PATH,
			nodes: [
				node('Webhook', 'n8n-nodes-base.webhook', 2.1, { webhookId: randomUUID(), parameters: webhook }),
				node('Probe', `${PROBE}.lockProbe`, 1, {}),
			],
			connections: { Webhook: { main: [[{ node: 'Probe', type: 'main', index: 0 }]] } },
			settings: { executionOrder: 'v1' },
		},
		[],
	);
	await rest.publish(stored);
	await until('The webhook', 20, async () =>
		(await (await fetch(`${main.url}/webhook/${PATH}`)).text()).includes('POST'),
	);
}

beforeAll(async () => {
	for (const startService of [startRedis, startPostgres]) {
		const service = await startService();
		started.defer(async () => await service.stop());
		services.push(service);
	}
	judge = makeFolder('lock-judge-');
	// It makes the database, so it comes first.
	main = await start('start');
	workers.push(...(await allEnded(Array.from({ length: WORKERS }, async () => await start('worker')))));
	await publish();
}, 240_000);

afterAll(async () => await started.disposeAsync());

interface Answer {
	pid: number;
	overlaps: number;
	times: Array<Record<'acquire' | 'record' | 'release', number>>;
	/** How many keys are recorded for the workflow. */
	keys: number;
}

async function call(body: object): Promise<Answer> {
	const response = await fetch(`${main.url}/webhook/${PATH}`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ folder: judge, ...body }),
	});
	if (!response.ok) throw new Error(`The webhook answers ${response.status}: ${await response.text()}`);
	return (await response.json()) as Answer;
}

/** Sends webhooks, several at once, each of which does a number of sections. */
async function sendAll(round: string, webhooks: number, sections: number, staleAfter: number): Promise<Answer[]> {
	writeFileSync(join(judge, 'counter'), '0');
	const answers: Answer[] = [];
	let next = 0;
	const work = async () => {
		while (next < webhooks) answers.push(await call({ name: `${round} ${next++}`, sections, staleAfter }));
	};
	await Promise.all(Array.from({ length: AT_ONCE }, work));
	return answers;
}

/** What all answers say together. */
function summary(answers: readonly Answer[]) {
	return {
		overlaps: answers.reduce((sum, { overlaps }) => sum + overlaps, 0),
		counted: Number(readFileSync(join(judge, 'counter'), 'utf8')),
		workers: new Set(answers.map(({ pid }) => pid)).size,
	};
}

/** The median, the 95th percentile and the longest, in milliseconds. */
function spread(times: number[]): string {
	const sorted = times.sort((one, other) => one - other);
	return [0.5, 0.95, 1].map((share) => (sorted[Math.ceil(share * sorted.length) - 1] ?? 0).toFixed(1)).join(' / ');
}

function report(what: string, answers: readonly Answer[]): void {
	const times = answers.flatMap((answer) => answer.times);
	const spreads = (['acquire', 'record', 'release'] as const).map(
		(kind) => `${kind} ${spread(times.map((time) => time[kind]))}`,
	);
	console.log(`${what}: ${times.length} sections; median / 95 % / longest in ms: ${spreads.join(', ')}`);
}

describe('the lock, in queue mode with three workers', () => {
	test('2,000 sections never overlap, and no key is lost', async () => {
		const answers = await sendAll('busy', 40, 50, 30_000);
		report('Busy', answers);
		expect(summary(answers)).toEqual({ overlaps: 0, counted: 2000, workers: WORKERS });
		expect(Math.max(...answers.map(({ keys }) => keys))).toBe(2000);
	}, 120_000);

	test('a worker that is killed inside of a section: the others go on, one at a time', async () => {
		writeFileSync(join(judge, 'counter'), '0');
		// Its caller never gets an answer.
		call({ name: 'killed', sections: 0, staleAfter: STALE_AFTER, hangs: true }).catch(() => undefined);
		const holder = join(judge, 'holder');
		await until('The section of the worker to be killed', 20, async () => await Promise.resolve(existsSync(holder)));
		const pid = Number(readFileSync(holder, 'utf8'));
		await workers.find((worker) => worker.process.pid === pid)?.stop('SIGKILL');
		rmSync(join(judge, 'inside'));

		const killedAt = performance.now();
		const answers = await sendAll('after', 40, 10, STALE_AFTER);
		report(`After a kill, in ${Math.round(performance.now() - killedAt)} ms`, answers);
		expect(summary(answers)).toEqual({ overlaps: 0, counted: 400, workers: WORKERS - 1 });
		expect(Math.max(...answers.map(({ keys }) => keys))).toBe(2400);
	}, 120_000);
});
