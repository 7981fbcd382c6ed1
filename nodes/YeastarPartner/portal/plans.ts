import type { PortalClient } from './client';
import { unrecognized } from './failure';
import { findInside, findObjects, isEmptyResult, textField } from './find';
import { isJsonObject, type JsonObject, type JsonValue } from './json';
import { hasPlanId, namesOf, type PlanNames } from './planNames';
import { PRODUCTS } from './products';

/** Where a product's plans are asked for [doc: api-interface-list]. */
export const PLANS_PATH = '/pricing/openapi/purchase/v1/purchase_product_info';

/** A plan that can be subscribed to, its further fields as the portal gave them. */
export interface Plan extends JsonObject {
	planId: string;
	productId: string;
}

/** Which plans to ask for. */
export interface PlanQuery {
	productId: string;
	/**
	 * A serial number of the product. The reference requires it for products 9 and 11, the tutorials leave it out
	 * [doc: query-available-subscription-trial-plans-and-services-for-a-product; tutorials].
	 */
	productNo?: string;
}

/**
 * Whether an answer without a recognizable plan should have one: the products of PBXs have plans, those of an account may
 * have services only [doc: tutorials].
 */
export function lacksPlans(result: JsonValue, productId: string): boolean {
	const isOfPbx = PRODUCTS.some(({ id }) => String(id) === productId);
	const hasServices = findObjects(result, (object) => textField(object, 'serviceId') !== '').length > 0;
	return !isEmptyResult(result) && !hasEmptyPlanList(result) && (isOfPbx || !hasServices);
}

/** Whether a product has services, but a field for its plans that holds none. */
function hasEmptyPlanList(result: JsonValue): boolean {
	if (!isJsonObject(result)) return false;
	return Object.entries(result).some(([field, value]) => /plan/i.test(field) && isEmptyResult(value));
}

/**
 * A plan, and the names by which people know it. Nothing is ordered by one of its `otherNames`, but they make the same
 * name of another plan doubtful.
 */
export interface NamedPlan extends PlanNames {
	plan: Plan;
	/** The names as people are shown them; empty where the portal tells none that can be recognized. */
	name: string;
}

/** Names in one text, without those that are a part of a longer one. */
function joined(names: readonly string[]): string {
	const isInside = (name: string, other: string) =>
		other.length > name.length && other.toLowerCase().includes(name.toLowerCase());
	return names.filter((name) => !names.some((other) => isInside(name, other))).join(' / ');
}

/** The plans that a plan tells of inside of it, such as the next one, each with all that it may be called. */
export function plansInside({ plan }: NamedPlan): Array<{ id: string; name: string }> {
	return findInside(plan, hasPlanId).flatMap((found) => {
		const { names, otherNames } = namesOf(found, new Set());
		return [...names, ...otherNames].map((name) => ({ id: textField(found.object, 'planId'), name }));
	});
}

/**
 * The plans in an answer, wherever they stand in it. A service that belongs to a plan has a `serviceId` and is
 * left out.
 *
 * @param result the `result` of the portal's answer [doc: `planId` for each plan and `offeringId` for the
 * product; where they stand is inferred]
 */
export function plansIn(result: JsonValue, productId: string): NamedPlan[] {
	const havingPlanId = findObjects(result, hasPlanId);
	const plansOnly = havingPlanId.filter(({ object }) => textField(object, 'serviceId') === '');
	const plans = plansOnly.length > 0 ? plansOnly : havingPlanId;
	const anywhere = findObjects(result, (object) => textField(object, 'offeringId') !== '')[0]?.object;
	const planIds = new Set(plans.map(({ object }) => textField(object, 'planId')));
	return plans.map((found) => {
		const { object, around } = found;
		const nearest = around.findLast((parent) => textField(parent, 'offeringId') !== '') ?? anywhere;
		const offering: JsonObject = nearest === undefined ? {} : { offeringId: textField(nearest, 'offeringId') };
		const plan: Plan = { ...offering, ...object, planId: textField(object, 'planId'), productId };
		const names = namesOf(found, planIds);
		return { plan, name: joined(names.names), ...names };
	});
}

/**
 * The plans of a product, each with the name that is its own.
 *
 * @throws PortalFailure also when the answer holds something, but no plan
 */
export async function getNamedPlans(client: PortalClient, query: PlanQuery): Promise<NamedPlan[]> {
	const { result, requestId } = await client.get(PLANS_PATH, { ...query });
	const plans = plansIn(result, query.productId);
	if (plans.length === 0 && lacksPlans(result, query.productId)) {
		throw unrecognized(`answer for product ${query.productId}`, 'plan', 'planId', requestId);
	}
	return plans;
}

/**
 * The plans of a product, their fields as the portal gave them.
 *
 * @throws PortalFailure as {@link getNamedPlans} does
 */
export async function getPlans(client: PortalClient, query: PlanQuery): Promise<Plan[]> {
	return (await getNamedPlans(client, query)).map(({ plan }) => plan);
}
