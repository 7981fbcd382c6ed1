import { normalize } from '../../input/match';
import type { BillingCycle, OperationType, Order } from '../../portal/order';
import { billedAs } from './orderWords';

/** Plans of a product from low to high, as words of their names [doc: the tutorials' upgrades; that Standard is below Enterprise is inferred]. */
const LADDERS: ReadonlyArray<readonly RegExp[]> = [
	[/\bstandard\b/, /\benterprise\b/, /\bultimate\b/],
	[/linkus cloud service(?! pro\b)/, /linkus cloud service pro\b/],
];

/** Whether an order goes to a higher or a lower plan, to the one that the PBX is on, or cannot be told. */
export type Direction = 'up' | 'down' | 'same' | 'unknown';

/** Which way an order goes, by the names of the plans; an empty name tells nothing. */
export function directionOf(currentPlan: string, wantedPlan: string): Direction {
	const [current, wanted] = [normalize(currentPlan), normalize(wantedPlan)];
	if (current === '' || wanted === '') return 'unknown';
	if (current === wanted) return 'same';
	for (const ladder of LADDERS) {
		const step = (name: string) => ladder.findIndex((plan) => plan.test(name));
		if (step(current) >= 0 && step(wanted) >= 0 && step(current) !== step(wanted)) {
			return step(wanted) > step(current) ? 'up' : 'down';
		}
	}
	return 'unknown';
}

/** What is known of the PBX before an order. */
export interface Situation {
	/** The name of the plan that the PBX is on; empty where the portal does not tell. */
	currentPlan: string;
	/** The name of the plan that is ordered; empty where the portal does not tell. */
	wantedPlan: string;
	/** How often it is billed now; undefined where the portal does not tell. */
	presentCycle: BillingCycle | undefined;
	/** Whether a switch to another plan is waiting for the present one to end, and until when. */
	pending: { isPending: boolean; until: string };
}

/** Whether the portal tells another cycle than the order has. */
function isCycleChanged(order: Order, presentCycle: BillingCycle | undefined): boolean {
	const cycle = order.lines.find(({ serviceType }) => serviceType === 'plan')?.billingCycle;
	return presentCycle !== undefined && cycle !== undefined && cycle !== presentCycle;
}

function switchWarnings(order: Order, { currentPlan, wantedPlan, presentCycle }: Situation): string[] {
	const keepsCycle = `A switch to a higher plan cannot change the billing cycle: check that the present plan is billed ${billedAs(order)}, too.`;
	const waits = 'A switch to a lower plan takes effect when the present plan ends.';
	const warnings: Record<Direction, string[]> = {
		up: isCycleChanged(order, presentCycle) ? [] : [keepsCycle],
		down: [waits],
		same: [],
		unknown: [
			currentPlan === '' ? 'The portal does not tell which plan this PBX is on.' : '',
			`Whether this is a higher or a lower plan is not known. ${keepsCycle} ${waits}`,
		],
	};
	return warnings[directionOf(currentPlan, wantedPlan)];
}

/** What a person should know before an order for a PBX's plan is placed, in sentences. */
export function warningsFor(order: Order, situation: Situation): string[] {
	const { currentPlan, pending, presentCycle } = situation;
	const until = pending.until === '' ? '' : ` until ${pending.until}`;
	const isRenewal = order.operationType === 'renew_plan';
	return [
		...(order.operationType === 'switch_plan' ? switchWarnings(order, situation) : []),
		isRenewal && presentCycle === undefined
			? 'A renewal cannot change the billing cycle, and the portal does not tell the present one.'
			: '',
		pending.isPending
			? `Another switch of this PBX is waiting for its present plan to end: it is on ${currentPlan}${until}.`
			: '',
	].filter((warning) => warning !== '');
}

/** Why an order for a PBX's plan would be refused, or would change nothing, in sentences. */
export function objectionsTo(order: Order, { currentPlan, wantedPlan, presentCycle }: Situation): string[] {
	const direction = directionOf(currentPlan, wantedPlan);
	const isOther = direction === 'up' || direction === 'down';
	const isChanged = isCycleChanged(order, presentCycle);
	const objections: Readonly<Partial<Record<OperationType, string[]>>> = {
		switch_plan: [
			direction === 'same' ? `This PBX is on this plan already (${currentPlan}).` : '',
			direction === 'up' && isChanged
				? `A switch to a higher plan cannot change the billing cycle: this PBX is billed ${presentCycle}.`
				: '',
		],
		renew_plan: [
			isOther ? `A renewal is for the plan that the PBX is on, which is ${currentPlan}.` : '',
			isChanged ? `A renewal cannot change the billing cycle: this PBX is billed ${presentCycle}.` : '',
		],
		purchase_plan:
			currentPlan === '' ? [] : [`This PBX has a plan already (${currentPlan}). Switch or renew it instead.`],
	};
	return (objections[order.operationType] ?? []).filter((objection) => objection !== '');
}
