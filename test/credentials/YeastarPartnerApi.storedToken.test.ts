import type { ICredentialDataDecryptedObject, IExecuteFunctions } from 'n8n-workflow';

import { CLIENTS } from '../../sandbox/fixtures';
import type { Sandbox } from '../../sandbox/server';
import { startInNode } from '../support/inNode';
import { type Bench, closePortals, CONTACTS_PATH, ORDER_PATH, PACKAGE, setUp, TOKEN_PATH } from '../support/portal';

afterEach(closePortals);

const CONTACTS_RUN = { parameters: { resource: 'billingContact', operation: 'getBillingContacts' } };
const SECOND = { clientId: 'second-client', clientSecret: 'the secret of the second client' };

/** A portal, and a credential with a token of it. */
async function setUpWithToken(): Promise<Bench & { token: string }> {
	const bench = await setUp();
	await bench.engine.run(CONTACTS_RUN);
	return { ...bench, token: String(bench.engine.credentials.data.accessToken) };
}

/** The requests that a token came with. */
function sentWith(token: string, { requests }: Sandbox): string[] {
	return requests.filter(({ headers }) => headers.authorization === `Bearer ${token}`).map(({ path }) => path);
}

/** Ways in which a stored token is not the one of the fields. */
const CHANGES: Array<
	[string, (data: ICredentialDataDecryptedObject, portal: Sandbox) => ICredentialDataDecryptedObject]
> = [
	[
		'another Client ID',
		(data, portal) => {
			portal.book.clients.push(SECOND);
			return { ...data, ...SECOND };
		},
	],
	[
		'another Client Secret',
		(data, portal) => {
			portal.book.clients.splice(0, 1, { clientId: String(data.clientId), clientSecret: SECOND.clientSecret });
			return { ...data, clientSecret: SECOND.clientSecret };
		},
	],
	[
		'an earlier version of this package, which did not note what it is for',
		(data) => ({ ...data, accessTokenIssuedFor: '' }),
	],
	[
		'elsewhere, beside a note on another token',
		(data, portal) => {
			const form = {
				grant_type: 'pp_credentials',
				client_id: CLIENTS[0]?.clientId ?? '',
				client_secret: CLIENTS[0]?.clientSecret ?? '',
			};
			return { ...data, accessToken: portal.tokens.issue(new URLSearchParams(form)).token };
		},
	],
];

describe('a stored token that comes from', () => {
	it.each(CHANGES)('%s is not sent, and one new token is asked for', async (_what, change) => {
		const { engine, portal, received } = await setUpWithToken();
		engine.credentials.data = change(engine.credentials.data, portal);
		const stored = String(engine.credentials.data.accessToken);
		const before = sentWith(stored, portal).length;
		const runs = await Promise.all([engine.run(CONTACTS_RUN), engine.run(CONTACTS_RUN), engine.run(CONTACTS_RUN)]);

		expect(runs.map(({ error }) => error)).toEqual([undefined, undefined, undefined]);
		expect(sentWith(stored, portal)).toHaveLength(before);
		expect(received(TOKEN_PATH)).toHaveLength(2);
		expect(received(CONTACTS_PATH)).toHaveLength(4);
	});

	it('another Base URL is not sent, and a new token is asked for there', async () => {
		const { engine, token } = await setUpWithToken();
		const other = await setUp();
		engine.credentials.data = { ...engine.credentials.data, baseUrl: other.portal.url };
		const { error } = await engine.run(CONTACTS_RUN);

		expect(error).toBeUndefined();
		expect(sentWith(token, other.portal)).toEqual([]);
		expect(other.portal.requests.map(({ path }) => path)).toEqual([TOKEN_PATH, CONTACTS_PATH]);
	});

	it('the same fields is sent again', async () => {
		const { engine, token, portal, received } = await setUpWithToken();
		await engine.run(CONTACTS_RUN);
		expect(sentWith(token, portal)).toHaveLength(2);
		expect(received(TOKEN_PATH)).toHaveLength(1);
	});
});

/** The helpers that n8n's own nodes send requests with: the HTTP Request node the older one, declarative nodes the other. */
const HELPERS = ['requestWithAuthentication', 'httpRequestWithAuthentication'] as const;

type Helper = (this: IExecuteFunctions, credential: string, options: object) => Promise<unknown>;

async function askInNode(
	data: ICredentialDataDecryptedObject,
	helper: (typeof HELPERS)[number],
	{ url, count = 1 }: { url: string; count?: number },
): Promise<PromiseSettledResult<unknown>[]> {
	const { result } = startInNode(PACKAGE.credential, data, async (context: IExecuteFunctions) => {
		const ask = async () => {
			const options = helper === 'requestWithAuthentication' ? { uri: url, json: true } : { url, json: true };
			const { helpers } = context as unknown as { helpers: Record<string, Helper> };
			return await helpers[helper]?.call(context, PACKAGE.credential.name, options);
		};
		return await Promise.allSettled(Array.from({ length: count }, ask));
	});
	return await result;
}

describe.each(HELPERS)("n8n's own node, which sends with %s,", (helper) => {
	it.each(CHANGES)('does not send a token of %s, and all its items wait for one new token', async (_what, change) => {
		const { engine, portal, received } = await setUpWithToken();
		const data = change(engine.credentials.data, portal);
		const stored = String(data.accessToken);
		const before = sentWith(stored, portal).length;
		const answers = await askInNode(data, helper, { url: portal.url + CONTACTS_PATH, count: 8 });

		expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 'fulfilled'));
		expect(sentWith(stored, portal)).toHaveLength(before);
		expect(received(TOKEN_PATH)).toHaveLength(2);
		expect(received(CONTACTS_PATH)).toHaveLength(9);
	});

	it('does not send a token of another Base URL', async () => {
		const { engine, token } = await setUpWithToken();
		const other = await setUp();
		const data = { ...engine.credentials.data, baseUrl: other.portal.url };
		const [answer] = await askInNode(data, helper, { url: other.portal.url + CONTACTS_PATH });

		expect(answer?.status).toBe('fulfilled');
		expect(sentWith(token, other.portal)).toEqual([]);
		expect(other.portal.requests.map(({ path }) => path)).toEqual([TOKEN_PATH, CONTACTS_PATH]);
	});

	it('gives up after one token where a changed secret is wrong', async () => {
		const { engine, portal } = await setUpWithToken();
		const data = { ...engine.credentials.data, clientSecret: 'not-the-secret' };
		const before = portal.requests.length;
		const [answer] = await askInNode(data, helper, { url: portal.url + CONTACTS_PATH });

		expect(answer?.status).toBe('rejected');
		expect(portal.requests.slice(before).map(({ path }) => path)).toEqual([TOKEN_PATH]);
	});

	it('asks for two tokens at the most where the portal accepts none', async () => {
		const { engine, portal } = await setUpWithToken();
		const data = { ...engine.credentials.data, accessTokenIssuedFor: '' };
		portal.faults.order({ kind: 'unauthorized', path: CONTACTS_PATH });
		const before = portal.requests.length;
		const [answer] = await askInNode(data, helper, { url: portal.url + CONTACTS_PATH });

		expect(answer?.status).toBe('rejected');
		expect(portal.requests.slice(before).filter(({ path }) => path === TOKEN_PATH).length).toBeLessThanOrEqual(2);
		expect(portal.requests.filter(({ path }) => path === ORDER_PATH)).toEqual([]);
	});
});
