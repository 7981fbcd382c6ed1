import { log } from '../../../../support/loudLog';
import { NodeConnectionTypes } from 'n8n-workflow';

import { onRequest, OTHER_PBX } from '../../../../support/bookings';
import type { Agent, RunSetup } from '../../../../support/engine';
import {
	APPLIANCE,
	closePortals,
	CONTACTS_PATH,
	locator,
	ORDER_PATH,
	ORDERS_PATH,
	PLANS_PATH,
	setUp,
	switchFromInput,
	switchParameters,
	ULTIMATE_PLAN,
} from '../../../../support/portal';

beforeEach(() => void log.splice(0));
afterEach(closePortals);

const linesWith = (words: string) => log.filter((line) => line.includes(words));
/** What the log says at the end of each try of a canceled run. */
const lastWords = () => linesWith('Switch Plan was canceled');

interface Tool {
	invoke(input: object): Promise<string>;
}

/** Two PBXs, switched one after the other. */
const TWO: RunSetup = {
	parameters: switchFromInput({ options: { maxConcurrency: 1 } }),
	input: [
		{ sn: APPLIANCE, plan: ULTIMATE_PLAN },
		{ sn: OTHER_PBX, plan: ULTIMATE_PLAN },
	],
};

/** Runs a workflow that is canceled as soon as the portal has received the nth request for a path. */
async function cancelAt(setup: RunSetup, nth: number, path = ORDER_PATH, bench?: Awaited<ReturnType<typeof setUp>>) {
	const { engine, portal } = bench ?? (await setUp());
	const cancel: { now: () => void } = { now: () => undefined };
	onRequest(portal, path, nth, () => cancel.now());
	const running = engine.start(setup);
	cancel.now = () => running.cancel();
	return { portal, result: await running.finished };
}

describe("n8n's log, where an execution is canceled", () => {
	it('tells the number of an order that was the only one, and under way', async () => {
		const { portal } = await cancelAt({ parameters: switchParameters() }, 1);
		expect(lastWords()).toHaveLength(1);
		expect(lastWords()[0]).toContain(`PBX ${APPLIANCE} [item 0] as order ${portal.book.orders[0]?.orderNo}`);
	});

	it('tells all orders in one line, where the last one was under way', async () => {
		const { portal } = await cancelAt(TWO, 2);
		expect(portal.book.orders).toHaveLength(2);
		expect(lastWords()).toHaveLength(1);
		for (const { orderNo, productNo } of portal.book.orders) {
			expect(lastWords()[0]).toMatch(new RegExp(`PBX ${productNo} \\[item \\d\\] as order ${orderNo}`));
		}
	});

	it('names what was not sent', async () => {
		await cancelAt(TWO, 1);
		expect(lastWords()[0]).toContain(`Not sent: 1 of 2 orders: PBX ${OTHER_PBX} [item 1]`);
	});

	it('names what was refused, and what is unknown', async () => {
		const bench = await setUp();
		bench.portal.faults.order({ kind: 'drop', path: ORDER_PATH, productNo: APPLIANCE });
		bench.portal.faults.order({ kind: 'refusal', path: ORDER_PATH, productNo: OTHER_PBX });
		const settings = { onError: 'continueRegularOutput' } as const;
		await cancelAt({ ...TWO, settings }, 2, ORDER_PATH, bench);
		expect(lastWords()[0]).toContain(`Sent, but left without an answer: PBX ${APPLIANCE} [item 0]`);
		expect(lastWords()[0]).toContain(`Not placed: PBX ${OTHER_PBX} [item 1]`);
	});

	it('tells what was placed, where a later order fails', async () => {
		const bench = await setUp();
		bench.portal.faults.order({ kind: 'refusal', path: ORDER_PATH, productNo: OTHER_PBX });
		const { portal } = await cancelAt(TWO, 2, ORDER_PATH, bench);
		expect(lastWords()[0]).toContain(`as order ${portal.book.orders[0]?.orderNo}`);
	});

	it('tells which execution and workflow it was', async () => {
		await cancelAt({ parameters: switchParameters() }, 1);
		expect(lastWords()[0]).toMatch(/execution "execution" of workflow "workflow-\d+"/);
	});

	it.each([
		['plans', PLANS_PATH],
		['billing contacts', CONTACTS_PATH],
	])('says that nothing was sent, where the %s were being looked up', async (_what, path) => {
		const parameters = switchParameters({
			serviceId: locator('Ultimate Plan', 'name'),
			billingId: locator('billing@example.com', 'email'),
		});
		const { portal } = await cancelAt({ parameters }, 1, path);
		expect(portal.book.orders).toHaveLength(0);
		expect(lastWords()).toHaveLength(1);
		expect(lastWords()[0]).toContain('Nothing was sent');
	});

	it('tells what an earlier try has placed, where the cancel comes between two tries', async () => {
		const bench = await setUp();
		bench.portal.faults.order({ kind: 'refusal', path: ORDER_PATH, productNo: OTHER_PBX });
		const settings = { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 };
		// The second try finds the order of the first in its memory, and comes back to the one that was refused.
		const { portal } = await cancelAt({ ...TWO, settings }, 3, ORDER_PATH, bench);
		expect(portal.book.orders).toHaveLength(1);
		const [order] = portal.book.orders;
		expect(lastWords()[0]).toContain(`PBX ${APPLIANCE} [item 0] as order ${order?.orderNo} (alreadyPlaced)`);
	});

	it('tells what an AI agent has ordered', async () => {
		const agent: Agent = async function () {
			const [tool] = (await this.getInputConnectionData(NodeConnectionTypes.AiTool, 0)) as [Tool];
			return [[{ json: { heard: await tool.invoke({}).catch(String) } }]];
		};
		const { portal } = await cancelAt({ parameters: switchParameters({ orderKey: 'D-1' }), agent }, 1);
		expect(portal.book.orders).toHaveLength(1);
		expect(lastWords()[0]).toContain(`as order ${portal.book.orders[0]?.orderNo}`);
	});

	it('tells at once what is under way, since its answer may take minutes', async () => {
		const bench = await setUp();
		const running = bench.engine.start({ parameters: switchParameters() });
		await bench.portal.received(ORDER_PATH);
		running.cancel();
		const atOnce = linesWith('Switch Plan is being canceled');
		await running.finished;
		expect(atOnce).toHaveLength(1);
		expect(atOnce[0]).toContain(`PBX ${APPLIANCE}, without an answer so far`);
	});

	it('holds nothing of this for an execution that ends by itself', async () => {
		const { engine } = await setUp();
		await engine.run({ parameters: switchParameters() });
		expect(linesWith('Switch Plan')).toEqual([]);
	});
});

