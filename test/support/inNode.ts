import {
	type ICredentialDataDecryptedObject,
	type ICredentialType,
	type IExecuteFunctions,
	type INodeType,
	NodeConnectionTypes,
} from 'n8n-workflow';

import { YeastarPartnerApi } from '../../credentials/YeastarPartnerApi.credentials';
import { PortalClient } from '../../nodes/YeastarPartner/portal/client';
import { CLIENTS } from '../../sandbox/fixtures';
import type { Sandbox } from '../../sandbox/server';
import { Engine, type RunningWorkflow } from './engine';

/** Code that is running inside of a node. */
interface InNode<Result> {
	engine: Engine;
	running: RunningWorkflow;
	/** What the code returned; rejected with what it threw. */
	result: Promise<Result>;
}

/** Runs code inside of a node on n8n's engine, where n8n-core's helpers are. */
export function startInNode<Result>(
	credential: ICredentialType,
	data: ICredentialDataDecryptedObject,
	code: (context: IExecuteFunctions) => Promise<Result>,
): InNode<Result> {
	let outcome: Promise<Result> | undefined;
	const node: INodeType = {
		description: {
			displayName: 'Probe',
			name: 'probe',
			group: ['transform'],
			version: 1,
			description: '',
			defaults: {},
			inputs: [NodeConnectionTypes.Main],
			outputs: [NodeConnectionTypes.Main],
			credentials: [{ name: credential.name, required: true }],
			properties: [],
		},
		async execute(this: IExecuteFunctions) {
			outcome = code(this);
			await outcome;
			return [[]];
		},
	};
	const engine = new Engine({ node, credential }, data);
	const running = engine.start({ parameters: {} });
	const result = running.finished.then(async ({ error }) => {
		if (outcome === undefined) throw new Error(error?.message ?? 'The node did not run');
		return await outcome;
	});
	// A test that only looks at `running` leaves it alone.
	result.catch(() => undefined);
	return { engine, running, result };
}

/** Runs code with a client for a portal, opened inside of a node on n8n's engine. */
export async function withClient<Result>(
	portal: Sandbox,
	code: (client: PortalClient) => Promise<Result>,
): Promise<Result> {
	const data = { ...CLIENTS[0], baseUrl: portal.url };
	const { result } = startInNode(
		new YeastarPartnerApi(),
		data,
		async (context) => await code(await PortalClient.open(context)),
	);
	return await result;
}
