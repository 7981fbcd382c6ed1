import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'flatted';
import type {
	ICredentialDataDecryptedObject,
	INode,
	INodeListSearchResult,
	INodeParameters,
	IRunExecutionData,
	IWorkflowBase,
} from 'n8n-workflow';

/** Who logs in to the playground. Made up, and of use on this machine only. */
export const OWNER = {
	email: 'demo@playground.test',
	firstName: 'Demo',
	lastName: 'Partner',
	password: 'Playground-1',
};
/** n8n ties a login to the browser that it was made in. */
export const BROWSER_ID = 'playground';

const PORTAL_CREDENTIAL = 'yeastarPartnerApi';
const NODE_TYPE = { name: 'n8n-nodes-yeastar-partner.yeastarPartner', version: 1 };

/** A credential as n8n keeps it, without its secrets. */
export interface StoredCredential {
	id: string;
	name: string;
	type: string;
}

/** A workflow as n8n keeps it. */
export type StoredWorkflow = IWorkflowBase & { id: string; versionId: string };

/** An execution, with its data read. */
export interface Execution {
	status: string;
	data: IRunExecutionData;
}

/** n8n's own REST interface, as its editor uses it. */
export class N8nRest {
	private cookie = '';

	constructor(readonly url: string) {}

	/** Sends a request and returns what is under `data`. */
	async request<Data>(method: string, path: string, body?: unknown): Promise<Data> {
		const response = await fetch(`${this.url}/rest${path}`, {
			method,
			headers: { 'content-type': 'application/json', 'browser-id': BROWSER_ID, cookie: this.cookie },
			...(body === undefined ? {} : { body: JSON.stringify(body) }),
		});
		const text = await response.text();
		if (!response.ok) throw new Error(`n8n answers ${response.status} to ${method} ${path}: ${text.slice(0, 500)}`);
		const cookie = response.headers.getSetCookie().find((line) => line.startsWith('n8n-auth='));
		if (cookie !== undefined) this.cookie = cookie.split(';')[0] ?? '';
		return (JSON.parse(text) as { data: Data }).data;
	}

	/** Makes the owner where there is none, and logs in. */
	async logIn(): Promise<void> {
		const { email, password } = OWNER;
		const login = { emailOrLdapLoginId: email, password };
		await this.request('POST', '/owner/setup', OWNER).catch(() => undefined);
		await this.request('POST', '/login', login);
	}

	async credentials(): Promise<StoredCredential[]> {
		return await this.request('GET', '/credentials');
	}

	/** Stores a credential; one of the same name is replaced. */
	async saveCredential(type: string, name: string, data: ICredentialDataDecryptedObject): Promise<StoredCredential> {
		const known = (await this.credentials()).find((credential) => credential.name === name);
		if (known !== undefined) return await this.request('PATCH', `/credentials/${known.id}`, { name, type, data });
		return await this.request('POST', '/credentials', { name, type, data });
	}

	/** The credential's test, as the editor has n8n do it after each save. */
	async testCredential({ id }: StoredCredential): Promise<{ status: string; message: string }> {
		const stored = await this.request<object>('GET', `/credentials/${id}?includeData=true`);
		return await this.request('POST', '/credentials/test', { credentials: stored });
	}

	/** What a list of the node's panel shows. */
	async search(
		parameter: string,
		methodName: string,
		currentNodeParameters: INodeParameters,
		credential: StoredCredential,
		page: { filter?: string; paginationToken?: string } = {},
	): Promise<INodeListSearchResult> {
		return await this.request('POST', '/dynamic-node-parameters/resource-locator-results', {
			nodeTypeAndVersion: NODE_TYPE,
			path: `parameters.${parameter}`,
			methodName,
			currentNodeParameters,
			credentials: { [PORTAL_CREDENTIAL]: { id: credential.id, name: credential.name } },
			...page,
		});
	}

	async workflows(): Promise<StoredWorkflow[]> {
		return await this.request('GET', '/workflows');
	}

	/** Imports a workflow with its sample data, its nodes given the credentials that they need. */
	async importWorkflow(
		workflow: Pick<IWorkflowBase, 'name' | 'nodes' | 'connections' | 'settings' | 'pinData'>,
		credentials: StoredCredential[],
	): Promise<StoredWorkflow> {
		const given = (node: INode): INode => {
			const isYeastar = node.type.startsWith(NODE_TYPE.name);
			const wanted = isYeastar
				? PORTAL_CREDENTIAL
				: node.parameters.authentication === 'headerAuth'
					? 'httpHeaderAuth'
					: '';
			const credential = credentials.find(({ type }) => type === wanted);
			if (credential === undefined) return node;
			return { ...node, credentials: { [wanted]: { id: credential.id, name: credential.name } } };
		};
		const { name, connections, settings, pinData = {} } = workflow;
		const nodes = workflow.nodes.map(given);
		// n8n 2.0 does not do without `active`.
		return await this.request('POST', '/workflows', { name, nodes, connections, settings, pinData, active: false });
	}

	/** Publishes a workflow, so that its triggers work. */
	async publish({ id, versionId }: StoredWorkflow): Promise<void> {
		await this.request('POST', `/workflows/${id}/activate`, { versionId });
	}

	/** The last executions of a workflow, the newest first. */
	async executions(workflowId: string): Promise<Array<{ id: string; status: string }>> {
		const filter = encodeURIComponent(JSON.stringify({ workflowId }));
		const { results } = await this.request<{ results: Array<{ id: string; status: string }> }>(
			'GET',
			`/executions?filter=${filter}&limit=100`,
		);
		return results;
	}

	async execution(id: string): Promise<Execution> {
		const { status, data } = await this.request<{ status: string; data: string }>('GET', `/executions/${id}`);
		return { status, data: parse(data) as IRunExecutionData };
	}
}

/** A workflow of `workflows/`. */
export function readWorkflow(file: string): IWorkflowBase {
	return JSON.parse(readFileSync(join(__dirname, '..', 'workflows', file), 'utf8')) as IWorkflowBase;
}