describe('a second try that cannot begin', () => {
	/** The first try places an order and loses the answer to another; then the credential's address becomes one that is refused. */
	async function secondTryFails(cancels: boolean) {
		const bench = await setUp();
		const { engine, portal } = bench;
		portal.faults.order({ kind: 'drop', path: ORDER_PATH, productNo: OTHER_PBX });
		const change: { now: () => void } = { now: () => undefined };
		onRequest(portal, ORDERS_PATH, 4, () => change.now());
		const running = engine.start({ ...TWO, settings: { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 } });
		change.now = () => {
			engine.credentials.data.baseUrl = 'http://portal.example.test';
			if (cancels) running.cancel();
		};
		return { portal, result: await running.finished };
	}

	it('tells in its error what the first one has ordered', async () => {
		const { portal, result } = await secondTryFails(false);
		expect(portal.book.orders).toHaveLength(1);
		expect(result.error?.message).toContain('plain http');
		expect(result.error?.description).toContain(`PBX ${APPLIANCE}, as order ${portal.book.orders[0]?.orderNo}`);
		expect(result.error?.description).toContain(`PBX ${OTHER_PBX}, left without an answer`);
	});

	it('tells it in the log too', async () => {
		const { portal } = await secondTryFails(false);
		const [line] = linesWith('Switch Plan stopped unexpectedly');
		expect(line).toContain(`PBX ${APPLIANCE}, as order ${portal.book.orders[0]?.orderNo}`);
		expect(line).toContain(`PBX ${OTHER_PBX}, left without an answer`);
	});

	it('tells it in the log once, where the execution is canceled', async () => {
		const { portal } = await secondTryFails(true);
		expect(linesWith('Switch Plan stopped unexpectedly')).toEqual([]);
		expect(lastWords().at(-1)).toContain(`PBX ${APPLIANCE}, as order ${portal.book.orders[0]?.orderNo}`);
		expect(lastWords().at(-1)).toContain(`PBX ${OTHER_PBX}, left without an answer`);
	});
});
