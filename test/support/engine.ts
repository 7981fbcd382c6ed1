import 'reflect-metadata';
import { DataDeduplicationService, ExecutionLifecycleHooks, LoadOptionsContext, WorkflowExecute } from 'n8n-core';
import {
	createRunExecutionData,
	type ICredentialDataDecryptedObject,
	type ICredentialType,
	type IDataObject,
	type IExecuteFunctions,
	type INode,
	type INodeExecutionData,
	type INodeListSearchResult,
	type INodeParameters,
	type INodeType,
	type INodeTypes,
	type IRun,
	type IRunExecutionData,
	type IWorkflowExecuteAdditionalData,
	NodeConnectionTypes,
	Workflow,
} from 'n8n-workflow';

import { CredentialStore } from './credentials';
import { KeyStore } from './keyStore';

/** The type under which n8n knows the node once the package is installed. */
export const NODE_TYPE = 'n8n-nodes-yeastar-partner.yeastarPartner';
const CREDENTIAL_TYPE = 'yeastarPartnerApi';
const SOURCE_TYPE = 'test.source';
const SOURCE = 'Source';
/** An AI agent in the place of n8n's, which needs a language model. */
const AGENT_TYPE = 'test.agent';
const AGENT = 'Agent';
/** The node's name in the workflow. */
export const NODE = 'Yeastar Partner Portal';

/** Where the n8n instance would be reached; nothing asks for it. */
const INSTANCE_URLS = [
	'restApiUrl',
	'instanceBaseUrl',
	'webhookBaseUrl',
	'webhookWaitingBaseUrl',
	'formWaitingBaseUrl',
];

/** The classes that the package registers with n8n. */
export interface PackageUnderTest {
	node: INodeType;
	credential: ICredentialType;
}

/** How the node is set up for a run. */
export interface RunSetup {
	parameters: INodeParameters;
	/** The input items' data; one empty item, where it is left out. */
	input?: IDataObject[];
	/** Runs in the node's place, and has the node as its tool. */
	agent?: Agent;
	/** n8n's settings of the node: continueOnFail, retryOnFail, onError and so on. */
	settings?: Partial<INode>;
}

/** What an AI agent does with its tool. */
export type Agent = INodeType['execute'];

/** What a run left behind. */
export interface RunResult {
	run: IRun;
	/** The node's output items; empty when it threw. */
	items: INodeExecutionData[];
	/** The agent's output items, where there is one. */
	agentItems: INodeExecutionData[];
	/** What the node threw, as n8n keeps it. */
	error?: { message: string; description?: string; context?: IDataObject; name?: string; httpCode?: string };
}

/** A run that is under way. */
export interface RunningWorkflow {
	finished: Promise<RunResult>;
	cancel(): void;
	/** The execution's data, as n8n would save it at any moment. */
	data: IRunExecutionData;
}

/** Passes its input on, in the place of whatever starts a user's workflow. */
const source: INodeType = {
	description: {
		displayName: SOURCE,
		name: 'source',
		group: ['trigger'],
		version: 1,
		description: 'Passes its input on',
		defaults: {},
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		properties: [],
	},
	async execute(this: IExecuteFunctions) {
		return await Promise.resolve([this.getInputData()]);
	},
};

function agentNode(execute: Agent): INodeType {
	return {
		description: {
			...source.description,
			displayName: AGENT,
			name: 'agent',
			group: ['transform'],
			inputs: [NodeConnectionTypes.Main, { type: NodeConnectionTypes.AiTool }],
		},
		execute,
	};
}

/** The node as n8n's server offers it to agents: under another name, with a tool's output. */
function asTool(node: INodeType): INodeType {
	const { description } = node;
	return Object.assign(Object.create(node) as INodeType, {
		description: { ...description, name: `${description.name}Tool`, inputs: [], outputs: [NodeConnectionTypes.AiTool] },
	});
}

/** What n8n's database holds of order keys. */
export const keyStore = new KeyStore();
void DataDeduplicationService.init(keyStore);
let engines = 0;

/** n8n's own engine around the node: n8n-core runs the workflow, resolves expressions and sends the requests. */
export class Engine {
	readonly credentials: CredentialStore;

	/** Keeps the workflows of two engines apart in the store of order keys, which a process has one of. */
	private readonly workflowId = `workflow-${++engines}`;

	private readonly types: Record<string, INodeType>;
	private readonly nodeTypes: INodeTypes;

	constructor(
		private readonly underTest: PackageUnderTest,
		credential: ICredentialDataDecryptedObject,
	) {
		this.credentials = new CredentialStore(underTest.credential, { accessToken: '', ...credential });
		this.types = { [SOURCE_TYPE]: source, [NODE_TYPE]: underTest.node, [`${NODE_TYPE}Tool`]: asTool(underTest.node) };
		const byName = (type: string) => this.types[type] as INodeType;
		this.nodeTypes = { getByName: byName, getByNameAndVersion: byName, getKnownTypes: () => ({}) };
	}

