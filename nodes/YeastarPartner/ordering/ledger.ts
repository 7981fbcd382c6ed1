import type { IDataObject } from 'n8n-workflow';

import type { PlacedOrder, Order } from '../portal/order';
import { fingerprintOf, nameSubject, slotOf } from './orderIdentity';

/** What is remembered of an order of this execution. */
export interface LedgerEntry extends IDataObject {
	/** What makes it the same as another order. */
	fingerprint: string;
	/** What it is about, as a sentence names it. */
	subject: string;
	/** Who it is billed to; empty where another execution placed it and the portal does not tell. */
	billingId: string;
	/** When it was sent first, in milliseconds since 1970. */
	sentAt: number;
	/** When its answer is due at the latest, or was lost, in milliseconds since 1970. */
	lostAt?: number;
	/**
	 * `sent`: it left for the portal, or is about to, and what came of it is not known.
	 * `placed`: the portal has it.
	 * `failed`: the portal has it, with a status that changes nothing.
	 */
	state: 'sent' | 'placed' | 'failed';
	/** The order as the portal answered; only when placed. */
	order?: PlacedOrder;
	/** The order's number, where something but a success named it. */
	orderNo?: string;
	/** What the portal said; only when failed. */
	failureMessage?: string;
}

/** The field of the node's context that holds the ledger. */
const FIELD = 'yeastarPartnerOrders';

/**
 * Remembers the orders of one execution in the node's execution context, which n8n keeps when it runs the node again (Retry
 * On Fail), and saves with the execution for "Retry execution". An order is entered before it is sent, so that a
 * second run of the node knows of it even if the first never heard the answer.
 *
 * Orders are kept by the node's run (a loop has several) and by what {@link slotOf} says: in one run there is one order that sets the
 * state of a PBX, and in one execution the same order once.
 */
export class Ledger {
	private readonly runs: Record<string, Record<string, LedgerEntry>>;

	private readonly entries: Record<string, LedgerEntry>;

	/** Whose number each is that is known. */
	private readonly numbers = new Map<string, LedgerEntry>();

	/**
	 * @param nodeContext what `getContext('node')` returns: a plain object that is saved as JSON
	 * @param runIndex which run of the node this is
	 */
	constructor(nodeContext: IDataObject, runIndex: number) {
		this.runs = (nodeContext[FIELD] ??= {}) as Record<string, Record<string, LedgerEntry>>;
		this.entries = this.runs[String(runIndex)] ??= {};
		for (const entry of Object.values(this.runs).flatMap((run) => Object.values(run))) this.remember(entry);
	}

	private remember(entry: LedgerEntry): void {
		const orderNo = entry.order?.orderNo ?? entry.orderNo;
		if (orderNo !== undefined) this.numbers.set(orderNo, entry);
	}

	/**
	 * What is known of an order in the same place of this run, or of the same order in another run of this execution: a loop
	 * that comes back, or n8n's retry of the node as an AI agent's tool, each try of which is a run of its own.
	 */
	find(order: Order): LedgerEntry | undefined {
		const key = slotOf(order);
		const elsewhere = Object.values(this.runs).map((run) => run[key]);
		return this.entries[key] ?? elsewhere.find((entry) => entry !== undefined && this.isSame(entry, order));
	}

	/** Whether it is only another run of this execution that knows of an order, such as an earlier pass of a loop. */
	isOfOtherRun(order: Order): boolean {
		return this.entries[slotOf(order)] === undefined;
	}

	/** Whether an entry is of this very order. False for another order in the same place, such as another plan for the PBX. */
	isSame(entry: LedgerEntry, order: Order): boolean {
		return entry.fingerprint === fingerprintOf(order);
	}

	/** Whether a number is known to be that of another order of this execution than the one of an entry. */
	isOther(orderNo: string, entry: LedgerEntry): boolean {
		const holder = this.numbers.get(orderNo);
		return holder !== undefined && holder !== entry;
	}

	/**
	 * A clause about each order that this execution has sent: which PBX, and what came of it.
	 *
	 * @param unanswered what is said of an order without an answer
	 * @param told orders of this run that are told already
	 */
	describeEntries(unanswered = 'left without an answer', told: readonly Order[] = []): string[] {
		const known = new Set(told.map(slotOf));
		const entries = Object.values(this.runs).flatMap((run) =>
			Object.entries(run).filter(([slot]) => run !== this.entries || !known.has(slot)),
		);
		return entries.map(([, { subject, state, order, orderNo }]) => {
			const named = orderNo === undefined ? '' : ` (the portal named order ${orderNo})`;
			const failed = `order ${orderNo} failed`;
			const result = { sent: unanswered + named, placed: `as order ${order?.orderNo}`, failed };
			return `${subject}, ${result[state]}`;
		});
	}

	/** Enters an order that is about to be sent. */
	recordSent(order: Order): LedgerEntry {
		const { billingId = '' } = order;
		const [fingerprint, subject] = [fingerprintOf(order), nameSubject(order)];
		const entry: LedgerEntry = { fingerprint, subject, billingId, sentAt: Date.now(), state: 'sent' };
		this.entries[slotOf(order)] = entry;
		return entry;
	}

	/**
	 * Enters when the order leaves, which may be later than it was entered.
	 *
	 * @param timeout how long its answer is waited for, in seconds
	 */
	recordDeparture(entry: LedgerEntry, timeout: number): void {
		entry.sentAt = Date.now();
		entry.lostAt = entry.sentAt + timeout * 1000;
	}

	/** Enters that the order's answer is lost. */
	recordAnswerLost(entry: LedgerEntry): void {
		entry.lostAt = Date.now();
	}

	/** Enters the number by which an answer named the order, though it was no success. */
	recordNumber(entry: LedgerEntry, orderNo: string): void {
		entry.orderNo = orderNo;
	}

	/** Enters that the portal has the order. */
	recordPlaced(entry: LedgerEntry, order: PlacedOrder): void {
		Object.assign(entry, { state: 'placed', order });
		this.remember(entry);
	}

	/** Enters that the portal has the order, and that it failed there. */
	recordFailed(entry: LedgerEntry, failureMessage: string, orderNo: string): void {
		Object.assign(entry, { state: 'failed', failureMessage, orderNo });
		this.remember(entry);
	}

	/** Takes back an order that the portal provably does not have. */
	remove(order: Order): void {
		delete this.entries[slotOf(order)];
	}
}
