import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { IDataObject } from 'n8n-workflow';

import { retryPolicy } from '../../nodes/YeastarPartner/portal/retry';
import { CLIENTS } from '../../sandbox/fixtures';
import type { Fault } from '../../sandbox/faults';
import { Refusal } from '../../sandbox/refusal';
import type { RunResult } from '../support/engine';
import {
	type Bench,
	closePortals,
	ORDER_PATH,
	setUp,
	switchFromInput,
	switchParameters,
	TOKEN_PATH,
	ULTIMATE_PLAN,
} from '../support/portal';

afterEach(closePortals);

const REJECTED = 'Yeastar rejected the Client ID or Client Secret';
const SECRET = CLIENTS[0]?.clientSecret ?? '';

/** Whatever a run would show: of the error that stopped it, or of its failed items. */
function messagesOf({ error, items }: RunResult): string[] {
	const itemErrors = items.flatMap((item) => item.error?.message ?? []);
	return error === undefined ? itemErrors : [error.message];
}

/** Whether a text is anywhere in what a run left behind. */
function holds(result: RunResult, text: string): boolean {
	return JSON.stringify(result).includes(text);
}

function run({ engine, portal }: Bench, count: number, continueOnFail: boolean): Promise<RunResult> {
	const input = portal.book
		.addPbxs(11, count)
		.map(({ productNo }): IDataObject => ({ sn: productNo, plan: ULTIMATE_PLAN }));
	return engine.run({ parameters: switchFromInput(), input, settings: { continueOnFail } });
}

/** Counts the connections that this process opens meanwhile, to anywhere. */
async function countConnections(action: () => Promise<unknown>): Promise<number> {
	let count = 0;
	const onSocket = () => count++;
	subscribe('net.client.socket', onSocket);
	try {
		await action();
	} finally {
		unsubscribe('net.client.socket', onSocket);
	}
	return count;
}

describe('a wrong Client ID or Client Secret', () => {
	it.each<[string, Record<string, string>, boolean, boolean]>([
		['secret', { clientSecret: 'not-the-secret' }, true, false],
		['secret', { clientSecret: 'not-the-secret' }, true, true],
		['client ID', { clientId: 'nobody' }, true, true],
		['secret', { clientSecret: 'not-the-secret' }, false, false],
		['secret', { clientSecret: 'not-the-secret' }, false, true],
	])(
		'is told in one sentence after one token request for 10 items: %s %j, HTTP status repeated %p, Continue On Fail %p',
		async (_what, credential, httpRepeatsStatus, continueOnFail) => {
			const bench = await setUp({ httpRepeatsStatus }, credential);
			const result = await run(bench, 10, continueOnFail);

			const messages = messagesOf(result);
			expect(messages).toHaveLength(continueOnFail ? 10 : 1);
			for (const message of messages) expect(message).toContain(REJECTED);
			expect(bench.received(TOKEN_PATH)).toHaveLength(1);
			expect(bench.portal.requests).toHaveLength(1);
			expect(holds(result, 'not-the-secret')).toBe(false);
		},
	);

	it('does not stand in the way once it is set right', async () => {
		const bench = await setUp({}, { clientSecret: 'not-the-secret' });
		await run(bench, 1, false);
		bench.engine.credentials.data = { ...bench.engine.credentials.data, clientSecret: SECRET };
		expect((await run(bench, 3, false)).items).toHaveLength(3);
	});

	it('is asked about again by the next run, since it may have been set right in the portal', async () => {
		const bench = await setUp({}, { clientSecret: 'not-the-secret' });
		await run(bench, 3, true);
		await run(bench, 3, true);
		expect(bench.received(TOKEN_PATH)).toHaveLength(2);
	});

	it.each([380, 385, 390])(
		'is shown in no part where the portal repeats it after %i letters of details',
		async (letters) => {
			const bench = await setUp();
			bench.portal.tokens.issue = () => {
				throw new Refusal(400, 'refused', 'Refused', `${'x'.repeat(letters)}${SECRET}`);
			};
			const result = await run(bench, 1, false);

			expect(messagesOf(result).join()).toContain(REJECTED);
			expect(holds(result, SECRET.slice(0, 8))).toBe(false);
		},
	);

	it.each([
		['clientId', 'Client ID'],
		['clientSecret', 'Client Secret'],
	])('is not sent where the %s is empty', async (field, name) => {
		const bench = await setUp({}, { [field]: ' ' });
		expect(messagesOf(await run(bench, 2, false)).join()).toContain(`has no ${name}`);
		expect(bench.portal.requests).toEqual([]);
	});
});

