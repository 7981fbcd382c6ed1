import { type Departure, RateLimiter } from '../../../../nodes/YeastarPartner/portal/rateLimiter';
import { simulate, type Simulated, type Simulation } from '../../../support/rateSimulation';

const RUNS = 15;

/** The run in the middle of many, each with random waits of its own. */
function typical(simulated: Simulated): Simulation {
	const runs = Array.from({ length: RUNS }, (_, run) => simulate(simulated, 1 + run * 7919)).sort(
		(one, other) => one.used - other.used,
	);
	expect(runs.map(({ accepted }) => accepted)).toEqual(runs.map(() => simulated.orders));
	return runs[Math.floor(RUNS / 2)] as Simulation;
}

describe('300 orders, 5 at once, with 10 requests a second allowed', () => {
	it.each(
		(['second', 'slidingSecond', 'bucket'] as const).flatMap((rateLimit) =>
			[true, false].flatMap((tellsRetryAfter) => [20, 100].map((latency) => ({ rateLimit, tellsRetryAfter, latency }))),
		),
	)('use 8 in 10 of them, and fewer than 1 in 10 is refused: %o', ({ latency, ...limit }) => {
		const { used, refusedShare } = typical({
			orders: 300,
			concurrency: 5,
			latency,
			limit: { requestsPerSecond: 10, ...limit },
		});
		expect(used).toBeGreaterThan(0.8);
		expect(refusedShare).toBeLessThan(0.1);
	});
});

it('comes down fast where the first refusals told too little, and each of them costs a second', () => {
	const limit = { requestsPerSecond: 10, rateLimit: 'second' as const, tellsRetryAfter: true };
	expect(typical({ orders: 200, concurrency: 5, latency: 20, others: 5, limit }).used).toBeGreaterThan(0.8);
});

it('loses no order where answers take up to ten times as long as others', () => {
	const limit = { requestsPerSecond: 10, rateLimit: 'second' as const, tellsRetryAfter: false };
	const { used, refusedShare, mostRefusals } = typical({ orders: 300, concurrency: 20, latency: 50, spread: 9, limit });
	expect(used).toBeGreaterThan(0.8);
	expect(refusedShare).toBeLessThan(0.2);
	expect(mostRefusals).toBeLessThan(10);
});

it.each([1, 2, 50, 200])('finds a limit of %i requests a second', (requestsPerSecond) => {
	const limit = { requestsPerSecond, rateLimit: 'bucket' as const, tellsRetryAfter: true };
	const { used, refusedShare } = typical({ orders: 300, concurrency: 20, latency: 20, limit });
	expect(used).toBeGreaterThan(0.8);
	expect(refusedShare).toBeLessThan(0.15);
});

it('lets everything leave at once while nothing was refused', () => {
	const limiter = new RateLimiter();
	for (let request = 0; request < 1000; request++) {
		expect(limiter.delayAt(0)).toBe(0);
		limiter.onSuccess(limiter.onSend(0), 0);
	}
});

