import type { Order } from '../portal/order';
import { forOrder, type KeyedOrder, passingValues, placedValues, sent, sentValues } from './keyValues';
import { fingerprintOf, keySubjectOf } from './orderIdentity';
import { type KeyStore, OrderKeys, type RunNews } from './orderKeys';
import type { OrderRequest } from './orderPlacer';

/** `acquired`: the order may be sent. `duplicate`: it was sent, or is about to be. `mismatch`: the key is for another. */
export type Claim = 'acquired' | 'duplicate' | 'mismatch';

/** A key of a run. */
interface Entry extends KeyedOrder {
	/** The section that takes it, once it has begun. */
	taking?: Promise<unknown>;
	claim?: Claim;
	/** What this run has recorded of it, and was not there before. */
	own: readonly string[];
	/** What has to be recorded when the run ends: its order may be in the portal. */
	kept?: readonly string[];
}

/** How many keys are taken in one section. A process that is killed leaves twice as many whose orders were not sent. */
const GROUP = 15;
/** How often the end of a run is recorded at the most, where another node's writes undo it. */
const MAX_PASSES = 3;

/**
 * The order keys of a run. They are taken in groups, the next one while the orders of the one before are placed. What
 * guarantees "once": an order is sent only by the run whose section has found {@link sent} new. It is never taken back
 * unless the order provably did not leave, or the portal provably does not have it.
 */
export class RunKeys {
	readonly keys: OrderKeys;
	private readonly entries = new Map<string, Entry>();
	/** The keys that no section takes yet. */
	private readonly waiting = new Set<Entry>();
	private readonly news: RunNews = { ahead: new Set(), record: new Set(), remove: [] };

	/** @param requests the orders of the run, in their order; those without a key need nothing */
	constructor(store: KeyStore, workflowId: string, requests: readonly OrderRequest[]) {
		this.keys = new OrderKeys(store, workflowId);
		this.keys.news.runs.add(this.news);
		for (const { order, orderKey } of requests) {
			if (orderKey !== undefined) this.waiting.add(this.entryOf(orderKey, order));
		}
	}

	private entryOf(key: string, order: Order): Entry {
		const [subject, fingerprint] = [keySubjectOf(order), fingerprintOf(order)];
		const entry = this.entries.get(key) ?? { key, subject, fingerprint, takenAt: Date.now(), own: [] };
		this.entries.set(key, entry);
		return entry;
	}

	/**
	 * Takes a key for an order whose turn it is. It is given back when the run ends, unless the order is sent.
	 *
	 * @throws what the section throws that takes it; then nothing may be sent
	 */
	async claim(key: string, order: Order): Promise<Claim> {
		const entry = this.entryOf(key, order);
		const wasTaken = entry.taking !== undefined;
		if (!wasTaken) this.take(new Set([entry, ...this.waiting]));
		try {
			await entry.taking;
			// What was refused before its turn can be free by now.
			if (wasTaken && entry.claim !== 'acquired') this.take(new Set([entry]));
			await entry.taking;
		} finally {
			this.news.ahead.delete(key);
		}
		if (this.news.ahead.size < GROUP) this.take(this.waiting);
		return entry.claim ?? 'duplicate';
	}

	/** Takes the first keys of some in one section. */
	private take(some: ReadonlySet<Entry>): void {
		const entries = [...some].slice(0, GROUP);
		if (entries.length === 0) return;
		for (const entry of entries) {
			entry.takenAt = Date.now();
			this.waiting.delete(entry);
			this.news.ahead.add(entry.key);
			for (const value of passingValues(entry)) this.keys.news.stale.delete(value);
		}
		const judge = (fresh: ReadonlySet<string>) => entries.flatMap((entry) => this.decide(entry, fresh));
		const taking = this.keys.section(entries.flatMap(sentValues), judge);
		// Whoever claims one of the keys hears that it failed.
		taking.catch(() => undefined);
		for (const entry of entries) entry.taking = taking;
	}

	/** Decides who has a key, by what is new of it; returns what is to be removed again. */
	private decide(entry: Entry, fresh: ReadonlySet<string>): string[] {
		const own = sentValues(entry).filter((value) => fresh.has(value));
		const isFree = fresh.has(sent(entry.key));
		const isForOther = fresh.has(forOrder(entry.key, entry.fingerprint));
		entry.claim = isFree ? 'acquired' : isForOther ? 'mismatch' : 'duplicate';
		if (!isFree) return own;
		entry.own = own;
		for (const value of own) this.news.record.add(value);
		return [];
	}

	/** Gives a key back whose order provably did not leave, or that the portal provably does not have. */
	giveBack(key: string): void {
		const { own = [], kept = [] } = this.entries.get(key) ?? {};
		for (const value of [...own, ...kept]) this.news.record.delete(value);
		this.news.remove.push(...own);
		this.news.ahead.delete(key);
		this.entries.delete(key);
	}

	/**
	 * Sees to it that the key of an order that is about to be sent, or may be in the portal, stays taken.
	 *
	 * @param orderNo the order's number, where the portal is known to have it: then the key is never released
	 */
	reassert(key: string, order: Order, orderNo?: string): void {
		const entry = this.entryOf(key, order);
		if (entry.claim === 'mismatch') return;
		this.waiting.delete(entry);
		entry.kept = orderNo === undefined ? sentValues(entry) : placedValues(entry, orderNo);
		for (const value of entry.kept) this.news.record.add(value);
		if (orderNo !== undefined) for (const value of passingValues(entry)) this.keys.news.stale.add(value);
	}

	/**
	 * Ends the run: gives back the keys whose orders were not sent, and records the others once more, since another node
	 * can have written in between. A store that fails hides no order, so that is no error.
	 */
	async finish(): Promise<void> {
		const entries = [...this.entries.values()];
		await Promise.allSettled(entries.map(async ({ taking }) => await taking));
		for (const { key, kept } of entries) if (kept === undefined) this.giveBack(key);
		const kept = entries.flatMap((entry) => entry.kept ?? []);
		let known = entries.flatMap(({ own }) => own);
		try {
			for (let pass = 1; pass <= MAX_PASSES && kept.length + this.news.remove.length > 0; pass++) {
				const fresh = await this.keys.section(kept);
				if (!known.some((value) => fresh.has(value))) break;
				known = kept;
			}
		} catch {
			// The orders are told all the same.
		} finally {
			this.keys.news.runs.delete(this.news);
		}
	}
}
