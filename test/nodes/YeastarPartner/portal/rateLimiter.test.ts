import { RateLimiter } from '../../../../nodes/YeastarPartner/portal/rateLimiter';
import { simulate, type Simulated, type Simulation } from '../../../support/rateSimulation';

const RUNS = 15;

/** The run in the middle of many, since waiting is random. */
function typical(simulated: Simulated): Simulation {
	const runs = Array.from({ length: RUNS }, () => simulate(simulated)).sort((one, other) => one.used - other.used);
	expect(runs.map(({ accepted }) => accepted)).toEqual(runs.map(() => simulated.orders));
	return runs[Math.floor(RUNS / 2)] as Simulation;
}

describe('300 orders, 5 at once, with 10 requests a second allowed', () => {
	it.each(
		(['second', 'slidingSecond', 'bucket'] as const).flatMap((rateLimit) =>
			[true, false].flatMap((tellsRetryAfter) => [20, 100].map((latency) => ({ rateLimit, tellsRetryAfter, latency }))),
		),
	)('use 8 in 10 of them, and fewer than 15 in 100 are refused: %o', ({ latency, ...limit }) => {
		const { used, refusedShare } = typical({
			orders: 300,
			concurrency: 5,
			latency,
			limit: { requestsPerSecond: 10, ...limit },
		});
		expect(used).toBeGreaterThan(0.8);
		expect(refusedShare).toBeLessThan(0.15);
	});
});

it('comes down fast where the first refusals told too little, and each of them costs a second', () => {
	const limit = { requestsPerSecond: 10, rateLimit: 'second' as const, tellsRetryAfter: true };
	expect(typical({ orders: 200, concurrency: 5, latency: 20, others: 5, limit }).used).toBeGreaterThan(0.65);
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
	expect(refusedShare).toBeLessThan(0.3);
});

it('lets everything leave at once while nothing was refused', () => {
	const rate = new RateLimiter();
	for (let request = 0; request < 1000; request++) {
		expect(rate.waitAt(0)).toBe(0);
		rate.onSuccess(rate.onSend(0), 0);
	}
});

describe('after a refusal', () => {
	const refusedAt = (now: number, toldToWait?: number) => {
		const rate = new RateLimiter();
		const [first, second] = [rate.onSend(now), rate.onSend(now)];
		rate.onThrottled(first, now + 10, toldToWait);
		return { rate, second };
	};

	it('waits as long as the portal says, then sends one request and waits for its answer', () => {
		const { rate } = refusedAt(0, 1000);
		expect(rate.waitAt(10)).toBe(1000);
		expect(rate.waitAt(1010)).toBe(0);
		expect(rate.onSend(1010).isProbe).toBe(true);
		expect(rate.waitAt(1010)).toBe(Infinity);
	});

	it('waits twice as long after each further one', () => {
		const { rate } = refusedAt(0);
		const waits = [20, 10_000, 20_000].map((now) => {
			rate.onThrottled(rate.onSend(now), now);
			return rate.waitAt(now);
		});
		for (const [index, wait] of waits.entries()) {
			expect(wait).toBeGreaterThanOrEqual(150 * 2 ** (index + 1));
			expect(wait).toBeLessThanOrEqual(300 * 2 ** (index + 1));
		}
	});

	it('counts those that were under way for one, and takes the longest wait that was told', () => {
		const { rate, second } = refusedAt(0, 1000);
		rate.onThrottled(second, 20, 3000);
		expect(rate.refusals).toBe(1);
		expect(rate.waitAt(20)).toBe(3000);
	});

	it('hears nothing new from one that was sent before, however late it is refused', () => {
		const { rate, second } = refusedAt(0, 1000);
		rate.onSuccess(rate.onSend(1010), 1020);
		const wait = rate.waitAt(1020);
		rate.onThrottled(second, 30_000);
		expect(rate.waitAt(1020)).toBe(wait);
		expect(rate.refusals).toBe(0);
	});

	it.each([
		['nothing', undefined],
		['to wait no time, having rounded it down', 0],
	])(
		'gives a limit that counts by the second two seconds before the fifth, however fast was sent, where the portal says %s',
		(_what, told) => {
			const rate = new RateLimiter();
			const refuse = (now: number) => {
				rate.onThrottled(rate.onSend(now), now, told);
				return now + rate.waitAt(now);
			};
			const goesOnAt = refuse(0);
			rate.onSuccess(rate.onSend(goesOnAt), goesOnAt);
			// Now a rate is known, and the first wait is short.
			const fifth = [2, 3, 4, 5].reduce(refuse, refuse(10_000));
			expect(fifth - 10_000).toBeGreaterThan(2000);
		},
	);

	it('never waits longer than after the fifth', () => {
		const { rate } = refusedAt(0);
		for (let now = 10_000; now < 1_000_000; now += 10_000) {
			rate.onThrottled(rate.onSend(now), now);
			expect(rate.waitAt(now)).toBeLessThanOrEqual(300 * 2 ** 4);
		}
	});

	it('sends another probe where the first one is lost', () => {
		const { rate } = refusedAt(0, 0);
		rate.onError(rate.onSend(10));
		expect(rate.waitAt(10)).toBe(0);
		expect(rate.onSend(10).isProbe).toBe(true);
	});

	it('that came before anything could be counted, goes on at nearly 20 a second', () => {
		const { rate } = refusedAt(0, 1000);
		rate.onSuccess(rate.onSend(1010), 1020);
		expect(rate.waitAt(1010)).toBeCloseTo(1000 / 18);
	});

	it('is not slowed down by the time in which nothing was sent', () => {
		const rate = new RateLimiter();
		for (let now = 0; now < 3_600_000; now += 60_000) rate.onSuccess(rate.onSend(now), now);
		const burst = Array.from({ length: 12 }, () => rate.onSend(3_600_000));
		burst.slice(0, 11).forEach((departure) => rate.onSuccess(departure, 3_600_010));
		rate.onThrottled(burst[11] as (typeof burst)[0], 3_600_010, 1000);
		rate.onSuccess(rate.onSend(3_601_010), 3_601_020);
		expect(rate.waitAt(3_601_010)).toBeLessThan(1000 / 10);
	});

	it('goes by what was sent, where the rate has grown far beyond it', () => {
		const rate = new RateLimiter();
		const refuseOne = (now: number) => {
			rate.onThrottled(rate.onSend(now), now, 100);
			rate.onSuccess(rate.onSend(now + 100), now + 100);
		};
		refuseOne(0);
		for (let now = 200; now < 60_000; now += 1000) rate.onSuccess(rate.onSend(now), now);
		refuseOne(60_000);
		// One a second was sent.
		expect(rate.waitAt(60_100)).toBeGreaterThan(900);
	});
});
