import type { OrderLine } from './book';
import { digits, type Fields, leftOut, oneOf, present } from './bodyFields';
import type { Plan, Product, Service } from './catalog';
import { invalidField } from './refusal';
import type { Switches } from './switches';
import { purchaseTypesOf, type Tutorial, tutorialOf } from './tutorials';

/** What a line orders: a plan or a service of the product. */
export type Item = { plan: Plan; service?: undefined } | { plan?: undefined; service: Service };

/** What there is to order. */
export interface Offers {
	products: readonly Product[];
	plans: readonly Plan[];
	services: readonly Service[];
}

/** A line, checked by itself. */
export type ReadLine = Item & {
	values: Pick<
		OrderLine,
		| 'serviceType'
		| 'planId'
		| 'purchaseType'
		| 'billingModel'
		| 'billingCycle'
		| 'multiCycle'
		| 'quantity'
		| 'connectionPlanId'
	>;
};

/** The kind of order that a line is in, and its product. */
export interface OrderKind {
	operationType: string;
	productId: number;
}

/**
 * The plan or service that a line names.
 *
 * @param ids the names of the fields under which a plan and a service have the line's ID
 * @throws Refusal
 */
export function itemOf(
	serviceType: string,
	id: string,
	{ plans, services }: Offers,
	productId: number,
	ids: { field: string; plan: 'planId' | 'pricingPlanId'; service: 'serviceId' | 'pricingServiceId' },
): Item {
	if (serviceType === 'plan') {
		const plan = plans.find((candidate) => candidate[ids.plan] === id && candidate.productId === productId);
		if (plan !== undefined) return { plan };
	} else {
		const service = services.find((candidate) => candidate[ids.service] === id && candidate.productId === productId);
		if (service !== undefined) return { service };
	}
	throw invalidField(ids.field, 'exists', `Product ${productId} has no ${serviceType} ${id}`);
}

/**
 * The billing cycle and multi cycle of a line.
 *
 * @throws Refusal where its tutorial does not allow them
 */
export function cycleOf(
	line: Fields,
	{ cycles }: Pick<Tutorial, 'cycles'>,
): Pick<OrderLine, 'billingCycle' | 'multiCycle'> {
	const named = cycles.filter(([cycle]) => cycle !== '');
	if (named.length < cycles.length && line.billingCycle === undefined) {
		if (line.multiCycle !== undefined && digits(line, 'multiCycle', false) !== '0')
			throw invalidField('multiCycle', 'range', 'multiCycle has to be 0 for a trial');
		return { billingCycle: '', multiCycle: 0 };
	}
	if (named.length === 0) leftOut(line, 'billingCycle', 'a trial is not billed');
	const billingCycle = line.billingCycle;
	const allowed = named.find(([cycle]) => cycle === billingCycle);
	if (allowed === undefined)
		throw invalidField('billingCycle', 'enum', 'billingCycle is not allowed for this kind of order and product');
	const [cycle, multiCycles] = allowed;
	const multiCycle = Number(digits(line, 'multiCycle', false));
	if (!multiCycles.includes(multiCycle)) {
		const range = multiCycles.length === 1 ? multiCycles[0] : `${multiCycles[0]} to ${multiCycles.at(-1)}`;
		throw invalidField('multiCycle', 'range', `multiCycle has to be ${range} when billed ${cycle}`);
	}
	return { billingCycle: cycle, multiCycle };
}

function billingModelOf(line: Fields, { billingModel }: Tutorial): string | undefined {
	switch (billingModel) {
		case 'leftOut':
			leftOut(line, 'billingModel', 'a trial is not billed');
			return undefined;
		case 'notListed':
			return line.billingModel === undefined ? undefined : oneOf(line, 'billingModel', ['recurring', 'once']);
		case 'any':
			return oneOf(line, 'billingModel', ['recurring', 'once']);
		case 'recurring':
		case 'once':
			return oneOf(line, 'billingModel', [billingModel]);
	}
}

/** How many a line orders; what it may be besides a whole number above 0 is left to the order's rules. */
function quantityOf(line: Fields, { quantity: rule }: Tutorial, { service }: Item): number | undefined {
	const counts = service?.counts ?? 'nothing';
	if (line.quantity === undefined) {
		if (rule === 'byService' && counts !== 'nothing')
			throw invalidField('quantity', 'required', `quantity is required for ${service?.serviceName ?? 'this service'}`);
		return undefined;
	}
	if (rule === 'none') leftOut(line, 'quantity', 'this kind of order has none');
	if (rule === 'byService' && counts === 'nothing') leftOut(line, 'quantity', 'it is sold at a flat rate');
	const quantity = Number(digits(line, 'quantity', false));
	if (quantity < 1 || quantity > 1_000_000)
		throw invalidField('quantity', 'range', 'quantity has to be a whole number from 1');
	return quantity;
}

/**
 * Checks a line of an order against the tutorial of its kind, product and service.
 *
 * @param line its fields, as lossless-json parsed them
 * @throws Refusal
 */
export function readLine(line: Fields, kind: OrderKind, offers: Offers, { acceptQuotedIds }: Switches): ReadLine {
	const { operationType, productId } = kind;
	const serviceType = oneOf(line, 'serviceType', ['plan', 'service']) as 'plan' | 'service';
	const purchaseType = oneOf(line, 'purchaseType', purchaseTypesOf(operationType));
	const planId = digits(line, 'serviceId', acceptQuotedIds);
	const ids = { field: 'serviceId', plan: 'planId', service: 'serviceId' } as const;
	const item = itemOf(serviceType, planId, offers, productId, ids);
	const tutorial = tutorialOf(operationType, productId, item.service?.serviceName ?? '');
	if (tutorial.lines !== 'both') oneOf(line, 'serviceType', [tutorial.lines]);
	const billingModel = billingModelOf(line, tutorial);
	const quantity = quantityOf(line, tutorial, item);
	const connectionPlanId =
		line.connectionPlanId === undefined ? undefined : digits(line, 'connectionPlanId', acceptQuotedIds);
	const values = { serviceType, planId, purchaseType, billingModel, ...cycleOf(line, tutorial) };
	return { ...item, values: present({ ...values, quantity, connectionPlanId }) };
}
