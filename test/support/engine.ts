import 'reflect-metadata';
import { DataDeduplicationService, ExecutionLifecycleHooks, WorkflowExecute } from 'n8n-core';
import {
	createRunExecutionData,
	type ICredentialDataDecryptedObject,
	type ICredentialType,
	type IDataObject,
	type IExecuteFunctions,
	type INode,
	type INodeExecutionData,
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
/** The node's name in the workflow. */
export const NODE = 'Yeastar Partner Portal';

/** Where the n8n instance would be reached; nothing asks for it. */
const INSTANCE_URLS = ['restApiUrl', 'instanceBaseUrl', 'webhookBaseUrl', 'webhookWaitingBaseUrl', 'formWaitingBaseUrl'];

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
	/** n8n's settings of the node: continueOnFail, retryOnFail, onError and so on. */
	settings?: Partial<INode>;
}

/** What a run left behind. */
export interface RunResult {
	run: IRun;
	/** The node's output items; empty when it threw. */
	items: INodeExecutionData[];
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

/** What n8n's database holds of order keys. */
export const keyStore = new KeyStore();
void DataDeduplicationService.init(keyStore);
let engines = 0;

/** n8n's own engine around the node: n8n-core runs the workflow, resolves expressions and sends the requests. */
export class Engine {
	readonly credentials: CredentialStore;

	/** Keeps the workflows of two engines apart in the store of order keys, which a process has one of. */
	private readonly workflowId = `workflow-${++engines}`;

	private readonly nodeTypes: INodeTypes;

	constructor(
		underTest: PackageUnderTest,
		credential: ICredentialDataDecryptedObject,
	) {
		this.credentials = new CredentialStore(underTest.credential, { accessToken: '', ...credential });
		const types: Record<string, INodeType> = { [SOURCE_TYPE]: source, [NODE_TYPE]: underTest.node };
		const byName = (type: string) => types[type] as INodeType;
		this.nodeTypes = { getByName: byName, getByNameAndVersion: byName, getKnownTypes: () => ({}) };
	}

	private workflow({ parameters, settings }: RunSetup): Workflow {
		const common = { typeVersion: 1, position: [0, 0] as [number, number] };
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
					type: NODE_TYPE,
					parameters,
					credentials: { [CREDENTIAL_TYPE]: { id: '1', name: 'Portal' } },
					...settings,
				},
			],
			connections: { [SOURCE]: { main: [[{ node: NODE, type: NodeConnectionTypes.Main, index: 0 }]] } },
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
		const execution = new WorkflowExecute(this.additionalData(workflow), 'manual', data).processRunExecutionData(workflow);
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

	private read(run: IRun): RunResult {
		const { runData, error: runError } = run.data.resultData;
		const task = runData[NODE]?.at(-1);
		const error = (task?.error ?? runError) as RunResult['error'];
		return { run, items: task?.data?.main?.[0] ?? [], ...(error ? { error } : {}) };
	}
}
