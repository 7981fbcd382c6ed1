import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { delimiter, dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** The playground's own n8n on this Node.js, or those that `npm run test:compat` tries. */
const {
	PLAYGROUND_N8N = join(__dirname, 'node_modules', 'n8n'),
	PLAYGROUND_NODE = process.execPath,
	PLAYGROUND_MODULES_OFF = 'mcp-registry,instance-ai,agents,chat-hub,workflow-builder,mcp',
} = process.env;
const N8N = join(PLAYGROUND_N8N, 'bin', 'n8n');
const PRELOAD = join(__dirname, 'loopbackOnly.cjs');
/** How long n8n may take to start, in seconds: the first time it makes its database. */
const START_LIMIT = 120;

/** What keeps n8n on this machine and quiet. */
const SILENT = {
	N8N_HOST: '127.0.0.1',
	N8N_LISTEN_ADDRESS: '127.0.0.1',
	N8N_PROTOCOL: 'http',
	N8N_SECURE_COOKIE: 'false',
	N8N_RUNNERS_BROKER_LISTEN_ADDRESS: '127.0.0.1',
	N8N_DIAGNOSTICS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
	N8N_TEMPLATES_ENABLED: 'false',
	N8N_PERSONALIZATION_ENABLED: 'false',
	N8N_HIRING_BANNER_ENABLED: 'false',
	N8N_DYNAMIC_BANNERS_ENABLED: 'false',
	N8N_AI_ENABLED: 'false',
	N8N_LICENSE_AUTO_RENEW_ENABLED: 'false',
	EXTERNAL_FRONTEND_HOOKS_URLS: '',
	N8N_DIAGNOSTICS_CONFIG_FRONTEND: '',
	N8N_DIAGNOSTICS_CONFIG_BACKEND: '',
	N8N_COMMUNITY_PACKAGES_ENABLED: 'true',
	N8N_UNVERIFIED_PACKAGES_ENABLED: 'true',
	N8N_DISABLED_MODULES: PLAYGROUND_MODULES_OFF,
	N8N_ENFORCE_SETTINGS_FILE_PERMISSIONS: 'false',
};

/** How n8n is started. */
export interface N8nSettings {
	/** The folder in which n8n makes its `.n8n`. */
	userFolder: string;
	/** Its address: `start` for a server, `worker` for a worker of queue mode. */
	command?: 'start' | 'worker';
	port: number;
	brokerPort: number;
	/** Further environment. */
	env?: Record<string, string>;
	/** The file that hosts are noted in which n8n was kept from asking. */
	refusedHosts?: string;
}

/** An n8n that runs. */
export interface N8nProcess {
	url: string;
	process: ChildProcess;
	/** What it has printed so far. */
	log(): string;
	/** Ends it, and waits for its end. */
	stop(signal?: NodeJS.Signals): Promise<void>;
}

/** A port of the loopback interface that nobody listens on. */
export async function freePort(): Promise<number> {
	const server = createServer();
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as { port: number };
	server.close();
	await once(server, 'close');
	return port;
}

/**
 * Waits for the end of all, also when one fails: what starts meanwhile can be stopped then.
 *
 * @throws what the first of them threw
 */
export async function allEnded<Result>(all: Array<Promise<Result>>): Promise<Result[]> {
	await Promise.allSettled(all);
	return await Promise.all(all);
}

/**
 * Waits until something holds.
 *
 * @param hopeless why it never will, as soon as that is known
 * @throws Error when it takes longer, or never will
 */
export async function until(
	what: string,
	seconds: number,
	holds: () => Promise<boolean>,
	hopeless: () => string | undefined = () => undefined,
): Promise<void> {
	const end = Date.now() + seconds * 1000;
	for (;;) {
		if (await holds().catch(() => false)) return;
		const reason = hopeless();
		if (reason !== undefined) throw new Error(`${what} failed: ${reason}`);
		if (Date.now() > end) throw new Error(`${what} took longer than ${seconds} seconds`);
		await delay(100);
	}
}

/**
 * Starts n8n on the loopback interface, and waits until it takes requests.
 *
 * @throws Error with the end of its log when it does not come up
 */
export async function startN8n({
	userFolder,
	command = 'start',
	port,
	brokerPort,
	env,
	refusedHosts,
}: N8nSettings): Promise<N8nProcess> {
	const url = `http://127.0.0.1:${port}`;
	const { PATH = '', HOME = userFolder, TMPDIR } = process.env;
	const child = spawn(PLAYGROUND_NODE, [N8N, command], {
		env: {
			// n8n's task runner is the first `node` of the path.
			PATH: [dirname(PLAYGROUND_NODE), PATH].join(delimiter),
			HOME,
			...(TMPDIR === undefined ? {} : { TMPDIR }),
			...SILENT,
			PLAYGROUND_LIFELINE: 'stdin',
			N8N_USER_FOLDER: userFolder,
			N8N_PORT: String(port),
			N8N_WEBHOOK_URL: `${url}/`,
			N8N_RUNNERS_BROKER_PORT: String(brokerPort),
			N8N_ENCRYPTION_KEY: 'playground-only',
			NODE_OPTIONS: `--require ${JSON.stringify(PRELOAD)}`,
			...(refusedHosts === undefined ? {} : { PLAYGROUND_REFUSED_HOSTS: refusedHosts }),
			...(command === 'worker'
				? {
						QUEUE_HEALTH_CHECK_ACTIVE: 'true',
						QUEUE_HEALTH_CHECK_PORT: String(port),
						N8N_WORKER_SERVER_ADDRESS: '127.0.0.1',
					}
				: {}),
			...env,
		},
		// Its standard input ends with this process, however that ends; the preloaded file ends n8n then.
		stdio: ['pipe', 'pipe', 'pipe'],
	});
	let log = '';
	child.stdout.on('data', (text: Buffer) => (log += text.toString()));
	child.stderr.on('data', (text: Buffer) => (log += text.toString()));
	const ended = once(child, 'exit');
	const hasEnded = () => child.exitCode !== null || child.signalCode !== null;
	const stop = async (signal: NodeJS.Signals = 'SIGTERM') => {
		if (!hasEnded()) child.kill(signal);
		await Promise.race([ended, delay(30_000, undefined, { ref: false })]);
		if (!hasEnded()) child.kill('SIGKILL');
	};
	try {
		await until(
			'The start of n8n',
			START_LIMIT,
			async () => {
				// A server of n8n 2.0 says that it is ready before its REST interface is there.
				const isReady = (await fetch(`${url}/healthz/readiness`)).ok;
				return isReady && (command === 'worker' || (await fetch(`${url}/rest/settings`)).ok);
			},
			() => (hasEnded() ? `it ended with ${child.signalCode ?? `exit code ${child.exitCode}`}` : undefined),
		);
	} catch (error) {
		await stop('SIGKILL');
		throw new Error(`${(error as Error).message}:\n${log.slice(-3000)}`);
	}
	return { url, process: child, log: () => log, stop };
}
