import type { PortalFailure } from '../portal/failure';
import { LOOKS, type LookupResult } from './findOrder';

/** Words by which a portal may say that what is asked for is there already, or under way [inferred]. */
const SAYS_ALREADY =
	/already|duplicat|repeated|\bexists\b|in progress|being processed|pending|(current|same|this) plan|not.?switchable/i;

/**
 * Whether a refusal does not prove that the portal has no order: the order was sent before, by the node or by a gateway, and
 * what is refused may be the second of two.
 */
function isDoubtful({ facts }: PortalFailure): boolean {
	const words = [facts.message, facts.code, facts.details].join(' ');
	return (facts.sends ?? 1) > 1 || facts.tokenRejected === true || SAYS_ALREADY.test(words);
}

/** How a refusal is checked before it is said that nothing was ordered. */
export interface RefusalCheck {
	/** How often is looked for the order; 0 where it never reached the portal. */
	looks: number;
	/** Whether only what is a day older is certainly older than the order. */
	doubtsTimes: boolean;
}

/** How often is looked where the portal says that it is there already: over nine seconds, since lists may lag. */
const LOOKS_IN_DOUBT = LOOKS + 2;

/** How a refusal is to be checked: each that the portal read is held against the order list once. */
export function checkFor(refusal: PortalFailure): RefusalCheck {
	const { delivery, sends = 0 } = refusal.facts;
	if (delivery === 'notDelivered') return { looks: sends > 1 ? 1 : 0, doubtsTimes: false };
	const doubtsTimes = isDoubtful(refusal);
	return { looks: doubtsTimes ? LOOKS_IN_DOUBT : 1, doubtsTimes };
}

/** Statuses with which the portal turns requests away unread [inferred]. */
const TURNED_AWAY = new Set<number | undefined>([401, 429]);

/**
 * Whether a refusal is believed: the portal has no order of what it refused.
 *
 * @param result what a look into the order list showed
 */
export function isBelieved(refusal: PortalFailure, result: LookupResult): boolean {
	if (result.kind === 'notFound') return true;
	if (result.kind === 'found' || result.showsLike === true) return false;
	// A portal that turns the look away as well turns everything away.
	if (refusal.facts.delivery === 'notDelivered') return TURNED_AWAY.has(result.status);
	return !isDoubtful(refusal);
}
