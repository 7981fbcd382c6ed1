import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { ExecutionLifecycleHooks, WorkflowExecute } from 'n8n-core';
import {
	createRunExecutionData,
	deepCopy,
	type ICredentialDataDecryptedObject,
	type IDataObject,
	type INode,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type INodeTypes,
	type IRun,
	type IRunExecutionData,
	type IVersionedNodeType,
	type IWorkflowBase,
	type IWorkflowExecuteAdditionalData,
	Workflow,
} from 'n8n-workflow';

import { YeastarPartnerTrigger } from '../../nodes/YeastarPartner/YeastarPartnerTrigger.node';
import { CredentialStore } from '../support/credentials';
import { NODE_TYPE, type PackageUnderTest } from '../support/engine';

const ROOT = join(__dirname, '..', '..');
const PLAYGROUND = join(ROOT, 'playground', 'node_modules');
const FOLDER = join(ROOT, 'workflows');

/** A workflow of `workflows/`, as it is imported. */
export function readWorkflow(file: string): IWorkflowBase {
	return JSON.parse(readFileSync(join(FOLDER, `${file}.json`), 'utf8')) as IWorkflowBase;
}

/** Loads a node of n8n's own packages, as n8n's loader does. */
function loadType(type: string): INodeType | IVersionedNodeType {
	const [, name = ''] = type.split(/\.(?=[^.]*$)/);
	const packageName = type.slice(0, -name.length - 1);
	const folder = join(PLAYGROUND, packageName);
	const known = JSON.parse(readFileSync(join(folder, 'dist', 'known', 'nodes.json'), 'utf8')) as Record<
		string,
		{ className: string; sourcePath: string } | undefined
	>;
	const entry = known[name];
	if (entry === undefined) throw new Error(`n8n has no node ${type}`);
	const path = [join(folder, entry.sourcePath), join(folder, 'dist', entry.sourcePath)].find(existsSync) ?? '';
	const loaded = createRequire(__filename)(path) as Record<string, new () => INodeType>;
	const Class = loaded[entry.className];
	if (Class === undefined) throw new Error(`${dirname(path)} has no ${entry.className}`);
	return new Class();
}

interface ToolGeneration {
	convertNodeToAiTool(item: { description: INodeTypeDescription }): { description: INodeTypeDescription };
}

/** The Yeastar node as n8n's server offers it to agents, made by the server's own code. */
function asTool(node: INodeType): INodeType {
	const server = createRequire(__filename)(
		join(PLAYGROUND, 'n8n', 'dist', 'tool-generation', 'ai-tools.js'),
	) as ToolGeneration;
	const { description } = server.convertNodeToAiTool({ description: deepCopy(node.description) });
	return Object.assign(Object.create(node) as INodeType, { description });
}

class NodeTypes implements INodeTypes {
	private readonly loaded: Map<string, INodeType | IVersionedNodeType>;

	constructor({ node }: PackageUnderTest) {
		this.loaded = new Map([
			[NODE_TYPE, node],
			[`${NODE_TYPE}Tool`, asTool(node)],
			[`${NODE_TYPE}Trigger`, new YeastarPartnerTrigger()],
		]);
	}

	getByName(type: string): INodeType | IVersionedNodeType {
		const node = this.loaded.get(type) ?? loadType(type);
		this.loaded.set(type, node);
		return node;
	}

	getByNameAndVersion(type: string, version?: number): INodeType {
		const node = this.getByName(type);
		return 'nodeVersions' in node ? node.getNodeType(version) : node;
	}

	getKnownTypes(): IDataObject {
		return {};
	}
}

/** Credentials of several types; Yeastar's is renewed as n8n does it. */
class Credentials extends CredentialStore {
	constructor(
		{ credential }: PackageUnderTest,
		portal: ICredentialDataDecryptedObject,
		private readonly others: Record<string, ICredentialDataDecryptedObject>,
	) {
		super(credential, { accessToken: '', ...portal });
	}

	override async getDecrypted(...args: unknown[]): Promise<ICredentialDataDecryptedObject> {
		return this.others[args[2] as string] ?? (await super.getDecrypted());
	}
}

