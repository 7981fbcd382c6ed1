import { type Cost, measure, rotated } from '../measure';
import type { Portal } from '../portal/portal';
import { requestToken } from '../portal/token';
import { helperLoop, leanHelperLoop } from '../subjects/helperLoop';
import type { Subject } from '../subjects/subject';
import { tutorialChain } from '../subjects/tutorialChain';
import { undiciLoop } from '../subjects/undiciLoop';
import { yeastarNode, yeastarNodeByName } from '../subjects/yeastarNode';

export const COUNTS = [10, 100, 1000] as const;
export const LATENCIES = [0, 20, 100] as const;
export const CONCURRENCIES = [1, 5, 20] as const;
/** How many orders the batches of the tutorial's chain have. */
export const BATCH = 5;
/** Short runs, with so many milliseconds of latency in all at the most, differ more: they are measured so many times as often, by their orders. */
const SHORT = 2000;
const MORE_ROUNDS: Partial<Record<number, number>> = { 10: 8, 100: 3 };
/** Beyond so many seconds a round, only the node and the loop that it is held against are measured. */
const LONG = 60;

/** The ways to place the orders. */
export const SUBJECTS = {
	node: yeastarNode,
	loop: helperLoop,
	leanLoop: leanHelperLoop,
	undici: undiciLoop,
	chainOneByOne: tutorialChain({ orders: 'oneByOne', asksOnce: true }),
	chainBatched: tutorialChain({ orders: 'batched', asksOnce: true }),
} satisfies Record<string, Subject>;

export type SubjectName = keyof typeof SUBJECTS;

/** What a subject cost for one setting, a sample a round. */
export interface OrdersSample {
	count: number;
	latency: number;
	concurrency: number;
	subject: SubjectName;
	costs: Cost[];
}

/** How many orders there are, and how long the portal takes for an answer, in milliseconds. */
export type Load = Pick<OrdersSample, 'count' | 'latency'>;

/** All loads that are measured, the quick ones first. */
export const LOADS: readonly Load[] = LATENCIES.flatMap((latency) => COUNTS.map((count) => ({ latency, count })));

function subjectsFor(count: number, latency: number, concurrency: number): SubjectName[] {
	const names: SubjectName[] = ['node', 'loop'];
	if (latency === 0) names.push('leanLoop');
	if ((count * latency) / concurrency / 1000 > LONG) return names;
	names.push('undici');
	if (concurrency === 1) names.push('chainOneByOne');
	if (concurrency === BATCH) names.push('chainBatched');
	return names;
}

async function runOnce(portal: Portal, token: string, sample: Omit<OrdersSample, 'costs'>): Promise<Cost> {
	const { count, latency, concurrency, subject } = sample;
	const serialNumbers = await portal.prepare({ pbxs: count, latency });
	const task = { portalUrl: portal.url, serialNumbers, concurrency, latency, token };
	const cost = await measure(async () => await SUBJECTS[subject].run(task));
	const { pbxsOrdered, orders } = await portal.report();
	if (pbxsOrdered.length !== count || orders !== count)
		throw new Error(`${subject} placed ${orders} of ${count} orders`);
	return cost;
}

async function measureSetting(
	portal: Portal,
	setting: Omit<OrdersSample, 'subject' | 'costs'>,
	rounds: number,
): Promise<OrdersSample[]> {
	const { count, latency, concurrency } = setting;
	const token = await requestToken(portal.url);
	const samples = subjectsFor(count, latency, concurrency).map((subject): OrdersSample => ({
		...setting,
		subject,
		costs: [],
	}));
	const isShort = count * latency <= SHORT;
	const runs = isShort ? rounds * (MORE_ROUNDS[count] ?? 1) : rounds;
	// A short run is done once before it counts: for the code to be warm, and for what n8n prepares when it runs a node first.
	for (let round = isShort ? -1 : 0; round < runs; round++) {
		for (const sample of rotated(samples, round + 1)) {
			const cost = await runOnce(portal, token, sample);
			if (round >= 0) sample.costs.push(cost);
		}
	}
	return samples;
}

/** Measures how long so many orders take at a latency, all subjects of a setting in turn, round after round. */
export async function measureOrders(portal: Portal, { latency, count }: Load, rounds: number): Promise<OrdersSample[]> {
	const samples: OrdersSample[] = [];
	for (const concurrency of CONCURRENCIES) {
		samples.push(...(await measureSetting(portal, { count, latency, concurrency }, rounds)));
	}
	return samples;
}

/** How many requests the portal had of each way, for so many orders. */
export interface CallsSample {
	way: string;
	count: number;
	requests: number;
}

const WAYS: Array<{ way: string; subject: Subject; hasToken: boolean }> = [
	{ way: 'this node, by name, without a token', subject: yeastarNodeByName, hasToken: false },
	{ way: 'this node, by ID, with a token of the execution before', subject: yeastarNode, hasToken: true },
	{
		way: 'chain of HTTP Request nodes, the first three set to Execute Once',
		subject: SUBJECTS.chainOneByOne,
		hasToken: false,
	},
	{
		way: "chain of HTTP Request nodes, as n8n's defaults have it",
		subject: tutorialChain({ orders: 'batched', asksOnce: false }),
		hasToken: false,
	},
];

/** Counts the requests. */
export async function countCalls(portal: Portal): Promise<CallsSample[]> {
	const samples: CallsSample[] = [];
	for (const count of COUNTS) {
		for (const { way, subject, hasToken } of WAYS) {
			const token = hasToken ? await requestToken(portal.url) : '';
			const serialNumbers = await portal.prepare({ pbxs: count, latency: 0 });
			await subject.run({ portalUrl: portal.url, serialNumbers, concurrency: BATCH, latency: 0, token });
			samples.push({ way, count, requests: (await portal.report()).requests });
		}
	}
	return samples;
}
