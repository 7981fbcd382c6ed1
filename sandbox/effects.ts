import type { OrderLine } from './bookedOrder';
import type { Book } from './book';
import type { Pbx } from './fixtures';
import { holdingOf } from './holdings';
import { dayAhead } from './subscription';

/**
 * Changes a PBX's plan. An upgrade changes it at once; a downgrade waits until the present plan
 * ends [doc: topics/switch-subscription-plan-for-p-series-software-edition; other products inferred].
 */
function setPlan(book: Book, pbx: Pbx, { operationType, planId, billingCycle, multiCycle, quantity }: OrderLine): void {
	const rank = (id: string | undefined) => book.plans.find((plan) => plan.planId === id)?.rank ?? 0;
	if (rank(planId) < rank(pbx.planId)) {
		pbx.nextPlanId = planId;
		return;
	}
	const cycle = billingCycle === '' ? {} : { billingCycle, multiCycle };
	Object.assign(pbx, { planId, ...cycle, nextPlanId: undefined, isOnTrial: operationType === 'trial_plan' });
	if (operationType !== 'renew_plan' && quantity !== undefined) pbx.extensions = quantity;
	if (operationType === 'renew_plan') pbx.expiresOn = later(pbx.expiresOn ?? dayAhead(0), billingCycle, multiCycle);
	if (operationType === 'purchase_plan') pbx.expiresOn = later(dayAhead(0), billingCycle, multiCycle);
}

/** The day on which a subscription ends that is billed from a day on, as 2027-01-31. */
function later(day: string, billingCycle: string, multiCycle: number): string {
	const end = new Date(`${day}T00:00:00Z`);
	end.setUTCMonth(end.getUTCMonth() + (billingCycle === 'annually' ? 12 * Math.max(multiCycle, 1) : 1));
	return end.toISOString().slice(0, 10);
}

/**
 * Adds to the extensions of a PBX, or of an account's plan. Beside a plan in one order a service is taken to state all
 * of them, later to add to them [inferred].
 */
function addExtensions(book: Book, line: OrderLine): void {
	const { operationType, productNo, connectionPlanId = '', quantity = 0 } = line;
	const total = (present = 0) =>
		operationType === 'purchase_service' ? present + quantity : Math.max(present, quantity);
	const pbx = book.findPbx(productNo);
	const plan = holdingOf(book, line, connectionPlanId);
	if (pbx !== undefined) pbx.extensions = total(pbx.extensions);
	else if (plan !== undefined) plan.quantity = total(plan.quantity);
}

/** Adds what a line buys, or takes on trial, to what its PBX or account has. A renewal adds nothing. */
function addHolding(book: Book, line: OrderLine): void {
	const { operationType = '', productId, productNo, planId, serviceType = 'plan', billingModel, quantity } = line;
	if (operationType.startsWith('renew_')) return;
	const isOnTrial = operationType.startsWith('trial_');
	const counts = book.services.find(({ serviceId }) => serviceId === planId)?.counts;
	if (counts === 'extensions') addExtensions(book, line);
	const held = holdingOf(book, line, planId);
	if (held !== undefined) {
		const isStated = serviceType === 'plan' || counts === 'presentExtensions';
		if (quantity !== undefined) held.quantity = isStated ? quantity : (held.quantity ?? 0) + quantity;
		held.isOnTrial &&= isOnTrial;
		return;
	}
	book.holdings.push({
		productId,
		productNo,
		...(line.partnerId === undefined ? {} : { partnerId: line.partnerId }),
		serviceId: planId,
		serviceType,
		...(billingModel === undefined ? {} : { billingModel }),
		...(quantity === undefined ? {} : { quantity }),
		isOnTrial,
	});
}

/** Does what the lines of an order bring about, plans first. */
export function carryOutLines(book: Book, lines: readonly OrderLine[]): void {
	const isService = ({ serviceType }: OrderLine) => serviceType === 'service';
	for (const line of [...lines.filter((one) => !isService(one)), ...lines.filter(isService)]) {
		const pbx = book.findPbx(line.productNo);
		if (isService(line) || line.productNo === '') addHolding(book, line);
		else if (pbx !== undefined) setPlan(book, pbx, line);
	}
}
