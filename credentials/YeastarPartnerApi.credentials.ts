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
import { credentialText, requestAccessToken } from '../nodes/YeastarPartner/portal/token';
import { type MarkedOptions, USER_AGENT, withDeadline } from '../nodes/YeastarPartner/portal/wire';

/** Throws a failure as n8n shows it to the user: in a run, and under the credential's Test button. */
function throwAsUserError(error: unknown): never {
	if (!(error instanceof PortalFailure)) throw error;
	throw new UserError(error.message, { description: error.facts.advice, cause: error });
}

/**
 * Adds the token to a request, for this package's node and for n8n's HTTP Request node alike.
 *
 * @throws UserError when the request goes elsewhere than to the credential's base URL
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
	return withDeadline({
		...requestOptions,
		headers: {
			...requestOptions.headers,
			'User-Agent': USER_AGENT,
			Authorization: `Bearer ${credentialText(credentials, 'accessToken')}`,
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
			message: 'The portal issued a token, but did not answer with its JSON envelope when asked for the billing contacts',
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
 * The Partner Portal's API credential. n8n calls `preAuthentication` when `accessToken` is empty, after a 401 and
 * in the credential's test, and stores the token that it returns.
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
			description: 'Made in the Partner Portal under System > API with Reset',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: DEFAULT_BASE_URL,
			required: true,
			description: 'Address of the API. It has to be https; plain http is allowed for a portal on this machine only.',
		},
		{
			displayName: 'Access Token',
			name: 'accessToken',
			type: 'hidden',
			typeOptions: { expirable: true, password: true },
			default: '',
		},
	];

	authenticate: IAuthenticate = async (credentials, requestOptions) =>
		await Promise.resolve()
			.then(() => authorize(credentials, requestOptions))
			.catch(throwAsUserError);

	test: ICredentialTestRequest = {
		request: { baseURL: '={{$credentials.baseUrl}}', url: BILLING_CONTACTS_PATH },
		rules: REFUSED_WITH_HTTP_200,
	};

	async preAuthentication(this: IHttpRequestHelper, credentials: ICredentialDataDecryptedObject): Promise<IDataObject> {
		const send = async (options: IHttpRequestOptions) => (await this.helpers.httpRequest(options)) as unknown;
		return { accessToken: await requestAccessToken(send, credentials).catch(throwAsUserError) };
	}
}
