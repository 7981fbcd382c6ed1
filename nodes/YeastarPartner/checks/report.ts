import type { PortalContext } from '../portal/client';
import { PortalClient } from '../portal/client';
import { OddRequests } from '../portal/oddRequests';
import { askAll } from './askAll';
import type { Assumption, Finding } from './assumption';
import { ENVELOPE } from './envelope';
import { CONTACTS, CUSTOMERS, PRODUCT_LIST } from './lists';
import { Observed } from './observed';
import { ORDER_DETAILS } from './orderDetails';
import { ORDERS } from './orders';
import { PAGES } from './pages';
import { PBX_DETAILS, PBX_LIST } from './pbxs';
import { PLANS, SERVICES } from './plans';
import { PRICES } from './prices';
import { Questioner } from './questioner';
import { REFUSALS } from './refusals';
import { TOKEN } from './token';

/** All that the node takes for true of the portal, and that a question can show. */
export const ASSUMPTIONS: readonly Assumption[] = [
	...ENVELOPE,
	...TOKEN,
	...PRODUCT_LIST,
	...PLANS,
	...SERVICES,
	...CONTACTS,
	...CUSTOMERS,
	...PAGES,
	...ORDERS,
	...ORDER_DETAILS,
	...PBX_LIST,
	...PBX_DETAILS,
	...PRICES,
	...REFUSALS,
];

/** The form of the report's JSON; it changes when a reader of the old form could not read the new one. */
const VERSION = 1;

/** An assumption with what was found of it. */
export interface CheckedAssumption extends Omit<Assumption, 'check'>, Finding {}

/** What a check found. */
export interface CheckResult {
	assumptions: CheckedAssumption[];
	/** All of it as JSON text for others to read: findings by their ID, and the shape of every answer. Holds no value of the account. */
	report: string;
}

/** Holds what was observed against every assumption. */
export function judge(observed: Observed): CheckResult {
	const assumptions = ASSUMPTIONS.map(({ check, ...assumption }) => ({ ...assumption, ...check(observed) }));
	const findings = assumptions.map(({ id, holds, seen }) => [id, { holds, seen }] as const);
	const report = { version: VERSION, findings: Object.fromEntries(findings), answers: observed.shapes() };
	return { assumptions, report: JSON.stringify(report, undefined, 1) };
}

/**
 * Holds the portal against what the node assumes of it: asks some 40 questions, one after the other, and orders nothing. Asks for
 * an access token of its own, beside the credential's.
 *
 * @throws PortalFailure where nothing can be asked, or the execution is canceled
 */
export async function checkPortal(context: PortalContext): Promise<CheckResult> {
	const observed = new Observed();
	const client = await PortalClient.open(context);
	const signal = 'getExecutionCancelSignal' in context ? context.getExecutionCancelSignal() : undefined;
	await askAll(new Questioner(client, await OddRequests.open(context), observed, signal), observed);
	return judge(observed);
}
