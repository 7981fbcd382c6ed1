import type { PortalTime } from '../portal/clock';
import type { JsonValue } from '../portal/json';
import type { CreationTime } from '../portal/orderTime';
import type { Order } from '../portal/order';
import { carriesReference, compareInterval, compareQuantity, compareSerialNumber, matches } from './orderIdentity';

/** Whether an order was created before or after one was sent; `inconclusive` where the two are too close or not told. */
export type Sequence = 'before' | 'after' | 'inconclusive';

/** When an order was sent, by the portal's clock; a moment is undefined where no answer has told the time. */
export interface Sending {
	at: PortalTime | undefined;
	/** When its answer was lost, or would have been due: what came later may be a person's. */
	lostAt: PortalTime | undefined;
}

/** What is known of an order that is looked for. */
export interface Sought {
	order: Order;
	/**
	 * The sending of it, where it was sent in this execution. Only then can its time make an order certain, and only then is
	 * the interval that it is billed in known to be its own.
	 */
	sent?: Sending;
	/** Nothing that the portal had before this moment can be it, by the portal's clock. */
	notBefore?: PortalTime;
	/** The purchase order number that it carries, if any. */
	reference?: string;
	/** Whether no other order carries it: it is the order key. A partner's own number may stand for several orders. */
	isReferenceUnique?: boolean;
}

/** What the portal shows of an order that could be the one that is looked for. */
export interface Shown {
	/** Its row of the order list, and its details. */
	told: JsonValue;
	createdAt?: CreationTime;
	/** Whether its number is known to be the one of the order that is looked for. */
	hasKnownNumber: boolean;
}

/** What makes an order certain, the strongest first. */
export type Proof = 'number' | 'reference' | 'time';

/** Whether a shown order is the one that is looked for, and by what it is certain. */
export type Verdict = { comparison: 'match'; proof: Proof } | { comparison: 'mismatch' | 'inconclusive' };

/** Compares the time at which an order was created with a moment. */
export function compareTime(created: CreationTime | undefined, moment: PortalTime | undefined): Sequence {
	if (created === undefined || moment === undefined) return 'inconclusive';
	if (created.earliest >= moment.latest) return 'after';
	return created.latest <= moment.earliest ? 'before' : 'inconclusive';
}

/**
 * Weighs what the portal shows of an order. An order that was there before the one that is looked for was sent is never
 * it: without the number or the purchase order number of the one that is looked for, only its time makes it certain.
 */
export function weigh(sought: Sought, shown: Shown): Verdict {
	const { order, sent, notBefore, reference, isReferenceUnique = false } = sought;
	const { told, createdAt, hasKnownNumber } = shown;
	const identity = matches(told, order);
	const byReference = reference === undefined ? 'inconclusive' : carriesReference(told, reference);
	const isClaimed = hasKnownNumber || byReference === 'match';
	// The portal contradicts itself, or several orders share a purchase order number.
	if (identity === 'mismatch') return { comparison: isClaimed ? 'inconclusive' : 'mismatch' };
	const byTime = compareTime(createdAt, sent === undefined ? notBefore : sent.at);
	if (hasKnownNumber) {
		// What an answer names may be an order that was there before, the reason why it refuses this one.
		const isOfPbx = order.productNo === undefined || compareSerialNumber(told, order) === 'match';
		const isLike = isOfPbx && compareInterval(told, order) !== 'mismatch';
		// Without a serial number nothing else tells it from an older order that an answer names.
		const isOfOther = order.productNo === undefined && byReference === 'mismatch';
		const isOwn = sent === undefined || (byTime !== 'before' && isLike && !isOfOther);
		return isOwn ? { comparison: 'match', proof: 'number' } : { comparison: 'inconclusive' };
	}
	if (sent !== undefined && compareInterval(told, order) === 'mismatch') return { comparison: 'mismatch' };
	if (byTime === 'before') return { comparison: isClaimed ? 'inconclusive' : 'mismatch' };
	// An order without a serial number is known by its purchase order number alone.
	const isKnown = identity === 'match' || (order.productNo === undefined && byReference === 'match');
	if (!isKnown) return { comparison: 'inconclusive' };
	const isInTime = byTime === 'after' && compareTime(createdAt, sent?.lostAt) === 'before';
	// One that others may carry too proves nothing where not even the time is told, and without a serial number the time decides.
	const isTimed = order.productNo === undefined ? isInTime : sent?.at !== undefined && createdAt !== undefined;
	const isProof = isReferenceUnique || isTimed;
	if (byReference === 'match')
		return isProof ? { comparison: 'match', proof: 'reference' } : { comparison: 'inconclusive' };
	// That the field is the purchase order number is inferred: another one in it rules nothing out.
	if (byReference === 'mismatch') return { comparison: 'inconclusive' };
	// What is told as a quantity may be something else than what was ordered, so another one rules nothing out.
	const isAsMany = compareQuantity(told, order) !== 'mismatch';
	return sent !== undefined && isInTime && isAsMany
		? { comparison: 'match', proof: 'time' }
		: { comparison: 'inconclusive' };
}

/** Whether knowing the portal's clock better could make an order certain, or rule it out. */
export function needsTime({ order, sent }: Sought, { told, createdAt }: Shown): boolean {
	if (sent?.at === undefined || createdAt === undefined) return false;
	return compareTime(createdAt, sent.at) === 'inconclusive' && matches(told, order) === 'match';
}
