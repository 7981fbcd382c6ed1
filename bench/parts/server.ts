import type { INode, IWorkflowBase } from 'n8n-workflow';

import { CLIENTS } from '../../sandbox/fixtures';
import { NODE_TYPE } from '../../test/support/engine';
import { ServerBench } from '../../test/e2e/serverBench';
import { rotated } from '../measure';
import type { Portal } from '../portal/portal';
import { chain } from '../subjects/tutorialChain';
import { byId } from '../subjects/yeastarNode';

const CONCURRENCY = 5;
export const SERVER_COUNT = 100;
const LATENCIES = [0, 20, 100];
const SUBJECTS = ['node', 'chainBatched', 'chainOneByOne'] as const;

/** How long an execution on the real server took, in milliseconds, from the webhook's call to its answer, a reading a round. */
export interface ServerSample {
	subject: (typeof SUBJECTS)[number];
	latency: number;
	walls: number[];
}

type Parts = Pick<IWorkflowBase, 'nodes' | 'connections'>;

function steps(portal: Portal, { subject, latency }: ServerSample): Parts {
	const task = { portalUrl: portal.url, latency, concurrency: CONCURRENCY };
	if (subject !== 'node') {
		return chain(task, { orders: subject === 'chainBatched' ? 'batched' : 'oneByOne', asksOnce: true });
	}
	const node: INode = {
		id: 'node',
		name: 'Switch Plan',
		type: NODE_TYPE,
		typeVersion: 1,
		position: [0, 0],
		parameters: byId(task),
	};
	return { nodes: [node], connections: { PBXs: { main: [[{ node: node.name, type: 'main', index: 0 }]] } } };
}

/** A webhook that is called with serial numbers, and answers when the last node has ended. */
function behindWebhook(path: string, { nodes, connections }: Parts): Parts & Pick<IWorkflowBase, 'name' | 'settings'> {
	const common = { typeVersion: 1, position: [0, 0] as [number, number] };
	return {
		name: path,
		settings: { executionOrder: 'v1', saveDataSuccessExecution: 'none' },
		nodes: [
			{
				...common,
				id: 'webhook',
				name: 'Webhook',
				type: 'n8n-nodes-base.webhook',
				typeVersion: 2.1,
				webhookId: path,
				parameters: { httpMethod: 'POST', path, responseMode: 'lastNode', responseData: 'firstEntryJson', options: {} },
			},
			{
				...common,
				id: 'split',
				name: 'PBXs',
				type: 'n8n-nodes-base.splitOut',
				parameters: { fieldToSplitOut: 'body.pbxs', options: { destinationFieldName: 'sn' } },
			},
			...nodes.filter(({ name }) => name !== 'PBXs'),
		],
		connections: { ...connections, Webhook: { main: [[{ node: 'PBXs', type: 'main', index: 0 }]] } },
	};
}

async function run(server: ServerBench, portal: Portal, path: string, { latency }: ServerSample): Promise<number> {
	const pbxs = await portal.prepare({ pbxs: SERVER_COUNT, latency });
	const start = performance.now();
	const { status, body } = await server.call(path, { pbxs });
	const wall = performance.now() - start;
	const { pbxsOrdered } = await portal.report();
	if (pbxsOrdered.length !== SERVER_COUNT)
		throw new Error(`${path} placed ${pbxsOrdered.length} orders: ${status} ${JSON.stringify(body)}`);
	return wall;
}

/** Measures executions on the real n8n server. */
export async function measureServer(portal: Portal, rounds: number): Promise<ServerSample[]> {
	const server = await ServerBench.start();
	try {
		const data = { ...CLIENTS[0], baseUrl: portal.url, accessToken: '' };
		const credential = await server.rest.saveCredential('yeastarPartnerApi', 'Portal', data);
		const samples: ServerSample[] = [];
		for (const latency of LATENCIES) {
			const cell = SUBJECTS.map((subject): ServerSample => ({ subject, latency, walls: [] }));
			const paths = cell.map(({ subject }) => `${subject}-${latency}`);
			for (const [index, sample] of cell.entries()) {
				const path = paths[index] ?? '';
				const workflow = await server.rest.importWorkflow(behindWebhook(path, steps(portal, sample)), [credential]);
				await server.rest.publish(workflow);
				await server.listens(path);
				// The first call warms up.
				await run(server, portal, path, sample);
			}
			for (let round = 0; round < rounds; round++) {
				for (const index of rotated([...cell.keys()], round)) {
					const sample = cell[index];
					if (sample) sample.walls.push(await run(server, portal, paths[index] ?? '', sample));
				}
			}
			samples.push(...cell);
		}
		return samples;
	} finally {
		await server.stop();
	}
}
