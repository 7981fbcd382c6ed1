import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { CLIENTS } from '../sandbox/fixtures';
import { type Sandbox, startSandbox } from '../sandbox/server';
import { prepareToTry } from '../sandbox/toTry';
import { installPackage, refreshPackage } from './installPackage';
import { freePort, type N8nProcess, startN8n } from './n8nProcess';
import { N8nRest, OWNER, readWorkflow, type StoredCredential } from './n8nRest';

const STATE = join(__dirname, '.state');
const BOOK = join(STATE, 'sandbox.json');
const WORKFLOWS = join(__dirname, '..', 'workflows');
const N8N_PORT = 5678;
const SANDBOX_PORT = 8311;
/** What the CRM of the workflow with the webhook sends. Made up, and of use on this machine only. */
const CRM_HEADER = { name: 'x-crm-key', value: 'playground-only' };

/** A port that is nice to remember, or any free one where somebody has it. */
async function portNear(wanted: number): Promise<number> {
	const isTaken = await fetch(`http://127.0.0.1:${wanted}`).then(
		() => true,
		() => false,
	);
	return isTaken ? await freePort() : wanted;
}

/** The sandbox with the orders of the last time: n8n remembers order keys, so the portal has to know their orders. */
async function openSandbox(): Promise<Sandbox> {
	const sandbox = await startSandbox({ port: await portNear(SANDBOX_PORT) });
	prepareToTry(sandbox);
	const { book } = sandbox;
	if (existsSync(BOOK)) book.restore(readFileSync(BOOK, 'utf8'));
	book.on('change', () => writeFileSync(BOOK, book.save()));
	return sandbox;
}

/** Makes what a newcomer needs: a login, the credentials, and the workflows. */
async function furnish(n8n: N8nRest, sandbox: Sandbox): Promise<void> {
	await n8n.logIn();
	const credentials: StoredCredential[] = [
		await n8n.saveCredential('yeastarPartnerApi', 'Yeastar sandbox', {
			...CLIENTS[0],
			baseUrl: sandbox.url,
			accessToken: '',
		}),
		await n8n.saveCredential('httpHeaderAuth', 'CRM webhook', CRM_HEADER),
	];
	const known = (await n8n.workflows()).map(({ name }) => name);
	for (const file of readdirSync(WORKFLOWS)) {
		const workflow = readWorkflow(file);
		if (!known.includes(workflow.name)) await n8n.importWorkflow(workflow, credentials);
	}
}

/** Builds again whenever a source file changes, and hands what is built to n8n, which reloads it. */
function rebuildOnChange(): () => void {
	const root = join(__dirname, '..');
	const compiler = spawn(
		process.execPath,
		[join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '--watch', '--preserveWatchOutput'],
		{
			cwd: root,
			stdio: ['ignore', 'pipe', 'inherit'],
		},
	);
	compiler.stdout.on('data', (text: Buffer) => {
		process.stdout.write(text);
		if (text.includes('Found 0 errors')) refreshPackage(STATE);
	});
	return () => void compiler.kill();
}

function greet(n8n: N8nProcess, sandbox: Sandbox): void {
	console.log(`
n8n with the Yeastar node:  ${n8n.url}
  log in as                 ${OWNER.email}
  password                  ${OWNER.password}
The portal's sandbox:       ${sandbox.url}   (its PBXs and orders, as they come in)

Click first:
  1. Log in. The workflows of this repository are there, with a credential for the sandbox.
  2. Open "Yeastar: form with preview and approval" and choose "Execute workflow": a form opens in a window of its own. Choose "Allow access".
  3. Fill it in: product 11 (P-Series Appliance Edition), serial number 3631E0997265, plan Ultimate, 1 year, billing@example.com, deal D-1.
  4. Look at the preview, choose "Order it" and "Continue", and see the order arrive in the sandbox.

Nothing here is billed, and nothing leaves this machine. Stop with Ctrl-C. "npm start -- --reset" begins anew.`);
}

interface Running {
	n8n: N8nProcess;
	sandbox: Sandbox;
	/** Its disposal stops all. */
	running: AsyncDisposableStack;
}

/** Starts all, and gives what stops it; when something does not start, what came before it is stopped. */
async function startAll(isDevelopment: boolean): Promise<Running> {
	await using started = new AsyncDisposableStack();
	installPackage(STATE);
	const sandbox = await openSandbox();
	started.defer(async () => await sandbox.close());
	console.log('Starting n8n. This takes 10 to 25 seconds …');
	const n8n = await startN8n({
		userFolder: STATE,
		port: await portNear(N8N_PORT),
		brokerPort: await freePort(),
		env: isDevelopment ? { N8N_DEV_RELOAD: 'true' } : {},
	});
	started.defer(async () => await n8n.stop());
	if (isDevelopment) started.defer(rebuildOnChange());
	await furnish(new N8nRest(n8n.url), sandbox).catch((error: unknown) => {
		throw new Error(`${error instanceof Error ? error.message : String(error)}\n"npm start -- --reset" begins anew.`);
	});
	return { n8n, sandbox, running: started.move() };
}

async function main(): Promise<void> {
	if (process.argv.includes('--reset')) rmSync(STATE, { recursive: true, force: true });
	mkdirSync(STATE, { recursive: true });
	// Until all is there; n8n ends when this process does.
	const abandon = () => process.exit(1);
	const signals = ['SIGINT', 'SIGTERM'] as const;
	for (const signal of signals) process.once(signal, abandon);
	const { n8n, sandbox, running } = await startAll(process.argv.includes('--dev'));
	const end = (exitCode: number) => void running.disposeAsync().finally(() => process.exit(exitCode));
	const sayEnd = () => {
		console.error(`n8n has ended:\n${n8n.log().slice(-3000)}`);
		end(1);
	};
	n8n.process.once('exit', sayEnd);
	for (const signal of signals) {
		process.off(signal, abandon);
		process.once(signal, () => {
			console.log('\nStopping …');
			n8n.process.off('exit', sayEnd);
			end(0);
		});
	}
	greet(n8n, sandbox);
}

void main().catch((error: unknown) => {
	console.error(error instanceof Error ? error.message : error);
	process.exit(1);
});
