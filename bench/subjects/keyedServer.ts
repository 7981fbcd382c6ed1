import { randomUUID } from 'node:crypto';
import { type IConnections, type INode, type INodeParameters, NodeConnectionTypes } from 'n8n-workflow';

import { CLIENTS } from '../../sandbox/fixtures';
import { startWorker } from '../../test/e2e/queueWorker';
import { ServerBench } from '../../test/e2e/serverBench';
import { queueMode, type Service, startPostgres, startRedis } from '../../test/e2e/services';
import { NODE_TYPE } from '../../test/support/engine';
import type { Portal } from '../portal/portal';
import type { KeyedOrder, KeyedOrders, KeyedRun } from './keyedOrders';
import { byId } from './yeastarNode';

const WORKERS = 2;
const FORGET = 'forget-keys';

/** A branch of the workflow: nodes one after the other, the first of them a webhook with this path. */
interface Branch {
	path: string;
	steps: Array<{ type: string; typeVersion: number; parameters: INodeParameters }>;
}

function pathOf({ hasKeys, concurrency }: KeyedRun): string {
	return `${hasKeys ? 'with' : 'without'}-keys-${concurrency}`;
}

/** Splits a webhook's call into its orders, and places them. */
function orderingBranch(run: KeyedRun): Branch {
	const split = { fieldToSplitOut: 'body.orders', options: {} };
	return {
		path: pathOf(run),
		steps: [
			{ type: 'n8n-nodes-base.splitOut', typeVersion: 1, parameters: split },
			{ type: NODE_TYPE, typeVersion: 1, parameters: byId(run) },
		],
	};
}

/** Clears the workflow's row of n8n's store, as its user can. */
const FORGETTING: Branch = {
	path: FORGET,
	steps: [
		{
			type: 'n8n-nodes-base.removeDuplicates',
			typeVersion: 2,
			parameters: { operation: 'clearDeduplicationHistory', mode: 'cleanDatabase', options: { scope: 'workflow' } },
		},
	],
};

function nodesOf({ path, steps }: Branch): INode[] {
	const parameters = {
		httpMethod: 'POST',
		path,
		responseMode: 'lastNode',
		responseData: 'firstEntryJson',
		options: {},
	};
	const webhook = { type: 'n8n-nodes-base.webhook', typeVersion: 2.1, webhookId: path, parameters };
	return [webhook, ...steps].map((step, index) => ({
		...step,
		id: randomUUID(),
		name: `${path} ${index}`,
		position: [240 * index, 0],
	}));
}

function connectionsOf(nodes: INode[]): IConnections {
	return Object.fromEntries(
		nodes
			.slice(1)
			.map(({ name }, index) => [
				nodes[index]?.name ?? '',
				{ main: [[{ node: name, type: NodeConnectionTypes.Main, index: 0 }]] },
			]),
	);
}

/** Publishes one workflow with a webhook for each way to order, so that all of them have the same store of keys. */
async function publish(server: ServerBench, portal: Portal, concurrencies: readonly number[]): Promise<void> {
	const data = { ...CLIENTS[0], baseUrl: portal.url, accessToken: '' };
	const credential = await server.rest.saveCredential('yeastarPartnerApi', 'Portal', data);
	const runs = concurrencies.flatMap((concurrency) => [true, false].map((hasKeys) => ({ hasKeys, concurrency })));
	const branches = [...runs.map(orderingBranch), FORGETTING];
	const nodes = branches.map(nodesOf);
	const workflow = await server.rest.importWorkflow(
		{
			name: 'Order keys',
			nodes: nodes.flat(),
			connections: Object.fromEntries(nodes.flatMap((branch) => Object.entries(connectionsOf(branch)))),
			settings: { executionOrder: 'v1', saveDataSuccessExecution: 'none' },
		},
		[credential],
	);
	await server.rest.publish(workflow);
	for (const { path } of branches) await server.listens(path);
}

async function call(server: ServerBench, path: string, orders: KeyedOrder[]): Promise<void> {
	const { status, body } = await server.call(path, { orders });
	if (status !== 200) throw new Error(`${path} answers ${status}: ${JSON.stringify(body)}`);
}

/**
 * Orders through webhooks of a real n8n server.
 *
 * @param inQueueMode with two workers, Redis and PostgreSQL; else in one process with SQLite
 */
export async function startKeyedServer(
	portal: Portal,
	concurrencies: readonly number[],
	inQueueMode: boolean,
): Promise<KeyedOrders> {
	await using started = new AsyncDisposableStack();
	const services: Service[] = [];
	for (const startService of inQueueMode ? [startRedis, async () => await startPostgres({ isDurable: true })] : []) {
		const service = await startService();
		started.defer(async () => await service.stop());
		services.push(service);
	}
	const server = await ServerBench.start(inQueueMode ? queueMode(services) : {});
	started.defer(async () => await server.stop());
	for (let count = 0; inQueueMode && count < WORKERS; count++) {
		const worker = await startWorker(services);
		started.defer(async () => await worker.stop());
	}
	await publish(server, portal, concurrencies);
	const running = started.move();
	return {
		place: async (orders, run) => await call(server, pathOf(run), orders),
		forgetKeys: async () => await call(server, FORGET, []),
		stop: async () => await running.disposeAsync(),
	};
}
