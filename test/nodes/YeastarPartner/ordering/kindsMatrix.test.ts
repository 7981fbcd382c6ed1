import type { INodeParameters } from 'n8n-workflow';

import type { Fault } from '../../../../sandbox/faults';
import type { BookedOrder } from '../../../../sandbox/book';
import { SERVICE } from '../../../sandbox/orders';
import { line, orderParameters } from '../../../support/createOrder';
import type { RunResult, RunSetup } from '../../../support/engine';
import { type Bench, closePortals, locator, ORDER_PATH, setUp } from '../../../support/portal';

afterEach(closePortals);

/** What goes wrong with the first order of a run, once. */
const FAULTS: Record<string, Fault> = {
	'no fault': { kind: 'latency' },
	'connection dropped before the order is placed': { kind: 'drop' },
	'connection dropped after the order is placed': { kind: 'drop', afterCommit: true },
	'no answer after the order is placed': { kind: 'noAnswer', afterCommit: true },
	'web page of a proxy after the order is placed': { kind: 'html', status: 502, afterCommit: true },
	'answer that breaks off': { kind: 'truncated', afterCommit: true },
	'401 in the middle': { kind: 'unauthorized' },
	'429 without Retry-After': { kind: 'tooManyRequests' },
	'503 after the order is placed': { kind: 'serverError', status: 503, afterCommit: true },
	'refusal by the portal': { kind: 'refusal', detailMessage: 'Not now' },
};

const SIZE = 3;
const PLAN = '={{ $json.plan }}';

/** The parameters of each kind of order; every item is another PBX or another quantity. */
const KINDS: Record<string, INodeParameters> = {
	'renewal of a plan': orderParameters({
		operationType: 'renew_plan',
		productNo: locator('={{ $json.sn }}'),
		lines: { line: [line({ serviceId: PLAN, billingCycle: 'annually', multiCycle: 1 })] },
	}),
	'purchase of a plan': orderParameters({
		operationType: 'purchase_plan',
		productNo: locator('={{ $json.newSn }}'),
		lines: { line: [line({ serviceId: PLAN, billingCycle: 'monthly' })] },
	}),
	'purchase of a service': orderParameters({ productNo: locator('={{ $json.sn }}') }),
	'service of an account': orderParameters({
		productId: 21,
		productNo: locator(''),
		lines: {
			line: [line({ serviceType: 'service', serviceId: SERVICE.premium21, quantity: '={{ $json.quantity }}' })],
		},
	}),
	'trial of an account': orderParameters({
		operationType: 'trial_service',
		productId: 21,
		productNo: locator(''),
		lines: { line: [line({ serviceType: 'service', serviceId: SERVICE.premium21 })] },
		options: { partnerId: '={{ $json.customer }}' },
	}),
};

interface Mode {
	settings?: RunSetup['settings'];
	key?: boolean;
	times?: number;
	retried?: boolean;
	/** Whether the portal hides purchase order numbers. */
	hidden?: boolean;
}

const MODES: Record<string, Mode> = {
	'plain run': {},
	'Retry On Fail, purchase order numbers hidden': {
		settings: { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 },
		hidden: true,
	},
	'Retry On Fail': { settings: { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 } },
	'Retry execution': { retried: true },
	'two executions with the same keys': { key: true, times: 2, settings: { onError: 'continueRegularOutput' } },
};

function prepare({ portal }: Bench): RunSetup['input'] {
	const { book } = portal;
	const pbxs = book.addPbxs(11, SIZE);
	const unplanned = book.addPbxs(11, SIZE);
	for (const pbx of unplanned) pbx.planId = undefined;
	return pbxs.map((pbx, index) => {
		const [first] = book.customers;
		if (first === undefined) throw new Error('The sandbox has no customer');
		const customer = `35051848059126${10_013 + index}`;
		book.customers.push({ ...first, partnerId: customer, email: `customer${index}@example.test` });
		return {
			sn: pbx.productNo,
			newSn: unplanned[index]?.productNo ?? '',
			plan: pbx.planId ?? '',
			quantity: index + 1,
			customer,
			deal: `deal-${index}`,
		};
	});
}

/** All that an execution tells its user. */
function told({ items, error }: RunResult): string {
	const errors = [error, ...items.map((item) => item.error as RunResult['error'])].filter((one) => one !== undefined);
	return JSON.stringify([
		items.map(({ json }) => json),
		errors.map(({ message, description }) => [message, description]),
	]);
}

/** What makes two orders in the book the same, since every item is another one. */
function identityOf({ productNo, planId, partnerId, quantity }: BookedOrder): string {
	return JSON.stringify([productNo, planId, partnerId, quantity]);
}

/** Whether an order's number is told, or that it is unknown what became of an order. */
function isTold({ orderNo, productNo, poNumber = '-' }: BookedOrder, text: string): boolean {
	if (text.includes(orderNo)) return true;
	return new RegExp(`unknown whether the order for [^:]*(${productNo || poNumber})`).test(text);
}

const CELLS = Object.keys(KINDS).flatMap((kind) =>
	Object.keys(FAULTS).flatMap((fault) => Object.keys(MODES).map((mode) => [kind, fault, mode] as const)),
);

describe('no order of any kind is placed twice, and none goes unreported', () => {
	it.each(CELLS)('%s, %s, %s', async (kind, fault, mode) => {
		const { settings = {}, key = false, times = 1, retried = false, hidden = false } = MODES[mode] ?? {};
		const bench = await setUp({ refusesPresentPlan: false, referenceInList: hidden ? 'empty' : 'poNumber' });
		const { engine, portal } = bench;
		const input = prepare(bench);
		portal.faults.order({ ...(FAULTS[fault] as Fault), path: ORDER_PATH, times: 1 });
		const parameters = {
			...KINDS[kind],
			orderKey: key ? '={{ $json.deal }}' : '',
			options: { timeout: 1, ...(KINDS[kind]?.options as object) },
		};
		const setup: RunSetup = { parameters, input, settings };
		const results: RunResult[] = [];
		for (let time = 1; time <= times; time++) {
			const running = engine.start(setup);
			const result = await running.finished;
			results.push(result);
			if (retried && result.error) results.push(await engine.retry(setup, running.data).finished);
		}
		const { orders } = portal.book;
		expect(new Set(orders.map(identityOf)).size).toBe(orders.length);
		const text = results.map(told).join('\n');
		expect(orders.filter((order) => !isTold(order, text))).toEqual([]);
		if ((FAULTS[fault]?.afterCommit === true && !hidden) || fault === 'no fault') expect(orders).toHaveLength(SIZE);
	});
});
