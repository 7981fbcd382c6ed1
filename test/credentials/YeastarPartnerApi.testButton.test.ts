import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { CLIENTS } from '../../sandbox/fixtures';
import type { Fault } from '../../sandbox/faults';
import { Refusal } from '../../sandbox/refusal';
import type { Switches } from '../../sandbox/switches';
import { testCredential } from '../support/credentialTest';
import { closePortals, CONTACTS_PATH, PACKAGE, setUp, TOKEN_PATH } from '../support/portal';

afterEach(closePortals);

interface Case {
	switches?: Partial<Switches>;
	fault?: Fault;
	credential?: ICredentialDataDecryptedObject;
}

const CONTACTS_RUN = { parameters: { resource: 'billingContact', operation: 'getBillingContacts' } };

async function press({ switches, fault, credential }: Case) {
	const { portal, received } = await setUp(switches);
	if (fault) portal.faults.order(fault);
	const data = { ...CLIENTS[0], baseUrl: portal.url, accessToken: '', ...credential };
	const result = await testCredential(PACKAGE.credential, data);
	return { result, tokens: received(TOKEN_PATH).length, contacts: received(CONTACTS_PATH).length };
}

describe("the credential's Test button", () => {
	it('says that a right credential works, after one token and one list of contacts', async () => {
		expect(await press({})).toEqual({
			result: { status: 'OK', message: 'Connection successful!' },
			tokens: 1,
			contacts: 1,
		});
	});

	it.each([
		['does not know its own test node, as n8n 2.41', undefined],
		['knows its own test node', 'n8n-nodes-base.noOp'],
	])('asks for one new token each time, where n8n %s', async (_what, testNode) => {
		const { engine, received } = await setUp();
		await engine.run(CONTACTS_RUN);
		for (const tokens of [2, 3]) {
			const { credentials } = engine;
			const result = await testCredential(
				PACKAGE.credential,
				{ ...credentials.data },
				{ store: credentials, testNode },
			);
			expect([result.status, received(TOKEN_PATH).length]).toEqual(['OK', tokens]);
		}
	});

	it.each<[string, ICredentialDataDecryptedObject, string]>([
		['secret', { clientSecret: 'not-the-secret' }, 'Yeastar rejected the Client ID or Client Secret of the credential'],
		['client ID', { clientId: 'nobody' }, 'Yeastar rejected the Client ID or Client Secret of the credential'],
	])('says that a changed %s is wrong, though the token of the one before is valid', async (_what, change, message) => {
		const { engine, received } = await setUp();
		await engine.run(CONTACTS_RUN);
		const { credentials } = engine;
		credentials.data = { ...credentials.data, ...change };
		const result = await testCredential(PACKAGE.credential, { ...credentials.data }, { store: credentials });
		expect(result).toEqual({ status: 'Error', message });
		expect([received(TOKEN_PATH).length, received(CONTACTS_PATH).length]).toEqual([2, 1]);
	});

	it.each([true, false])('never sends the token of one Base URL to another, which %p is a portal', async (isPortal) => {
		const { engine } = await setUp();
		await engine.run(CONTACTS_RUN);
		const token = String(engine.credentials.data.accessToken);
		const other = await setUp();
		if (!isPortal) other.portal.faults.order({ kind: 'html' });
		const data = { ...engine.credentials.data, baseUrl: other.portal.url };
		const { status } = await testCredential(PACKAGE.credential, data);

		expect(status).toBe(isPortal ? 'OK' : 'Error');
		expect(other.portal.requests.length).toBeGreaterThan(0);
		expect(JSON.stringify(other.portal.requests)).not.toContain(token);
	});

	it.each<[string, Case]>([
		['secret', { credential: { clientSecret: 'not-the-secret' } }],
		['client ID', { credential: { clientId: 'nobody' } }],
		[
			'secret, told with HTTP 200',
			{ credential: { clientSecret: 'not-the-secret' }, switches: { httpRepeatsStatus: false } },
		],
	])('says in one sentence that the %s is wrong, after one token request', async (_what, setting) => {
		expect(await press(setting)).toEqual({
			result: { status: 'Error', message: 'Yeastar rejected the Client ID or Client Secret of the credential' },
			tokens: 1,
			contacts: 0,
		});
	});

	it.each<[string, Case, RegExp, number]>([
		['an empty Client ID', { credential: { clientId: ' ' } }, /has no Client ID/, 0],
		['an empty Client Secret', { credential: { clientSecret: '' } }, /has no Client Secret/, 0],
		['an empty Base URL', { credential: { baseUrl: '' } }, /Base URL .* is empty/, 0],
		['a plain http address', { credential: { baseUrl: 'http://portal.test' } }, /plain http/, 0],
		[
			'nobody at the address',
			{ credential: { baseUrl: 'http://127.0.0.1:1' } },
			/connection was refused\. The Base URL .* may be wrong/,
			0,
		],
		[
			'a host that nobody knows',
			{ credential: { baseUrl: 'https://portal.invalid' } },
			/host name .*\. The Base URL .* may be wrong/,
			0,
		],
		[
			'a web page for the token',
			{ fault: { kind: 'html', path: TOKEN_PATH } },
			/a web page .*\. The Base URL .* may be wrong/,
			1,
		],
		[
			'a web page and HTTP 403',
			{ fault: { kind: 'html', status: 403, path: TOKEN_PATH } },
			/a web page .*\. The Base URL .* may be wrong/,
			1,
		],
		[
			'a web page and HTTP 404',
			{ fault: { kind: 'html', status: 404, path: TOKEN_PATH } },
			/a web page .*\. The Base URL .* may be wrong/,
			1,
		],
		['a redirect', { fault: { kind: 'redirect', path: TOKEN_PATH } }, /The Base URL answers with a redirect/, 1],
		['HTTP 500 for the token', { fault: { kind: 'serverError', path: TOKEN_PATH } }, /No access token was issued/, 1],
		['a closed connection', { fault: { kind: 'drop', path: TOKEN_PATH } }, /connection was closed/, 1],
	])('tells of %s in a sentence', async (_what, setting, message, tokens) => {
		const { result, ...requests } = await press(setting);
		expect(result).toEqual({ status: 'Error', message: expect.stringMatching(message) as string });
		expect(result.message).toMatch(/ .* /);
		expect(requests).toEqual({ tokens, contacts: 0 });
	});

	it('tells that an https address is one of plain http', async () => {
		const { portal } = await setUp();
		const data = { ...CLIENTS[0], baseUrl: portal.url.replace('http:', 'https:'), accessToken: '' };
		const { message } = await testCredential(PACKAGE.credential, data);
		expect(message).toMatch(/the TLS connection \(https\) failed\. The Base URL .* may be wrong/);
	});

	it.each<[string, number, string, string, string]>([
		[
			'the secret',
			401,
			'invalid_client',
			'Client secret is invalid',
			'Yeastar rejected the Client Secret of the credential',
		],
		[
			'the client',
			401,
			'invalid_client',
			'The client does not exist',
			'Yeastar rejected the Client ID of the credential',
		],
		[
			'the ID by its field',
			400,
			'illegal_argument',
			'client_id: not found',
			'Yeastar rejected the Client ID of the credential',
		],
		[
			'both',
			401,
			'invalid_client',
			'Client ID or Client Secret is wrong',
			'Yeastar rejected the Client ID or Client Secret of the credential',
		],
		[
			'neither',
			403,
			'forbidden',
			'IP not on the list',
			'Yeastar rejected the Client ID or Client Secret of the credential, saying "IP not on the list"',
		],
	])("blames what the portal's words name: %s", async (_what, status, code, words, message) => {
		const { portal } = await setUp();
		portal.tokens.issue = () => {
			throw new Refusal(status, code, words);
		};
		const data = { ...CLIENTS[0], baseUrl: portal.url, accessToken: '' };
		expect(await testCredential(PACKAGE.credential, data)).toEqual({ status: 'Error', message });
	});

	it('shows no secret where the portal repeats it', async () => {
		const { portal } = await setUp();
		const { clientSecret = '' } = { ...CLIENTS[0] };
		portal.tokens.issue = () => {
			throw new Refusal(403, 'forbidden', `Not for ${clientSecret}`);
		};
		const { message } = await testCredential(PACKAGE.credential, {
			...CLIENTS[0],
			baseUrl: portal.url,
			accessToken: '',
		});
		expect(message).toContain('Not for ***');
	});

	it.each<[string, Fault['kind'], Switches['httpRepeatsStatus']]>([
		['HTTP 401', 'unauthorized', true],
		['HTTP 200 and status 401', 'unauthorizedBody', false],
		['HTTP 500', 'serverError', true],
		['a refusal', 'refusal', true],
		['a web page', 'html', true],
		['a truncated body', 'truncated', true],
	])('does not call it a success where the contacts are answered with %s', async (_what, kind, httpRepeatsStatus) => {
		const { result, tokens } = await press({ switches: { httpRepeatsStatus }, fault: { kind, path: CONTACTS_PATH } });
		expect(result.status).toBe('Error');
		expect(tokens).toBeLessThanOrEqual(2);
	});

	it('names the status that stands in an answer with HTTP 200', async () => {
		const { result } = await press({ fault: { kind: 'unauthorizedBody', path: CONTACTS_PATH } });
		expect(result.message).toBe('The portal issued a token, but refused to list the billing contacts (status 401)');
	});
});
