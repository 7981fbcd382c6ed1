import { Faults } from '../../sandbox/faults';
import { RateLimit } from '../../sandbox/rateLimit';
import { DEFAULT_SWITCHES, type Switches } from '../../sandbox/switches';

const START = 1_700_000_000_000;

/** The times at which requests are allowed, of those that are tried every 50 ms. */
function allowedTimes(switches: Partial<Switches>, until = 2000): number[] {
	const limit = new RateLimit({ ...DEFAULT_SWITCHES, ...switches });
	const times = Array.from({ length: until / 50 }, (_, index) => index * 50);
	return times.filter((time) => limit.take(START + time) === undefined);
}

it('is none where no number is set', () => {
	expect(allowedTimes({}, 500)).toHaveLength(10);
});

it.each([
	['second', [0, 50, 1000, 1050]],
	['slidingSecond', [0, 50, 1000, 1050]],
	['bucket', [0, 50, 500, 1000, 1500]],
] as const)('allows 2 a second (%s)', (rateLimit, times) => {
	expect(allowedTimes({ requestsPerSecond: 2, rateLimit })).toEqual(times);
});

it.each([
	['second', 600],
	['slidingSecond', 900],
	['bucket', 400],
] as const)('says how long to wait (%s)', (rateLimit, wait) => {
	const limit = new RateLimit({ ...DEFAULT_SWITCHES, requestsPerSecond: 2, rateLimit });
	limit.take(START + 300);
	limit.take(START + 300);
	expect(limit.take(START + 400)).toBeCloseTo(wait);
});

it('a fault can hit each third request only', () => {
	const faults = new Faults();
	faults.order({ kind: 'drop', every: 3, path: '/save' });
	const hits = Array.from({ length: 7 }, () => faults.take('/save', undefined).length);
	faults.take('/page', undefined);
	expect(hits).toEqual([0, 0, 1, 0, 0, 1, 0]);
});
