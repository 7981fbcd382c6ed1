import { type IHttpRequestHelper, type IHttpRequestOptions, UserError } from 'n8n-workflow';

import { YeastarPartnerApi } from '../../credentials/YeastarPartnerApi.credentials';
import { Deadline } from '../../nodes/YeastarPartner/portal/deadline';
import { DEADLINE, type MarkedOptions } from '../../nodes/YeastarPartner/portal/transport';
import { tokenToStore } from '../../nodes/YeastarPartner/portal/storedToken';

const BASE_URL = 'https://openapi.partner.yeastar.com';
const CREDENTIAL = { clientId: 'id', clientSecret: 'a secret', baseUrl: `${BASE_URL}/` };

async function authenticate(
	options: IHttpRequestOptions,
	baseUrl: string = CREDENTIAL.baseUrl,
): Promise<IHttpRequestOptions> {
	const method = new YeastarPartnerApi().authenticate;
	if (typeof method !== 'function') throw new Error('authenticate is no function');
	const fields = { ...CREDENTIAL, baseUrl };
	return await method({ ...fields, ...tokenToStore(fields, 'token-1'), accessToken: ' token-1 ' }, options);
}

describe('authenticate', () => {
	it.each<[string, IHttpRequestOptions]>([
		['a whole address', { url: `${BASE_URL}/order` }],
		['a path after the base URL', { url: '/order', baseURL: BASE_URL }],
		['a path after the base URL as it was typed', { url: 'order', baseURL: ` ${BASE_URL}/ ` }],
	])('adds token and User-Agent to %s and follows no redirect', async (_what, options) => {
		const headers = { Accept: 'application/json', Authorization: 'Basic x', 'User-Agent': 'axios' };
		expect(await authenticate({ ...options, headers })).toMatchObject({
			url: options.url,
			headers: { Accept: 'application/json', Authorization: 'Bearer token-1', 'User-Agent': 'OpenAPI' },
			disableFollowRedirect: true,
		});
	});

	it('keeps the body and the settings of a request', async () => {
		const body = Buffer.from('{}');
		const options: IHttpRequestOptions = {
			url: `${BASE_URL}/order`,
			method: 'POST',
			body,
			timeout: 5,
			encoding: 'text',
		};
		expect(await authenticate({ ...options })).toMatchObject(options);
	});

	it.each<[string, IHttpRequestOptions]>([
		['another host', { url: 'https://evil.test/order' }],
		['a host after a user name', { url: 'https://openapi.partner.yeastar.com@evil.test/order' }],
		['a host that begins alike', { url: 'https://openapi.partner.yeastar.com.evil.test/order' }],
		['another port', { url: `${BASE_URL}:8443/order` }],
		['plain http', { url: 'http://openapi.partner.yeastar.com/order' }],
		['an address that overrides the base URL', { url: 'https://evil.test/order', baseURL: BASE_URL }],
		['an address without protocol', { url: '//evil.test/order', baseURL: BASE_URL }],
		['an address with backslashes', { url: '\\\\evil.test/order', baseURL: BASE_URL }],
	])('does not give the token to %s', async (_what, options) => {
		const refusal = authenticate(options);
		await expect(refusal).rejects.toBeInstanceOf(UserError);
		await expect(refusal).rejects.toThrow('not sent to another host than its Base URL');
	});

	it("sends a request to the credential's base URL even where another one was set", async () => {
		expect(await authenticate({ url: '/order', baseURL: 'https://evil.test' })).toMatchObject({ baseURL: BASE_URL });
	});

	it('says what is wrong with a base URL that is not safe', async () => {
		const refusal = authenticate({ url: '/order', baseURL: BASE_URL }, 'http://evil.test');
		await expect(refusal).rejects.toBeInstanceOf(UserError);
		await expect(refusal).rejects.toMatchObject({
			message: expect.stringContaining('plain http') as string,
			description: expect.stringContaining('https address') as string,
		});
	});

	it("serves the options of n8n's older helper, which names the address and redirects otherwise", async () => {
		const older = { uri: `${BASE_URL}/order`, method: 'GET' } as unknown as MarkedOptions;
		expect(await authenticate(older)).toMatchObject({
			headers: { Authorization: expect.stringMatching(/^Bearer /) as string },
			followRedirect: false,
			followAllRedirects: false,
		});
		const elsewhere = { uri: 'https://elsewhere.test/order' } as unknown as MarkedOptions;
		await expect(authenticate(elsewhere)).rejects.toThrow('another host');
	});

	it("puts a request's own deadline in the place of n8n's cancel signal, and lets requests without one be", async () => {
		const abortSignal = AbortSignal.abort();
		const deadline = new Deadline(1000);
		const marked: MarkedOptions = { url: `${BASE_URL}/order`, method: 'POST', abortSignal, [DEADLINE]: deadline };
		const unmarked: MarkedOptions = { url: `${BASE_URL}/order`, method: 'POST', abortSignal };
		expect((await authenticate(marked)).abortSignal).toMatchObject({ aborted: false });
		expect((await authenticate(unmarked)).abortSignal).toBe(abortSignal);
		deadline.end();
	});
});

describe('preAuthentication', () => {
	it.each([
		['no Client ID', { clientId: '' }],
		['no Client Secret', { clientSecret: '' }],
		['an unsafe Base URL', { baseUrl: 'http://evil.test' }],
	])('says with %s what to do, as n8n shows it, and sends nothing', async (_what, values) => {
		const httpRequest = async () => await Promise.reject(new Error('Something was sent'));
		const n8n = { helpers: { httpRequest } } as IHttpRequestHelper;
		const refusal = new YeastarPartnerApi().preAuthentication.call(n8n, { ...CREDENTIAL, ...values });
		await expect(refusal).rejects.toBeInstanceOf(UserError);
		await expect(refusal).rejects.toMatchObject({
			message: expect.stringContaining('Yeastar Partner Portal credential') as string,
			description: expect.stringContaining('Open the credential') as string,
		});
	});
});

describe('the description', () => {
	const { properties } = new YeastarPartnerApi();
	const find = (name: string) => properties.find((property) => property.name === name);

	it('has the fields that saved credentials rest on', () => {
		expect(properties.map(({ name }) => name)).toEqual([
			'clientId',
			'clientSecret',
			'baseUrl',
			'accessToken',
			'accessTokenIssuedFor',
		]);
		expect(find('baseUrl')?.default).toBe(BASE_URL);
	});

	it('has n8n renew an empty token, which is hidden', () => {
		expect(find('accessToken')).toMatchObject({ type: 'hidden', default: '', typeOptions: { expirable: true } });
	});

	it('has n8n keep the note on the token, which is hidden', () => {
		expect(find('accessTokenIssuedFor')).toMatchObject({ type: 'hidden', default: '' });
	});

	it.each(['clientSecret', 'accessToken', 'accessTokenIssuedFor'])('has n8n cover the %s up', (name) => {
		expect(find(name)?.typeOptions?.password).toBe(true);
	});
});