describe('after a refusal', () => {
	const refusedAt = (now: number, retryAfter?: number) => {
		const limiter = new RateLimiter();
		const others = Array.from({ length: 9 }, () => limiter.onSend(now));
		limiter.onThrottled(limiter.onSend(now), now + 10, retryAfter);
		return { limiter, others };
	};

	it('waits as long as the portal says, then sends one request and waits for its answer', () => {
		const { limiter } = refusedAt(0, 1000);
		expect(limiter.delayAt(10)).toBe(1000);
		expect(limiter.delayAt(1010)).toBe(0);
		expect(limiter.onSend(1010).isProbe).toBe(true);
		expect(limiter.delayAt(1010)).toBe(Infinity);
	});

	it('waits twice as long after each further one', () => {
		const { limiter } = refusedAt(0);
		const waits = [20, 10_000, 20_000].map((now) => {
			limiter.onThrottled(limiter.onSend(now), now);
			return limiter.delayAt(now);
		});
		for (const [index, wait] of waits.entries()) {
			expect(wait).toBeGreaterThanOrEqual(150 * 2 ** (index + 1));
			expect(wait).toBeLessThanOrEqual(300 * 2 ** (index + 1));
		}
	});

	it('counts those that were under way for one, and takes the longest wait that was told', () => {
		const { limiter, others } = refusedAt(0, 1000);
		others.forEach((permit, index) => limiter.onThrottled(permit, 20, index === 4 ? 3000 : 10));
		expect(limiter.isCircuitOpen).toBe(false);
		expect(limiter.delayAt(20)).toBe(3000);
	});

	it('hears nothing new from those that were sent before, however late they are refused', () => {
		const { limiter, others } = refusedAt(0, 1000);
		limiter.onSuccess(limiter.onSend(1010), 1020);
		const delay = limiter.delayAt(1020);
		for (const permit of others) limiter.onThrottled(permit, 30_000, 5000);
		expect(limiter.delayAt(1020)).toBe(delay);
		expect(limiter.isCircuitOpen).toBe(false);
	});

	it('opens the circuit after five refusals in a row, and closes it with the first success', () => {
		const { limiter, others } = refusedAt(0);
		for (const now of [1, 2, 3, 4]) {
			expect(limiter.isCircuitOpen).toBe(false);
			limiter.onThrottled(limiter.onSend(now * 10_000), now * 10_000);
		}
		expect(limiter.isCircuitOpen).toBe(true);
		limiter.onSuccess(others[0] as Departure, 50_000);
		expect(limiter.isCircuitOpen).toBe(false);
	});

	it.each([
		['nothing', undefined],
		['to wait no time, having rounded it down', 0],
	])(
		'gives a limit that counts by the second two seconds before the fifth, however fast was sent, where the portal says %s',
		(_what, told) => {
			const limiter = new RateLimiter();
			const refuse = (now: number) => {
				limiter.onThrottled(limiter.onSend(now), now, told);
				return now + limiter.delayAt(now);
			};
			const goesOnAt = refuse(0);
			limiter.onSuccess(limiter.onSend(goesOnAt), goesOnAt);
			const fifth = [2, 3, 4, 5].reduce(refuse, refuse(10_000));
			expect(fifth - 10_000).toBeGreaterThan(2000);
		},
	);

	it('never waits longer than after the fifth', () => {
		const { limiter } = refusedAt(0);
		for (let now = 10_000; now < 1_000_000; now += 10_000) {
			limiter.onThrottled(limiter.onSend(now), now);
			expect(limiter.delayAt(now)).toBeLessThanOrEqual(300 * 2 ** 4);
		}
	});

	it('sends another probe where the first one is lost', () => {
		const { limiter } = refusedAt(0, 100);
		limiter.onError(limiter.onSend(110));
		expect(limiter.delayAt(110)).toBe(0);
		expect(limiter.onSend(110).isProbe).toBe(true);
	});

	it('that came before anything could be measured, goes on at 10 a second', () => {
		const { limiter } = refusedAt(0, 1000);
		limiter.onSuccess(limiter.onSend(1010), 1020);
		expect(limiter.delayAt(1010)).toBeCloseTo(100);
	});

	it('goes on at the rate that was measured, and lower by a fifth after the next one', () => {
		const { limiter, others } = refusedAt(0, 90);
		for (const permit of others) limiter.onSuccess(permit, 20);
		limiter.onSuccess(limiter.onSend(100), 110);
		// 10 were accepted in 100 milliseconds.
		expect(limiter.delayAt(100)).toBeCloseTo(10);
		limiter.onThrottled(limiter.onSend(110), 120, 80);
		limiter.onSuccess(limiter.onSend(200), 210);
		expect(limiter.delayAt(200)).toBeCloseTo(12.5);
	});

	it('is not slowed down by the time in which nothing was sent', () => {
		const limiter = new RateLimiter();
		for (let now = 0; now < 3_600_000; now += 60_000) limiter.onSuccess(limiter.onSend(now), now);
		const burst = Array.from({ length: 12 }, () => limiter.onSend(3_600_000));
		burst.slice(0, 11).forEach((departure) => limiter.onSuccess(departure, 3_600_010));
		limiter.onThrottled(burst[11] as (typeof burst)[0], 3_600_010, 1000);
		limiter.onSuccess(limiter.onSend(3_601_010), 3_601_020);
		expect(limiter.delayAt(3_601_010)).toBeLessThan(1000 / 10);
	});

	it('grows only where it holds requests back, since a rate that is not used is not known', () => {
		const spacing = (pause: number) => {
			const { limiter } = refusedAt(0, 1000);
			limiter.onSuccess(limiter.onSend(1010), 1020);
			let now = 1020;
			for (let request = 0; request < 100; request++) {
				now += limiter.delayAt(now) + pause;
				limiter.onSuccess(limiter.onSend(now), now);
			}
			const before = limiter.delayAt(now);
			limiter.onSend(now);
			return limiter.delayAt(now) - before;
		};
		expect(spacing(0)).toBeLessThan(50);
		expect(spacing(1000)).toBeCloseTo(100);
	});
});