	private workflow({ parameters, settings, agent }: RunSetup): Workflow {
		const common = { typeVersion: 1, position: [0, 0] as [number, number] };
		if (agent !== undefined) this.types[AGENT_TYPE] = agentNode(agent);
		const connection = (node: string, type: 'main' | 'ai_tool') => ({ [type]: [[{ node, type, index: 0 }]] });
		return new Workflow({
			id: this.workflowId,
			active: false,
			nodeTypes: this.nodeTypes,
			nodes: [
				{ ...common, id: 'source', name: SOURCE, type: SOURCE_TYPE, parameters: {} },
				{
					...common,
					id: 'node',
					name: NODE,
					type: agent === undefined ? NODE_TYPE : `${NODE_TYPE}Tool`,
					parameters,
					credentials: { [CREDENTIAL_TYPE]: { id: '1', name: 'Portal' } },
					...settings,
				},
				...(agent === undefined ? [] : [{ ...common, id: 'agent', name: AGENT, type: AGENT_TYPE, parameters: {} }]),
			],
			connections:
				agent === undefined
					? { [SOURCE]: connection(NODE, 'main') }
					: { [SOURCE]: connection(AGENT, 'main'), [NODE]: connection(AGENT, 'ai_tool') },
			settings: { executionOrder: 'v1' },
		});
	}

	private additionalData(workflow: Workflow): IWorkflowExecuteAdditionalData {
		const { id = '', name = '', connectionsBySourceNode: connections, nodes } = workflow;
		const workflowData = { id, name, nodes: Object.values(nodes), connections, active: false } as never;
		return {
			credentialsHelper: this.credentials,
			hooks: new ExecutionLifecycleHooks('manual', 'execution', workflowData),
			executionId: 'execution',
			currentNodeExecutionIndex: 0,
			...Object.fromEntries(INSTANCE_URLS.map((field) => [field, 'http://127.0.0.1/'])),
			variables: {},
		} as unknown as IWorkflowExecuteAdditionalData;
	}

	/** Starts a workflow that passes the input to the node. */
	start(setup: RunSetup): RunningWorkflow {
		const workflow = this.workflow(setup);
		const items = (setup.input ?? [{}]).map((json): INodeExecutionData => ({ json }));
		const node = workflow.getNode(SOURCE) as INode;
		const nodeExecutionStack = [{ node, data: { main: [items] }, source: null }];
		return this.proceed(workflow, createRunExecutionData({ executionData: { nodeExecutionStack } }));
	}

	/**
	 * Starts n8n's "Retry with currently saved workflow": the saved data of an execution, from the node that failed on.
	 * Prepares the data as n8n's execution service does.
	 */
	retry(setup: RunSetup, saved: IRunExecutionData): RunningWorkflow {
		const data = JSON.parse(JSON.stringify(saved)) as IRunExecutionData;
		const { resultData } = data;
		delete resultData.error;
		const nodeRuns = resultData.runData[resultData.lastNodeExecuted ?? ''];
		if (nodeRuns?.at(-1)?.error !== undefined) nodeRuns.pop();
		const workflow = this.workflow(setup);
		for (const waiting of data.executionData?.nodeExecutionStack ?? []) {
			waiting.node = workflow.getNode(waiting.node.name) ?? waiting.node;
		}
		return this.proceed(workflow, data);
	}

	private proceed(workflow: Workflow, data: IRunExecutionData): RunningWorkflow {
		const execution = new WorkflowExecute(this.additionalData(workflow), 'manual', data).processRunExecutionData(
			workflow,
		);
		return {
			finished: execution.then((run) => this.read(run)),
			cancel: () => execution.cancel(),
			data,
		};
	}

	/** Runs a workflow that passes the input to the node, to its end. */
	async run(setup: RunSetup): Promise<RunResult> {
		return await this.start(setup).finished;
	}

	/**
	 * Fills a list of the node's panel, as the editor has n8n do it.
	 *
	 * @param parameter the resource locator whose list it is
	 * @param parameters what the panel holds
	 */
	async search(
		parameter: string,
		parameters: INodeParameters,
		filter?: string,
		paginationToken?: string,
	): Promise<INodeListSearchResult> {
		const workflow = this.workflow({ parameters });
		const { properties } = this.underTest.node.description;
		const list = properties.find(({ name }) => name === parameter)?.modes?.find(({ name }) => name === 'list');
		const method = this.underTest.node.methods?.listSearch?.[list?.typeOptions?.searchListMethod ?? ''];
		if (method === undefined) throw new Error(`${parameter} has no list`);
		const additionalData = { ...this.additionalData(workflow), currentNodeParameters: parameters };
		const context = new LoadOptionsContext(
			workflow,
			workflow.getNode(NODE) as INode,
			additionalData,
			`parameters.${parameter}`,
		);
		return await method.call(context, filter, paginationToken);
	}

	private read(run: IRun): RunResult {
		const { runData, error: runError } = run.data.resultData;
		const task = runData[NODE]?.at(-1);
		const error = (task?.error ?? runError) as RunResult['error'];
		const { main, ai_tool: toolOutput } = task?.data ?? {};
		const agentItems = runData[AGENT]?.at(-1)?.data?.main?.[0] ?? [];
		return { run, items: (main ?? toolOutput)?.[0] ?? [], agentItems, ...(error ? { error } : {}) };
	}
}
