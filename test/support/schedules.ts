import fc from 'fast-check';

import type { Fault, FaultKind } from '../../sandbox/faults';
import type { Switches } from '../../sandbox/switches';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** What an arbitrary gives. */
export type Drawn<Arbitrary> = Arbitrary extends fc.Arbitrary<infer Value> ? Value : never;

/** One value most of the time, else one of some others; shrinks to the first. */
export function mostly<Value>(usual: Value, ...others: Value[]): fc.Arbitrary<Value> {
	return fc.oneof(
		{ withCrossShrink: true },
		{ arbitrary: fc.constant(usual), weight: 3 },
		{ arbitrary: fc.constantFrom(...others), weight: 1 },
	);
}

/** How a portal answers [each of it inferred, see the switches]. */
export const portal: fc.Arbitrary<Partial<Switches>> = fc.record({
	clockOffset: mostly(0, ...[700, 5 * MINUTE, 2 * HOUR].flatMap((offset) => [offset, -offset])),
	createTimeOffset: mostly(0, 2 * HOUR, -2 * HOUR),
	sendsDate: mostly(true, false),
	orderTimes: mostly<Switches['orderTimes']>('milliseconds', 'wholeSeconds', 'seconds'),
	// The tests look four times within some 15 ms.
	listLag: mostly(0, 5, 40),
	referenceInList: fc.constantFrom<Switches['referenceInList']>('poNumber', 'empty'),
	orderDetails: mostly<Switches['orderDetails']>('full', 'bulk', 'twoPlans', 'planBefore'),
	detailsTellInterval: mostly(true, false),
	paddedSerialNumbers: mostly(false, true),
	productIdInWords: mostly(false, true),
	firstPage: mostly<Switches['firstPage']>(1, 0),
	pageTotals: mostly<Switches['pageTotals']>('both', 'none'),
});

/** A fault of an item's order. */
export type ItemFault = Omit<Fault, 'productNo'>;

/** Failures that say that the order was not placed. */
const DENIALS: readonly FaultKind[] = ['unauthorized', 'unauthorizedBody', 'tooManyRequests', 'refusal', 'refusalBody'];
/** Of those, the ones that the order can have been placed before, by a gateway on the way. */
const GATEWAY_DENIALS: readonly FaultKind[] = ['unauthorized', 'unauthorizedBody', 'tooManyRequests'];

/**
 * Faults of one order. One that leaves the connection open is left out: each takes the second of the shortest timeout.
 */
const anyFault = fc.record({
	kind: fc.constantFrom<FaultKind>(
		'drop',
		'html',
		'truncated',
		'serverError',
		'redirect',
		'otherAnswer',
		'sentTwice',
		...DENIALS,
	),
	afterCommit: fc.boolean(),
	namesOrder: fc.boolean(),
	status: fc.constantFrom(undefined, 402),
	times: fc.integer({ min: 1, max: 6 }),
});

/** The portal's own refusal of an order that it has placed names the order: without it nobody could know. */
function asItCanBe({ kind, afterCommit, namesOrder, status, times }: Drawn<typeof anyFault>): ItemFault {
	const isSilentRefusal = DENIALS.includes(kind) && !GATEWAY_DENIALS.includes(kind) && !namesOrder;
	return {
		kind,
		afterCommit: afterCommit && !isSilentRefusal,
		namesOrder,
		times,
		...(status !== undefined && kind === 'refusal' ? { status } : {}),
	};
}

/** A fault of an order. */
export const fault: fc.Arbitrary<ItemFault> = anyFault.map(asItCanBe);

/** An order that a person places in the portal. */
const personsOrder = fc.record({
	/**
	 * What it is for: PBX and plan of the item, in a bulk order that has the PBX beside another plan and another PBX
	 * with our plan, or otherwise.
	 */
	what: fc.constantFrom('same', 'otherInterval', 'otherPlan', 'bulk'),
	orderStatus: mostly('succeed', 'failed', 'cancelled'),
});

/** An order of a person before the run. */
const olderOrder = fc.record({
	order: personsOrder,
	/** How long ago, in milliseconds. */
	age: fc.constantFrom(0, 30 * SECOND, 5 * MINUTE, 2 * HOUR, 8 * HOUR),
});

