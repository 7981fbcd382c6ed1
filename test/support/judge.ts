import type { BookedOrder } from '../../sandbox/book';
import type { Sandbox } from '../../sandbox/server';
import type { RunResult } from './engine';
import { isReserved, toldNumbers } from './toldNumbers';

/** What the sandbox's own order book says about some runs. */
export interface Verdict {
	/**
	 * Living orders for a PBX, plan and order key beyond the first; without keys, beyond the first of each execution.
	 */
	duplicates: number;
	/** Serial numbers of orders that no output and no error tells of. */
	unreported: string[];
	/** What is told with the number of an order that is not its own: outcome, number and PBX. */
	mistaken: string[];
}

/** An execution to be judged: what it left behind, and what is known of how it was started. */
export interface Execution extends RunResult {
	/**
	 * How many requests the portal had received before it, or before the one that it goes on with, was started; 0 where
	 * it is left out.
	 */
	since?: number;
	/** How many requests the portal had received when it ended; all, where it is left out. */
	until?: number;
	/** The order key of each serial number, where it has keys, which are sent as purchase order numbers. */
	orderKeys?: ReadonlyMap<string, string>;
	/**
	 * What n8n's log says of it. Of a canceled execution nothing else counts, since n8n saves it before its node ends.
	 */
	log?: readonly string[];
}

/** Statuses of an order that changes nothing. */
export const DEAD = ['failed', 'invalid', 'cancelled'];

/** The errors of an execution and of its items, each with its description. */
export function errorsOf({ items, error }: RunResult): string[] {
	const errors = [error, ...items.map((item) => item.error as RunResult['error'])];
	return errors.filter((one) => one !== undefined).map((one) => `${one.message}\n${one.description ?? ''}`);
}

/** All that an execution tells its user: outputs, errors and their descriptions, or the log. */
export function told(execution: Execution): string {
	const { items, log, run } = execution;
	if (log !== undefined && run.status === 'canceled') return log.join('\n');
	return [...items.map(({ json }) => JSON.stringify(json)), ...errorsOf(execution)].join('\n');
}

/** Whether an execution, or the one that it goes on with, has placed an order. */
export function hasPlaced(
	{ since = 0, until = Infinity }: Pick<Execution, 'since' | 'until'>,
	{ request }: BookedOrder,
): boolean {
	return request !== undefined && request.index >= since && request.index < until;
}

function hasKeyOf({ orderKeys }: Execution, { productNo, poNumber }: BookedOrder): boolean {
	return poNumber !== undefined && orderKeys?.get(productNo) === poNumber;
}

function duplicatesIn(orders: readonly BookedOrder[], executions: readonly Execution[]): number {
	const living = orders.filter(({ orderStatus }) => !DEAD.includes(orderStatus));
	const wanted = living.map((order) => {
		const startedAt = executions.find((execution) => hasPlaced(execution, order))?.since ?? 0;
		return JSON.stringify([order.productNo, order.planId, order.poNumber ?? startedAt]);
	});
	return wanted.length - new Set(wanted).size;
}

/** Whether an execution says that it is unknown what became of an order. */
function saysUnknown(execution: Execution, order: BookedOrder): boolean {
	if (!hasPlaced(execution, order) && !hasKeyOf(execution, order)) return false;
	const { productNo } = order;
	const text = told(execution);
	return (
		text.includes(`unknown whether the order for PBX ${productNo} was placed`) ||
		new RegExp(`left without an answer: [^.]*${productNo}`).test(text)
	);
}

function mistakenItems({ book }: Sandbox, execution: Execution): string[] {
	return execution.items.flatMap(({ json }) => {
		const { orderNo, productNo, serviceId, outcome } = json;
		if (!orderNo) return [];
		const order = book.orders.find((booked) => booked.orderNo === orderNo);
		const isForIt = order !== undefined && order.productNo === productNo && order.planId === serviceId;
		const isKnown = outcome === 'alreadyPlaced' && isForIt && hasKeyOf(execution, order);
		const isIts = isForIt && (hasPlaced(execution, order) || isKnown);
		return isIts ? [] : [`${String(outcome)} as ${String(orderNo)} for PBX ${String(productNo)}`];
	});
}

/** Whether a sentence tells a number for another PBX, and says so. */
function namesOtherPbx({ book }: Sandbox, sentence: string, productNo: string): boolean {
	const named = [...sentence.matchAll(/(?:\b(?:of|for) (?:another )?PBX |"productNo":")(\w+)/g)].map(
		([, found]) => found,
	);
	return book.pbxs.some((pbx) => pbx.productNo !== productNo && named.includes(pbx.productNo));
}

function mistakenWords(portal: Sandbox, execution: Execution): string[] {
	const words = [...errorsOf(execution), ...(execution.log ?? []).filter((line) => line.includes('PBX '))];
	return words.flatMap(toldNumbers).flatMap(({ orderNo, productNo, sentence }) => {
		const order = portal.book.orders.find((booked) => booked.orderNo === orderNo);
		const isIts = order?.productNo === productNo && (hasPlaced(execution, order) || hasKeyOf(execution, order));
		const isAdmitted = isReserved(sentence) || namesOtherPbx(portal, sentence, productNo);
		return isIts || isAdmitted ? [] : [`said to be ${orderNo} for PBX ${productNo}`];
	});
}

/**
 * Judges runs by the order book. An order that came through the API is reported when its number is told, or when its
 * outcome is said to be unknown. A number is told rightly by the execution whose request has placed that order, and as
 * `alreadyPlaced`, or in an error, by each with its order key; in a sentence that names several orders as possible
 * ones, any number is.
 *
 * @param executions what the user has been told: the end of each execution
 */
export function judge(portal: Sandbox, ...executions: Execution[]): Verdict {
	const text = executions.map(told).join('\n');
	const sent = portal.book.orders.filter(({ source }) => source === 'api');
	return {
		duplicates: duplicatesIn(sent, executions),
		unreported: sent
			.filter(({ orderNo }) => !text.includes(orderNo))
			.filter((order) => !executions.some((execution) => saysUnknown(execution, order)))
			.map(({ productNo }) => productNo),
		mistaken: executions.flatMap((execution) => [
			...mistakenItems(portal, execution),
			...mistakenWords(portal, execution),
		]),
	};
}
