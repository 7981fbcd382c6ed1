import type { IExecuteFunctions } from 'n8n-workflow';

import { Ledger } from '../../ordering/ledger';
import { isNodeFailure, type NodeFailure, toNodeError } from '../errors';
import { isCanceled, runIndexOf } from '../items';
import { type ItemResult, summarizeOrders } from './orderSummary';

/**
 * Writes to n8n's log what became of the orders of a run where the execution cannot tell it: n8n saves a canceled execution
 * before its node ends, and keeps of several tries only the last. What is under way when the execution is canceled is written
 * at once, since its answer may take minutes, in which n8n may be shut down; and all of it at the end.
 */
export class OrderLog {
	/** The results of the run's orders, as soon as there are some. */
	results: readonly ItemResult[] = [];
	private readonly ledger: Ledger;
	private readonly signal: AbortSignal | undefined;
	private readonly onCancel = () =>
		this.write('is being canceled', this.ledger.describeEntries('without an answer so far'));

	/** @param operation its name in the panel */
	constructor(
		private readonly context: IExecuteFunctions,
		private readonly operation: string,
	) {
		this.ledger = new Ledger(context.getContext('node'), runIndexOf(context));
		this.signal = context.getExecutionCancelSignal();
		this.signal?.addEventListener('abort', this.onCancel, { once: true });
	}

	/** Writes one line: as an error where there are orders to tell of, which is shown at nearly every level. */
	private write(what: string, clauses: readonly string[]): void {
		const { id, name } = this.context.getWorkflow();
		const where = `execution "${this.context.getExecutionId()}" of workflow "${id ?? name}"`;
		const line = `${this.operation} ${what} (${where}). ${clauses.length === 0 ? 'Nothing was sent' : clauses.join('. ')}.`;
		this.context.logger[clauses.length === 0 ? 'warn' : 'error'](line.replace(/\s+/g, ' '));
	}

	private describeAll(): string[] {
		const told = this.results.map(({ order }) => order);
		const before = this.ledger.describeEntries('left without an answer', told);
		return [
			...summarizeOrders(this.results, { namesUnsent: true }),
			...(before.length > 0 ? [`Sent before in this execution: ${before.join('; ')}`] : []),
		];
	}

	/** An error as n8n takes it from a node; where it was none, its description tells the orders. */
	toNodeError(error: unknown): NodeFailure {
		if (isNodeFailure(error)) return toNodeError(this.context, error);
		const notes = this.describeAll();
		if (!isCanceled(this.context)) this.write('stopped unexpectedly', notes);
		return toNodeError(this.context, error, { notes });
	}

	/** Ends the log. */
	end(): void {
		this.signal?.removeEventListener('abort', this.onCancel);
		if (isCanceled(this.context)) this.write('was canceled', this.describeAll());
	}
}
