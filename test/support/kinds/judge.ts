import type { BookedOrder } from '../../../sandbox/book';
import type { Sandbox } from '../../../sandbox/server';
import { DEAD, errorsOf, type Execution, hasPlaced, told, type Verdict } from '../judge';
import { isReserved, ORDER_NUMBER } from '../toldNumbers';
import type { Fields } from '../../sandbox/orders';
import { identityOf, requestedBy, type Wanted } from './wanted';

/** An execution to be judged, with what each of its input items is for. */
export interface KindsExecution extends Omit<Execution, 'orderKeys'> {
	wanted: readonly Wanted[];
}

const isWanted = ({ fields, key }: Wanted, order: BookedOrder) =>
	identityOf(fields) === identityOf(requestedBy(order)) && (key === undefined || key === order.poNumber);

/** Whether an execution has placed an order, or knows it by the key of an item. */
function isOf(execution: KindsExecution, order: BookedOrder): boolean {
	const isKeys = execution.wanted.some((wanted) => wanted.key !== undefined && isWanted(wanted, order));
	return isKeys || hasPlaced(execution, order);
}

/** How an error, or a line of the log, names what an order is about. */
function subjectOf(order: BookedOrder): string {
	const { productNo } = requestedBy(order);
	return productNo === undefined ? `(purchase order ${order.poNumber})` : `PBX ${String(productNo)}`;
}

/** Whether two orders of a kind and PBX are the same in one execution, also with two keys: it is in the state then. */
function setsState({ operationType, productNo }: Fields): boolean {
	const kinds: unknown[] = ['switch_plan', 'renew_plan', 'purchase_plan'];
	return productNo !== undefined && kinds.includes(operationType);
}

const beyondFirst = (meant: readonly string[]) => meant.length - new Set(meant).size;

/**
 * Orders beyond the first with a key, and beyond the first of an execution that is the same: without keys of any kind, with
 * keys of those that set a state.
 */
function duplicatesIn(orders: readonly BookedOrder[], executions: readonly KindsExecution[]): number {
	const living = orders.filter(({ orderStatus }) => !DEAD.includes(orderStatus));
	const isKeyed = executions.some(({ wanted }) => wanted.some(({ key }) => key !== undefined));
	const ofExecution = living.filter((order) => !isKeyed || setsState(requestedBy(order)));
	const same = ofExecution.map((order) => {
		const { since = 0 } = executions.find((execution) => hasPlaced(execution, order)) ?? {};
		return JSON.stringify([identityOf(requestedBy(order)), since]);
	});
	return beyondFirst(same) + (isKeyed ? beyondFirst(living.map(({ poNumber = '' }) => poNumber)) : 0);
}

/** How often an execution says of something that it is unknown whether its order was placed. */
function unknownOf(subject: string, execution: KindsExecution): number {
	const text = told(execution);
	const pattern = subject.replaceAll(/[()]/g, '\\$&');
	const said = [
		new RegExp(`unknown whether the order for (?:product [\\w ]+ )?${pattern} was placed`, 'g'),
		new RegExp(`${pattern}(?= \\[item|, |\\.)[^.]*, left without an answer`, 'g'),
	].map((words) => [...text.matchAll(words)].length);
	const lists = [...text.matchAll(/left without an answer: ([^.]*)/g)].map(([, list = '']) => list);
	const listed = lists.map((list) => list.split(subject).length - 1);
	return [...said, ...listed].reduce((sum, many) => sum + many, 0);
}

/** Whether an execution says of each order for a subject that it has not told that it is unknown what became of it. */
function saysUnknown(execution: KindsExecution, order: BookedOrder, untold: readonly BookedOrder[]): boolean {
	if (!isOf(execution, order)) return false;
	const subject = subjectOf(order);
	const alike = untold.filter((other) => subjectOf(other) === subject && isOf(execution, other));
	return unknownOf(subject, execution) >= alike.length;
}

