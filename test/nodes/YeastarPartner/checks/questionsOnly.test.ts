import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

import { Observed } from '../../../../nodes/YeastarPartner/checks/observed';
import { checkPace, PRICE_PATH, QUESTION_PATHS, Questioner } from '../../../../nodes/YeastarPartner/checks/questioner';
import { check } from '../../../support/checking';
import { closePortals, CONTACTS_PATH, ORDER_PATH, ORDERS_PATH, PLANS_PATH, setUp } from '../../../support/portal';

const NODE = resolve(__dirname, '../../../../nodes/YeastarPartner');

afterEach(closePortals);

/** The files that a file needs at run time, itself among them. */
function neededBy(file: string, known = new Set<string>()): Set<string> {
	if (known.has(file)) return known;
	known.add(file);
	const text = readFileSync(file, 'utf8');
	for (const [, types, path = ''] of text.matchAll(/^(?:import|export) (type )?[^;]*? from '(\.[^']+)';/gms)) {
		if (types === undefined) neededBy(`${resolve(dirname(file), path)}.ts`, known);
	}
	return known;
}

describe('a check', () => {
	it('does not even load the code that orders', () => {
		const folder = join(NODE, 'checks');
		const own = readdirSync(folder).map((file) => join(folder, file));
		const needed = [...new Set(own.flatMap((file) => [...neededBy(file)]))].map((file) => relative(NODE, file));
		expect(needed).toContain('portal/client.ts');
		expect(needed.filter((file) => file === 'portal/order.ts' || file.startsWith('ordering/'))).toEqual([]);
	});

	it('knows no path that orders or changes anything', () => {
		const paths: string[] = [...Object.values(QUESTION_PATHS), PRICE_PATH];
		expect(paths.filter((path) => /save|active|edit|cancel|delete/.test(path))).toEqual([]);
	});

	it('refuses to ask for any other path', async () => {
		const questioner = new Questioner(undefined as never, undefined as never, new Observed());
		await expect(questioner.ask('orders', ORDER_PATH as never)).rejects.toThrow('asks for no such path');
	});

	it('stops asking when it has asked enough', async () => {
		const { maximumRequests } = checkPace;
		checkPace.maximumRequests = 10;
		const { engine, portal } = await setUp();
		const { report } = await check(engine).finally(() => (checkPace.maximumRequests = maximumRequests));
		expect(portal.requests.length).toBeLessThanOrEqual(12);
		expect(report.findings['contacts.id']?.holds).toBe('yes');
		expect(report.findings['orders.page']?.holds).toBe('unknown');
	});

	it('asks again where the portal asked for fewer requests, and takes that for no answer', async () => {
		const { engine, portal } = await setUp();
		portal.faults.order({ kind: 'tooManyRequests', path: CONTACTS_PATH, times: 2 });
		portal.faults.order({ kind: 'tooManyRequests', path: PLANS_PATH });
		const { report } = await check(engine);
		expect(report.findings['contacts.id']?.holds).toBe('yes');
		expect(report.findings['plans.id']?.holds).toBe('unknown');
		expect(report.findings['plans.withoutSerial']).toEqual({ holds: 'unknown', seen: 'not asked' });
	});

	it('says so where the portal cannot be reached', async () => {
		const { engine, portal } = await setUp();
		await portal.refuseConnections();
		await expect(check(engine).finally(async () => await portal.takeConnections())).rejects.toThrow(
			/the connection was refused/,
		);
		expect(portal.requests).toEqual([]);
	});

	it('does not go on asking where three questions in a row get no answer', async () => {
		const { engine, portal, received } = await setUp();
		portal.faults.order({ kind: 'drop', path: ORDERS_PATH });
		const { report } = await check(engine);
		expect(received(ORDERS_PATH)).toHaveLength(6);
		expect(report.findings['refusals.wrongPbx']?.holds).toBe('unknown');
		expect(report.findings['pbxs.serial']?.holds).toBe('yes');
	});

	it('stops when the execution is canceled', async () => {
		const { engine, portal } = await setUp();
		const running = engine.start({ parameters: { resource: 'portal', operation: 'checkApi' } });
		await portal.received(CONTACTS_PATH);
		running.cancel();
		await running.finished;
		expect(portal.requests.length).toBeLessThan(8);
	});

	it('tells a portal that ends a token with the next one', async () => {
		const { engine } = await setUp({ onlyNewestToken: true });
		const { report } = await check(engine);
		expect(report.findings['token.earlier']).toEqual({ holds: 'no', seen: 'the one before was refused' });
		expect(report.findings['contacts.id']?.holds).toBe('yes');
	});
});