let runners = 0;

/** Runs the workflows to import on n8n's own engine, with n8n's own nodes. */
export class WorkflowEngine {
	private readonly nodeTypes: NodeTypes;
	private readonly credentials: Credentials;
	/** Keeps the order keys of two runners apart. */
	private readonly id = `runner-${++runners}`;
	/** What the workflow answered to its webhook. */
	readonly responses: unknown[] = [];

	/**
	 * @param underTest the package's classes
	 * @param portal the credential for the portal
	 * @param others credentials of other types, by their type
	 * @param server what n8n's server lends to nodes, such as its task runner
	 */
	constructor(
		underTest: PackageUnderTest,
		portal: ICredentialDataDecryptedObject,
		others: Record<string, ICredentialDataDecryptedObject> = {},
		private readonly server: Partial<IWorkflowExecuteAdditionalData> = {},
	) {
		this.nodeTypes = new NodeTypes(underTest);
		this.credentials = new Credentials(underTest, portal, others);
	}

	private open(base: IWorkflowBase): { workflow: Workflow; additionalData: IWorkflowExecuteAdditionalData } {
		const given = {
			yeastarPartnerApi: { id: '1', name: 'Portal' },
			openAiApi: { id: '2', name: 'Model' },
			httpHeaderAuth: { id: '3', name: 'CRM' },
		};
		const nodes = base.nodes.map((node): INode => ({ ...node, credentials: given }));
		const workflow = new Workflow({ ...base, id: this.id, nodes, active: true, nodeTypes: this.nodeTypes });
		const hooks = new ExecutionLifecycleHooks('webhook', 'execution', { ...base, id: this.id, nodes });
		hooks.addHandler('sendResponse', (response) => void this.responses.push(response));
		const urls = ['restApiUrl', 'instanceBaseUrl', 'webhookBaseUrl', 'webhookWaitingBaseUrl', 'formWaitingBaseUrl'];
		const additionalData = {
			credentialsHelper: this.credentials,
			hooks,
			executionId: 'execution',
			currentNodeExecutionIndex: 0,
			...Object.fromEntries(urls.map((field) => [field, 'http://127.0.0.1/'])),
			variables: {},
			...this.server,
		} as unknown as IWorkflowExecuteAdditionalData;
		return { workflow, additionalData };
	}

	private async proceed(base: IWorkflowBase, data: IRunExecutionData): Promise<IRun> {
		const { workflow, additionalData } = this.open(base);
		return await new WorkflowExecute(additionalData, 'webhook', data).processRunExecutionData(workflow);
	}

	/** Runs a workflow from its trigger, with what the trigger puts out. */
	async run(base: IWorkflowBase, trigger: string, items: INodeExecutionData[]): Promise<IRun> {
		const node = this.open(base).workflow.getNode(trigger);
		if (node === null) throw new Error(`No node ${trigger}`);
		const nodeExecutionStack = [{ node, data: { main: [items] }, source: null }];
		return await this.proceed(base, createRunExecutionData({ executionData: { nodeExecutionStack } }));
	}

	/** Sends a form's page in, and goes on. The data is prepared as n8n's server does for a waiting webhook. */
	async answerForm(base: IWorkflowBase, waiting: IRun, answer: IDataObject): Promise<IRun> {
		const data = JSON.parse(JSON.stringify(waiting.data)) as IRunExecutionData;
		const { resultData, executionData } = data;
		delete data.waitTill;
		resultData.runData[resultData.lastNodeExecuted ?? '']?.pop();
		const next = executionData?.nodeExecutionStack[0];
		if (next === undefined) throw new Error('No form is waiting');
		next.node.disabled = true;
		next.data.main = [[{ json: answer }]];
		return await this.proceed(base, data);
	}
}

/** What a node put out last. */
export function outputOf(run: IRun, node: string, output = 0): INodeExecutionData[] {
	return run.data.resultData.runData[node]?.at(-1)?.data?.main?.[output] ?? [];
}
