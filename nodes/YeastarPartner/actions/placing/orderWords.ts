import type { OperationType, Order, OrderLine } from '../../portal/order';

/** How a line is billed, in words; an empty text where it is not. */
function lineBilledAs({ billingCycle, multiCycle }: OrderLine): string {
	if (billingCycle === undefined) return '';
	if (billingCycle !== 'annually' || multiCycle === 0) return billingCycle;
	return multiCycle === 1 ? 'annually, for 1 year' : `annually, for ${multiCycle} years`;
}

/** How an order is billed, in words; an empty text where it is not. */
export function billedAs({ lines }: Pick<Order, 'lines'>): string {
	return [...new Set(lines.map(lineBilledAs))].filter((words) => words !== '').join(' and ');
}

/** What is known of an order by name; each empty where it is not. */
export interface OrderNames {
	product: string;
	/** The plan that the PBX is on. */
	current: string;
	/** The plan or service of each line. */
	lines: readonly string[];
	contact: string;
	/** What it costs. */
	total: string;
}

const VERBS: Readonly<Record<OperationType, string>> = {
	switch_plan: 'Switch',
	switchTrial_plan: 'Switch from the trial to',
	renew_plan: 'Renew',
	renew_service: 'Renew',
	purchase_plan: 'Buy',
	purchase_service: 'Buy',
	trial_plan: 'Start a trial of',
	trial_service: 'Start a trial of',
};

/** The lines of an order, each with how it is billed where that differs. */
function listLines({ lines }: Order, names: OrderNames, isMixed: boolean): string {
	return lines
		.map((line, index) => {
			const { serviceType, serviceId, quantity } = line;
			const name = names.lines[index] || `${serviceType} ${serviceId}`;
			const what = quantity === undefined ? name : `${quantity} × ${name}`;
			return isMixed ? `${what} (${lineBilledAs(line)})` : what;
		})
		.join(' and ');
}

/** An order in one sentence. */
export function describeOrder(order: Order, names: OrderNames): string {
	const { productNo, operationType, billingId, partnerId } = order;
	const isMixed = new Set(order.lines.map(lineBilledAs)).size > 1;
	const what = listLines(order, names, isMixed);
	const from = names.current === '' ? '' : ` from ${names.current}`;
	const pbx = productNo === undefined ? names.product : `PBX ${productNo} (${names.product})`;
	const customer = partnerId === undefined ? '' : ` of customer ${partnerId}`;
	const deed =
		operationType === 'switch_plan'
			? `Switch ${pbx}${customer}${from} to ${what}`
			: `${VERBS[operationType]} ${what} for ${pbx}${customer}`;
	const billed = billedAs(order);
	const contact = names.contact || `billing contact ${billingId}`;
	const terms = billed === '' ? '' : isMixed ? `, billed to ${contact}` : `, billed ${billed}, to ${contact}`;
	return `${deed}${terms}${names.total === '' ? '' : `, for ${names.total}`}`;
}
