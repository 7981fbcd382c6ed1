import type { Book } from './book';
import type { Pbx } from './fixtures';
import { extensionsOf, holdingOf } from './holdings';
import type { OrderKind, ReadLine } from './orderLines';
import { invalidField, Refusal } from './refusal';
import type { Switches } from './switches';
import { tutorialOf } from './tutorials';

/** An order whose lines have been checked one by one. */
interface CheckedLines extends OrderKind {
	pbx: Pbx | undefined;
	partnerId: string | undefined;
	lines: readonly ReadLine[];
}

/** Products whose plan is bought once for a PBX, then switched or renewed [inferred]. */
const ONE_PLAN = [9, 11];
/** Products whose plan and services have to be renewed together [doc: tutorial-renew-p-series-software-edition, -cloud-edition]. */
const RENEWED_TOGETHER = [12, 13];
/** Least and most extensions of a Cloud PBX [doc: tutorial-purchase-p-series-cloud-edition]. */
const CLOUD_EXTENSIONS = { least: 5, most: 500 };

function assertSwitchFits(pbx: Pbx, line: ReadLine, book: Book, switches: Switches): void {
	const present = book.plans.find((candidate) => candidate.planId === pbx.planId);
	if (switches.refusesPresentPlan && line.values.planId === pbx.planId)
		throw new Refusal(400, 'plan_not_switchable', `The PBX is on ${line.plan?.planName} already`);
	const isUpgrade = (line.plan?.rank ?? 0) > (present?.rank ?? 0);
	const keepsInterval = line.values.billingCycle === pbx.billingCycle && line.values.multiCycle === pbx.multiCycle;
	if (switches.upgradeKeepsInterval && isUpgrade && !keepsInterval) {
		throw invalidField(
			'multiCycle',
			'fixed',
			'A switch to a higher plan cannot change the interval of recurring billing',
		);
	}
}

/**
 * A renewal keeps the plan, and for the Appliance Edition the billing cycle
 * [doc: tutorial-renew-subscription-plan-for-p-series-appliance-edition; that other products keep the plan is inferred].
 */
function assertRenewalFits({ productId, lines }: CheckedLines, pbx: Pbx, book: Book): void {
	const [planLine] = lines.filter(({ plan }) => plan !== undefined);
	if (planLine !== undefined && planLine.values.planId !== pbx.planId)
		throw invalidField('serviceId', 'fixed', 'A renewal is for the plan that the PBX is on');
	if (planLine !== undefined && productId === 11 && planLine.values.billingCycle !== pbx.billingCycle)
		throw invalidField('billingCycle', 'fixed', 'A renewal cannot change the billing cycle');
	if (!RENEWED_TOGETHER.includes(productId)) return;
	const held = book.holdings.filter(
		(holding) => holding.productNo === pbx.productNo && holding.billingModel !== 'once',
	);
	const missing = held.find(({ serviceId }) => !lines.some(({ values }) => values.planId === serviceId));
	if (planLine === undefined || missing !== undefined)
		throw invalidField('serviceList', 'size', 'Plan and services have to be renewed at the same time');
}

/**
 * Whether the quantities of a renewal are those that are there: the number of extensions [doc], or of what else the
 * service counts [inferred].
 */
function assertQuantitiesKept({ productId, pbx, partnerId, lines }: CheckedLines, book: Book): void {
	const subject = { productId, productNo: pbx?.productNo ?? '', partnerId };
	const extensions = extensionsOf(book, subject);
	for (const { quantity, planId } of lines.map(({ values }) => values)) {
		if (quantity === undefined) continue;
		const held = holdingOf(book, subject, planId)?.quantity;
		if (quantity !== extensions && quantity !== held)
			throw invalidField('quantity', 'fixed', 'quantity has to be the current number of extensions');
	}
}

