import { KnownTexts } from '../../../../nodes/YeastarPartner/trigger/known';

const orderNo = (index: number) => `TU${3206211643299860480n + BigInt(index) * 4_194_304n}`;

describe('texts that are known', () => {
	it('have the label that they were set with last, also after they were stored', () => {
		const known = new KnownTexts();
		known.set('TU1', 'pending');
		known.set('TU2', 'succeed');
		known.set('TU1', 'succeed');
		const restored = new KnownTexts(JSON.parse(JSON.stringify(known.store())) as Record<string, string>);
		expect(['TU1', 'TU2', 'TU3'].map((text) => restored.get(text))).toEqual(['succeed', 'succeed', undefined]);
		expect(restored.store()).toEqual(known.store());
	});

	it('of 100,000 orders and 10,000 PBXs stay under a megabyte, and all are told from those that are not known', () => {
		const known = new KnownTexts();
		for (let index = 0; index < 100_000; index++) known.set(orderNo(index), ` status ${index % 5}`);
		for (let index = 0; index < 10_000; index++) known.set(`11 SB11X${index} 2027-01-31`, `2027-01-${index % 31} 30`);
		expect(JSON.stringify(known.store()).length).toBeLessThan(800_000);
		const found = Array.from({ length: 10_000 }, (_, index) => known.get(orderNo(100_000 + index)));
		expect(found.filter((label) => label !== undefined)).toEqual([]);
		expect(known.get(orderNo(99_999))).toBe(' status 4');
	});

	it('are forgotten by their label, or because they are not among others', () => {
		const known = new KnownTexts();
		for (const text of ['a', 'b', 'c']) known.set(text, text === 'c' ? 'old' : 'new');
		known.keep((label, isAmong) => label === 'new' && isAmong, ['a', 'c']);
		expect(['a', 'b', 'c'].map((text) => known.get(text))).toEqual(['new', undefined, undefined]);
	});
});
