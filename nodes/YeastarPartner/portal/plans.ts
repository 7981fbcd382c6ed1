import type { PortalClient } from './client';
import { PortalFailure } from './failure';
import { type Found, findObjects, isEmptyResult, textField, textUnder } from './find';
import { isJsonObject, type JsonObject, type JsonValue } from './json';

/** Where a product's plans are asked for [doc: api-interface-list]. */
const PLANS_PATH = '/pricing/openapi/purchase/v1/purchase_product_info';

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

/** Whether a product has services, but a field for its plans that holds none. */
function hasEmptyPlanList(result: JsonValue): boolean {
	if (!isJsonObject(result)) return false;
	return Object.entries(result).some(([field, value]) => /plan/i.test(field) && isEmptyResult(value));
}

/** A plan, and the name by which people know it. */
export interface NamedPlan {
	plan: Plan;
	/** Empty where the portal tells none that can be recognized. */
	name: string;
}

/** Fields that may hold a plan's name, the likeliest first [inferred: none is documented]. */
const NAME_FIELDS = [/^plan_?name$/i, /^name$/i, /^(?!.*(product|offering|currency|service|cycle|unit|user|categor|group|series|type|brand|region|country|company)).*name$/i, /(title|label|caption)$/i, /^plan$/i];
const ABOVE_NAME_FIELDS = [/^plan_?name$/i];

/** The name of a plan; that of an object around it counts only where it holds no other plan. */
function nameOf({ object, around }: Found): string {
	const own = textUnder(object, NAME_FIELDS);
	if (own !== '') return own;
	const phrases = Object.values(object).flatMap((value) => (typeof value === 'string' && /\p{L}\s+\S/u.test(value) ? [value.trim()] : []));
	if (phrases.length === 1 && phrases[0] !== undefined) return phrases[0];
	const isAlone = (parent: JsonObject) => findObjects(parent, (inner) => textField(inner, 'planId') !== '').length === 1;
	return around.filter(isAlone).map((parent) => textUnder(parent, ABOVE_NAME_FIELDS)).findLast((name) => name !== '') ?? '';
}

/**
 * The plans of a product. Documented are `planId` for each plan and `offeringId` for the product; where they stand in
 * the answer, and what the plan's name is called, is inferred, so they are looked for. A service that belongs to a plan has a `serviceId` and is left out.
 *
 * @throws PortalFailure also when the answer holds something, but no plan
 */
export async function getNamedPlans(client: PortalClient, query: PlanQuery): Promise<NamedPlan[]> {
	const { result, requestId } = await client.get(PLANS_PATH, { ...query });
	const havingPlanId = findObjects(result, (object) => textField(object, 'planId') !== '');
	const plansOnly = havingPlanId.filter(({ object }) => textField(object, 'serviceId') === '');
	const plans = plansOnly.length > 0 ? plansOnly : havingPlanId;
	if (plans.length === 0 && !isEmptyResult(result) && !hasEmptyPlanList(result)) {
		throw new PortalFailure({
			message: `The portal's answer for product ${query.productId} holds no plan that can be recognized`,
			advice: 'No object in it has a planId. Report it with the request ID, so that the node can learn to read it.',
			fate: 'unknown',
			requestId,
		});
	}
	const anywhere = findObjects(result, (object) => textField(object, 'offeringId') !== '')[0]?.object;
	return plans.map((found) => {
		const { object, around } = found;
		const nearest = around.findLast((parent) => textField(parent, 'offeringId') !== '') ?? anywhere;
		const offering: JsonObject = nearest === undefined ? {} : { offeringId: textField(nearest, 'offeringId') };
		const plan: Plan = { ...offering, ...object, planId: textField(object, 'planId'), productId: query.productId };
		return { plan, name: nameOf(found) };
	});
}

/**
 * The plans of a product, their fields as the portal gave them.
 *
 * @throws PortalFailure as {@link getNamedPlans} does
 */
export async function getPlans(client: PortalClient, query: PlanQuery): Promise<Plan[]> {
	return (await getNamedPlans(client, query)).map(({ plan }) => plan);
}
