import { type LookupResult, OrderFinder, type OrderQuery } from '../../nodes/YeastarPartner/ordering/findOrder';
import type { Order, OrderLine } from '../../nodes/YeastarPartner/portal/order';
import type { BookedOrder } from '../../sandbox/book';
import type { ReceivedRequest, Sandbox } from '../../sandbox/server';
import { withClient } from './inNode';
import { APPLIANCE, CONTACT, ULTIMATE_PLAN } from './portal';

export const LIST_PATH = '/order/openapi/order/v1/page';
export const DETAILS_PATH = '/order/openapi/order/v1/get';
export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
/** A PBX of the sandbox that no tutorial names. */
export const OTHER_PBX = '3631E0112233';

/** A line of an order that switches a plan: the tutorial's, where nothing else is said. */
export function switchLine(values: Partial<OrderLine> = {}): OrderLine {
	return {
		serviceType: 'plan',
		serviceId: ULTIMATE_PLAN,
		purchaseType: 'switch',
		billingModel: 'recurring',
		billingCycle: 'annually',
		multiCycle: 1,
		...values,
	};
}

/** The order of the tutorial for the Appliance Edition. */
export const TUTORIAL_ORDER: Readonly<Order> = {
	operationType: 'switch_plan',
	productId: '11',
	productNo: APPLIANCE,
	billingId: CONTACT,
	lines: [switchLine()],
};

/** The order of the tutorial with another line. */
export function withLine(values: Partial<OrderLine>): Order {
	return { ...TUTORIAL_ORDER, lines: [switchLine(values)] };
}

/** Puts an order into a portal's book as if somebody had placed it: the tutorial's, where nothing else is said. */
export function bookOrder({ book }: Sandbox, values: Partial<BookedOrder> = {}): BookedOrder {
	const line = {
		productId: 11,
		productNo: APPLIANCE,
		planId: ULTIMATE_PLAN,
		billingId: CONTACT,
		billingCycle: 'annually',
		multiCycle: 1,
	};
	return Object.assign(book.place(line, 'succeed'), values);
}

/** Books orders an hour apart, the last one now, and returns them oldest first. */
export function bookHistory(portal: Sandbox, count: number, values: Partial<BookedOrder> = {}): BookedOrder[] {
	const now = Date.now();
	return Array.from({ length: count }, (_, index) =>
		bookOrder(portal, { createTime: now - (count - 1 - index) * HOUR, ...values }),
	);
}

/** Does something as soon as a portal has received a request for a path for the nth time, before it answers. */
export function onRequest({ requests }: Sandbox, path: string, nth: number, react: () => void): void {
	let count = 0;
	requests.push = (...received: ReceivedRequest[]) => {
		const length = Array.prototype.push.apply(requests, received);
		for (const request of received) {
			if (request.path === path && ++count === nth) react();
		}
		return length;
	};
}

/** The pages of the order list that a portal was asked for, in the order in which it was. */
export function pagesAsked({ requests }: Sandbox): number[] {
	return requests
		.filter(({ path }) => path === LIST_PATH)
		.map(({ url }) => Number(new URLSearchParams(url.split('?')[1]).get('pageNo')));
}

/** The orders whose details a portal was asked for. */
export function detailsAsked({ requests }: Sandbox): string[] {
	return requests
		.filter(({ path }) => path.startsWith(`${DETAILS_PATH}/`))
		.map(({ path }) => path.slice(DETAILS_PATH.length + 1));
}

/** Looks for the tutorial's order in a portal, from within a node. */
export async function lookFor(portal: Sandbox, wanted: Partial<OrderQuery> = {}): Promise<LookupResult> {
	return await withClient(
		portal,
		async (client) => await new OrderFinder(client).find({ order: TUTORIAL_ORDER, lostAt: Date.now(), ...wanted }),
	);
}

/** What a finding says: the number of the order that was found, or its kind. */
export function inShort(finding: LookupResult): string {
	return finding.kind === 'found' ? finding.order.orderNo : finding.kind;
}
