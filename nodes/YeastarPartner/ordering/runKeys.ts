import type { Order } from '../portal/order';
import { forOrder, type KeyedOrder, lastingValues, numbered, passingValues, placed, sent, taken } from './keyValues';
import { type Backlog, type KeyStore, OrderKeys } from './orderKeys';
import type { OrderRequest } from './orderPlacer';

/**
 * `acquired`: the key was free, and its order may be sent. `unsent`: it may be sent once a look shows that the portal has no order
 * for it, since an execution took the key and ended before it sent. `duplicate`: the order was sent before, or is about to be.
 * `mismatch`: the key was taken for another serial number or plan.
 */
export type Claim = 'acquired' | 'unsent' | 'duplicate' | 'mismatch';

/** A key of a run. */
interface Entry extends KeyedOrder {
	claim?: Claim;
	/** Whether the key was free when this run took it. */
	isNew: boolean;
	/** What this run has recorded of it, and was not there before. */
	own: Set<string>;
	/** `waiting` for its order's turn; `sent`: the order may be in the portal; `placed`: it was heard as placed. */
	state: 'waiting' | 'sent' | 'placed';
	orderNo?: string;
	/** Whether n8n's store holds that it was placed. */
	isRecorded: boolean;
	/** Its place among the groups. */
	group: number;
}

/** Keys whose orders are recorded as sent in one section, and that section, once it has begun. */
interface Group {
	entries: Entry[];
	section?: Promise<void>;
}

/**
 * How many keys a group has. A process that is killed leaves so many at the most that wait for their turn in the present group, in
 * the next one, whose orders count as sent, and in the one after that: less than 50 in all.
 */
const GROUP = 15;
/** How often the end of a run is recorded at the most, where another node's writes undo it. */
const MAX_PASSES = 3;

function mayBeSent({ claim }: Entry): boolean {
	return claim === 'acquired' || claim === 'unsent';
}

/** What stands for a key until its order is sent. */
function takenValues(entry: Entry): string[] {
	return [...lastingValues(entry), ...passingValues(entry)];
}

/** What stands for it until the order is heard as placed. */
function sentValues(entry: Entry): string[] {
	return [sent(entry.key), ...takenValues(entry)];
}

/** What stands for it then. */
function placedValues(entry: Entry): string[] {
	const { key, orderNo = '' } = entry;
	return [sent(key), ...lastingValues(entry), placed(key), numbered(key, orderNo)];
}

/**
 * The order keys of a run, in groups. A section takes the keys of one group, and records that those of the group before, which are
 * taken already, are about to be sent; meanwhile the orders of the one before that are placed. What was heard of them goes with it.
 *
 * What guarantees "once": an order is sent only by the run whose section has found {@link sent} new. It is never taken back unless
 * the order provably did not leave, or the portal provably does not have it.
 */
export class RunKeys extends OrderKeys implements Backlog {
	private readonly entries = new Map<string, Entry>();
	private readonly groups: Group[] = [];
	private removals: string[] = [];

	/** @param requests the orders of the run, in their order; those without a key need nothing */
	constructor(store: KeyStore, workflowId: string, requests: readonly OrderRequest[]) {
		super(store, workflowId);
		for (const { order, orderKey } of requests) {
			if (orderKey !== undefined && !this.entries.has(orderKey)) this.enter(orderKey, order);
		}
		this.backlogs.add(this);
	}

	private enter(key: string, order: Order): Entry {
		if (this.entries.size % GROUP === 0) this.groups.push({ entries: [] });
		const group = this.groups.length - 1;
		const entry: Entry = {
			key,
			order,
			takenAt: Date.now(),
			isNew: false,
			own: new Set(),
			state: 'waiting',
			isRecorded: false,
			group,
		};
		this.entries.set(key, entry);
		this.groups[group]?.entries.push(entry);
		return entry;
	}

	/**
	 * Takes a key for an order whose turn it is. It is given back when the run ends, unless the order is sent.
	 *
	 * @throws what the section of its group throws; then nothing may be sent
	 */
	async claim(key: string, order: Order): Promise<Claim> {
		const entry = this.entries.get(key) ?? this.enter(key, order);
		const isAhead = this.groups[entry.group]?.section !== undefined;
		await this.begin(entry.group);
		void this.begin(entry.group + 1).catch(() => undefined);
		// What was refused before its turn can be free by now, and what was given back too.
		if (entry.claim === undefined || (isAhead && !mayBeSent(entry))) await this.take([entry]);
		return entry.claim ?? 'duplicate';
	}

	/** The section of a group, which is begun once. */
	private async begin(index: number): Promise<void> {
		const [group, next] = [this.groups[index], this.groups[index + 1]];
		if (group === undefined) return;
		group.section ??= this.take(group.entries, next?.section === undefined ? next?.entries : []);
		await group.section;
	}

