import type { DeduplicationHelperFunctions, ICheckProcessedOptions } from 'n8n-workflow';

import type { Order } from '../portal/order';
import { oneAtATime } from './inTurn';
import { DAY, forOrder, forPbx, inSpan, numbered, onDay, placed, sent, SPAN, taken } from './keyValues';
import { isUniqueViolation, type LockStore, StoreLock, StoreLockError } from './lock';
import { normalizeSerialNumber } from './orderIdentity';

/** The part of n8n's helpers that remembers values across executions, in its database. */
export type KeyStore = LockStore & Pick<DeduplicationHelperFunctions, 'removeProcessed'>;

/** What an order was for, as far as a key remembers it. */
export type OrderIdentity = Pick<Order, 'productId' | 'productNo' | 'serviceId'>;

/** What the portal tells of an order by which a key could be recognized. */
export interface OrderEvidence {
	orderNo: string;
	references: readonly string[];
	serialNumbers: readonly string[];
	/** Whatever could be the ID of its plan. */
	possiblePlans: readonly string[];
}

/** What a key knows of an order that the portal tells of. */
export interface Recognized {
	/** Whether it was placed with the key: by its number, its purchase order number, or its PBX and plan. */
	isOwn: boolean;
	/** Whether it is for the key's PBX. */
	isForPbx: boolean;
}

/** What a run has heard of its keys, and n8n's store does not hold yet. */
export interface Backlog {
	/** Whether a key waits for its order's turn. */
	holds(key: string): boolean;
	/** What is to be removed. Tells it once: after a first try another execution may have recorded the same. */
	takeRemovals(): string[];
	/** The orders that were heard as placed: what to record of each, and what that takes the place of. */
	heard(): Array<{ record: readonly string[]; remove: readonly string[]; setRecorded(): void }>;
}

/** Decides what is to be removed again of what was recorded, by what was new of it. */
type Judge = (fresh: ReadonlySet<string>) => readonly string[];

/** What the runs of this process have heard, by workflow. */
const backlogs = new Map<string, Set<Backlog>>();

/** How far back it is remembered when a key was taken, in days. */
const DAYS_ASKED = 31;
/** How many days can be found of one taking: more are what other questions have left behind. */
const MOST_DAYS = 2;
const ENTRIES: ICheckProcessedOptions = { mode: 'entries' };

/**
 * Order keys: orders with the same key are placed once, across executions. n8n's store keeps them in its database, in the
 * workflow's scope, so they hold in queue mode and after a restart. The store reads a row and then writes it whole, so it is used
 * only in sections of which there is one at a time: in a process, and with a lock among all workers. Another node of the workflow
 * has a lock of its own.
 */
export class OrderKeys {
	/** What the runs of this process have heard, in this workflow. */
	protected readonly backlogs: Set<Backlog>;
	private readonly lock: StoreLock;

	constructor(
		private readonly store: KeyStore,
		private readonly workflowId: string,
	) {
		this.lock = new StoreLock(store, JSON.stringify(['store', workflowId]));
		this.backlogs = backlogs.get(workflowId) ?? new Set();
		backlogs.set(workflowId, this.backlogs);
	}

	/**
	 * Records values, and what the runs of this process have heard meanwhile, and removes what is not to stay.
	 *
	 * @param judge is told what was new of the values
	 * @returns what was new, also of what runs have heard
	 * @throws StoreLockError, or what n8n's store throws; then it is not known what was recorded
	 */
	protected async section(values: readonly string[], judge: Judge = () => []): Promise<ReadonlySet<string>> {
		return await this.lock.run(async (held) => {
			const inTime = async <Result>(work: () => Promise<Result>): Promise<Result> => {
				const late = () => new StoreLockError("n8n's database took too long; try again");
				if (held.isOverdue()) throw late();
				const result = await work();
				if (held.isOverdue()) throw late();
				return result;
			};
			const record = async (some: readonly string[]) => {
				if (some.length === 0) return new Set<string>();
				const ask = async () => await this.store.checkProcessedAndRecord([...some], 'workflow', ENTRIES);
				// Another node of the workflow may make the workflow's row at the same moment.
				const retry = async (error: unknown) => {
					if (!isUniqueViolation(error)) throw error;
					return await ask();
				};
				return new Set((await inTime(async () => await ask().catch(retry))).new.map(String));
			};
			const remove = async (some: readonly string[]) => {
				if (some.length === 0) return;
				const ask = async () => await this.store.removeProcessed([...some], 'workflow', ENTRIES);
				// Nobody else can have recorded it again meanwhile.
				await inTime(ask).catch(async () => await inTime(ask));
			};

			await remove([...this.backlogs].flatMap((backlog) => backlog.takeRemovals()));
			const heard = [...this.backlogs].flatMap((backlog) => backlog.heard());
			const told = new Set(heard.flatMap((one) => one.record));
			const fresh = await record([...new Set([...told, ...values])]);
			const unwanted = judge(new Set([...fresh].filter((one) => !told.has(one))));
			await remove([...unwanted, ...heard.flatMap((one) => one.remove)]);
			for (const one of heard) one.setRecorded();
			return fresh;
		});
	}

