import { EventEmitter, once } from 'node:events';
import jwt from 'jsonwebtoken';
import type { IDataObject } from 'n8n-workflow';

import { CLIENTS } from '../../sandbox/fixtures';
import type { Sandbox } from '../../sandbox/server';
import { Engine } from '../support/engine';
import {
	closePortals,
	CONTACTS_PATH,
	ORDER_PATH,
	PACKAGE,
	setUp,
	switchFromInput,
	TOKEN_PATH,
	ULTIMATE_PLAN,
} from '../support/portal';

afterEach(closePortals);

const CONTACTS_RUN = { parameters: { resource: 'billingContact', operation: 'getBillingContacts' } };

function switchRun(input: IDataObject[]) {
	return { parameters: switchFromInput({ options: { maxConcurrency: 20 } }), input };
}

function newPbxs(portal: Sandbox, count: number): IDataObject[] {
	return portal.book.addPbxs(11, count).map(({ productNo }) => ({ sn: productNo, plan: ULTIMATE_PLAN }));
}

/** Takes a token as another n8n worker would. */
function takeToken(portal: Sandbox): string {
	const { clientId = '', clientSecret = '' } = { ...CLIENTS[0] };
	const form = { grant_type: 'pp_credentials', client_id: clientId, client_secret: clientSecret };
	return portal.tokens.issue(new URLSearchParams(form)).token;
}

function tokenEndingIn(seconds: number): string {
	return jwt.sign({ exp: Math.floor(Date.now() / 1000) + seconds }, 'any key');
}

