import type { Fate } from '../../../../nodes/YeastarPartner/portal/failure';
import { exchange, networkFailure } from '../../../../nodes/YeastarPartner/portal/wire';

describe('a connection that failed', () => {
	it.each<[string, Fate]>([
		['ECONNREFUSED', 'notSent'],
		['ENOTFOUND', 'notSent'],
		['EAI_AGAIN', 'notSent'],
		['ECONNRESET', 'unknown'],
		['EPIPE', 'unknown'],
		['ECONNABORTED', 'unknown'],
		['ETIMEDOUT', 'unknown'],
		['EHOSTUNREACH', 'unknown'],
		['ENETUNREACH', 'unknown'],
		['ERR_CANCELED', 'unknown'],
		['ERR_BAD_RESPONSE', 'unknown'],
		['HPE_INVALID_CONSTANT', 'unknown'],
		['CERT_HAS_EXPIRED', 'notSent'],
		['DEPTH_ZERO_SELF_SIGNED_CERT', 'notSent'],
		['SELF_SIGNED_CERT_IN_CHAIN', 'notSent'],
		['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'notSent'],
		['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'notSent'],
		['ERR_TLS_CERT_ALTNAME_INVALID', 'notSent'],
		// These come from a connection that carries the request already, when what follows on it cannot be read.
		['ERR_SSL_BAD_RECORD_TYPE', 'unknown'],
		['ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC', 'unknown'],
		['ERR_SSL_WRONG_VERSION_NUMBER', 'unknown'],
		['ERR_SSL_INVALID_AAD', 'unknown'],
		['ERR_SSL_CIPHER_OPERATION_FAILED', 'unknown'],
		['EPROTO', 'unknown'],
	])('with %s says what became of the request: %s', (code, fate) => {
		const error = Object.assign(new Error('no'), { code });
		expect(networkFailure(error, 'portal.test', 60).facts.fate).toBe(fate);
		expect(networkFailure(new Error('outer', { cause: error }), 'portal.test', 60).facts.fate).toBe(fate);
	});
});

describe('a request that n8n itself does not send', () => {
	it('is told in the words of n8n', () => {
		const { facts } = networkFailure(new Error('Domain not allowed'), 'portal.test', 60);
		expect(facts.message).toContain('n8n says "Domain not allowed"');
		expect(facts).toMatchObject({ fate: 'unknown' });
		expect(networkFailure(undefined, 'portal.test', 60).message).toContain('n8n says "unknown"');
	});
});

describe('an answer of n8n that is not a full response', () => {
	const request = { method: 'GET', url: 'http://127.0.0.1', timeout: 1 } as const;

	it.each([undefined, 'text', {}])('%j is an empty one', async (response) => {
		expect(await exchange(async () => await Promise.resolve(response), request)).toEqual({ status: 0, text: '' });
	});

	it('but for its text has no text', async () => {
		const response = { statusCode: 200, body: { parsed: true } };
		expect(await exchange(async () => await Promise.resolve(response), request)).toEqual({ status: 200, text: '' });
	});
});

describe("an answer's headers", () => {
	it.each([
		[
			'as they came',
			{ 'retry-after': '7', date: 'Wed, 25 Nov 2026 01:39:44 GMT' },
			{ retryAfter: '7', date: 'Wed, 25 Nov 2026 01:39:44 GMT' },
		],
		['not at all, where there are none', {}, {}],
		['not at all, where they are no text', { 'retry-after': ['7'], date: 7 }, {}],
	])('are given %s', async (_what, headers, expected) => {
		const send = async () => await Promise.resolve({ statusCode: 200, body: '', headers });
		const request = { method: 'GET', url: 'http://127.0.0.1', timeout: 1 } as const;
		expect(await exchange(send, request)).toEqual({ status: 200, text: '', ...expected });
	});
});
