import type { Order } from '../../portal/order';
import { normalize } from '../../input/match';

/** Plans of a product from low to high, as words of their names [doc: the tutorials' upgrades; that Standard is below Enterprise is inferred]. */
const LADDERS: ReadonlyArray<readonly RegExp[]> = [
	[/\bstandard\b/, /\benterprise\b/, /\bultimate\b/],
	[/linkus cloud service(?! pro\b)/, /linkus cloud service pro\b/],
];

/** Whether a switch goes to a higher or a lower plan, to the one that the PBX is on, or cannot be told. */
export type Direction = 'up' | 'down' | 'same' | 'unknown';

/** Which way a switch goes, by the names of the plans; an empty name tells nothing. */
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

/** What is known of the PBX before a switch. */
export interface Situation {
	/** The name of the plan that the PBX is on; empty where the portal does not tell. */
	currentPlan: string;
	/** The name of the plan to switch to; empty where the portal does not tell. */
	wantedPlan: string;
	/** Whether a switch to another plan is waiting for the present one to end, and until when. */
	pending: { isPending: boolean; until: string };
}

function billedAs({ lines }: Order): string {
	const { billingCycle, multiCycle } = lines[0] ?? {};
	if (billingCycle === 'monthly') return 'monthly';
	return multiCycle === 1 ? 'annually, for 1 year' : `annually, for ${multiCycle} years`;
}

/** What a person should know before a switch is ordered, in sentences. */
export function warningsFor(order: Order, { currentPlan, wantedPlan, pending }: Situation): string[] {
	const keepsInterval = `A switch to a higher plan cannot change the billing interval: this one is to be billed ${billedAs(order)}, which has to be the interval of the present plan.`;
	const waits = 'A switch to a lower plan takes effect when the present plan ends.';
	const warnings: Record<Direction, string[]> = {
		up: [keepsInterval],
		down: [waits],
		same: [`This PBX is on this plan already (${currentPlan}).`],
		unknown: [
			currentPlan === '' ? 'The portal does not tell which plan this PBX is on.' : '',
			`Whether this is a higher or a lower plan is not known. ${keepsInterval} ${waits}`,
		],
	};
	const until = pending.until === '' ? '' : ` until ${pending.until}`;
	return [
		...warnings[directionOf(currentPlan, wantedPlan)],
		pending.isPending
			? `Another switch of this PBX is waiting for its present plan to end: it is on ${currentPlan}${until}.`
			: '',
	].filter((warning) => warning !== '');
}

/** A switch in one sentence. */
export function describeSwitch(
	order: Order,
	names: { product: string; current: string; wanted: string; contact: string },
): string {
	const from = names.current === '' ? '' : ` from ${names.current}`;
	return `Switch PBX ${order.productNo} (${names.product})${from} to ${names.wanted || `plan ${order.lines[0]?.serviceId}`}, billed ${billedAs(order)}, to ${names.contact || `billing contact ${order.billingId}`}`;
}