	/** Which of some values are recorded. The store cannot be asked without recording: what was new is removed again. */
	private async ask(values: readonly string[]): Promise<ReadonlySet<string>> {
		const known = new Set(values);
		if (known.size === 0) return known;
		await this.section(values, (fresh) => {
			for (const one of fresh) known.delete(one);
			return [...fresh];
		});
		return known;
	}

	/** Does the work for a key while no other execution in this process does any for it. */
	async exclusively<Result>(key: string, work: () => Promise<Result>): Promise<Result> {
		return await oneAtATime(JSON.stringify(['key', this.workflowId, key]), work);
	}

	/** Does the work for a PBX while this process does no other for it in the same workflow: one switch at a time. */
	async exclusivelyForPbx<Result>(productNo: string, work: () => Promise<Result>): Promise<Result> {
		return await oneAtATime(JSON.stringify(['pbx', this.workflowId, normalizeSerialNumber(productNo)]), work);
	}

	/**
	 * The beginning of the day on which a key was taken, in milliseconds since 1970; undefined where that is longer ago than is
	 * remembered.
	 */
	async takenAt(key: string, now: number): Promise<number | undefined> {
		const today = Math.floor(now / DAY);
		const days = Array.from({ length: DAYS_ASKED }, (_, ago) => (today - ago) * DAY);
		const known = await this.ask(days.map((day) => onDay(key, day)));
		const takenOn = days.filter((day) => known.has(onDay(key, day)));
		return takenOn.length === 0 || takenOn.length > MOST_DAYS ? undefined : Math.min(...takenOn);
	}

	/** Whether a key is taken, and whether the portal is known to have its order. */
	async stateOf(key: string): Promise<'free' | 'taken' | 'placed'> {
		const known = await this.ask([taken(key), sent(key), placed(key)]);
		if (known.has(placed(key))) return 'placed';
		return known.size > 0 ? 'taken' : 'free';
	}

	/** Whether an execution may still be about to place a key's order: one of this process is, or it was taken a short time ago. */
	async isHeld(key: string, now: number): Promise<boolean> {
		if ([...this.backlogs].some((backlog) => backlog.holds(key))) return true;
		return (await this.ask([inSpan(key, now), inSpan(key, now - SPAN)])).size > 0;
	}

	/** Which of some order numbers are known to be those of a key's order. */
	async ownNumbers(key: string, orderNumbers: readonly string[]): Promise<ReadonlySet<string>> {
		const known = await this.ask(orderNumbers.map((orderNo) => numbered(key, orderNo)));
		return new Set(orderNumbers.filter((orderNo) => known.has(numbered(key, orderNo))));
	}

	/**
	 * What a key knows of orders that the portal tells of. A purchase order number is its own where it is the key itself.
	 *
	 * @returns for each, in their order
	 */
	async recognize(key: string, orders: readonly OrderEvidence[]): Promise<Recognized[]> {
		const values = orders.map(({ orderNo, serialNumbers, possiblePlans }) => ({
			own: [
				numbered(key, orderNo),
				...serialNumbers.flatMap((productNo) =>
					possiblePlans.map((serviceId) => forOrder({ key, order: { productNo, serviceId } })),
				),
			],
			pbx: serialNumbers.map((productNo) => forPbx(key, productNo)),
		}));
		const recorded = await this.ask(values.flatMap(({ own, pbx }) => [...own, ...pbx]));
		return values.map(({ own, pbx }, index) => ({
			isOwn:
				own.some((value) => recorded.has(value)) ||
				orders[index]?.references.some((reference) => reference.toUpperCase() === key.toUpperCase()) === true,
			isForPbx: pbx.some((value) => recorded.has(value)),
		}));
	}

	/**
	 * Gives a key back, when the portal provably does not have its order. What it was for is not known here, and stays recorded:
	 * that decides nothing for a key that is not taken.
	 *
	 * @param takenAt when it was taken, as {@link takenAt} tells it; that is forgotten too
	 */
	async release(key: string, takenAt: number | undefined): Promise<void> {
		const spans = Array.from({ length: DAY / SPAN }, (_, span) => span * SPAN);
		const times =
			takenAt === undefined ? [] : [onDay(key, takenAt), ...spans.map((span) => inSpan(key, takenAt + span))];
		await this.section([], () => [taken(key), sent(key), ...times]);
	}
}
