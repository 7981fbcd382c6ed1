import {
	type ICredentialDataDecryptedObject,
	type ICredentials,
	ICredentialsHelper,
	type ICredentialType,
	type IHttpRequestHelper,
	type IHttpRequestOptions,
	type INode,
	type INodeProperties,
	isExpression,
} from 'n8n-workflow';

import { tokenToStore } from '../../nodes/YeastarPartner/portal/storedToken';

/**
 * n8n's store of credentials, in memory. It decides as n8n 2.41 does when `preAuthentication` is called, what of its
 * answer is stored, and how `authenticate` is applied; n8n's own helper is part of the server and needs its database.
 */
export class CredentialStore extends ICredentialsHelper {
	/** How often a credential was read for a run. */
	reads = 0;

	/** How often a renewed token was stored. */
	writes = 0;

	constructor(
		private readonly type: ICredentialType,
		/** What is stored. */
		public data: ICredentialDataDecryptedObject,
	) {
		super();
	}

	/** Stores a token as one that was issued for what the fields hold. */
	storeToken(token: string): void {
		this.data = { ...this.data, ...tokenToStore(this.data, token) };
	}

	getParentTypes(): string[] {
		return [];
	}

	isCredentialUsableByNode(): boolean {
		return true;
	}

	getCredentialsProperties(): INodeProperties[] {
		return this.type.properties;
	}

	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		_typeName: string,
		requestOptions: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		const { authenticate } = this.type;
		return typeof authenticate === 'function' ? await authenticate(credentials, requestOptions) : requestOptions;
	}

	async preAuthentication(
		helpers: IHttpRequestHelper,
		credentials: ICredentialDataDecryptedObject,
		_typeName: string,
		node: INode,
		credentialsExpired: boolean,
	): Promise<ICredentialDataDecryptedObject | undefined> {
		const expirable = this.type.properties.find(
			({ type, typeOptions }) => type === 'hidden' && typeOptions?.expirable === true,
		);
		if (expirable === undefined || this.type.preAuthentication === undefined) return undefined;
		const isTesting = node.parameters.temp === '' && node.type === 'n8n-nodes-base.noOp';
		if (credentials[expirable.name] !== '' && !credentialsExpired && !isTesting) return undefined;
		const output = (await this.type.preAuthentication.call(helpers, credentials)) as ICredentialDataDecryptedObject;
		if (output[expirable.name] === undefined) return undefined;
		this.writes++;
		const kept = Object.entries(output).filter(([key]) => key === expirable.name || !isExpression(this.data[key]));
		this.data = { ...this.data, ...Object.fromEntries(kept) };
		return Object.assign(credentials, output);
	}

	async runPreAuthentication(): Promise<undefined> {
		return await Promise.resolve(undefined);
	}

	async getCredentials(): Promise<ICredentials> {
		return await Promise.reject(new Error('Not part of a run'));
	}

	async getDecrypted(): Promise<ICredentialDataDecryptedObject> {
		this.reads++;
		return await Promise.resolve({ ...this.data });
	}

	async updateCredentials(): Promise<void> {}

	async updateCredentialsOauthTokenData(): Promise<void> {}
}
