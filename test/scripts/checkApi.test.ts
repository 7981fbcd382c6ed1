import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';

import { CLIENTS } from '../../sandbox/fixtures';
import { placeOrders } from '../support/checking';
import { closePortals, setUp } from '../support/portal';

jest.setTimeout(120_000);

const ROOT = resolve(__dirname, '../..');
const [CLIENT] = CLIENTS;
const CREDENTIAL = { YEASTAR_CLIENT_ID: CLIENT?.clientId, YEASTAR_CLIENT_SECRET: CLIENT?.clientSecret };

let folder: string;
const running: ChildProcess[] = [];

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'check-api-'));
});

afterEach(async () => {
	for (const child of running.splice(0)) child.kill();
	rmSync(folder, { recursive: true });
	await closePortals();
});

function start(file: string, args: string[], env: NodeJS.ProcessEnv): ChildProcess {
	const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('YEASTAR_'));
	const child = spawn(process.execPath, ['--import', 'tsx', file, ...args], {
		cwd: ROOT,
		env: { ...Object.fromEntries(inherited), ...env },
	});
	running.push(child);
	return child;
}

/** Runs a check to its end. */
async function checkApi(args: string[], env: NodeJS.ProcessEnv): Promise<{ code: number; output: string }> {
	const child = start('scripts/check-api.ts', args, env);
	let output = '';
	for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += String(chunk)));
	const [code] = (await once(child, 'close')) as [number];
	return { code, output };
}

/** Starts the sandbox as `npm run sandbox` does, and waits until it says where it is. */
async function startSandboxLike(report: string): Promise<string> {
	const child = start('sandbox/main.ts', ['--like', report], { PORT: '0' });
	for await (const line of createInterface({ input: child.stdout as NodeJS.ReadableStream })) {
		const [url] = /http:\/\/127\.0\.0\.1:\d+/.exec(line) ?? [];
		if (url !== undefined) return url;
	}
	throw new Error('The sandbox did not start');
}

describe('check-api', () => {
	it('writes a report without secrets, and a sandbox that is started like it gives the same one', async () => {
		const { portal } = await setUp({ fieldNames: 'other', contactsShape: 'page', orderTimes: 'seconds' });
		placeOrders(portal);
		const [first, second] = [join(folder, 'first.json'), join(folder, 'second.json')];
		const { code, output } = await checkApi(['--report', first], { ...CREDENTIAL, YEASTAR_BASE_URL: portal.url });
		expect([code, output]).toEqual([0, expect.stringMatching(/\d+ of \d+ assumptions hold/)]);
		expect(output).toContain('createTime: number of 10 digits');
		const reported = readFileSync(first, 'utf8');
		expect(reported + output).not.toContain(CLIENT?.clientSecret);

		const url = await startSandboxLike(first);
		expect(await checkApi(['--report', second], { ...CREDENTIAL, YEASTAR_BASE_URL: url })).toMatchObject({ code: 0 });
		expect(JSON.parse(readFileSync(second, 'utf8'))).toEqual(JSON.parse(reported));
	});

	it('says in words that the credential is missing, or wrong', async () => {
		const { portal } = await setUp();
		const missing = await checkApi([], {});
		expect([missing.code, missing.output]).toEqual([
			1,
			expect.stringMatching(/^YEASTAR_CLIENT_ID and YEASTAR_CLIENT_SECRET have to be set/),
		]);
		const wrong = { ...CREDENTIAL, YEASTAR_CLIENT_SECRET: 'another-secret', YEASTAR_BASE_URL: portal.url };
		const { code, output } = await checkApi([], wrong);
		expect([code, output]).toEqual([1, expect.stringMatching(/Yeastar rejected the Client ID or Client Secret/)]);
		expect(output).not.toContain('another-secret');
	});
});
