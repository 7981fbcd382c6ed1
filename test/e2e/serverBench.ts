import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
	type IConnections,
	type IDataObject,
	type INode,
	type INodeParameters,
	type IWorkflowSettings,
	NodeConnectionTypes,
} from 'n8n-workflow';

import { installPackage } from '../../playground/installPackage';
import { freePort, type N8nProcess, startN8n, until } from '../../playground/n8nProcess';
import { N8nRest, type StoredCredential, type StoredWorkflow } from '../../playground/n8nRest';
import { CLIENTS } from '../../sandbox/fixtures';
import { type Sandbox, startSandbox } from '../../sandbox/server';
import type { Switches } from '../../sandbox/switches';

const YEASTAR = 'n8n-nodes-yeastar-partner.yeastarPartner';
/** How long a published webhook may take to listen, in seconds. */
const LISTEN_LIMIT = 20;

/** What a webhook answered. */
export interface WebhookAnswer {
	status: number;
	body: unknown;
}

/** A real n8n server with the built package, the sandbox, and a credential for it. */
export class ServerBench {
	private constructor(
		private readonly started: AsyncDisposableStack,
		readonly userFolder: string,
		private readonly ports: { port: number; brokerPort: number },
		private readonly env: Record<string, string>,
		readonly sandbox: Sandbox,
		/** Another one after a restart. */
		private readonly running: { n8n: N8nProcess },
		readonly rest: N8nRest,
		readonly credential: StoredCredential,
	) {}

	/** The file that hosts are noted in which n8n wanted to ask. */
	private static refusedIn(userFolder: string): string {
		return join(userFolder, 'refused-hosts');
	}

	/** Starts both, and logs in. When that fails, nothing is left running. */
	static async start(env: Record<string, string> = {}, switches: Partial<Switches> = {}): Promise<ServerBench> {
		await using started = new AsyncDisposableStack();
		const userFolder = mkdtempSync(join(tmpdir(), 'n8n-server-'));
		started.defer(() => rmSync(userFolder, { recursive: true, force: true }));
		installPackage(userFolder);
		const sandbox = await startSandbox({ switches });
		started.defer(async () => await sandbox.close());
		const ports = { port: await freePort(), brokerPort: await freePort() };
		const refusedHosts = ServerBench.refusedIn(userFolder);
		const running = { n8n: await startN8n({ userFolder, ...ports, env, refusedHosts }) };
		started.defer(async () => await running.n8n.stop());
		const rest = new N8nRest(running.n8n.url);
		await rest.logIn();
		const data = { ...CLIENTS[0], baseUrl: sandbox.url, accessToken: '' };
		const credential = await rest.saveCredential('yeastarPartnerApi', 'Sandbox', data);
		return new ServerBench(started.move(), userFolder, ports, env, sandbox, running, rest, credential);
	}

	get n8n(): N8nProcess {
		return this.running.n8n;
	}

	/** Stops n8n and starts it again, on what it has stored. */
	async restart(signal?: NodeJS.Signals): Promise<void> {
		await this.n8n.stop(signal);
		this.running.n8n = await startN8n({
			userFolder: this.userFolder,
			...this.ports,
			env: this.env,
			refusedHosts: ServerBench.refusedIn(this.userFolder),
		});
		await this.rest.logIn();
	}

	/**
	 * Publishes a workflow of a webhook and a node, and waits until it listens.
	 *
	 * @param node what is other about the node than about this package's
	 * @param settings the workflow's own
	 */
	async publish(
		path: string,
		parameters: INodeParameters,
		{ node = {}, settings = {} }: { node?: Partial<INode>; settings?: IWorkflowSettings } = {},
	): Promise<StoredWorkflow> {
		const yeastar: INode = {
			id: randomUUID(),
			name: 'Yeastar',
			type: YEASTAR,
			typeVersion: 1,
			position: [240, 0],
			parameters,
			...node,
		};
		const connections = { Webhook: { main: [[{ node: 'Yeastar', type: NodeConnectionTypes.Main, index: 0 }]] } };
		return await this.publishNodes(path, [yeastar], connections, settings);
	}

	/**
	 * Publishes a workflow that starts with a webhook, and waits until it listens.
	 *
	 * @param nodes its nodes but for the one called Webhook; those of this package get the sandbox's credential
	 * @param connections all of its connections, also the webhook's
	 */
	async publishNodes(
		path: string,
		nodes: INode[],
		connections: IConnections,
		settings: IWorkflowSettings = {},
	): Promise<StoredWorkflow> {
		const webhook: INode = {
			id: randomUUID(),
			name: 'Webhook',
			type: 'n8n-nodes-base.webhook',
			typeVersion: 2.1,
			position: [0, 0],
			webhookId: randomUUID(),
			parameters: { httpMethod: 'POST', path, responseMode: 'lastNode', responseData: 'allEntries', options: {} },
		};
		const workflow = await this.rest.importWorkflow(
			{ name: path, nodes: [webhook, ...nodes], connections, settings: { executionOrder: 'v1', ...settings } },
			[this.credential],
		);
		await this.rest.publish(workflow);
		await this.listens(path);
		return workflow;
	}

	/** Waits until a webhook listens: a question to it, with a method that it does not take, is answered otherwise then. */
	async listens(path: string): Promise<void> {
		await until(`The webhook ${path}`, LISTEN_LIMIT, async () => {
			const text = await (await fetch(`${this.n8n.url}/webhook/${path}`)).text();
			return text.includes('POST');
		});
	}

	/** Calls a webhook. */
	async call(path: string, body: IDataObject = {}, signal?: AbortSignal): Promise<WebhookAnswer> {
		const response = await fetch(`${this.n8n.url}/webhook/${path}`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(body),
			signal,
		});
		const text = await response.text();
		return { status: response.status, body: text === '' ? undefined : (JSON.parse(text) as unknown) };
	}

	/** Hosts outside of this machine that n8n wanted to ask. */
	refusedHosts(): string[] {
		const file = ServerBench.refusedIn(this.userFolder);
		return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
	}

	async stop(): Promise<void> {
		await this.started.disposeAsync();
	}
}
