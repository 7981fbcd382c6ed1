import { randomUUID } from 'node:crypto';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { until } from '../../playground/n8nProcess';
import type { StoredWorkflow } from '../../playground/n8nRest';
import { ServerBench } from './serverBench';

const TRIGGER = 'When it happens';
/** n8n polls once a minute, at a second that it chooses. */
const A_POLL = 90;

let bench: ServerBench;

beforeAll(async () => {
	bench = await ServerBench.start();
});

afterAll(async () => {
	await bench.stop();
});

/** Publishes a workflow of a trigger that polls each minute, and a node after it. */
async function publish(name: string, parameters: INodeParameters): Promise<StoredWorkflow> {
	const common = { typeVersion: 1, parameters: {} };
	const workflow = await bench.rest.importWorkflow(
		{
			name,
			nodes: [
				{
					...common,
					id: randomUUID(),
					name: TRIGGER,
					type: 'n8n-nodes-yeastar-partner.yeastarPartnerTrigger',
					position: [0, 0],
					parameters: { pollTimes: { item: [{ mode: 'everyMinute' }] }, ...parameters },
				},
				{ ...common, id: randomUUID(), name: 'Next', type: 'n8n-nodes-base.noOp', position: [240, 0] },
			],
			connections: { [TRIGGER]: { main: [[{ node: 'Next', type: 'main', index: 0 }]] } },
			settings: { executionOrder: 'v1' },
		},
		[bench.credential],
	);
	await bench.rest.publish(workflow);
	return workflow;
}

/** The data of all items that executions of a workflow began with, the oldest first. */
async function told({ id }: StoredWorkflow): Promise<IDataObject[]> {
	const executions = await bench.rest.executions(id);
	const items = await Promise.all(
		executions.reverse().map(async (execution) => {
			const { data } = await bench.rest.execution(execution.id);
			return data.resultData.runData.Next?.[0]?.data?.main?.[0] ?? [];
		}),
	);
	return items.flat().map(({ json }) => json);
}

it('tells subscriptions that end as soon as the workflow is published', async () => {
	const workflow = await publish('expiring', { event: 'subscriptionExpiring', daysBefore: '30, 7' });
	await until('The execution', A_POLL, async () => (await told(workflow)).length > 0);
	expect((await told(workflow)).map(({ productNo, daysLeft, threshold }) => [productNo, daysLeft, threshold])).toEqual([
		['PCE9F8E7D6C5', -3, 7],
		['3631E0997265', 21, 30],
		['PSE0A1B2C3D4', 28, 30],
	]);
});
