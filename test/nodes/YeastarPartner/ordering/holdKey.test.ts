import { setTimeout as delay } from 'node:timers/promises';

import { Badge, holdKey } from '../../../../nodes/YeastarPartner/ordering/holdKey';
import type { KeyRecords } from '../../../../nodes/YeastarPartner/ordering/keyRecords';
import { pace } from '../../../../nodes/YeastarPartner/portal/repeat';

const usual = { ...pace };

// A write takes up to 4 milliseconds; a look comes later than that, on a busy machine too.
beforeEach(() => Object.assign(pace, { claimWait: 60 }));
afterEach(() => Object.assign(pace, usual));

/** A row as n8n keeps it: read whole and written whole by each worker, so that what another one writes in between is lost. */
class Row {
	private values: readonly string[] = [];

	private async change(edit: (values: readonly string[]) => readonly string[]): Promise<readonly string[]> {
		const before = this.values;
		await delay(Math.random() * 4);
		this.values = edit(before);
		return before;
	}

	/** The row as one more worker uses it. */
	worker(): KeyRecords {
		return {
			record: async (values) => {
				const before = await this.change((row) => [...new Set([...row, ...values])]);
				return {
					fresh: new Set(values.filter((value) => !before.includes(value))),
					known: new Set(values.filter((value) => before.includes(value))),
				};
			},
			remove: async (values) => void (await this.change((row) => row.filter((value) => !values.includes(value)))),
			exclusively: async (work) => await work(),
		};
	}
}

const nameOf = (key: string) => (place: number, digit: number) => `${key} ${place} ${digit}`;
const hold = async (row: Row, key: string, badge = new Badge(nameOf(key))) => await holdKey(row.worker(), [key], badge);

/** Badges that differ, as all but one in 4,096 do. */
function badges(count: number): Badge[] {
	const made = Array.from({ length: count }, () => new Badge(nameOf('key')));
	return new Set(made.map(({ own }) => own.join())).size === count ? made : badges(count);
}

describe('a key that several workers found free', () => {
	it.each([2, 3])('is held by no more than one of %i', async (workers) => {
		for (let contest = 0; contest < 15; contest++) {
			const row = new Row();
			const held = await Promise.all(badges(workers).map(async (badge) => await hold(row, 'key', badge)));
			expect(held.filter(Boolean).length).toBeLessThanOrEqual(1);
		}
	}, 60_000);

	it('is held by the one that wants it alone, though others write at the same time', async () => {
		const row = new Row();
		const held = await Promise.all(Array.from({ length: 10 }, async (_, index) => await hold(row, `key-${index}`)));
		expect(held.filter(Boolean).length).toBeGreaterThanOrEqual(9);
	}, 60_000);

	it('stays recorded, though others write at the same time', async () => {
		const row = new Row();
		await Promise.all(Array.from({ length: 10 }, async (_, index) => await hold(row, `key-${index}`)));
		const keys = Array.from({ length: 10 }, (_, index) => `key-${index}`);
		expect((await row.worker().record(keys)).known.size).toBeGreaterThanOrEqual(9);
	}, 60_000);
});

describe('a badge', () => {
	it('has a digit for each place, and all others are foreign', () => {
		const badge = new Badge(nameOf('key'));
		expect([badge.own.length, badge.foreign.length]).toEqual([4, 28]);
		expect(badge.own.map((value) => value.split(' ')[1])).toEqual(['0', '1', '2', '3']);
	});
});
