import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import type { Execution, StoredWorkflow } from '../../playground/n8nRest';
import type { BookedOrder } from '../../sandbox/book';
import { ORDER_PATH } from '../support/parameters';
import { QueueBench } from './queueBench';
import { NODE_PATHS, publishBatches, publishDealWon, publishTwoNodes } from './queueWorkflows';
import type { WebhookAnswer } from './serverBench';

const DEALS = 400;
/** How many times the deals come at the same moment, in turn: 150 of 400 more than once. */
const TIMES = [3, 2, 1, 1, 1, 3, 2, 1, 1, 1, 3, 2, 1, 1, 1, 1];
/** How many deals are under way at once: about 20 webhooks. */
const AT_ONCE = 13;
/** After how many deals a worker is killed. */
const KILLED_AFTER = 150;
const BATCHES = 50;
const BATCH = 20;
/** How many deals of a batch are in the next one too. */
const OVERLAP = 10;
const BATCHES_AT_ONCE = 6;
/** How many times two nodes of a workflow order at the same moment. */
const PAIRS = 60;
/** How many deals come while a worker holds the lock that is killed then. */
const BEHIND_LOCK = 12;
const WORKERS = 2;
/** How many executions a worker of n8n has at once at the most: as many keys can one leave behind that is killed. */
const MOST_LEFT_BEHIND = 10;
/** How long the portal takes for an order, in milliseconds. */
const LATENCY = 100;

let bench: QueueBench;
/** The workflow of one webhook and one Switch Plan node. */
let dealWon: StoredWorkflow;

/** What a CRM sends. A deal is its order's key. */
type Deal = { deal: string; sn: string };

beforeAll(async () => {
	bench = await QueueBench.start(WORKERS);
	bench.server.sandbox.faults.order({ kind: 'latency', path: ORDER_PATH, milliseconds: LATENCY });
	dealWon = await publishDealWon(bench);
}, 240_000);

afterAll(async () => await bench?.stop());

/** Deals of PBXs that no other deal is for. */
function newDeals(name: string, count: number): Deal[] {
	return bench.server.sandbox.book
		.addPbxs(11, count)
		.map(({ productNo: sn }, index) => ({ deal: `${name}-${index}`, sn }));
}

/** Does work for each, several at once, in their order. */
async function forAll<Element, Result>(
	elements: readonly Element[],
	atOnce: number,
	work: (element: Element) => Promise<Result>,
): Promise<Result[]> {
	const results: Result[] = [];
	const waiting = [...elements.entries()];
	const workOff = async () => {
		for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) results[next[0]] = await work(next[1]);
	};
	await Promise.all(Array.from({ length: atOnce }, workOff));
	return results;
}

async function send(deal: Deal, path = 'deal-won'): Promise<WebhookAnswer> {
	return await bench.call(path, deal);
}

function ordersOf(sn: string): BookedOrder[] {
	return bench.server.sandbox.book.orders.filter(({ productNo }) => productNo === sn);
}

/** The deals whose PBX was ordered another number of times than once. */
function notOrderedOnce(deals: readonly Deal[]): string[] {
	return deals.filter((deal) => ordersOf(deal.sn).length !== 1).map(({ deal }) => deal);
}

/** The deals that a CRM was answered another order number for than that of the deal's PBX. */
function answeredWrongly(answers: ReadonlyArray<[Deal, WebhookAnswer]>): string[] {
	const numberIn = ({ body }: WebhookAnswer) => (body as IDataObject[])[0]?.orderNo;
	const isWrong = ([deal, answer]: [Deal, WebhookAnswer]) =>
		answer.status === 200 && numberIn(answer) !== ordersOf(deal.sn)[0]?.orderNo;
	return answers.filter(isWrong).map(([{ deal }]) => deal);
}

/** The keys of the orders in the book that n8n's store has lost. */
async function lostKeys(workflow: StoredWorkflow, deals: readonly Deal[]): Promise<string[]> {
	const ordered = deals.filter((deal) => ordersOf(deal.sn).length > 0);
	return await bench.keysNotStored(
		workflow,
		ordered.map(({ deal }) => deal),
	);
}

/** What an execution that failed says. */
function wordsOf({ data }: Execution): string {
	return data.resultData.error?.message ?? '';
}

/**
 * Sends again, as a CRM does, what was not answered, and then orders with another key what was told not to be in the portal.
 *
 * @returns the deals that were told
 */
