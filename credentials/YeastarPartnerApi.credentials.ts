import {
	type IAuthenticate,
	type ICredentialDataDecryptedObject,
	type ICredentialTestRequest,
	type ICredentialType,
	type Icon,
	type IDataObject,
	type IHttpRequestHelper,
	type IHttpRequestOptions,
	type INodeProperties,
	UserError,
} from 'n8n-workflow';

import { DEFAULT_BASE_URL, readBaseUrl } from '../nodes/YeastarPartner/portal/baseUrl';
import { BILLING_CONTACTS_PATH } from '../nodes/YeastarPartner/portal/contacts';
import { PortalFailure } from '../nodes/YeastarPartner/portal/failure';
import { tokenOf, tokenToStore } from '../nodes/YeastarPartner/portal/storedToken';
import { TokenSource } from '../nodes/YeastarPartner/portal/tokenSource';
import { type MarkedOptions, USER_AGENT, withDeadline } from '../nodes/YeastarPartner/portal/transport';

/** Throws a failure as n8n shows it to the user: in a run, and under the credential's Test button. */
function throwAsUserError(error: unknown): never {
	if (!(error instanceof PortalFailure)) throw error;
	throw new UserError(error.message, { description: error.facts.advice, cause: error });
}

/**
 * Has n8n ask for a new token before it sends the request. n8n 2.41 means to do so itself in a credential's test, but does
 * not know its own test node by name.
 */
const NEW_TOKEN_FIRST = { newTokenFirst: true };

/** Credentials as n8n handed them over, once it was given a new token for them. */
const renewed = new WeakSet<ICredentialDataDecryptedObject>();

/** n8n takes an error with this status for an answer that refuses the token: it asks for a new one and tries again, once. */
function askForToken(): UserError {
	const message =
		'The stored access token was not issued for the Base URL, Client ID and Client Secret of the credential';
	return Object.assign(new UserError(message), { response: { status: 401 } });
}

/**
 * Adds the token to a request, for this package's node and for n8n's HTTP Request node alike.
 *
 * @throws UserError when the request goes elsewhere than to the credential's base URL, and for n8n when it has to ask for a token
 */
function authorize(credentials: ICredentialDataDecryptedObject, requestOptions: MarkedOptions): IHttpRequestOptions {
	const baseUrl = readBaseUrl(credentials.baseUrl);
	if (requestOptions.baseURL !== undefined) requestOptions.baseURL = baseUrl;
	// n8n's HTTP Request node hands over the options of an older helper, which name the address and redirects otherwise.
	const { uri } = requestOptions as { uri?: string };
	const target = new URL(requestOptions.url ?? String(uri), baseUrl);
	if (target.origin !== new URL(baseUrl).origin) {
		throw new UserError('The Yeastar Partner Portal credential was not sent to another host than its Base URL', {
			description: `The request goes to ${target.host}. Choose another credential for it, or change the Base URL.`,
		});
	}
	const token = tokenOf(credentials);
	const isTest = 'newTokenFirst' in requestOptions && !renewed.has(credentials);
	if (token === '' || isTest) throw askForToken();
	return withDeadline({
		...requestOptions,
		headers: {
			...requestOptions.headers,
			'User-Agent': USER_AGENT,
			Authorization: `Bearer ${token}`,
		},
		disableFollowRedirect: true,
		...(uri === undefined ? {} : { followRedirect: false, followAllRedirects: false }),
	});
}

/** An answer with HTTP 200 that the credential's test must not take for a success. n8n can only compare with one value each. */
const REFUSED_WITH_HTTP_200: ICredentialTestRequest['rules'] = [
	{
		type: 'responseSuccessBody',
		properties: {
			key: 'code',
			value: undefined,
			message:
				'The portal issued a token, but did not answer with its JSON envelope when asked for the billing contacts',
		},
	},
	...[400, 401, 403, 404, 429, 500, 503].map((status) => ({
		type: 'responseSuccessBody' as const,
		properties: {
			key: 'status',
			value: status,
			message: `The portal issued a token, but refused to list the billing contacts (status ${status})`,
		},
	})),
];

/**
 * The Partner Portal's API credential. n8n calls `preAuthentication` when `accessToken` is empty and after a 401, which
 * `authenticate` may tell too, and stores what it returns in the hidden fields.
 */
export class YeastarPartnerApi implements ICredentialType {
	name = 'yeastarPartnerApi';

	displayName = 'Yeastar Partner Portal API';

	icon: Icon = {
		light: 'file:../nodes/YeastarPartner/yeastarPartner.svg',
		dark: 'file:../nodes/YeastarPartner/yeastarPartner.dark.svg',
	};

	documentationUrl = 'https://github.com/n8n-nodes-yeastar-partner/n8n-nodes-yeastar-partner#the-credential';

	properties: INodeProperties[] = [
		{
			displayName: 'Client ID',
			name: 'clientId',
			type: 'string',
			default: '',
			required: true,
			description: 'Shown in the Partner Portal under System > API',
		},
		{
			displayName: 'Client Secret',
			name: 'clientSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: 'To get one, click Reset in the Partner Portal under System > API',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: DEFAULT_BASE_URL,
			required: true,
			description: 'Address of the API. It must start with https. Only a test portal on this machine may use http.',
		},
		{
			displayName: 'Access Token',
			name: 'accessToken',
			type: 'hidden',
			typeOptions: { expirable: true, password: true },
			default: '',
		},
		{
			displayName: 'Access Token Issued For',
			name: 'accessTokenIssuedFor',
			type: 'hidden',
			typeOptions: { password: true },
			default: '',
		},
	];

	authenticate: IAuthenticate = async (credentials, requestOptions) =>
		await Promise.resolve()
			.then(() => authorize(credentials, requestOptions))
			.catch(throwAsUserError);

	test: ICredentialTestRequest = {
		request: { baseURL: '={{$credentials.baseUrl}}', url: BILLING_CONTACTS_PATH, ...NEW_TOKEN_FIRST },
		rules: REFUSED_WITH_HTTP_200,
	};

	async preAuthentication(this: IHttpRequestHelper, credentials: ICredentialDataDecryptedObject): Promise<IDataObject> {
		const send = async (options: IHttpRequestOptions) => (await this.helpers.httpRequest(options)) as unknown;
		const token = await TokenSource.of(credentials).request(send, credentials).catch(throwAsUserError);
		renewed.add(credentials);
		return { ...tokenToStore(credentials, token) };
	}
}