const item = fc.record({
	/** The faults of its order; an item without one is ordered undisturbed. */
	faults: fc.array(fault, { maxLength: 2 }),
	before: fc.array(olderOrder, { maxLength: 1 }),
});

/** At the arrival of which order request an execution is canceled. */
export const cancelAt = mostly<number | undefined>(undefined, 1, 2, 4);

/** What happens after an execution. */
const step = fc.oneof(
	/** n8n's Retry execution, where it failed. */
	fc.record({ kind: fc.constant('retry' as const) }),
	/** A new execution: with keys for the same deals or for others, without for further orders. */
	fc.record({
		kind: fc.constant('again' as const),
		deal: fc.constantFrom(1, 2),
		/** Whether the PBXs were switched back meanwhile. */
		switchedBack: fc.boolean(),
		cancelAt,
	}),
	fc.record({ kind: fc.constant('release' as const), deal: fc.constantFrom(1, 2) }),
	fc.record({ kind: fc.constant('timePasses' as const), milliseconds: fc.constantFrom(11 * MINUTE, 3 * HOUR) }),
	/** A person cancels in the portal what was ordered so far. */
	fc.record({ kind: fc.constant('ordersCancelled' as const) }),
	/** A person orders for the first PBX, ten minutes after the execution. */
	fc.record({ kind: fc.constant('personOrders' as const), order: personsOrder }),
);

const anySchedule = fc.record({
	portal,
	items: fc.array(item, { minLength: 1, maxLength: 4 }),
	repeated: fc.boolean(),
	maxConcurrency: fc.integer({ min: 1, max: 5 }),
	retryOnFail: fc.boolean(),
	continueOnFail: fc.boolean(),
	keyed: fc.boolean(),
	/** At the arrival of which order request the execution is canceled. */
	cancelAt,
	then: fc.array(step, { maxLength: 4 }),
});

/** A run over a random batch at a random portal, what goes wrong with it, and what its user does afterwards. */
export type Schedule = Drawn<typeof anySchedule>;
/** What a user does. */
export type Step = Drawn<typeof step>;
/** An order of a person. */
export type PersonsOrder = Drawn<typeof personsOrder>;

/** Whether a fault says that an order was not placed, and names none, after it was. */
export function deniesSilently({ kind, afterCommit, namesOrder }: ItemFault): boolean {
	return GATEWAY_DENIALS.includes(kind) && afterCommit === true && namesOrder !== true;
}

/**
 * Whether a schedule needs a portal that refuses a switch to the plan that the PBX is on: where an order is sent twice
 * on the way, or sent again after an answer that says it was not placed, any other portal books both, and the node
 * cannot know. Elsewhere such a portal would hide a second order.
 */
export function needsRefusal({ items }: Schedule): boolean {
	return items.some(({ faults }) => faults.some((one) => one.kind === 'sentTwice' || deniesSilently(one)));
}

function isCanceled({ cancelAt: atFirst, then }: Schedule): boolean {
	return atFirst !== undefined || then.some((one) => one.kind === 'again' && one.cancelAt !== undefined);
}

/**
 * Takes out what no client could know. An order that is denied silently shows only when it is sent again, which a
 * canceled execution does not do, nor one that has had too many denials; and it shows in the order list only where that
 * does not lag and its times can be believed.
 */
function asItCanBeKnown(plan: Schedule): Schedule {
	const denials = plan.items.flatMap(({ faults }) => faults).filter(({ kind }) => GATEWAY_DENIALS.includes(kind));
	const isSentAgain = !isCanceled(plan) && denials.length === 1;
	const known = (one: ItemFault) => (deniesSilently(one) && !isSentAgain ? { ...one, afterCommit: false } : one);
	const items = plan.items.map((one) => ({ ...one, faults: one.faults.map(known) }));
	const believable = needsRefusal({ ...plan, items }) ? { listLag: 0, createTimeOffset: 0, sendsDate: true } : {};
	return { ...plan, items, portal: { ...plan.portal, ...believable } };
}

/** Random schedules. */
export const schedule: fc.Arbitrary<Schedule> = anySchedule.map(asItCanBeKnown);
