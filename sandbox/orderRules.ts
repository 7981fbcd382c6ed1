import { isLosslessNumber } from 'lossless-json';

import type { Book, OrderLine } from './book';
import type { Pbx } from './fixtures';
import { invalidField, Refusal } from './refusal';
import type { Switches } from './switches';

/** Years that a switch can be billed for at once [doc: tutorials]. */
const YEARS = ['1', '2', '3', '4', '5'];
/** Products that can be billed monthly [doc: the tutorials for 11 and 13]. */
const MONTHLY_PRODUCTS = [11, 13];

type Fields = Record<string, unknown>;

function isFields(value: unknown): value is Fields {
	return typeof value === 'object' && value !== null && !Array.isArray(value) && !isLosslessNumber(value);
}

function digits(fields: Fields, field: string, allowText: boolean): string {
	const value = fields[field];
	const text = isLosslessNumber(value) ? value.value : allowText && typeof value === 'string' ? value : undefined;
	if (text === undefined) throw invalidField(field, 'type', `${field} has to be a number`);
	if (!/^\d{1,19}$/.test(text))
		throw invalidField(field, 'format', `${field} has to be a whole number of at most 19 digits`);
	return text;
}

function fixed(fields: Fields, field: string, value: string): void {
	if (fields[field] !== value) throw invalidField(field, 'enum', `${field} has to be ${value}`);
}

function cycleOf(line: Fields, productId: number): Pick<OrderLine, 'billingCycle' | 'multiCycle'> {
	const billingCycle = line.billingCycle;
	const multiCycle = digits(line, 'multiCycle', false);
	if (billingCycle === 'monthly' && MONTHLY_PRODUCTS.includes(productId)) {
		if (multiCycle !== '0') throw invalidField('multiCycle', 'range', 'multiCycle has to be 0 when billed monthly');
		return { billingCycle, multiCycle: 0 };
	}
	if (billingCycle !== 'annually')
		throw invalidField('billingCycle', 'enum', 'billingCycle is not allowed for this product');
	if (!YEARS.includes(multiCycle))
		throw invalidField('multiCycle', 'range', 'multiCycle has to be 1 to 5 when billed annually');
	return { billingCycle, multiCycle: Number(multiCycle) };
}

/** Kinds of orders for a PBX's plan, with the purchase type of their line and the products that they are described for [doc: tutorials]. */
const KINDS: Readonly<Record<string, { purchaseType: string; products: readonly number[] }>> = {
	switch_plan: { purchaseType: 'switch', products: [9, 11, 12, 13] },
	renew_plan: { purchaseType: 'renew', products: [11] },
};

/** A renewal keeps the plan and the billing cycle [doc: tutorial-renew-subscription-plan-for-p-series-appliance-edition]. */
function assertKept(pbx: Pbx, planId: string, billingCycle: string): void {
	if (planId !== pbx.planId) throw invalidField('serviceId', 'fixed', 'A renewal is for the plan that the PBX is on');
	if (billingCycle !== pbx.billingCycle)
		throw invalidField('billingCycle', 'fixed', 'A renewal cannot change the billing cycle');
}

/**
 * Checks the body of an order for a PBX's plan against what the tutorials state, IDs digit by digit.
 *
 * @param body as lossless-json parsed it
 * @throws Refusal; its texts are made up, since no error of the real portal is known [inferred]
 */