async function sendAgain(answers: ReadonlyArray<[Deal, WebhookAnswer]>): Promise<Deal[]> {
	const unanswered = [...new Set(answers.filter(([, { status }]) => status !== 200).map(([deal]) => deal))];
	const again = await forAll(unanswered, AT_ONCE, async (deal) => await send(deal));
	const failed = unanswered.filter((_deal, index) => again[index]?.status !== 200);
	const words = (await bench.executions(dealWon, 'error')).map(wordsOf);
	// A key that a killed worker took before it sent its order is told, and not ordered by a guess.
	expect(
		failed.filter(({ deal }) => !words.some((text) => text.includes(`the order key "${deal}" was used before`))),
	).toEqual([]);
	// Whoever is told looks in the portal.
	const missing = failed.filter((deal) => ordersOf(deal.sn).length === 0);
	const mended = await forAll(missing, AT_ONCE, async ({ deal, sn }) => await send({ deal: `${deal} again`, sn }));
	expect(mended.map(({ status }) => status)).toEqual(missing.map(() => 200));
	return failed;
}

describe('queue mode, with two workers', () => {
	test('deals that come once, twice and three times, and a worker that is killed in the middle: every order once, or told', async () => {
		const deals = newDeals('D', DEALS);
		let done = 0;
		let replacement: Promise<string> | undefined;
		const answers = await forAll(
			[...deals.entries()],
			AT_ONCE,
			async ([index, deal]): Promise<Array<[Deal, WebhookAnswer]>> => {
				const length = TIMES[index % TIMES.length] ?? 1;
				const answered = await Promise.all(Array.from({ length }, async () => await send(deal)));
				if (++done === KILLED_AFTER) replacement = bench.killWorker().then(async () => await bench.addWorker());
				return answered.map((answer) => [deal, answer]);
			},
		);
		await replacement;
		const told = await sendAgain(answers.flat());

		expect(told.length).toBeLessThanOrEqual(MOST_LEFT_BEHIND);
		expect(notOrderedOnce(deals)).toEqual([]);
		expect(answeredWrongly(answers.flat())).toEqual([]);
		expect(await lostKeys(dealWon, deals)).toEqual([]);
	}, 180_000);

	test('batches with keys of other batches that run at the same time: every order once, and every item answered or told', async () => {
		const batches = await publishBatches(bench);
		const deals = newDeals('B', (BATCHES + 1) * OVERLAP);
		const starts = Array.from({ length: BATCHES }, (_, batch) => batch * OVERLAP);
		await forAll(starts, BATCHES_AT_ONCE, async (start) =>
			bench.call('batches', { deals: deals.slice(start, start + BATCH) }),
		);

		expect(notOrderedOnce(deals)).toEqual([]);
		expect(await lostKeys(batches, deals)).toEqual([]);
		const executions = await bench.executions(batches, 'success');
		const items = executions.flatMap(({ data }) => data.resultData.runData.Yeastar?.[0]?.data?.main?.[0] ?? []);
		const isTold = ({ json, error }: INodeExecutionData) =>
			json.orderNo === undefined
				? error?.message.includes('the order key "')
				: ordersOf(String(json.productNo))[0]?.orderNo === json.orderNo;
		expect([items.length, items.filter((item) => !isTold(item))]).toEqual([BATCHES * BATCH, []]);
	}, 300_000);

	test('two Switch Plan nodes of one workflow that order at the same moment: every order once, and no key lost', async () => {
		const twoNodes = await publishTwoNodes(bench);
		const deals = newDeals('P', 2 * PAIRS);
		const pairs = Array.from({ length: PAIRS }, (_, pair) => deals.slice(2 * pair, 2 * pair + 2));
		const answers = await forAll(pairs, AT_ONCE, async (pair) =>
			Promise.all(
				pair.map(async (deal, index): Promise<[Deal, WebhookAnswer]> => [deal, await send(deal, NODE_PATHS[index])]),
			),
		);

		expect(answers.flat().filter(([, { status }]) => status !== 200)).toEqual([]);
		expect(notOrderedOnce(deals)).toEqual([]);
		expect(answeredWrongly(answers.flat())).toEqual([]);
		expect(await lostKeys(twoNodes, deals)).toEqual([]);
	}, 60_000);

	test('a worker that is killed while it holds the lock: the others go on, every order once, or told', async () => {
		const [held, ...deals] = newDeals('L', 1 + BEHIND_LOCK) as [Deal, ...Deal[]];
		const letGo = await bench.holdKeys(dealWon);
		const answerOfHeld = send(held);
		const holder = await bench.heldWorker();
		expect(await bench.locks(dealWon)).toBe(1);
		const others = forAll([held, ...deals], 1 + BEHIND_LOCK, async (deal): Promise<[Deal, WebhookAnswer]> => [
			deal,
			await send(deal),
		]);
		await bench.areRunning(2 + BEHIND_LOCK);
		await bench.killWorker(holder);
		await letGo();
		const answers: Array<[Deal, WebhookAnswer]> = [...(await others), [held, await answerOfHeld]];
		await sendAgain(answers);

		expect(notOrderedOnce([held, ...deals])).toEqual([]);
		expect(answeredWrongly(answers)).toEqual([]);
		expect(await lostKeys(dealWon, [held, ...deals])).toEqual([]);
		expect(await bench.locks(dealWon)).toBe(0);
	}, 180_000);
});
