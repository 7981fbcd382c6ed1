import { PollContext } from 'n8n-core';
import {
	type ICredentialDataDecryptedObject,
	type IDataObject,
	type INode,
	type INodeExecutionData,
	type INodeParameters,
	type INodeTypes,
	type IWorkflowExecuteAdditionalData,
	Workflow,
	type WorkflowExecuteMode,
} from 'n8n-workflow';

import { YeastarPartnerApi } from '../../credentials/YeastarPartnerApi.credentials';
import { YeastarPartnerTrigger } from '../../nodes/YeastarPartner/YeastarPartnerTrigger.node';
import { CLIENTS } from '../../sandbox/fixtures';
import { type Sandbox, startSandbox } from '../../sandbox/server';
import type { Switches } from '../../sandbox/switches';
import { CredentialStore } from './credentials';
// Makes repetitions fast.
import './portal';

const TRIGGER = 'Trigger';
const trigger = new YeastarPartnerTrigger();
const nodeTypes = {
	getByName: () => trigger,
	getByNameAndVersion: () => trigger,
	getKnownTypes: () => ({}),
} as INodeTypes;

/** A trigger in a workflow that is active, polled on n8n-core's own context. */
export class Poller {
	/** What n8n's database holds of the workflow's static data. */
	private saved = '{}';
	private workflow: Workflow;
	readonly credentials: CredentialStore;
	/** How long n8n lets a poll take, in milliseconds; as n8n has it, where it is undefined. */
	budget?: number;

	constructor(
		portalUrl: string,
		private parameters: INodeParameters,
		private readonly timeZone = 'UTC',
		credential: ICredentialDataDecryptedObject = {},
	) {
		this.credentials = new CredentialStore(new YeastarPartnerApi(), {
			accessToken: '',
			...CLIENTS[0],
			baseUrl: portalUrl,
			...credential,
		});
		this.workflow = this.load();
	}

	private load(): Workflow {
		const node: INode = {
			id: 'trigger',
			name: TRIGGER,
			type: 'n8n-nodes-yeastar-partner.yeastarPartnerTrigger',
			typeVersion: 1,
			position: [0, 0],
			parameters: this.parameters,
			credentials: { yeastarPartnerApi: { id: '1', name: 'Portal' } },
		};
		return new Workflow({
			id: 'workflow',
			active: true,
			nodeTypes,
			nodes: [node],
			connections: {},
			settings: { timezone: this.timeZone },
			staticData: JSON.parse(this.saved) as IDataObject,
		});
	}

	/** What is stored, as JSON text. */
	get stored(): string {
		return JSON.stringify(this.workflow.staticData);
	}

	/** Saves as n8n does before it starts an execution. */
	save(): void {
		this.saved = this.stored;
	}

	/** Ends n8n and starts it again: what was not saved is lost. */
	restart(): void {
		this.workflow = this.load();
	}

	/** Saves, and opens the workflow with other parameters. */
	change(parameters: INodeParameters): void {
		this.parameters = parameters;
		this.save();
		this.restart();
	}

	/** The context of a poll, as n8n makes it. */
	context(mode: WorkflowExecuteMode = 'trigger'): PollContext {
		const additionalData = {
			credentialsHelper: this.credentials,
			currentNodeExecutionIndex: 0,
			variables: {},
		} as unknown as IWorkflowExecuteAdditionalData;
		const node = this.workflow.getNode(TRIGGER) as INode;
		const context = new PollContext(this.workflow, node, additionalData, mode, 'activate');
		if (this.budget !== undefined) Object.assign(context, { getPollBudgetMs: () => this.budget });
		return context;
	}

	private async run(mode: WorkflowExecuteMode): Promise<INodeExecutionData[][] | null> {
		return await trigger.poll.call(this.context(mode));
	}

	/** Polls, and saves as n8n does where something came of it. Returns the data of the items; null where there is nothing. */
	async poll(): Promise<IDataObject[] | null> {
		const { workflow } = this;
		const output = await this.run('trigger');
		if (output !== null && workflow === this.workflow) this.save();
		return output === null ? null : (output[0] ?? []).map(({ json }) => json);
	}

	/** Polls, and ends before n8n saves: nobody gets what was found. */
	async pollUnsaved(): Promise<void> {
		await this.run('trigger');
	}

	/** Activates the workflow: the first poll, and n8n saves. */
	async activate(): Promise<IDataObject[] | null> {
		const events = await this.poll();
		this.save();
		return events;
	}

	/** What "Fetch Test Event" shows. */
	async test(): Promise<IDataObject[] | null> {
		const output = await this.run('manual');
		return output === null ? null : (output[0] ?? []).map(({ json }) => json);
	}
}

const open: Sandbox[] = [];

/** Starts a portal, and a trigger for it. {@link closePollers} ends all portals. */
export async function setUpTrigger(
	parameters: INodeParameters,
	switches: Partial<Switches> = {},
	timeZone?: string,
): Promise<{ portal: Sandbox; poller: Poller }> {
	const portal = await startSandbox({ switches });
	open.push(portal);
	return { portal, poller: new Poller(portal.url, parameters, timeZone) };
}

export async function closePollers(): Promise<void> {
	await Promise.all(open.splice(0).map(async (portal) => await portal.close()));
}

/** What a poll threw. */
export async function errorOf(
	polled: Promise<unknown>,
): Promise<{ name: string; message: string; description?: string; httpCode?: string | null; failure?: unknown }> {
	return await polled.then(
		() => {
			throw new Error('The poll did not fail');
		},
		(error: unknown) => error as Error & { httpCode?: string },
	);
}
