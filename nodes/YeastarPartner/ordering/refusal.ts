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

/** How often is looked for an order before it is said that it was not placed. */
export function looksBefore(refusal: PortalFailure): number {
	const { fate, sends = 0, status = 0 } = refusal.facts;
	if (fate === 'notSent') return sends > 1 ? 1 : 0;
	if (isDoubtful(refusal)) return LOOKS;
	// A refusal with HTTP 200 contradicts itself.
	return status < 400 ? 1 : 0;
}

/**
 * Whether a refusal is believed: the portal has no order of what it refused.
 *
 * @param result what a look into the order list showed
 */
export function isBelieved(refusal: PortalFailure, result: LookupResult): boolean {
	if (result.kind === 'found') return false;
	return result.kind === 'notFound' || !isDoubtful(refusal);
}