describe('a token endpoint that issues no token', () => {
	it.each<[string, Fault, RegExp, number]>([
		['a web page', { kind: 'html' }, /a web page/, 1],
		['a web page and HTTP 502', { kind: 'html', status: 502 }, /a web page/, retryPolicy.maximumAttempts],
		[
			'HTTP 500',
			{ kind: 'serverError' },
			/No access token was issued: Something went wrong/,
			retryPolicy.maximumAttempts,
		],
		['HTTP 503', { kind: 'serverError', status: 503 }, /No access token was issued/, retryPolicy.maximumAttempts],
		['HTTP 429', { kind: 'tooManyRequests', retryAfter: 7 }, /Too many requests/, retryPolicy.maximumAttempts],
		['a truncated body', { kind: 'truncated' }, /malformed JSON/, retryPolicy.maximumAttempts],
		['a closed connection', { kind: 'drop' }, /connection was closed/, retryPolicy.maximumAttempts],
	])('is told apart from a wrong secret when it answers with %s', async (_what, fault, message, tries) => {
		const bench = await setUp();
		bench.portal.faults.order({ ...fault, path: TOKEN_PATH });
		const result = await run(bench, 1, false);

		expect(messagesOf(result).join()).toMatch(message);
		expect(messagesOf(result).join()).not.toContain(REJECTED);
		expect(bench.received(TOKEN_PATH)).toHaveLength(tries);
		expect(bench.portal.requests).toHaveLength(tries);
		expect(holds(result, SECRET)).toBe(false);
	});

	it.each(['', ' ', undefined, null, 7])('is told apart from a wrong secret when its token is %j', async (token) => {
		const bench = await setUp();
		bench.portal.tokens.issue = () => ({ token, expiresIn: '1800' }) as ReturnType<typeof bench.portal.tokens.issue>;

		expect(messagesOf(await run(bench, 5, true)).join()).toContain('holds no token');
		expect(bench.portal.requests).toHaveLength(1);
	});

	it.each([301, 302, 303, 307, 308])('sends nothing to another server when it answers with HTTP %i', async (status) => {
		const bench = await setUp();
		const other = await setUp();
		const location = `${other.portal.url}${TOKEN_PATH}`;
		bench.portal.faults.order({ kind: 'redirect', path: TOKEN_PATH, status, location });

		expect(messagesOf(await run(bench, 1, false)).join()).toContain(`redirect to another address (HTTP ${status})`);
		expect(other.portal.requests).toEqual([]);
		expect(bench.received(ORDER_PATH)).toEqual([]);
	});

	it.each([302, 307])('sends no token to another server when an order is answered with HTTP %i', async (status) => {
		const bench = await setUp();
		const other = await setUp();
		const location = `${other.portal.url}${ORDER_PATH}`;
		bench.portal.faults.order({ kind: 'redirect', path: ORDER_PATH, status, location });

		expect(messagesOf(await run(bench, 1, false)).join()).toContain(`(HTTP ${status})`);
		expect(other.portal.requests).toEqual([]);
	});
});

describe('a portal that issues tokens, but accepts none', () => {
	it.each(['unauthorized', 'unauthorizedBody'] as const)('is not asked for token after token: %s', async (kind) => {
		const bench = await setUp();
		bench.portal.faults.order({ kind, path: ORDER_PATH });
		const { items } = await run(bench, 20, true);

		expect(items.filter(({ error }) => error !== undefined)).toHaveLength(20);
		expect(bench.received(TOKEN_PATH).length).toBeLessThanOrEqual(3);
		expect(bench.received(ORDER_PATH).length).toBeLessThanOrEqual(20);
		expect(bench.portal.book.orders).toEqual([]);
	});
});

describe('an unsafe Base URL', () => {
	it('is compared with a safe one, which opens connections', async () => {
		const { engine } = await setUp();
		expect(await countConnections(() => engine.run({ parameters: switchParameters() }))).toBeGreaterThan(0);
	});

	it.each<[string, (url: URL) => string]>([
		['plain http to another host', () => 'http://openapi.partner.yeastar.com'],
		['a host that begins like loopback', () => 'http://127.0.0.1.evil.test'],
		['a host that begins like localhost', () => 'http://localhost.evil.test'],
		['a user and a password', ({ host }) => `http://ada:hunter2@${host}`],
		['a query', ({ origin }) => `${origin}?key=hunter2`],
		['a fragment', ({ origin }) => `${origin}#hunter2`],
		['another protocol', ({ host }) => `ftp://${host}`],
		['nothing', () => ''],
	])('opens no connection when it is %s', async (_what, write) => {
		const { engine, portal } = await setUp();
		engine.credentials.data = { ...engine.credentials.data, baseUrl: write(new URL(portal.url)) };
		engine.credentials.storeToken('a stored token');
		let messages = '';
		const connections = await countConnections(async () => {
			messages = messagesOf(await engine.run({ parameters: switchParameters() })).join();
		});

		expect(messages).toContain('The Base URL of the Yeastar Partner Portal credential');
		expect(messages).not.toContain('hunter2');
		expect(connections).toBe(0);
		expect(portal.requests).toEqual([]);
	});
});