/** Whether a line names the plan that its service hangs on, which is the order's own where it has one. */
function assertConnected(order: CheckedLines, line: ReadLine, book: Book): void {
	const { operationType, productId, pbx, lines } = order;
	const { service, values } = line;
	const { connectionPlanId, planId } = values;
	const ordered = lines.find(({ plan }) => plan !== undefined)?.values.planId;
	const rule = tutorialOf(operationType, productId, service?.serviceName ?? '').connectionPlanId;
	const isNeeded = rule === 'needed' && (ordered !== undefined || operationType.endsWith('_service'));
	if (connectionPlanId === undefined) {
		if (service !== undefined && isNeeded)
			throw invalidField('connectionPlanId', 'required', 'connectionPlanId is required for a service of this product');
		return;
	}
	const expected = service === undefined ? planId : (ordered ?? pbx?.planId);
	const isPlan = book.plans.some((plan) => plan.planId === connectionPlanId && plan.productId === productId);
	if (!isPlan || (expected !== undefined && connectionPlanId !== expected))
		throw invalidField('connectionPlanId', 'exists', 'connectionPlanId has to be the plan that the service hangs on');
}

/** Extensions of a new Cloud PBX, of one that gets more, and those that a service is for. */
function assertExtensionsFit({ operationType, productId, pbx, lines }: CheckedLines): void {
	for (const { plan, service, values } of lines) {
		const { quantity } = values;
		if (quantity === undefined) continue;
		const isNewCloudPbx = productId === 13 && operationType === 'purchase_plan' && plan !== undefined;
		if (isNewCloudPbx && (quantity < CLOUD_EXTENSIONS.least || quantity > CLOUD_EXTENSIONS.most))
			throw invalidField('quantity', 'range', 'quantity has to be 5 to 500 for a Cloud PBX');
		if (operationType !== 'purchase_service' || pbx?.extensions === undefined) continue;
		if (service?.counts === 'presentExtensions' && quantity !== pbx.extensions)
			throw invalidField('quantity', 'fixed', 'quantity has to be the current number of extensions');
		if (productId === 13 && service?.counts === 'extensions' && pbx.extensions + quantity > CLOUD_EXTENSIONS.most)
			throw invalidField('quantity', 'range', 'A Cloud PBX has at most 500 extensions');
	}
}

/**
 * Checks an order as a whole, and against what its PBX or account has.
 *
 * @throws Refusal
 */
export function assertStateFits(order: CheckedLines, book: Book, switches: Switches): void {
	const { operationType, productId, pbx, partnerId, lines } = order;
	const [planLine, ...furtherPlans] = lines.filter(({ plan }) => plan !== undefined);
	const tutorial = tutorialOf(operationType, productId, lines[0]?.service?.serviceName ?? '');
	const isPlanNeeded = operationType.endsWith('_plan') && operationType !== 'trial_plan';
	if (furtherPlans.length > 0 || (isPlanNeeded && planLine === undefined))
		throw invalidField('serviceList', 'size', 'serviceList has to hold one plan');
	if (tutorial.quantity === 'extensions' && !lines.some(({ values }) => values.quantity !== undefined))
		throw invalidField('quantity', 'required', 'quantity is required');
	for (const line of lines) assertConnected(order, line, book);
	assertExtensionsFit(order);

	if (productId === 12 && operationType === 'purchase_plan' && pbx !== undefined && partnerId !== undefined)
		throw invalidField('partnerId', 'unknown', 'partnerId is for a new licence, productNo for a PBX that is there');
	if (operationType === 'purchase_plan' && ONE_PLAN.includes(productId) && pbx?.planId !== undefined)
		throw new Refusal(400, 'plan_already_purchased', `The PBX has a plan already: ${book.planName(pbx.planId)}`);
	// [doc: query-available-subscription-trial-plans-and-services-for-a-product, its note]
	if (operationType === 'purchase_service' && pbx?.isOnTrial)
		throw new Refusal(400, 'plan_on_trial', 'A service cannot be bought separately while the plan is on trial');
	if (operationType === 'switch_plan' && pbx !== undefined && planLine !== undefined)
		assertSwitchFits(pbx, planLine, book, switches);
	if (operationType === 'renew_plan' && pbx !== undefined) assertRenewalFits(order, pbx, book);
	if (operationType === 'renew_plan' && [12, 13, 14].includes(productId)) assertQuantitiesKept(order, book);
}
