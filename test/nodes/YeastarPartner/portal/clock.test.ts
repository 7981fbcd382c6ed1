import { PortalClock } from '../../../../nodes/YeastarPartner/portal/clock';

/** A portal whose clock is off by some milliseconds, and how long its answers are on their way, in milliseconds. */
function portal(offset: number, roundTrip = 0) {
	return (clock: PortalClock, sentAt: number) =>
		clock.observe(new Date(sentAt + roundTrip / 2 + offset).toUTCString(), sentAt, sentAt + roundTrip);
}

const START = Date.UTC(2026, 0, 1, 12, 0, 0, 300);

describe("the portal's clock", () => {
	it('is not known before an answer, nor by an answer without a date', () => {
		const clock = new PortalClock();
		expect(clock.at(START)).toBeUndefined();
		clock.observe(undefined, START, START);
		clock.observe('yesterday', START, START);
		expect(clock.at(START)).toBeUndefined();
	});

	it.each([0, -700, 700, 7_200_000])('is known to a second after one answer, where it is %i ms off', (offset) => {
		const clock = new PortalClock();
		portal(offset, 40)(clock, START);
		const { earliest, latest } = clock.at(START) ?? { earliest: NaN, latest: NaN };
		expect(earliest).toBeLessThanOrEqual(START + offset);
		expect(latest).toBeGreaterThanOrEqual(START + offset);
		expect(latest - earliest).toBeLessThan(1_100);
	});

	it.each([-700, 700, 7_200_000])(
		'is known as closely as two answers are apart between which its second changes, where it is %i ms off',
		(offset) => {
			const clock = new PortalClock();
			for (let later = 0; later < 1_000; later += 10) portal(offset, 4)(clock, START + later);
			const { earliest, latest } = clock.at(START) ?? { earliest: NaN, latest: NaN };
			expect(earliest).toBeLessThanOrEqual(START + offset);
			expect(latest).toBeGreaterThanOrEqual(START + offset);
			expect(latest - earliest).toBeLessThan(20);
		},
	);

	it('that shows no difference is in step', () => {
		const clock = new PortalClock();
		for (let later = 0; later < 1_000; later += 10) portal(0, 4)(clock, START + later);
		expect(clock.at(START)).toEqual({ earliest: START, latest: START + 1 });
	});

	it('is taken for either of two that servers behind one address have', () => {
		const clock = new PortalClock();
		for (let later = 0; later < 1_000; later += 10) portal(3_000, 4)(clock, START + later);
		for (let later = 0; later < 1_000; later += 10) portal(0, 4)(clock, START + later);
		const { earliest, latest } = clock.at(START) ?? { earliest: NaN, latest: NaN };
		expect(earliest).toBeLessThanOrEqual(START);
		expect(latest).toBeGreaterThanOrEqual(START + 3_000);
	});

	it('is learned anew where it was set', () => {
		const clock = new PortalClock();
		portal(-3_600_000)(clock, START);
		portal(0)(clock, START);
		expect(clock.at(START)?.earliest).toBeGreaterThan(START - 1_100);
	});

	it('does not contradict itself where a server changed its header a moment late', () => {
		const clock = new PortalClock();
		clock.observe('Thu, 01 Jan 2026 12:00:00 GMT', START + 700, START + 705);
		// The second had passed ten milliseconds ago.
		clock.observe('Thu, 01 Jan 2026 12:00:00 GMT', START + 710, START + 712);
		const { earliest, latest } = clock.at(START) ?? { earliest: NaN, latest: NaN };
		expect(earliest).toBeLessThanOrEqual(latest);
	});

	it('is asked for until its second changes, once for all who want to know', async () => {
		const clock = new PortalClock();
		let asked = 0;
		const ask = async () => {
			const now = Date.now();
			await Promise.resolve(clock.observe(new Date(now).toUTCString(), now, now));
			asked++;
		};
		await Promise.all([clock.sharpen(ask), clock.sharpen(ask)]);
		const { earliest, latest } = clock.at(0) ?? { earliest: NaN, latest: NaN };
		expect(latest - earliest).toBeLessThanOrEqual(50);
		const before = asked;
		await clock.sharpen(ask);
		expect(asked).toBe(before);
	});

	it('is not asked for again where answers do not tell it', async () => {
		const clock = new PortalClock();
		let asked = 0;
		await clock.sharpen(async () => await Promise.resolve(void asked++));
		expect([asked, clock.at(0)]).toEqual([1, undefined]);
	});
});
