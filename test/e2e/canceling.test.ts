import { until } from '../../playground/n8nProcess';
import { APPLIANCE, LINKUS, LINKUS_PRO, locator, ORDER_PATH, switchParameters } from '../support/parameters';
import { ServerBench } from './serverBench';

/** How long an answer is held, in milliseconds: long enough for n8n to stop the execution meanwhile. */
const HELD = 6000;
/** How long what is held may take to come to its end, in seconds. */
const LIMIT = 30;

let bench: ServerBench;

beforeAll(async () => {
	bench = await ServerBench.start();
	bench.sandbox.faults.order({ kind: 'latency', path: ORDER_PATH, milliseconds: HELD });
});

afterAll(async () => {
	await bench?.stop();
});

const lastWords = () =>
	bench.n8n
		.log()
		.split('\n')
		.filter((line) => line.includes('Switch Plan was canceled'));

describe('an order that is under way when its execution ends', () => {
	it("is in n8n's log with its number, after Stop", async () => {
		const workflow = await bench.publish('stopped', switchParameters());
		const sent = bench.sandbox.received(ORDER_PATH);
		const answer = bench.call('stopped');
		await sent;
		const [running] = await bench.rest.executions(workflow.id);
		await bench.rest.request('POST', `/executions/${running?.id}/stop`);
		await answer;
		await until('The last words of the execution', LIMIT, async () => await Promise.resolve(lastWords().length > 0));

		expect(bench.sandbox.book.orders).toHaveLength(1);
		const [order] = bench.sandbox.book.orders;
		expect(lastWords()).toEqual([expect.stringContaining(`PBX ${APPLIANCE} [item 0] as order ${order?.orderNo}`)]);
		expect(lastWords()[0]).toContain(`execution "${running?.id}" of workflow "${workflow.id}"`);
		const [last] = await bench.rest.executions(workflow.id);
		expect(last?.status).toBe('canceled');
	});

	it("is in n8n's log with its number, after the workflow's timeout", async () => {
		const parameters = switchParameters({ productId: 9, productNo: locator(LINKUS), serviceId: locator(LINKUS_PRO) });
		const workflow = await bench.publish('timed-out', parameters, { settings: { executionTimeout: 2 } });
		const answer = bench.call('timed-out');
		await answer;
		await until('The last words of the execution', LIMIT, async () => await Promise.resolve(lastWords().length > 1));

		expect(bench.sandbox.book.orders).toHaveLength(2);
		expect(lastWords()[1]).toContain(`PBX ${LINKUS} [item 0] as order ${bench.sandbox.book.orders[1]?.orderNo}`);
		const [last] = await bench.rest.executions(workflow.id);
		expect(lastWords()[1]).toContain(`execution "${last?.id}"`);
		expect(last?.status).toBe('canceled');
	});
});
