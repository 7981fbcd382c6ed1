import { randomUUID } from 'node:crypto';
import { type INode, type INodeParameters, NodeConnectionTypes } from 'n8n-workflow';

import type { StoredWorkflow } from '../../playground/n8nRest';
import { NODE_TYPE } from '../support/engine';
import { locator, switchParameters } from '../support/parameters';
import type { QueueBench } from './queueBench';

function orderOf(where: '$json' | '$json.body') {
	return switchParameters({
		productNo: locator(`={{ ${where}.sn }}`),
		serviceId: locator('Ultimate', 'name'),
		billingId: locator('billing@example.com', 'email'),
		orderKey: `={{ ${where}.deal }}`,
	});
}

/** Publishes a webhook that is called with one deal, and orders it. */
export async function publishDealWon({ server }: QueueBench): Promise<StoredWorkflow> {
	return await server.publish('deal-won', orderOf('$json.body'));
}

/** The paths of the webhooks before the two nodes of one workflow. */
export const NODE_PATHS = ['first-node', 'second-node'];

function switchPlanNode(name: string, parameters: INodeParameters, settings: Partial<INode> = {}): INode {
	return { id: randomUUID(), name, type: NODE_TYPE, typeVersion: 1, position: [0, 0], parameters, ...settings };
}

const to = (node: string) => ({ main: [[{ node, type: NodeConnectionTypes.Main, index: 0 }]] });

/** Publishes a webhook that is called with several deals, and answers for each, also where one could not be ordered. */
export async function publishBatches({ server }: QueueBench): Promise<StoredWorkflow> {
	const splitOut: INode = {
		...switchPlanNode('Split Out', { fieldToSplitOut: 'body.deals', options: {} }),
		type: 'n8n-nodes-base.splitOut',
	};
	const yeastar = switchPlanNode('Yeastar', orderOf('$json'), { onError: 'continueRegularOutput' });
	return await server.publishNodes('batches', [splitOut, yeastar], {
		Webhook: to('Split Out'),
		'Split Out': to('Yeastar'),
	});
}

/** Publishes a workflow of two webhooks, each with a Switch Plan node of its own. */
export async function publishTwoNodes({ server }: QueueBench): Promise<StoredWorkflow> {
	const [firstPath = '', secondPath = ''] = NODE_PATHS;
	const webhook: INode = {
		...switchPlanNode('Second Webhook', {
			httpMethod: 'POST',
			path: secondPath,
			responseMode: 'lastNode',
			responseData: 'allEntries',
		}),
		type: 'n8n-nodes-base.webhook',
		typeVersion: 2.1,
		webhookId: randomUUID(),
	};
	const nodes = ['First', 'Second'].map((name) => switchPlanNode(name, orderOf('$json.body')));
	const workflow = await server.publishNodes(firstPath, [webhook, ...nodes], {
		Webhook: to('First'),
		'Second Webhook': to('Second'),
	});
	await server.listens(secondPath);
	return workflow;
}
