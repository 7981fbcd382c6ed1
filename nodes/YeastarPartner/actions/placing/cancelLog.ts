import type { IExecuteFunctions } from 'n8n-workflow';

import { Ledger } from '../../ordering/ledger';
import { isNodeFailure, toNodeError } from '../errors';
import { isCanceled, runIndexOf } from '../items';
import { type ItemResult, tellSent } from './sentOrders';

/** Writes one line to n8n's log: as an error where there are orders to tell of, which is shown at nearly every level. */
function write(context: IExecuteFunctions, what: string, clauses: readonly string[]): void {
	const { id, name } = context.getWorkflow();
	const where = `execution "${context.getExecutionId()}" of workflow "${id ?? name}"`;
	const line = `Switch Plan ${what} (${where}). ${clauses.length === 0 ? 'Nothing was sent' : clauses.join('. ')}.`;
	context.logger[clauses.length === 0 ? 'warn' : 'error'](line.replace(/\s+/g, ' '));
}

/**
 * Does the work of a run, and writes to n8n's log what became of every order where the execution cannot tell it: n8n
 * saves a canceled execution before its node ends, and keeps of several tries only the last. What is under way when the
 * execution is canceled is written at once, since its answer may take minutes, in which n8n may be shut down; and all of
 * it at the end.
 *
 * @param work what is done; it hands on the results of the run's orders as soon as there are some
 * @throws NodeFailure what the work throws; where that is no error of a node, its description tells the orders
 */
export async function loggingOrders<Result>(
	context: IExecuteFunctions,
	work: (hold: (results: readonly ItemResult[]) => void) => Promise<Result>,
): Promise<Result> {
	const ledger = new Ledger(context.getContext('node'), runIndexOf(context));
	const signal = context.getExecutionCancelSignal();
	let results: readonly ItemResult[] = [];
	const isUnderWay = () => write(context, 'is being canceled', ledger.describeEntries('without an answer so far'));
	const clauses = () => {
		const before = ledger.describeEntries(
			'left without an answer',
			new Set(results.map(({ order }) => order.productNo)),
		);
		return [
			...tellSent(results, { namesUnsent: true }),
			...(before.length > 0 ? [`Sent before in this execution: ${before.join('; ')}`] : []),
		];
	};
	signal?.addEventListener('abort', isUnderWay, { once: true });
	try {
		return await work((held) => (results = held));
	} catch (error) {
		if (isNodeFailure(error)) throw toNodeError(context, error);
		const told = clauses();
		if (!isCanceled(context)) write(context, 'stopped unexpectedly', told);
		throw toNodeError(context, error, { notes: told });
	} finally {
		signal?.removeEventListener('abort', isUnderWay);
		if (isCanceled(context)) write(context, 'was canceled', clauses());
	}
}
