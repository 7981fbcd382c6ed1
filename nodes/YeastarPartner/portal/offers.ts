import type { PortalClient } from './client';
import { type PortalFailure, unrecognized } from './failure';
import { lacksPlans, type NamedPlan, plansIn, PLANS_PATH, type PlanQuery, plansInside } from './plans';
import { offerOfService, type Service, servicesIn } from './services';

/** A plan or service that can be ordered, and the names by which people know it. */
export interface Offer {
	id: string;
	/** The names as people are shown them; empty where the portal tells none that can be recognized. */
	name: string;
	/** Its own names. */
	names: readonly string[];
	/** Texts that may name it: nothing is ordered by one of them, but they make the same name of another one doubtful. */
	otherNames: readonly string[];
	/** Others of its kind that it tells of, such as the next plan. */
	inside: ReadonlyArray<{ id: string; name: string }>;
}

/** A plan as something that can be ordered. */
export function offerOfPlan(plan: NamedPlan): Offer {
	const { name, names, otherNames } = plan;
	return { id: plan.plan.planId, name, names, otherNames, inside: plansInside(plan) };
}

/** What a product offers. */
export interface ProductOffers {
	plans: NamedPlan[];
	services: Service[];
	/** Why there are no plans, where the product should have some: the answer holds none that can be recognized. */
	withoutPlans?: PortalFailure;
}

/**
 * The plans and services of a product.
 *
 * @throws PortalFailure also when the answer holds something, but neither a plan nor a service
 */
export async function getOffers(client: PortalClient, query: PlanQuery): Promise<ProductOffers> {
	const { result, requestId } = await client.get(PLANS_PATH, { ...query });
	const [plans, services] = [plansIn(result, query.productId), servicesIn(result, query.productId)];
	if (plans.length > 0 || !lacksPlans(result, query.productId)) return { plans, services };
	const withoutPlans = unrecognized(`answer for product ${query.productId}`, 'plan', 'planId', requestId);
	if (services.length === 0) throw withoutPlans;
	return { plans, services, withoutPlans };
}

/**
 * The services of a product, their fields as the portal gave them.
 *
 * @throws PortalFailure also when the answer holds something, but neither a plan nor a service
 */
export async function getServices(client: PortalClient, query: PlanQuery): Promise<Service[]> {
	const { result, requestId } = await client.get(PLANS_PATH, { ...query });
	const services = servicesIn(result, query.productId);
	const hasPlans = plansIn(result, query.productId).length > 0;
	if (services.length === 0 && !hasPlans && lacksPlans(result, query.productId)) {
		throw unrecognized(`answer for product ${query.productId}`, 'service', 'serviceId', requestId);
	}
	return services;
}

/** What a product offers of a kind, as it can be ordered. */
export function offersOf({ plans, services }: ProductOffers, kind: 'plan' | 'service'): Offer[] {
	return kind === 'plan' ? plans.map(offerOfPlan) : services.map(offerOfService);
}
