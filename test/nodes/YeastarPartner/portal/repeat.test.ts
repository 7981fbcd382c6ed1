import { type FailureFacts, PortalFailure } from '../../../../nodes/YeastarPartner/portal/failure';
import { MAX_TRIES, pace, repeat, type RepeatRules } from '../../../../nodes/YeastarPartner/portal/repeat';
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

const usual = { ...pace };

beforeEach(() => Object.assign(pace, usual));
afterEach(closePortals);

/** Longer than a test may take, in milliseconds. */
const FOREVER = 20_000;

function failure(facts: Partial<FailureFacts> = {}): PortalFailure {
	return new PortalFailure({ message: 'no', advice: '', delivery: 'ambiguous', retryable: true, ...facts });
}

/** Repeats an attempt that fails so, as often as there are failures, and then succeeds. */
async function play(
	failures: readonly Error[],
	rules: Partial<RepeatRules> = {},
	onTry: (tries: number) => void = () => undefined,
) {
	let tries = 0;
	const attempt = async () => {
		const error = failures[tries++];
		onTry(tries);
		if (error !== undefined) throw error;
		return await Promise.resolve('done');
	};
	const outcome = await repeat(attempt, { mayRepeat: ({ facts }) => facts.retryable === true, ...rules }).catch(
		(error: unknown) => error,
	);
	return { tries, outcome };
}

describe('repeat', () => {
	it('is not tried again once it is canceled during the wait, which ends with it', async () => {
		Object.assign(pace, { firstWait: 3000 });
		const controller = new AbortController();
		const failures = [failure(), failure()];
		const played = play(failures, { signal: controller.signal }, () => setImmediate(() => controller.abort()));
		expect(await played).toEqual({ tries: 1, outcome: failures[0] });
	}, 1000);

	it.each([0, 1, 4])('succeeds after %i failures', async (count) => {
		const failures = Array.from({ length: count }, () => failure());
		expect(await play(failures)).toEqual({ tries: count + 1, outcome: 'done' });
	});

	it('gives up after five tries, with the last failure', async () => {
		const failures = Array.from({ length: 9 }, (_, index) => failure({ message: `try ${index + 1}` }));
		expect(await play(failures)).toEqual({ tries: MAX_TRIES, outcome: failures[4] });
		expect(MAX_TRIES).toBe(5);
	});

	it.each<[string, Array<Partial<FailureFacts>>, number]>([
		['one that succeeds the second time', [{ timedOut: true }], 2],
		['two in a row', [{ timedOut: true }, { timedOut: true }, {}], 2],
		['two with another failure in between', [{ timedOut: true }, {}, { timedOut: true }, {}], 3],
		['one, then other failures', [{ timedOut: true }, {}, {}, {}, {}], 5],
	])('is tried so often with timeouts: %s', async (_what, facts, tries) => {
		const failures = facts.map((one) => failure(one));
		const played = await play(failures);
		expect(played.tries).toBe(tries);
		expect(played.outcome).toBe(facts.length < tries ? 'done' : failures[tries - 1]);
	});

	it.each<[string, Error]>([
		['a failure that may not be repeated', failure({ retryable: false })],
		['an error that is no failure of the portal', new TypeError('a bug')],
	])('throws %s at once', async (_what, error) => {
		expect(await play([error, error])).toEqual({ tries: 1, outcome: error });
		expect(await play([failure(), error])).toEqual({ tries: 2, outcome: error });
	});

	it('asks for each failure whether it may be repeated', async () => {
		const failures = [failure({ message: 'one' }), failure({ message: 'two' })];
		const asked: string[] = [];
		await play(failures, { mayRepeat: ({ message }) => asked.push(message) > 0 });
		expect(asked).toEqual(['one', 'two']);
	});

	it.each([
		['seconds', '7'],
		['seconds with spaces', ' 7 '],
		['no seconds', '0'],
		['a date that comes', new Date(Date.now() + 20_000).toUTCString()],
		['a date that has passed', new Date(Date.now() - FOREVER).toUTCString()],
	])('waits as Retry-After says, and not as long as it would: %s', async (_what, retryAfter) => {
		Object.assign(pace, { firstWait: FOREVER, second: 0 });
		expect((await play([failure({ retryAfter }), failure({ retryAfter })])).tries).toBe(3);
	});

	it.each([
		['seconds', '999999'],
		['a date', new Date(Date.now() + 999_999_000).toUTCString()],
		['more digits than a number holds', '9'.repeat(400)],
	])('does not wait for ever because Retry-After says so: %s', async (_what, retryAfter) => {
		Object.assign(pace, { firstWait: FOREVER, second: 1 });
		expect((await play([failure({ retryAfter })])).tries).toBe(2);
	});

	it.each(['', 'soon', '-'])('waits its own time where Retry-After cannot be read (%j)', async (retryAfter) => {
		expect((await play([failure({ retryAfter })])).tries).toBe(2);
	});

	it.each([
		['before the first try', 0],
		['during the first try', 1],
		['during the third', 3],
	])('is not tried again once it is canceled %s', async (_when, last) => {
		const controller = new AbortController();
		if (last === 0) controller.abort();
		const failures = Array.from({ length: 9 }, () => failure());
		const { tries, outcome } = await play(failures, { signal: controller.signal }, (count) => {
			if (count === last) controller.abort();
		});
		expect(tries).toBe(Math.max(last, 1));
		expect(outcome).toBe(failures[tries - 1]);
	});

	it('gives what came, though it was canceled meanwhile', async () => {
		const controller = new AbortController();
		expect(await play([], { signal: controller.signal }, () => controller.abort())).toEqual({
			tries: 1,
			outcome: 'done',
		});
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
