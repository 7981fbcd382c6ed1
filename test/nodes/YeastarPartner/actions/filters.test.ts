import type { IExecuteFunctions } from 'n8n-workflow';

import { readFilter, withCreatedAt } from '../../../../nodes/YeastarPartner/actions/filters';

/** A node whose parameter Filters holds something. */
function holding(filters: unknown): IExecuteFunctions {
	return { getNodeParameter: () => filters } as unknown as IExecuteFunctions;
}

const ROW = { productNo: 'ABC1', orderStatus: 'Pending', createTime: Date.UTC(2026, 0, 1) };

describe('a filter', () => {
	it.each([
		[undefined],
		[null],
		['none'],
		[{}],
		[{ status: ' ', productNo: '', since: '' }],
		[{ since: null }],
		[{ status: {} }],
	])('is none where Filters holds %j', (filters) => {
		expect(readFilter(holding(filters), 0, 'orderStatus')).toBeUndefined();
	});

	it.each<[object, boolean]>([
		[{ productNo: 'bc' }, true],
		[{ productNo: 1 }, true],
		[{ productNo: 'x' }, false],
		[{ status: 'pending' }, true],
		[{ status: 'succeed' }, false],
		[{ since: new Date('2026-01-01T00:00:00Z') }, true],
		[{ since: '2026-01-01T00:00:01Z' }, false],
	])('%j takes the row: %j', (filters, isTaken) => {
		expect(readFilter(holding(filters), 0, 'orderStatus')?.(ROW)).toBe(isTaken);
	});

	it('by time leaves out what tells no time', () => {
		const filter = readFilter(holding({ since: '2020-01-01' }), 0, 'orderStatus');
		expect([filter?.(ROW), filter?.({ ...ROW, createTime: 'yesterday' })]).toEqual([true, false]);
	});

	it.each([[7], ['soon'], [{}]])('is refused where the time is %j', (since) => {
		expect(() => readFilter(holding({ since }), 0, 'orderStatus')).toThrow(/^since is /);
	});
});

it('a time is told as an ISO date too, where it needs no guess', () => {
	expect(withCreatedAt(ROW).createdAt).toBe('2026-01-01T00:00:00.000Z');
	expect(withCreatedAt({ createTime: '01-02-2026' })).toEqual({ createTime: '01-02-2026' });
});
