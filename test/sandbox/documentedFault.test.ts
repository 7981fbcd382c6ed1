import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { type Bench, closePortals, locator, setUp, switchParameters } from '../support/portal';

const DOCUMENT = readFileSync(join(__dirname, '..', '..', 'docs', 'sandbox.md'), 'utf8');
/** The fault of the example, as it is typed. */
const FAULT = /-d '(.*)'/.exec(DOCUMENT)?.[1] ?? '';

afterEach(closePortals);

async function control(bench: Bench, method: string, body?: string): Promise<unknown> {
	// What curl sends with -d.
	const headers = body === undefined ? undefined : { 'content-type': 'application/x-www-form-urlencoded' };
	const response = await fetch(`${bench.portal.url}/sandbox/faults`, { method, body, headers });
	return await response.json();
}

describe("the fault of the sandbox's document", () => {
	it.each([
		['with IDs', {}],
		[
			'with names, which are looked up first',
			{ serviceId: locator('Ultimate Plan', 'name'), billingId: locator('billing@example.com', 'email') },
		],
	])('hits the order %s: it is recovered', async (_name, parameters) => {
		const bench = await setUp();
		await control(bench, 'POST', FAULT);
		const { items } = await bench.engine.run({ parameters: switchParameters(parameters), input: [{}] });
		expect(items).toMatchObject([{ json: { outcome: 'recovered', orderNo: bench.portal.book.orders[0]?.orderNo } }]);
		expect(bench.portal.book.orders).toHaveLength(1);
	});

	it('is answered with what is set and what it hits, and taken back', async () => {
		const bench = await setUp();
		const set = { ...(JSON.parse(FAULT) as object), hits: 'once: an order for 3631E0997265, after it is carried out' };
		expect(await control(bench, 'POST', FAULT)).toEqual({ faults: [set] });
		expect(await control(bench, 'GET')).toEqual({ faults: [set] });
		expect(await control(bench, 'DELETE')).toEqual({ faults: [] });
	});

	it.each([
		['{"kind":"drop"}', 'every time: any request'],
		[
			'{"kind":"drop","path":"/page","every":20,"times":2}',
			'2 times, one in 20: a request for a path that ends with /page',
		],
	])('%s hits %s', async (fault, hits) => {
		const bench = await setUp();
		expect(await control(bench, 'POST', fault)).toMatchObject({ faults: [{ hits }] });
	});
});