function mistakenItems({ book }: Sandbox, execution: KindsExecution): string[] {
	return execution.items.flatMap(({ json, pairedItem }) => {
		const { orderNo, outcome } = json;
		if (!orderNo) return [];
		const index = (pairedItem as { item: number }).item;
		const wanted = execution.wanted[index] as Wanted;
		const order = book.orders.find((booked) => booked.orderNo === orderNo);
		if (order === undefined) return [`item ${index} ${String(outcome)} as ${orderNo as string}, which is no order`];
		const isSame = identityOf(wanted.fields) === identityOf(requestedBy(order));
		const isFor = setsState(wanted.fields) ? isSame : isWanted(wanted, order);
		const isIts = isFor && (hasPlaced(execution, order) || (outcome === 'alreadyPlaced' && isOf(execution, order)));
		return isIts ? [] : [`item ${index} ${String(outcome)} as ${String(orderNo)}`];
	});
}

/** What a text names last before a place: a PBX, or an order without one. */
function subjectBefore(text: string, index: number): string | undefined {
	return [...text.slice(0, index).matchAll(/PBX \w+|\(purchase order \S+\)/g)].at(-1)?.[0];
}

/** Numbers in errors and the log that are told of another order than their own, and not only as possible ones. */
function mistakenWords({ book }: Sandbox, execution: KindsExecution): string[] {
	const words = [...errorsOf(execution), ...(execution.log ?? []).filter((line) => / as order |, order /.test(line))];
	return words.flatMap((text) =>
		[...text.matchAll(ORDER_NUMBER)].flatMap(({ 0: orderNo, index }) => {
			const order = book.orders.find((booked) => booked.orderNo === orderNo);
			const sentence =
				(text
					.slice(0, index)
					.split(/\. |\n/)
					.at(-1) ?? '') + (text.slice(index).split(/\.\s|\n/)[0] ?? '');
			const subject = subjectBefore(text, index);
			const isIts =
				order?.request !== undefined &&
				isOf(execution, order) &&
				(subject === undefined || subject === subjectOf(order));
			return isIts || isReserved(sentence) ? [] : [`said to be ${orderNo}: ${sentence}`];
		}),
	);
}

/** Orders that add something and are told for two items without keys, of which nobody knows whether two were meant. */
function sharedIn({ items, wanted }: KindsExecution): string[] {
	const numbers = items.flatMap(({ json, pairedItem }) => {
		const { fields, key } = wanted[(pairedItem as { item: number }).item] as Wanted;
		const isOne = key !== undefined || setsState(fields);
		return isOne || !json.orderNo ? [] : [json.orderNo as string];
	});
	return numbers.filter((orderNo, index) => numbers.indexOf(orderNo) < index).map((one) => `${one} for two items`);
}

/** Orders that no item of the execution is for that has placed them. */
function straysIn(orders: readonly BookedOrder[], executions: readonly KindsExecution[]): string[] {
	const isMeant = (order: BookedOrder) =>
		executions.some((execution) => hasPlaced(execution, order) && execution.wanted.some((one) => isWanted(one, order)));
	return orders.filter((order) => !isMeant(order)).map(({ orderNo }) => `${orderNo} is for no item`);
}

/**
 * Judges runs over orders of any kind by the order book, as `judge` does those over switches. An item's output is held
 * against what the item is for.
 *
 * @param executions what the user has been told: the end of each execution
 */
export function judgeKinds(portal: Sandbox, executions: readonly KindsExecution[]): Verdict {
	const text = executions.map(told).join('\n');
	const sent = portal.book.orders.filter(({ source }) => source === 'api');
	const untold = sent.filter(({ orderNo }) => !text.includes(orderNo));
	return {
		duplicates: duplicatesIn(sent, executions),
		unreported: untold
			.filter((order) => !executions.some((execution) => saysUnknown(execution, order, untold)))
			.map((order) => `${order.orderNo} for ${subjectOf(order)}`),
		mistaken: [
			...straysIn(sent, executions),
			...executions.flatMap((execution) => [
				...mistakenItems(portal, execution),
				...sharedIn(execution),
				...mistakenWords(portal, execution),
			]),
		],
	};
}
