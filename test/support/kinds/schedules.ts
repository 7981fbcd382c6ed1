import fc from 'fast-check';

import { cancelAt, deniesSilently, type Drawn, fault, type ItemFault, mostly, portal } from '../schedules';
import { GROUPS, isForPbx } from './wanted';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** A fault of orders: of one in so many of those that come. */
const orderFault = fc.record({ fault, every: fc.integer({ min: 1, max: 3 }) });

/** An order that a person places in the portal for what an item is for. */
const personsOrder = fc.record({
	/** How many more or fewer, where it has a quantity. */
	more: mostly(0, 1),
	orderStatus: mostly('succeed', 'failed', 'cancelled'),
});

/** Items whose orders are of some kinds; there are some for each of them. */
function itemsOf(kinds: readonly string[]) {
	const item = fc.record({
		kind: fc.constantFrom(...kinds),
		/** How many more than usual, where that can be chosen. */
		more: fc.integer({ min: 0, max: 1 }),
		/** Whether its PBX, or its customer, is that of other items. */
		isShared: fc.boolean(),
		/** Equal orders of persons before the run, each so many milliseconds ago. */
		before: fc.array(
			fc.record({ order: personsOrder, age: fc.constantFrom(0, 30 * SECOND, 5 * MINUTE, 2 * HOUR, 8 * HOUR) }),
			{ maxLength: 1 },
		),
	});
	return fc.array(item, { minLength: 1, maxLength: 4, size: 'max' });
}

/** n8n's Retry execution, where it failed. */
const retry = fc.record({ kind: fc.constant('retry' as const) });

/** A new execution: with keys for the same deals or for others, without for further orders. */
const again = fc.record({
	kind: fc.constant('again' as const),
	deal: fc.constantFrom(1, 2),
	/** Whether somebody has changed the deals: they are for one more, or of another kind. */
	isChanged: mostly(false, true),
	cancelAt,
});

const otherStep = fc.oneof(
	fc.record({ kind: fc.constant('release' as const), deal: fc.constantFrom(1, 2) }),
	fc.record({ kind: fc.constant('timePasses' as const), milliseconds: fc.constantFrom(11 * MINUTE, 3 * HOUR) }),
	/** A person cancels in the portal what was ordered so far. */
	fc.record({ kind: fc.constant('ordersCancelled' as const) }),
	/** A person orders what the first item is for, ten minutes after the execution. */
	fc.record({ kind: fc.constant('personOrders' as const), order: personsOrder }),
);

/** What happens after an execution. */
const step = fc.oneof(retry, again, otherStep);

const anySchedule = fc.record({
	portal,
	faults: fc.array(orderFault, { maxLength: 3 }),
	items: fc.constantFrom(...GROUPS.flatMap((group) => group.map(() => group))).chain(itemsOf),
	/** Whether what is for an account is bought for a customer's. */
	forCustomers: mostly(true, false),
	/** Whether the input has each item twice. */
	repeated: mostly(false, true),
	maxConcurrency: fc.integer({ min: 1, max: 5 }),
	retryOnFail: fc.boolean(),
	continueOnFail: fc.boolean(),
	keyed: fc.boolean(),
	cancelAt,
	// fast-check leans towards few: what needs several steps would hardly come up.
	then: fc.array(step, { maxLength: 4, size: 'max' }),
});

/** A run over orders of random kinds at a random portal, what goes wrong with it, and what its user does afterwards. */
export type KindsSchedule = Drawn<typeof anySchedule>;
/** What a user does. */
export type KindsStep = Drawn<typeof step>;
/** An item of a schedule. */
export type KindsItem = KindsSchedule['items'][number];
/** An order of a person. */
export type PersonsOrder = Drawn<typeof personsOrder>;

/**
 * Takes out what no client could know. Of an order that adds something, one that is carried out twice on the way, or denied
 * after it was placed, is two in any portal. An answer about another order shows only by its serial number.
 */
function asItCanBeKnown(plan: KindsSchedule): KindsSchedule {
	const isForPbxs = plan.items.every(({ kind }) => isForPbx(kind));
	const known = (one: ItemFault): ItemFault => {
		if (one.kind === 'sentTwice' || (one.kind === 'otherAnswer' && !isForPbxs)) return { ...one, kind: 'drop' };
		return deniesSilently(one) ? { ...one, afterCommit: false } : one;
	};
	return { ...plan, faults: plan.faults.map(({ fault: one, every }) => ({ fault: known(one), every })) };
}

/** Random schedules of orders of every kind. */
export const kindsSchedule: fc.Arbitrary<KindsSchedule> = anySchedule.map(asItCanBeKnown);
