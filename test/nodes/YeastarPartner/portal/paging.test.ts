import { closeOtherPortals, setUpOther } from '../../../support/otherPortal';
import { PBXS_PATH, switchParameters } from '../../../support/portal';

afterEach(closeOtherPortals);

const pbxs = { resource: 'pbx', operation: 'getPbxs', productId: 11, returnAll: true };
const rows = (...serialNumbers: string[]) => serialNumbers.map((productNo) => `{"productNo":"${productNo}"}`).join(',');

describe('a list of another shape', () => {
	it.each([
		['a bare array', `[${rows('A', 'B')}]`],
		['another container', `{"total":2,"records":[${rows('A', 'B')}]}`],
		['a container deep inside', `{"data":{"totalPage":"1","list":[${rows('A', 'B')}]}}`],
	])('is read (%s)', async (_name, result) => {
		const { engine } = await setUpOther({ [PBXS_PATH]: result });
		const { items } = await engine.run({ parameters: pbxs });
		expect(items.map(({ json }) => json.productNo)).toEqual(['A', 'B']);
	});

	it('keeps an element of the documented results that has no serial number yet', async () => {
		const { engine } = await setUpOther({
			[PBXS_PATH]: `{"total":3,"totalPage":1,"results":[{"activationCode":"X1"},${rows('A')},{"activationCode":"X2"}]}`,
		});
		const { items } = await engine.run({ parameters: pbxs });
		expect(items.map(({ json }) => json.activationCode ?? json.productNo)).toEqual(['X1', 'A', 'X2']);
		const { results } = await engine.search('productNo', switchParameters());
		expect(results).toEqual([{ name: 'A', value: 'A' }]);
	});

	it('ends with nothing at all after the last page', async () => {
		const { engine, asked } = await setUpOther({
			[PBXS_PATH]: ({ pageNo }) => (pageNo === '1' ? `{"results":[${rows('A')}]}` : 'null'),
		});
		const { items } = await engine.run({ parameters: pbxs });
		expect(items).toHaveLength(1);
		expect(asked).toHaveLength(2);
		expect(await engine.search('productNo', switchParameters(), 'B')).toEqual({ results: [] });
	});

	it('takes an element once that moves to the next page meanwhile', async () => {
		const page = (pageNo: string | undefined) => (pageNo === '1' ? rows('A', 'B') : rows('B', 'C'));
		const { engine } = await setUpOther({
			[PBXS_PATH]: ({ pageNo }) => `{"totalPage":2,"total":4,"results":[${page(pageNo)}]}`,
		});
		const { items } = await engine.run({ parameters: pbxs });
		expect(items.map(({ json }) => json.productNo)).toEqual(['A', 'B', 'C']);
	});

	it("takes no element's own field for the list's total", async () => {
		const page = (pageNo: string | undefined) => (pageNo === '1' ? '"A"' : '"B"');
		const { engine } = await setUpOther({
			[PBXS_PATH]: ({ pageNo }) =>
				Number(pageNo) > 2 ? '[]' : `{"records":[{"productNo":${page(pageNo)},"total":1}]}`,
		});
		const { items } = await engine.run({ parameters: pbxs });
		expect(items.map(({ json }) => json.productNo)).toEqual(['A', 'B']);
	});

	it('that is empty deep inside is empty', async () => {
		const { engine } = await setUpOther({ [PBXS_PATH]: '{"data":{"records":[]}}' });
		const { items, error } = await engine.run({ parameters: pbxs });
		expect([items, error]).toEqual([[], undefined]);
	});

	it('that is empty is empty', async () => {
		const { engine } = await setUpOther({ [PBXS_PATH]: '{"total":0,"results":null}' });
		const { items, error } = await engine.run({ parameters: pbxs });
		expect([items, error]).toEqual([[], undefined]);
	});
});
