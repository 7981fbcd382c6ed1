import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { parse } from 'lossless-json';

import type { BookedOrder, OrderLine, OrderLines } from '../../../sandbox/book';
import { type Fields, orderOf, PBX, PLAN, planLine, SERVICE, serviceLine } from '../../sandbox/orders';
import { MONTHLY, TUTORIALS } from '../../sandbox/tutorialOrders';
import { parametersFor } from '../createOrder';

const SWITCH_ALIKE = 'switch to the plan of the renewal, Appliance';
const PURCHASE_ALIKE = 'purchase of what is renewed, RM Premium';

/** A kind of order for each tutorial, and some that differ from one of those in nothing but the kind. */
export const KINDS: Readonly<Record<string, Fields>> = {
	...TUTORIALS,
	[SWITCH_ALIKE]: orderOf('switch_plan', 11, [planLine('switch', PLAN.enterprise11, MONTHLY)], { productNo: PBX[11] }),
	[PURCHASE_ALIKE]: orderOf('purchase_service', 21, [
		serviceLine('purchase', SERVICE.premium21, { quantity: 4, multiCycle: 0 }),
	]),
};

/** What else is ordered where a deal has changed: the same of another kind, where there is such a kind. */
export const CHANGED: Readonly<Record<string, string>> = {
	'renew plan, Appliance': SWITCH_ALIKE,
	[SWITCH_ALIKE]: 'renew plan, Appliance',
	'renew, RM Premium': PURCHASE_ALIKE,
	[PURCHASE_ALIKE]: 'renew, RM Premium',
};

/** Whether a kind of order is for a PBX that is there. The others are for an account, or for a PBX that they make. */
export function isForPbx(kind: string): boolean {
	return KINDS[kind]?.productNo !== undefined;
}

/** An order that an input item is for. */
export interface Wanted {
	/** Its body, but for the purchase order number. */
	fields: Fields;
	/** Its order key, where it has one. */
	key?: string;
}

/** What makes an item's order another one than the usual one of its kind. */
export interface Variation {
	/** How many more than usual are ordered, where that can be chosen. */
	more: number;
	/** The PBX that it is for, where it is for one. */
	productNo: string;
	/** The customer whom it is bought for, where it is for an account. */
	partnerId?: string;
}

const linesOf = ({ serviceList }: Fields) => serviceList as Fields[];

/** Whether how many are ordered can be chosen: a renewal, and what is for each extension, is for as many as there are. */
function canBeMore({ operationType }: Fields, { serviceId }: Fields): boolean {
	return String(operationType).startsWith('purchase_') && serviceId !== SERVICE.availability13;
}

/** The body of an order of a kind. */
export function fieldsFor(kind: string, { more, productNo, partnerId }: Variation): Fields {
	const usual = KINDS[kind] ?? {};
	const subject = usual.productNo === undefined ? (partnerId === undefined ? {} : { partnerId }) : { productNo };
	const serviceList = linesOf(usual).map((line) =>
		typeof line.quantity === 'number' && canBeMore(usual, line) ? { ...line, quantity: line.quantity + more } : line,
	);
	return { ...usual, ...subject, serviceList };
}

/** A parameter that takes from the item what is set, as an expression, and leaves what is empty. */
function taken(value: unknown, path: string): INodeParameters[string] {
	// n8n hides the billing contact only where it is fixed that the order is a trial.
	if (value === '' || /^trial_/.test(String(value))) return value as string;
	if (Array.isArray(value)) return value.map((one, index) => taken(one, `${path}[${index}]`)) as INodeParameters[];
	if (typeof value !== 'object' || value === null) return `={{ ${path} }}`;
	const inside = Object.entries(value).map(([name, one]) => {
		const isFixed = ['__rl', 'mode', 'resource', 'operation'].includes(name);
		return [name, isFixed ? (one as string) : taken(one, `${path}.${name}`)];
	});
	return Object.fromEntries(inside) as INodeParameters;
}

/** Create Order's parameters for items as {@link itemFor} makes them. What is empty is so for all items: an expression that gives nothing is refused. */
export function parametersFromItem(fields: Fields): INodeParameters {
	return taken(parametersFor(fields), '$json') as INodeParameters;
}

/** An input item: what one would fill in for its order. */
export function itemFor({ fields, key = '' }: Wanted): IDataObject {
	return { ...parametersFor(fields), key };
}

function groups(): string[][] {
	const byParameters = new Map<string, string[]>();
	for (const [kind, fields] of Object.entries(KINDS)) {
		const parameters = JSON.stringify(parametersFromItem(fields));
		byParameters.set(parameters, [...(byParameters.get(parameters) ?? []), kind]);
	}
	return [...byParameters.values()];
}

/** The names of the kinds by what has to be filled in for their orders: those of one group can be in one run. */
export const GROUPS: readonly string[][] = groups();

/** What makes two orders the same for a person: what is ordered, for whom, and how many. Numbers may be of lossless-json. */
export function identityOf(fields: Fields): string {
	const text = (value: unknown) => (value === undefined || value === null ? '' : String(value));
	const { operationType, productId, productNo, partnerId } = fields;
	const lines = linesOf(fields).map(({ serviceId, quantity, connectionPlanId }) =>
		[serviceId, quantity, connectionPlanId].map(text).join(' '),
	);
	return JSON.stringify([...[operationType, productId, productNo, partnerId].map(text), ...lines.sort()]);
}

/** What the request asked for that placed an order: the order itself may be for a PBX that it made. */
export function requestedBy({ request }: BookedOrder): Fields {
	return request === undefined ? { serviceList: [] } : (parse(request.body) as Fields);
}

/** The lines of an order as a person places it in the portal. */
export function personsLines({ serviceList, ...order }: Fields): OrderLines {
	const { operationType, productId, productNo = '', billingId, partnerId } = order as Record<string, string>;
	const common = {
		operationType,
		productId: Number(productId),
		productNo,
		billingId: billingId ?? '',
		...(partnerId === undefined ? {} : { partnerId }),
	};
	const lines = linesOf({ serviceList }).map(
		({ serviceId, billingCycle = '', multiCycle, ...line }) =>
			({ ...common, ...line, planId: serviceId, billingCycle, multiCycle: multiCycle ?? 0 }) as OrderLine,
	);
	return lines as unknown as OrderLines;
}
