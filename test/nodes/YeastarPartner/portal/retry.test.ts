import { getEventListeners } from 'node:events';

import type { FailureFacts } from '../../../../nodes/YeastarPartner/portal/failure';
import { decideRetry, retryPolicy, waitFor } from '../../../../nodes/YeastarPartner/portal/retry';
import { onRequest } from '../../../support/bookings';
import {
	APPLIANCE,
	closePortals,
	locator,
	ORDER_PATH,
	PLANS_PATH,
	setUp,
	switchParameters,
} from '../../../support/portal';
import type { FaultKind } from '../../../../sandbox/faults';

const usual = { ...retryPolicy };

beforeEach(() => Object.assign(retryPolicy, usual));
afterEach(closePortals);

/** Longer than a test may take, in milliseconds. */
const FOREVER = 20_000;

function facts(some: Partial<FailureFacts> = {}): FailureFacts {
	return { message: 'no', advice: '', delivery: 'ambiguous', retryable: true, ...some };
}

const UNAUTHORIZED = { status: 401, delivery: 'notDelivered', retryable: false } as const;
const THROTTLED = { status: 429, delivery: 'notDelivered' } as const;

function times(count: number, some: Partial<FailureFacts> = {}): FailureFacts[] {
	return Array.from({ length: count }, () => facts(some));
}

describe('decideRetry', () => {
	beforeEach(() => Object.assign(retryPolicy, { initialInterval: 300, second: 1000 }));

	it.each([1, 4])('repeats a question after %i failures, later each time', (count) => {
		const decision = decideRetry('GET', times(count));
		const longest = 300 * 2 ** (count - 1);
		const isInTime = (wait: number) => wait >= longest / 2 && wait <= longest;
		expect(decision.kind === 'wait' && isInTime(decision.milliseconds)).toBe(true);
	});

	it('gives up after five attempts', () => {
		expect(decideRetry('GET', [])).toEqual({ kind: 'giveUp' });
		expect(decideRetry('GET', times(5))).toEqual({ kind: 'giveUp' });
	});

	it.each<[string, Array<Partial<FailureFacts>>, string]>([
		['one', [{ timedOut: true }], 'wait'],
		['two in a row', [{ timedOut: true }, { timedOut: true }], 'giveUp'],
		['two with another failure in between', [{ timedOut: true }, {}, { timedOut: true }], 'giveUp'],
		['one, then another failure', [{ timedOut: true }, {}], 'wait'],
	])('repeats a question after timeouts: %s', (_what, failures, kind) => {
		expect(decideRetry('GET', failures.map(facts)).kind).toBe(kind);
	});

	it('does not repeat a question that will fail again', () => {
		expect(decideRetry('GET', times(1, { retryable: false }))).toEqual({ kind: 'giveUp' });
	});

	it.each(['ambiguous', 'rejected', 'delivered'] as const)('does not send an order again that is %s', (delivery) => {
		expect(decideRetry('POST', times(1, { delivery }))).toEqual({ kind: 'giveUp' });
	});

	it('sends an order again that provably did not arrive', () => {
		expect(decideRetry('POST', times(1, { delivery: 'notDelivered' })).kind).toBe('wait');
	});

	it('takes another token, twice, and does not count that as attempts', () => {
		expect(decideRetry('POST', times(2, UNAUTHORIZED))).toEqual({ kind: 'newToken' });
		expect(decideRetry('POST', times(3, UNAUTHORIZED))).toEqual({ kind: 'giveUp' });
		expect(decideRetry('GET', [...times(2, UNAUTHORIZED), ...times(4)]).kind).toBe('wait');
	});

	it('takes another token where the portal refused it with another status', () => {
		expect(decideRetry('GET', times(1, { delivery: 'rejected', tokenRejected: true, retryable: false }))).toEqual({
			kind: 'newToken',
		});
	});

	it('leaves it to the rate limiter when a throttled request leaves again, ten times at the most', () => {
		expect(decideRetry('POST', times(9, THROTTLED))).toEqual({ kind: 'throttled' });
		expect(decideRetry('POST', times(10, THROTTLED))).toEqual({ kind: 'giveUp' });
	});

	it('does not send an order again that was throttled and may be placed', () => {
		expect(decideRetry('POST', times(1, { status: 429, delivery: 'ambiguous' }))).toEqual({ kind: 'giveUp' });
	});

	it.each([
		['seconds', '7', 7000],
		['seconds with spaces', ' 7 ', 7000],
		['no seconds', '0', 0],
		['a date that has passed', new Date(Date.now() - FOREVER).toUTCString(), 0],
		['more than 30 seconds', '999999', 30_000],
		['a date in a year', new Date(Date.now() + 31_536_000_000).toUTCString(), 30_000],
		['more digits than a number holds', '9'.repeat(400), 30_000],
	])('waits as Retry-After says: %s', (_what, retryAfter, milliseconds) => {
		expect(decideRetry('GET', times(1, { retryAfter }))).toEqual({ kind: 'wait', milliseconds });
	});

	it.each(['', 'soon', '-'])('waits its own time where Retry-After cannot be read (%j)', (retryAfter) => {
		const decision = decideRetry('GET', times(1, { retryAfter }));
		expect(decision.kind === 'wait' && decision.milliseconds > 0 && decision.milliseconds <= 300).toBe(true);
	});
});

