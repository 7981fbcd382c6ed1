import { log } from '../../support/loudLog';
import { inspect } from 'node:util';
import { stringify } from 'lossless-json';

import { CLIENTS } from '../../../sandbox/fixtures';
import type { Fault } from '../../../sandbox/faults';
import { type Sandbox, startSandbox } from '../../../sandbox/server';
import type { RunResult } from '../../support/engine';
import {
	type Bench,
	closePortals,
	ORDER_PATH,
	setUp,
	switchFromInput,
	switchParameters,
	TOKEN_PATH,
	ULTIMATE_PLAN,
} from '../../support/portal';

const SECRET = CLIENTS[0]?.clientSecret ?? '';
let stranger: Sandbox;

beforeEach(async () => {
	stranger = await startSandbox();
});

afterEach(async () => {
	await stranger.close();
	await closePortals();
});

/** Every token that was ever sent or stored. */
function tokensOf({ portal, engine }: Bench): string[] {
	const sent = portal.requests.map(({ headers }) => String(headers.authorization ?? '').slice('Bearer '.length));
	return [...new Set([...sent, String(engine.credentials.data.accessToken)])].filter((token) => token !== '');
}

/** All that a person or a log collector could see of a run: own and hidden properties, causes, stacks. */
function everything(result: RunResult): string {
	const thrown = result.items.map(({ error }) => error);
	const deep = { depth: 12, showHidden: true, getters: true, maxStringLength: Infinity } as const;
	return [inspect(result, deep), inspect(thrown, deep), stringify(result.run.data), ...log].join('\n');
}

const FAULTS: Array<[string, Fault]> = [
	['a refused order', { kind: 'refusal', path: ORDER_PATH }],
	['a lost order', { kind: 'drop', path: ORDER_PATH, afterCommit: true }],
	['a timeout', { kind: 'noAnswer', path: ORDER_PATH }],
	['a web page', { kind: 'html', path: ORDER_PATH }],
	['a token that is never accepted', { kind: 'unauthorized', path: ORDER_PATH }],
	['a refused token request', { kind: 'refusal', path: TOKEN_PATH, detailMessage: `No client with secret ${SECRET}` }],
	['a lost token request', { kind: 'drop', path: TOKEN_PATH }],
];

describe('no token and no secret is in anything that is left of a run', () => {
	it.each(FAULTS)('%s', async (_name, fault) => {
		const bench = await setUp();
		const parameters = switchParameters({ options: { timeout: 1 } });
		await bench.engine.run({ parameters: switchParameters({ serviceId: '3048560232537899009' }) });
		bench.portal.tokens.revokeAll();
		bench.portal.faults.order(fault);
		const results = [
			await bench.engine.run({ parameters }),
			await bench.engine.run({ parameters, settings: { onError: 'continueRegularOutput' } }),
		];
		const tokens = tokensOf(bench);
		expect(tokens.length).toBeGreaterThan(0);
		expect(results[0]?.error).toBeDefined();
		for (const result of results) {
			const text = everything(result);
			expect(text).toContain('Workflow execution finished');
			for (const secret of [SECRET, ...tokens]) expect(text.includes(secret)).toBe(false);
		}
	});

	it('even where the portal repeats them in its answer', async () => {
		const bench = await setUp();
		await bench.engine.run({ parameters: switchParameters({ serviceId: '3048560232537899009' }) });
		const [token = ''] = tokensOf(bench);
		bench.portal.faults.order({
			kind: 'refusal',
			path: ORDER_PATH,
			detailMessage: `Token ${token} of ${SECRET} is odd`,
		});
		const result = await bench.engine.run({ parameters: switchParameters() });
		expect(result.error?.message).toContain('Token *** of *** is odd');
		expect(everything(result)).not.toContain(token);
	});

	it('even where the portal repeats them in an order that it placed', async () => {
		const bench = await setUp({ orderShape: 'echoing' });
		const result = await bench.engine.run({ parameters: switchParameters() });
		expect(result.items[0]?.json).toMatchObject({ outcome: 'placed', debug: 'Bearer ***' });
		expect(everything(result)).not.toContain(tokensOf(bench)[0]);
	});

	it('also the token that was renewed between two orders', async () => {
		const bench = await setUp({ orderShape: 'echoing' });
		const pbxs = bench.portal.book.addPbxs(11, 2);
		bench.portal.book.once('change', () => bench.portal.tokens.revokeAll());
		const parameters = switchFromInput({ options: { maxConcurrency: 1 } });
		const result = await bench.engine.run({
			parameters,
			input: pbxs.map(({ productNo }) => ({ sn: productNo, plan: ULTIMATE_PLAN })),
		});
		const tokens = tokensOf(bench);
		expect(tokens).toHaveLength(2);
		for (const token of tokens) expect(everything(result)).not.toContain(token);
	});
});

describe('no request follows a redirect', () => {
	it.each([
		['the token request', TOKEN_PATH, 307],
		['the token request', TOKEN_PATH, 302],
		['an order', ORDER_PATH, 307],
		['an order', ORDER_PATH, 302],
	])('%s (%s, HTTP %i)', async (_name, path, status) => {
		const bench = await setUp();
		bench.portal.faults.order({ kind: 'redirect', path, status, location: `${stranger.url}${path}` });
		const { error } = await bench.engine.run({ parameters: switchParameters() });
		expect(error?.message).toMatch(/redirect/);
		expect(stranger.requests).toEqual([]);
	});

	it.each([
		['the plans', { resource: 'plan', operation: 'getPlans', productId: 11 }],
		['the billing contacts', { resource: 'billingContact', operation: 'getBillingContacts' }],
	])('a question for %s', async (_name, parameters) => {
		const bench = await setUp();
		bench.portal.faults.order({ kind: 'redirect', path: 'info', location: stranger.url });
		bench.portal.faults.order({ kind: 'redirect', path: 'list', location: stranger.url });
		const { error } = await bench.engine.run({ parameters });
		expect(error?.message).toMatch(/redirect/);
		expect(stranger.requests).toEqual([]);
	});
});

describe('a base URL that is not safe', () => {
	it.each([
		['plain http to another host', 'http://portal.example.test'],
		['a user and a password in it', 'https://somebody:hunter22@portal.example.test'],
		['no web address', 'portal'],
		['another protocol', 'ftp://127.0.0.1'],
	])('is refused with a sentence: %s', async (_name, baseUrl) => {
		const { engine, portal } = await setUp({}, { baseUrl });
		const { error } = await engine.run({ parameters: switchParameters() });
		expect(error?.message).toMatch(/^The Base URL of the Yeastar Partner Portal credential/);
		expect(`${error?.message} ${error?.description}`).not.toContain('hunter22');
		expect(portal.requests).toEqual([]);
	});
});
