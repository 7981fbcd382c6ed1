import type { Delivery } from '../../../../nodes/YeastarPartner/portal/failure';
import { networkFailure } from '../../../../nodes/YeastarPartner/portal/networkFailure';
import { send } from '../../../../nodes/YeastarPartner/portal/transport';

describe('a connection that failed', () => {
	it.each<[string, Delivery]>([
		['ECONNREFUSED', 'notDelivered'],
		['ENOTFOUND', 'notDelivered'],
		['EAI_AGAIN', 'notDelivered'],
		['ECONNRESET', 'ambiguous'],
		['EPIPE', 'ambiguous'],
		['ECONNABORTED', 'ambiguous'],
		['ETIMEDOUT', 'ambiguous'],
		['EHOSTUNREACH', 'ambiguous'],
		['ENETUNREACH', 'ambiguous'],
		['ERR_CANCELED', 'ambiguous'],
		['ERR_BAD_RESPONSE', 'ambiguous'],
		['HPE_INVALID_CONSTANT', 'ambiguous'],
		['CERT_HAS_EXPIRED', 'notDelivered'],
		['DEPTH_ZERO_SELF_SIGNED_CERT', 'notDelivered'],
		['SELF_SIGNED_CERT_IN_CHAIN', 'notDelivered'],
		['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'notDelivered'],
		['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'notDelivered'],
		['ERR_TLS_CERT_ALTNAME_INVALID', 'notDelivered'],
		// These come from a connection that carries the request already, when what follows on it cannot be read.
		['ERR_SSL_BAD_RECORD_TYPE', 'ambiguous'],
		['ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC', 'ambiguous'],
		['ERR_SSL_WRONG_VERSION_NUMBER', 'ambiguous'],
		['ERR_SSL_INVALID_AAD', 'ambiguous'],
		['ERR_SSL_CIPHER_OPERATION_FAILED', 'ambiguous'],
		['EPROTO', 'ambiguous'],
	])('with %s says what became of the request: %s', (code, delivery) => {
		const error = Object.assign(new Error('no'), { code });
		expect(networkFailure(error, 'portal.test', 60).facts.delivery).toBe(delivery);
		expect(networkFailure(new Error('outer', { cause: error }), 'portal.test', 60).facts.delivery).toBe(delivery);
	});
});

describe('a request that n8n itself does not send', () => {
	it('is told in the words of n8n', () => {
		const { facts } = networkFailure(new Error('Domain not allowed'), 'portal.test', 60);
		expect(facts.message).toContain('n8n says "Domain not allowed"');
		expect(facts).toMatchObject({ delivery: 'ambiguous' });
		expect(networkFailure(undefined, 'portal.test', 60).message).toContain('n8n says "unknown"');
	});
});

describe('an answer of n8n that is not a full response', () => {
	const request = { method: 'GET', url: 'http://127.0.0.1', timeout: 1 } as const;

	it.each([undefined, 'text', {}])('%j is an empty one', async (response) => {
		expect(await send(async () => await Promise.resolve(response), request)).toEqual({ status: 0, text: '' });
	});

	it('but for its text has no text', async () => {
		const response = { statusCode: 200, body: { parsed: true } };
		expect(await send(async () => await Promise.resolve(response), request)).toEqual({ status: 200, text: '' });
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
		const respond = async () => await Promise.resolve({ statusCode: 200, body: '', headers });
		const request = { method: 'GET', url: 'http://127.0.0.1', timeout: 1 } as const;
		expect(await send(respond, request)).toEqual({ status: 200, text: '', ...expected });
	});
});