describe('waitFor', () => {
	it('ends when it is canceled', async () => {
		const controller = new AbortController();
		const waiting = waitFor(FOREVER, controller.signal);
		controller.abort();
		await waiting;
	}, 1000);

	it('leaves no listener behind', async () => {
		const { signal } = new AbortController();
		await waitFor(1, signal);
		expect(getEventListeners(signal, 'abort')).toHaveLength(0);
	});
});

const GET_PLANS = { resource: 'plan', operation: 'getPlans', productId: 11, productNo: locator('') };
const PASSING: Array<[FaultKind, number | undefined]> = [
	['tooManyRequests', undefined],
	['serverError', 500],
	['serverError', 502],
	['serverError', 503],
	['drop', undefined],
	['truncated', undefined],
];

describe('a question to the portal', () => {
	it.each(PASSING)('survives four times %s (%s)', async (kind, status) => {
		const { engine, portal, received } = await setUp();
		portal.faults.order({ kind, path: PLANS_PATH, times: 4, ...(status === undefined ? {} : { status }) });
		const { items, error } = await engine.run({ parameters: GET_PLANS });
		expect(error).toBeUndefined();
		expect(items).toHaveLength(3);
		expect(received(PLANS_PATH)).toHaveLength(5);
	});

	it.each(PASSING)('is given up after five times %s (%s)', async (kind, status) => {
		const { engine, portal, received } = await setUp();
		portal.faults.order({ kind, path: PLANS_PATH, ...(status === undefined ? {} : { status }) });
		const { items, error } = await engine.run({ parameters: GET_PLANS });
		expect(items).toEqual([]);
		expect(error?.message).toMatch(/\w/);
		expect(received(PLANS_PATH)).toHaveLength(5);
	});

	it('is given up where five are turned away in a row, also where the connection drops in between', async () => {
		const { engine, portal, received } = await setUp();
		// A request counts for all faults: the fifth one drops.
		portal.faults.order({ kind: 'tooManyRequests', path: PLANS_PATH, times: 4 });
		portal.faults.order({ kind: 'drop', path: PLANS_PATH, times: 5 });
		portal.faults.order({ kind: 'tooManyRequests', path: PLANS_PATH });
		expect((await engine.run({ parameters: GET_PLANS })).error?.message).toMatch(/Too many/);
		expect(received(PLANS_PATH)).toHaveLength(6);
	});

	it.each<FaultKind>(['html', 'refusal', 'redirect'])(
		'is asked once where the answer will be the same (%s)',
		async (kind) => {
			const { engine, portal, received } = await setUp();
			portal.faults.order({ kind, path: PLANS_PATH });
			expect((await engine.run({ parameters: GET_PLANS })).error).toBeDefined();
			expect(received(PLANS_PATH)).toHaveLength(1);
		},
	);

	it.each([1, 3])('is not repeated once the execution is canceled at try %i', async (nth) => {
		const { engine, portal, received } = await setUp();
		portal.faults.order({ kind: 'serverError', path: PLANS_PATH });
		onRequest(portal, PLANS_PATH, nth, () => running.cancel());
		const running = engine.start({ parameters: GET_PLANS });
		expect((await running.finished).run.status).toBe('canceled');
		expect(received(PLANS_PATH)).toHaveLength(nth);
	});
});

describe('an order', () => {
	it.each([
		['turned away unread is sent again', 4, 5, 1],
		['turned away five times is given up', 9, 5, 0],
	])('that is %s', async (_what, times, sends, orders) => {
		const { engine, portal, received } = await setUp();
		portal.faults.order({ kind: 'tooManyRequests', retryAfter: 1, path: ORDER_PATH, times });
		await engine.run({ parameters: switchParameters() });
		expect(received(ORDER_PATH)).toHaveLength(sends);
		expect(portal.book.orders.map(({ productNo }) => productNo)).toEqual(Array(orders).fill(APPLIANCE));
	});

	it('that is turned away unread is not sent again once the execution is canceled', async () => {
		const { engine, portal, received } = await setUp();
		portal.faults.order({ kind: 'tooManyRequests', path: ORDER_PATH });
		onRequest(portal, ORDER_PATH, 1, () => running.cancel());
		const running = engine.start({ parameters: switchParameters() });
		await running.finished;
		expect(received(ORDER_PATH)).toHaveLength(1);
	});

	it.each<FaultKind>(['serverError', 'drop', 'truncated', 'html'])(
		'whose answer is lost is not sent again (%s)',
		async (kind) => {
			const { engine, portal, received } = await setUp();
			portal.faults.order({ kind, path: ORDER_PATH, times: 1 });
			await engine.run({ parameters: switchParameters() });
			expect(received(ORDER_PATH)).toHaveLength(1);
		},
	);
});
