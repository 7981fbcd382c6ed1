import { DEFAULT_BASE_URL, readBaseUrl } from '../../../../nodes/YeastarPartner/portal/baseUrl';
import { PortalFailure } from '../../../../nodes/YeastarPartner/portal/failure';

function refusalOf(value: unknown): PortalFailure {
	try {
		readBaseUrl(value);
	} catch (error) {
		if (error instanceof PortalFailure) return error;
		throw error;
	}
	throw new Error('The address was accepted');
}

describe('readBaseUrl', () => {
	it.each([
		[DEFAULT_BASE_URL, DEFAULT_BASE_URL],
		['https://openapi.partner.yeastar.com/', DEFAULT_BASE_URL],
		['https://openapi.partner.yeastar.com///', DEFAULT_BASE_URL],
		['  https://openapi.partner.yeastar.com\n', DEFAULT_BASE_URL],
		['HTTPS://OpenAPI.Partner.Yeastar.com', DEFAULT_BASE_URL],
		['https://gateway.example.test:8443', 'https://gateway.example.test:8443'],
		['https://gateway.example.test/yeastar/', 'https://gateway.example.test/yeastar'],
		['https://gateway.example.test/a/b', 'https://gateway.example.test/a/b'],
		['http://localhost:4010', 'http://localhost:4010'],
		['http://LOCALHOST:4010/', 'http://localhost:4010'],
		['http://127.0.0.1:4010/portal/', 'http://127.0.0.1:4010/portal'],
		['http://127.8.9.10', 'http://127.8.9.10'],
		['http://[::1]:4010', 'http://[::1]:4010'],
		['http://[::1]:80', 'http://[::1]'],
		['http://[0:0:0:0:0:0:0:1]:4010', 'http://[::1]:4010'],
	])('accepts %j as %s', (value, expected) => {
		expect(readBaseUrl(value)).toBe(expected);
	});

	it.each([
		['', 'is empty'],
		['   ', 'is empty'],
		[undefined, 'is empty'],
		[null, 'is empty'],
		[443, 'is empty'],
		[{ href: DEFAULT_BASE_URL }, 'is empty'],
		['openapi.partner.yeastar.com', 'is not a web address'],
		['https://', 'is not a web address'],
		['https://sesame.test:99999', 'is not a web address'],
		['ftp://sesame.test', 'is not an https address'],
		['file:///etc/sesame', 'is not an https address'],
		['javascript:sesame', 'is not an https address'],
		['localhost:4010', 'is not an https address'],
		['https://ada:sesame@openapi.partner.yeastar.com', 'holds a user name or password'],
		['https://sesame@openapi.partner.yeastar.com', 'holds a user name or password'],
		['https://:sesame@openapi.partner.yeastar.com', 'holds a user name or password'],
		['http://localhost:sesame@evil.test', 'holds a user name or password'],
		['https://openapi.partner.yeastar.com?key=sesame', 'holds a query or fragment'],
		['https://openapi.partner.yeastar.com/#sesame', 'holds a query or fragment'],
		['http://openapi.partner.yeastar.com', 'is plain http'],
		['http://127.0.0.1.evil.test', 'is plain http'],
		['http://127.evil.test', 'is plain http'],
		['http://localhost.evil.test', 'is plain http'],
		['http://evil-localhost', 'is plain http'],
		['http://0.0.0.0:4010', 'is plain http'],
		['http://128.0.0.1', 'is plain http'],
		['http://192.168.1.20', 'is plain http'],
		['http://[::2]:4010', 'is plain http'],
		['http://sesame.test', 'is plain http'],
	])('refuses %j, since it %s', (value, problem) => {
		const { message, facts } = refusalOf(value);
		expect(message).toContain(problem);
		expect(facts).toMatchObject({ delivery: 'notDelivered', concernsCredential: true });
		expect(facts.advice).toContain(DEFAULT_BASE_URL);
		expect(JSON.stringify(facts)).not.toContain('sesame');
		expect(message).not.toMatch(/sesame|evil/);
	});
});
