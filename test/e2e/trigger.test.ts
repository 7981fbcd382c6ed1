import { randomUUID } from 'node:crypto';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { until } from '../../playground/n8nProcess';
import type { StoredWorkflow } from '../../playground/n8nRest';
import { bookOrder } from '../support/bookings';
import { ORDERS_PATH } from '../support/parameters';
import { ServerBench } from './serverBench';

const TRIGGER = 'When it happens';
/** How long n8n may take to poll after it was started or the workflow was published, in seconds. */
const FIRST_POLL = 90;
/**
 * After n8n was killed while it activated a workflow, it leaves that workflow alone for a lease of 2 minutes, and looks for such
 * workflows every 15 seconds [n8n 2.41, workflow-publication-outbox.repository.js]. The test has it wait less.
 */
const SHORT_LEASE = {
	N8N_WORKFLOW_PUBLICATION_OUTBOX_LEASE_SECONDS: '15',
	N8N_WORKFLOW_PUBLICATION_OUTBOX_POLL_INTERVAL_MS: '1000',
};

let bench: ServerBench;

beforeAll(async () => {
	bench = await ServerBench.start(SHORT_LEASE);
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

/**
 * Whether n8n has done all that it does when a workflow is activated; its first poll comes before. Older versions have no such status:
 * they answer when they have published, and tell it in their log after a start.
 */
async function isActivated({ id }: StoredWorkflow, isRestarted: boolean): Promise<boolean> {
	const asked = bench.rest.request<{ status: string }>('GET', `/workflows/${id}/publication-status`);
	const known = await asked.catch((error: Error) => {
		if (!error.message.startsWith('n8n answers 404')) throw error;
	});
	if (known !== undefined) return known.status === 'published';
	return !isRestarted || new RegExp(`Activated workflow .*${id}`).test(bench.n8n.log());
}

it('tells subscriptions that end as soon as the workflow is published', async () => {
	const workflow = await publish('expiring', { event: 'subscriptionExpiring', daysBefore: '30, 7' });
	await until('The execution', FIRST_POLL, async () => (await told(workflow)).length > 0);
	expect((await told(workflow)).map(({ productNo, daysLeft, threshold }) => [productNo, daysLeft, threshold])).toEqual([
		['PCE9F8E7D6C5', -3, 7],
		['3631E0997265', 21, 30],
		['PSE0A1B2C3D4', 28, 30],
	]);
});

it('tells each order once over restarts: killed between two polls, killed while the workflow is activated, and stopped', async () => {
	const polls = () => bench.sandbox.requests.filter(({ path }) => path === ORDERS_PATH).length;
	bookOrder(bench.sandbox);
	const workflow = await publish('created', { event: 'orderCreated' });
	await until('The activation', FIRST_POLL, async () => await isActivated(workflow, false));
	expect(polls()).toBeGreaterThan(0);

	/** Ends n8n, has an order booked while it is down, starts it again, and waits until the trigger has told as many. */
	const orderWhileDown = async (signal: NodeJS.Signals, count: number): Promise<string> => {
		await bench.n8n.stop(signal);
		const { orderNo } = bookOrder(bench.sandbox);
		await bench.restart();
		await until(`Order ${count}`, FIRST_POLL, async () => (await told(workflow)).length >= count);
		return orderNo;
	};
	const first = await orderWhileDown('SIGKILL', 1);
	// The execution of the first poll after a start begins before n8n has activated the workflow.
	const second = await orderWhileDown('SIGKILL', 2);
	await until('The activation', FIRST_POLL, async () => await isActivated(workflow, true));
	const third = await orderWhileDown('SIGTERM', 3);
	expect((await told(workflow)).map(({ orderNo }) => orderNo)).toEqual([first, second, third]);
}, 400_000);