describe('the access token', () => {
	it('is asked for with the documented form, stored, and used again by the next run', async () => {
		const { engine, portal, received } = await setUp();
		const first = await engine.run(CONTACTS_RUN);
		const second = await engine.run(switchRun(newPbxs(portal, 3)));

		expect([first.error, second.error]).toEqual([undefined, undefined]);
		expect(second.items).toHaveLength(3);
		const [request, ...others] = received(TOKEN_PATH);
		expect(others).toEqual([]);
		expect(Object.fromEntries(new URLSearchParams(request?.body))).toEqual({
			client_id: CLIENTS[0]?.clientId,
			client_secret: CLIENTS[0]?.clientSecret,
			grant_type: 'pp_credentials',
		});
		expect(request?.headers).toMatchObject({
			'user-agent': 'OpenAPI',
			'content-type': 'application/x-www-form-urlencoded',
		});
		expect(request?.headers.authorization).toBeUndefined();
		expect(engine.credentials.writes).toBe(1);
		const sent = [...received(CONTACTS_PATH), ...received(ORDER_PATH)].map(({ headers }) => headers.authorization);
		expect(new Set(sent)).toEqual(new Set([`Bearer ${String(engine.credentials.data.accessToken)}`]));
	});

	it('that is stored and valid is not asked for again', async () => {
		const { engine, portal, received } = await setUp();
		engine.credentials.storeToken(takeToken(portal));
		const { error } = await engine.run(CONTACTS_RUN);
		expect(error).toBeUndefined();
		expect(received(TOKEN_PATH)).toHaveLength(0);
	});

	it.each(['jwt', 'opaque', 'expiredJwt'] as const)(
		'costs one request for 60 items when the stored one went stale, as %s',
		async (tokenKind) => {
			const { engine, portal, received } = await setUp({ tokenKind });
			await engine.run(CONTACTS_RUN);
			portal.tokens.revokeAll();
			const { items, error } = await engine.run(switchRun(newPbxs(portal, 60)));

			expect(error).toBeUndefined();
			expect(items).toHaveLength(60);
			expect(portal.book.orders).toHaveLength(60);
			expect(received(TOKEN_PATH)).toHaveLength(2);
		},
	);

	it('costs one request for two executions at once when the stored one went stale', async () => {
		const { engine, portal, received } = await setUp();
		await engine.run(CONTACTS_RUN);
		portal.tokens.revokeAll();
		const runs = [newPbxs(portal, 30), newPbxs(portal, 30)].map((input) => engine.start(switchRun(input)).finished);
		const results = await Promise.all(runs);

		expect(results.map(({ error }) => error)).toEqual([undefined, undefined]);
		expect(portal.book.orders).toHaveLength(60);
		expect(received(TOKEN_PATH)).toHaveLength(2);
	});

	it('costs one request for two executions at once where none is stored', async () => {
		const { engine, received } = await setUp();
		const results = await Promise.all([engine.run(CONTACTS_RUN), engine.run(CONTACTS_RUN)]);
		expect(results.map(({ error }) => error)).toEqual([undefined, undefined]);
		expect(received(TOKEN_PATH)).toHaveLength(1);
	});

	it('that one run renewed serves a run that had read the stale one before', async () => {
		const { engine, portal, received } = await setUp();
		await engine.run(CONTACTS_RUN);
		portal.tokens.revokeAll();

		const slow = new Engine(PACKAGE, { ...engine.credentials.data });
		const stale = { ...slow.credentials.data };
		const gate = new EventEmitter();
		slow.credentials.getDecrypted = async () => {
			gate.emit('reading');
			await once(gate, 'go on');
			return stale;
		};
		const reading = once(gate, 'reading');
		const { finished } = slow.start(switchRun(newPbxs(portal, 10)));
		await reading;
		const fast = await engine.run(switchRun(newPbxs(portal, 10)));
		gate.emit('go on');

		expect([fast.error, (await finished).error]).toEqual([undefined, undefined]);
		expect(portal.book.orders).toHaveLength(20);
		expect(received(TOKEN_PATH)).toHaveLength(2);
	});

	it('that ends in the middle of a run is renewed once, and every order is placed once', async () => {
		const { engine, portal, received } = await setUp();
		portal.book.on('change', () => {
			if (portal.book.orders.length === 25) portal.tokens.revokeAll();
		});
		const { items, error } = await engine.run(switchRun(newPbxs(portal, 60)));

		expect(error).toBeUndefined();
		expect(items).toHaveLength(60);
		expect(new Set(portal.book.orders.map(({ productNo }) => productNo)).size).toBe(60);
		expect(portal.book.orders).toHaveLength(60);
		expect(received(TOKEN_PATH)).toHaveLength(2);
	});

	it('is renewed when the end is told with HTTP 200 and status 401', async () => {
		const { engine, portal, received } = await setUp({ httpRepeatsStatus: false });
		await engine.run(CONTACTS_RUN);
		portal.tokens.revokeAll();
		const { items, error } = await engine.run(switchRun(newPbxs(portal, 30)));

		expect(error).toBeUndefined();
		expect(items).toHaveLength(30);
		expect(portal.book.orders).toHaveLength(30);
		expect(received(TOKEN_PATH)).toHaveLength(2);
	});

	it.each([
		['is about to end', 30],
		['has ended', -3600],
	])('that %s is renewed before anything is sent with it', async (_when, seconds) => {
		const accessToken = tokenEndingIn(seconds);
		const { engine, portal, received } = await setUp();
		engine.credentials.storeToken(accessToken);
		const { error } = await engine.run(switchRun(newPbxs(portal, 30)));

		expect(error).toBeUndefined();
		expect(portal.requests.filter(({ headers }) => headers.authorization === `Bearer ${accessToken}`)).toEqual([]);
		expect(received(ORDER_PATH)).toHaveLength(30);
		expect(received(TOKEN_PATH)).toHaveLength(1);
		expect(engine.credentials.data.accessToken).not.toBe(accessToken);
	});

	it('that ends later is tried before it is renewed', async () => {
		const accessToken = tokenEndingIn(600);
		const { engine, portal, received } = await setUp();
		engine.credentials.storeToken(accessToken);
		const { error } = await engine.run(CONTACTS_RUN);

		expect(error).toBeUndefined();
		expect(portal.requests[0]?.headers.authorization).toBe(`Bearer ${accessToken}`);
		expect(received(TOKEN_PATH)).toHaveLength(1);
	});

	it.each([
		['is no JWT', 'opaque', 1800],
		['has an end that has long passed, as where a clock is wrong', 'expiredJwt', 1800],
		['lives shorter than the time it would be renewed ahead', 'jwt', 50],
	] as const)('that %s costs one request for two runs of 30 items', async (_what, tokenKind, tokenLifetime) => {
		const { engine, portal, received } = await setUp({ tokenKind, tokenLifetime });
		const runs = [await engine.run(switchRun(newPbxs(portal, 30))), await engine.run(switchRun(newPbxs(portal, 30)))];

		expect(runs.map(({ error }) => error)).toEqual([undefined, undefined]);
		expect(portal.book.orders).toHaveLength(60);
		expect(received(TOKEN_PATH)).toHaveLength(1);
	});

	it('that another worker ends by taking its own is renewed once, and every order is placed once', async () => {
		const { engine, portal, received } = await setUp({ onlyNewestToken: true });
		portal.book.on('change', () => {
			if (portal.book.orders.length === 10) takeToken(portal);
		});
		const { items, error } = await engine.run(switchRun(newPbxs(portal, 40)));

		expect(error).toBeUndefined();
		expect(items).toHaveLength(40);
		expect(portal.book.orders).toHaveLength(40);
		expect(received(TOKEN_PATH)).toHaveLength(2);
	});

	it('serves executions at once with a portal that takes only the newest token', async () => {
		const { engine, portal, received } = await setUp({ onlyNewestToken: true });
		const runs = [newPbxs(portal, 15), newPbxs(portal, 15), newPbxs(portal, 15)].map(
			(input) => engine.start(switchRun(input)).finished,
		);
		const results = await Promise.all(runs);

		expect(results.map(({ error }) => error)).toEqual([undefined, undefined, undefined]);
		expect(portal.book.orders).toHaveLength(45);
		expect(received(TOKEN_PATH)).toHaveLength(1);
	});
});