export function readOrder(body: unknown, book: Book, switches: Switches): OrderLine {
	if (!isFields(body)) throw new Refusal(400, 'parameter_validation_failed', 'The body has to be a JSON object');
	const kind = KINDS[String(body.operationType)];
	if (kind === undefined)
		throw invalidField('operationType', 'enum', `operationType has to be one of ${Object.keys(KINDS).join(', ')}`);
	const productId = Number(digits(body, 'productId', false));
	if (!kind.products.includes(productId))
		throw invalidField('productId', 'enum', `Product ${productId} cannot be ordered so`);
	if (!book.products.some((product) => product.productId === productId)) {
		throw invalidField('productId', 'exists', `There is no product ${productId}`);
	}

	const { productNo, poNumber } = body;
	const pbx = typeof productNo === 'string' ? book.findPbx(productNo) : undefined;
	if (pbx === undefined || pbx.productId !== productId) {
		throw invalidField('productNo', 'exists', 'There is no PBX of this product with that serial number');
	}
	if (poNumber !== undefined && typeof poNumber !== 'string')
		throw invalidField('poNumber', 'type', 'poNumber has to be a text');

	const billingId = digits(body, 'billingId', switches.acceptQuotedIds);
	if (!book.billingContacts.some((contact) => contact.billingContactId === billingId)) {
		throw invalidField('billingId', 'exists', `There is no billing contact ${billingId}`);
	}

	const lines = body.serviceList;
	const line: unknown = Array.isArray(lines) && lines.length === 1 ? lines[0] : undefined;
	if (!isFields(line)) throw invalidField('serviceList', 'size', 'serviceList has to hold one plan');
	fixed(line, 'serviceType', 'plan');
	fixed(line, 'purchaseType', kind.purchaseType);
	fixed(line, 'billingModel', 'recurring');
	const planId = digits(line, 'serviceId', switches.acceptQuotedIds);
	const plan = book.plans.find((candidate) => candidate.planId === planId && candidate.productId === productId);
	if (plan === undefined) throw invalidField('serviceId', 'exists', `Product ${productId} has no plan ${planId}`);
	const isRenewal = kind.purchaseType === 'renew';
	if (!isRenewal && switches.refusesPresentPlan && plan.planId === pbx.planId)
		throw new Refusal(400, 'plan_not_switchable', `The PBX is on ${plan.planName} already`);

	const cycle = cycleOf(line, productId);
	if (isRenewal) assertKept(pbx, plan.planId, cycle.billingCycle);
	const present = book.plans.find((candidate) => candidate.planId === pbx.planId);
	const isUpgrade = plan.rank > (present?.rank ?? 0);
	const keepsInterval = cycle.billingCycle === pbx.billingCycle && cycle.multiCycle === pbx.multiCycle;
	if (switches.upgradeKeepsInterval && isUpgrade && !keepsInterval) {
		throw invalidField(
			'multiCycle',
			'fixed',
			'A switch to a higher plan cannot change the interval of recurring billing',
		);
	}
	return {
		productId,
		productNo: pbx.productNo,
		planId,
		billingId,
		...cycle,
		...(typeof poNumber === 'string' ? { poNumber } : {}),
	};
}

/** What is to be priced, checked. */
export type PricedLine = Pick<OrderLine, 'planId' | 'multiCycle'>;

/**
 * Checks the body of a price calculation: `productId`, `operationType`, and a line with `serviceType`, `pricingId` and `billingCycle` are
 * documented [doc: calculate-subscription-price]; that `multiCycle` counts is inferred.
 *
 * @throws Refusal
 */
export function readPricedLine(body: unknown, book: Book): PricedLine {
	if (!isFields(body)) throw new Refusal(400, 'parameter_validation_failed', 'The body has to be a JSON object');
	fixed(body, 'operationType', 'switch_plan');
	const productId = Number(digits(body, 'productId', false));
	const lines = body.serviceList;
	const line: unknown = Array.isArray(lines) && lines.length === 1 ? lines[0] : undefined;
	if (!isFields(line)) throw invalidField('serviceList', 'size', 'serviceList has to hold one plan');
	fixed(line, 'serviceType', 'plan');
	const pricingId = digits(line, 'pricingId', false);
	const plan = book.plans.find(
		(candidate) => candidate.pricingPlanId === pricingId && candidate.productId === productId,
	);
	if (plan === undefined)
		throw invalidField('pricingId', 'exists', `Product ${productId} has no plan with the pricing ID ${pricingId}`);
	return { planId: plan.planId, multiCycle: cycleOf(line, productId).multiCycle };
}
