import type { OrderRequest, OrderResult } from './orderPlacer';
import { subjectOf } from './orderIdentity';

/** What became of one order of a run. */
export type OrderOutcome =
	| { kind: 'settled'; settled: OrderResult }
	/** It was sent, and refused or left without an answer. */
	| { kind: 'failed'; error: unknown }
	/** It was never sent, because the run was stopped before its turn. */
	| { kind: 'notSent' };

/** How the orders of a run are placed. */
export interface PlaceOrdersOptions {
	placer: { place(request: OrderRequest): Promise<OrderResult> };
	/** How many orders are under way at once. */
	maxConcurrency: number;
	/** Whether an order was sent before in this execution. It is settled even when nothing further is to be sent. */
	isKnown(request: OrderRequest): boolean;
	/** Asked before each order is sent; once it says so, nothing further is sent. */
	shouldStop(): boolean;
	/** Whether the first failure stops what was not sent yet. */
	stopOnFailure: boolean;
}

/** The orders of one subject, each with its place in the run. They are placed one after the other. */
type OrderQueue = Array<{ index: number; request: OrderRequest }>;

function queuesBySubject(requests: readonly OrderRequest[]): OrderQueue[] {
	const lanes = new Map<string, OrderQueue>();
	requests.forEach((request, index) => {
		const key = subjectOf(request.order);
		const lane = lanes.get(key) ?? [];
		lane.push({ index, request });
		lanes.set(key, lane);
	});
	return [...lanes.values()];
}

/**
 * Places the orders of a run, several at a time, but never two for the same PBX at once: the second would change a
 * plan that the first is changing.
 *
 * @returns an outcome for each request, in their order; it does not throw
 */
export async function placeOrders(
	requests: readonly OrderRequest[],
	rules: PlaceOrdersOptions,
): Promise<OrderOutcome[]> {
	const outcomes: OrderOutcome[] = requests.map(() => ({ kind: 'notSent' }));
	const lanes = queuesBySubject(requests);
	// All workers take from the same iterator.
	const waiting = lanes.values();
	let failed = false;

	const work = async (): Promise<void> => {
		for (const lane of waiting) {
			for (const { index, request } of lane) {
				const isStopped = rules.shouldStop() || (failed && rules.stopOnFailure);
				if (isStopped && !rules.isKnown(request)) continue;
				outcomes[index] = await rules.placer.place(request).then(
					(settled) => ({ kind: 'settled', settled }),
					(error: unknown) => {
						failed = true;
						return { kind: 'failed', error };
					},
				);
			}
		}
	};
	await Promise.all(Array.from({ length: Math.min(rules.maxConcurrency, lanes.length) }, work));
	return outcomes;
}
