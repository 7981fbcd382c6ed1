import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ExecutionLifecycleHooks, WebhookContext, WorkflowExecute } from 'n8n-core';
import {
	createRunExecutionData,
	type ICredentialDataDecryptedObject,
	type IDataObject,
	type INode,
	type INodeCredentials,
	type INodeExecutionData,
	type INodeTypeDescription,
	type IPinData,
	type IRun,
	type IRunExecutionData,
	type IWebhookData,
	type IWorkflowBase,
	type IWorkflowExecuteAdditionalData,
	Node,
	NodeHelpers,
	Workflow,
} from 'n8n-workflow';

import type { PackageUnderTest } from '../support/engine';
import { Credentials, NodeTypes } from './workflowParts';

const FOLDER = join(__dirname, '..', '..', 'workflows');

/** A workflow of `workflows/`, as it is imported. */
export function readWorkflow(file: string): IWorkflowBase {
	return JSON.parse(readFileSync(join(FOLDER, `${file}.json`), 'utf8')) as IWorkflowBase;
}

let runners = 0;

/** Runs the workflows to import on n8n's own engine, with n8n's own nodes. */
export class WorkflowEngine {
	private readonly nodeTypes: NodeTypes;
	private readonly credentials: Credentials;
	private readonly given: INodeCredentials;
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
		const types = ['yeastarPartnerApi', ...Object.keys(others)];
		this.given = Object.fromEntries(types.map((type, index) => [type, { id: String(index + 1), name: type }]));
	}

	private open(base: IWorkflowBase): { workflow: Workflow; additionalData: IWorkflowExecuteAdditionalData } {
		const nodes = base.nodes.map((node): INode => ({ ...node, credentials: this.given }));
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

	/** What n8n finds wrong with the parameters of each node, by the node's name: nothing where all is well. */
	issuesOf(base: IWorkflowBase): IDataObject {
		return this.ofEachNode(base, (node, description) => {
			const issues = NodeHelpers.getNodeParametersIssues(description.properties, node, description);
			return issues?.parameters;
		});
	}

	/** The parameters of each node that its panel does not show, by the node's name: n8n pays them no heed. */
	unknownParametersOf(base: IWorkflowBase): IDataObject {
		return this.ofEachNode(base, (node, description) => {
			const shown = description.properties.filter((property) =>
				NodeHelpers.displayParameter(node.parameters, property, node, description),
			);
			// n8n gives every node that polls its poll times.
			const own = description.polling === true ? ['pollTimes'] : [];
			const known = new Set([...own, ...shown.map(({ name }) => name)]);
			const written = base.nodes.find(({ name }) => name === node.name)?.parameters ?? {};
			const unknown = Object.keys(written).filter((name) => !known.has(name));
			return unknown.length === 0 ? undefined : unknown;
		});
	}

	private ofEachNode(
		base: IWorkflowBase,
		find: (node: INode, description: INodeTypeDescription) => unknown,
	): IDataObject {
		const { nodes } = this.open(base).workflow;
		const found = Object.values(nodes).map((node) => {
			const { description } = this.nodeTypes.getByNameAndVersion(node.type, node.typeVersion);
			return [node.name, find(node, description)] as const;
		});
		return Object.fromEntries(found.filter(([, value]) => value !== undefined)) as IDataObject;
	}

	/** Runs a workflow from its trigger, with what the trigger puts out. A node in `pinData` is not run, but puts that out. */
	async run(base: IWorkflowBase, trigger: string, items: INodeExecutionData[], pinData: IPinData = {}): Promise<IRun> {
		const node = this.open(base).workflow.getNode(trigger);
		if (node === null) throw new Error(`No node ${trigger}`);
		const nodeExecutionStack = [{ node, data: { main: [items] }, source: null }];
		const data = createRunExecutionData({ executionData: { nodeExecutionStack }, resultData: { pinData } });
		return await this.proceed(base, data);
	}

	/** Hands a request to a node, which may be one that waits in a run, and returns what the node makes of it. */
	private async handIn(
		base: IWorkflowBase,
		name: string,
		httpRequest: IDataObject,
		data: IRunExecutionData | null = null,
	): Promise<INodeExecutionData[]> {
		const { workflow, additionalData } = this.open(base);
		const node = workflow.getNode(name);
		if (node === null) throw new Error(`No node ${name}`);
		const exchange = Object.assign(additionalData, { httpRequest, httpResponse: {} });
		const context = new WebhookContext(workflow, node, exchange, 'webhook', {} as IWebhookData, [], data);
		const type = this.nodeTypes.getByNameAndVersion(node.type, node.typeVersion);
		const received = await (type instanceof Node ? type.webhook?.(context) : type.webhook?.call(context));
		const [items] = received?.workflowData ?? [];
		if (items === undefined) throw new Error(`${name} did not take the request`);
		return items;
	}

	/** Hands a request to a workflow's trigger node, and runs the workflow with what the node makes of it. */
	async receive(base: IWorkflowBase, trigger: string, body: unknown, headers: IDataObject = {}): Promise<IRun> {
		return await this.run(base, trigger, await this.handIn(base, trigger, { body, headers } as IDataObject));
	}

	/** Runs a workflow as *Execute workflow* does, with the sample data that is pinned to its nodes. */
	async runSample(base: IWorkflowBase, trigger: string): Promise<IRun> {
		return await this.run(base, trigger, base.pinData?.[trigger] ?? [], base.pinData);
	}

	/**
	 * Goes on with a run that waits, prepared as n8n's server does it.
	 *
	 * @param answer what the node that waits puts out; where it is not given, its time to wait has run out
	 */
	async goOn(base: IWorkflowBase, waiting: IRun, answer?: INodeExecutionData[]): Promise<IRun> {
		const data = copyOf(waiting);
		const { resultData, executionData } = data;
		delete data.waitTill;
		resultData.runData[resultData.lastNodeExecuted ?? '']?.pop();
		const next = executionData?.nodeExecutionStack[0];
		if (next === undefined) throw new Error('No node is waiting');
		next.node.disabled = true;
		if (answer !== undefined) next.data.main = [answer];
		return await this.proceed(base, data);
	}

	/** Sends a form's page in, and goes on. */
	async answerForm(base: IWorkflowBase, waiting: IRun, answer: IDataObject): Promise<IRun> {
		return await this.goOn(base, waiting, [{ json: answer }]);
	}

	/** Sends the form in that a message asked somebody to fill in, and goes on. Its fields are named `field-0` and so on. */
	async answerMessage(base: IWorkflowBase, waiting: IRun, fields: IDataObject): Promise<IRun> {
		const request = {
			method: 'POST',
			contentType: 'multipart/form-data',
			headers: {},
			query: {},
			body: { data: fields },
		};
		const name = waiting.data.resultData.lastNodeExecuted ?? '';
		return await this.goOn(base, waiting, await this.handIn(base, name, request, copyOf(waiting)));
	}
}

function copyOf({ data }: IRun): IRunExecutionData {
	return JSON.parse(JSON.stringify(data)) as IRunExecutionData;
}

/** What a node put out last. */
export function outputOf(run: IRun, node: string, output = 0): INodeExecutionData[] {
	return run.data.resultData.runData[node]?.at(-1)?.data?.main?.[output] ?? [];
}