	/** A section: records that the orders of some keys are about to be sent, and takes the keys that are next. */
	private async take(present: readonly Entry[], following: readonly Entry[] = []): Promise<void> {
		if (present.length === 0) return;
		const [now = [], next = []] = [present, following].map((entries) =>
			entries.filter(({ state }) => state === 'waiting'),
		);
		const all = [...now, ...next];
		for (const entry of all) if (!entry.isNew) entry.takenAt = Date.now();
		const values = [...now.flatMap(sentValues), ...next.flatMap(takenValues)];
		await this.section(values, (fresh) => {
			for (const entry of now) this.decide(entry, fresh);
			for (const entry of next) {
				entry.isNew ||= fresh.has(taken(entry.key)) && fresh.has(forOrder(entry));
				this.addOwn(entry, takenValues(entry), fresh);
			}
			return all.filter(({ isNew, claim }) => !isNew && claim !== 'unsent').flatMap((entry) => this.takeOwn(entry));
		});
	}

	private decide(entry: Entry, fresh: ReadonlySet<string>): void {
		const { key, own, isNew } = entry;
		const isUnsent = fresh.has(sent(key));
		if (isNew && !isUnsent) own.clear();
		this.addOwn(entry, sentValues(entry), fresh);
		if (isUnsent && (isNew || fresh.has(taken(key)))) Object.assign(entry, { isNew: true, claim: 'acquired' });
		// What was taken ahead, another execution has found unsent: what stood for the key is that one's now.
		else if (isNew) Object.assign(entry, { isNew: false, claim: 'duplicate' });
		else entry.claim = fresh.has(forOrder(entry)) ? 'mismatch' : isUnsent ? 'unsent' : 'duplicate';
	}

	private addOwn({ own }: Entry, values: readonly string[], fresh: ReadonlySet<string>): void {
		for (const value of values) if (fresh.has(value)) own.add(value);
	}

	private takeOwn({ own }: Entry): string[] {
		const values = [...own];
		own.clear();
		return values;
	}

	/** Gives a key back whose order provably did not leave, or that the portal provably does not have. */
	giveBack(key: string): void {
		const entry = this.entries.get(key);
		if (entry === undefined) return;
		this.removals.push(...this.takeOwn(entry));
		Object.assign(entry, { claim: undefined, isNew: false, state: 'waiting' });
	}

	/**
	 * Sees to it that the key of an order that is about to be sent, or may be in the portal, stays taken.
	 *
	 * @param orderNo the number of the order that the portal has for it, where it is known: then the key is never given back
	 */
	reassert(key: string, order: Order, orderNo?: string): void {
		const entry = this.entries.get(key) ?? this.enter(key, order);
		if (entry.claim === 'mismatch') return;
		Object.assign(entry, { state: orderNo === undefined ? 'sent' : 'placed', orderNo, isRecorded: false });
	}

	holds(key: string): boolean {
		const entry = this.entries.get(key);
		return entry?.state === 'waiting' && mayBeSent(entry);
	}

	takeRemovals(): string[] {
		return this.removals.splice(0);
	}

	heard() {
		const heard = [...this.entries.values()].filter(({ state, isRecorded }) => state === 'placed' && !isRecorded);
		return heard.map((entry) => ({
			record: placedValues(entry),
			remove: passingValues(entry),
			setRecorded: () => void (entry.isRecorded = true),
		}));
	}

	/**
	 * Ends the run: records what was heard last, and gives back the keys whose orders were not sent. Records the others once more,
	 * since another node can have written in between. A store that fails hides no order, so that is no error.
	 */
	async finish(): Promise<void> {
		await Promise.allSettled(this.groups.map(async ({ section }) => await section));
		const entries = [...this.entries.values()].filter(({ state }) => state === 'waiting');
		const kept = [...this.entries.values()].filter(({ state }) => state !== 'waiting');
		try {
			// Another execution may have found unsent what was taken ahead.
			await this.take(entries.filter(({ isNew, claim }) => isNew && claim === undefined));
			for (const { key } of entries) this.giveBack(key);
			for (let pass = 1; pass <= MAX_PASSES && (kept.length > 0 || this.removals.length > 0); pass++) {
				const known = kept.flatMap(({ key, isNew, isRecorded }) => [
					...(isNew ? [sent(key)] : []),
					...(isRecorded ? [placed(key)] : []),
				]);
				const fresh = await this.section(
					kept.flatMap((entry) => (entry.state === 'placed' ? placedValues : sentValues)(entry)),
				);
				const isUndone = known.some((value) => fresh.has(value));
				// A run of several groups is worth a second look.
				if (isUndone) for (const entry of kept) entry.isRecorded = false;
				else if (pass > 1 || this.groups.length === 1) break;
			}
		} catch {
			// The orders are told all the same.
		} finally {
			this.backlogs.delete(this);
		}
	}
}
