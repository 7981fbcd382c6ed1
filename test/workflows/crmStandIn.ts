import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import type { ICredentialDataDecryptedObject, IDataObject, IWorkflowBase } from 'n8n-workflow';

import { CLIENTS } from '../../sandbox/fixtures';
import type { Sandbox } from '../../sandbox/server';
import type { Switches } from '../../sandbox/switches';
import { APPLIANCE, closePortals, PACKAGE, setUp } from '../support/portal';
import { readWorkflow, WorkflowEngine } from './workflowEngine';

/** A request that a CRM's node sent. */
export interface CrmRequest {
	/** Method, host and path, such as `GET api.hubapi.com/deals/v1/deal/1`. */
	line: string;
	body: IDataObject;
}

/** A server that stands in for a CRM's API: it answers what a test says, and keeps what it was sent. */
export class CrmStandIn {
	readonly requests: CrmRequest[] = [];
	/** Its address, once it listens. */
	url = '';
	private readonly server: Server;

	/** @param answers what is answered, by the first words of method, host and path; anything else is answered with `{}` */
	constructor(private readonly answers: Record<string, unknown>) {
		this.server = createServer((request, response) => {
			void this.take(`${request.method} ${request.url?.slice(1).replace(/\?.*$/, '')}`, request).then((answer) => {
				response.setHeader('content-type', 'application/json');
				response.end(JSON.stringify(answer));
			});
		});
	}

	private async take(line: string, request: NodeJS.ReadableStream): Promise<unknown> {
		const body = (await json(request).catch(() => ({}))) as IDataObject;
		this.requests.push({ line, body });
		return Object.entries(this.answers).find(([start]) => line.startsWith(start))?.[1] ?? {};
	}

	/** Listens on the loopback interface, and returns its address. */
	async start(): Promise<string> {
		this.server.listen(0, '127.0.0.1');
		await once(this.server, 'listening');
		this.url = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
		return this.url;
	}

	/** What was sent to change something in the CRM. */
	get posted(): CrmRequest[] {
		return this.requests.filter(({ line }) => line.startsWith('POST'));
	}

	async stop(): Promise<void> {
		this.server.close();
		this.server.closeAllConnections();
		await once(this.server, 'close');
	}
}

const standIns: CrmStandIn[] = [];

/** What the stand-ins sign and log in with. Made up. */
export const SECRET = 'made-up';
export const BASIC = { user: 'pipedrive', password: 'made-up' };

/** What a deal that can be ordered says, by the labels that the workflows' notes ask for. */
export const DEAL: Record<string, string> = {
	'PBX serial number': APPLIANCE,
	'Yeastar product': '11',
	'Yeastar plan': 'Ultimate Plan',
	'Billing cycle': 'annually',
	'Plan years': '2',
	'Billing email': 'billing@example.com',
};

/** A workflow to import that tells its CRM what happened, with the address of a stand-in for the CRM set. */
export function readWorkflowFor(crm: CrmStandIn, file: string): IWorkflowBase {
	const text = JSON.stringify(readWorkflow(file)).replaceAll('https://crm.example.com', crm.url);
	return JSON.parse(text) as IWorkflowBase;
}

/**
 * A portal, a CRM that answers what is given, and an engine with credentials for both. {@link closeCrms} ends them.
 *
 * @param others further credentials, by their type
 */
export async function openCrm(
	answers: Record<string, unknown>,
	switches: Partial<Switches> = {},
	others: Record<string, ICredentialDataDecryptedObject> = {},
): Promise<{ portal: Sandbox; crm: CrmStandIn; runner: WorkflowEngine }> {
	const { portal } = await setUp(switches);
	const crm = new CrmStandIn(answers);
	standIns.push(crm);
	const standIn = await crm.start();
	const runner = new WorkflowEngine(
		PACKAGE,
		{ ...CLIENTS[0], baseUrl: portal.url },
		{
			hubspotDeveloperApi: { clientSecret: SECRET, appId: '3120874', apiKey: '' },
			hubspotAppToken: { appToken: '', standIn },
			pipedriveApi: { apiToken: '', standIn },
			httpBasicAuth: BASIC,
			httpHeaderAuth: { name: 'X-CRM-Key', value: SECRET },
			...others,
		},
	);
	return { portal, crm, runner };
}

export async function closeCrms(): Promise<void> {
	await closePortals();
	await Promise.all(standIns.splice(0).map(async (crm) => await crm.stop()));
}
