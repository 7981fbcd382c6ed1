import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { readBaseUrl } from './baseUrl';
import { CREDENTIAL_TYPE, type PortalContext } from './client';
import { askForToken, tokenIn } from './tokenRequest';
import { networkFailure } from './networkFailure';
import { type PortalReply, send, type Send } from './transport';

/** How long to wait for an answer, in seconds. */
const TIMEOUT = 15;

/** A token that no portal has issued. */
const WRONG_TOKEN = 'not-a-token';

/**
 * Requests that the client never sends, since they lack what the portal requires: for a check of how it says so. Each is sent
 * once, and none of them orders.
 */
export class OddRequests {
	private token = '';

	private constructor(
		private readonly helper: Send,
		private readonly credential: ICredentialDataDecryptedObject,
		private readonly baseUrl: string,
	) {}

	/**
	 * Reads the credential for one run.
	 *
	 * @throws PortalFailure when the credential's base URL is not safe to send a secret to
	 */
	static async open(context: PortalContext): Promise<OddRequests> {
		const credential = await context.getCredentials(CREDENTIAL_TYPE);
		const helper: Send = async (options) => (await context.helpers.httpRequest(options)) as unknown;
		return new OddRequests(helper, credential, readBaseUrl(credential.baseUrl));
	}

	/**
	 * Asks for an access token of its own, which it keeps to itself.
	 *
	 * @returns the answer as it came: it holds the token
	 * @throws PortalFailure when no token was issued
	 */
	async forToken(): Promise<PortalReply> {
		const reply = await askForToken(this.helper, this.credential);
		this.token = tokenIn(reply).token;
		return reply;
	}

	/**
	 * A question without the header `User-Agent`, which the portal requires [doc: every endpoint page].
	 *
	 * @param path from the root of the API, with a slash before it
	 * @throws PortalFailure when no answer came
	 */
	async withoutUserAgent(path: string): Promise<PortalReply> {
		return await this.get(path, { Authorization: `Bearer ${this.token}`, 'User-Agent': false });
	}

	/**
	 * A question with a token that the portal has not issued.
	 *
	 * @param path from the root of the API, with a slash before it
	 * @throws PortalFailure when no answer came
	 */
	async withWrongToken(path: string): Promise<PortalReply> {
		return await this.get(path, { Authorization: `Bearer ${WRONG_TOKEN}` });
	}

	private async get(path: string, headers: Record<string, string | false>): Promise<PortalReply> {
		const request = { method: 'GET', url: this.baseUrl + path, headers, timeout: TIMEOUT } as const;
		return await send(this.helper, request).catch((error: unknown) => {
			throw networkFailure(error, new URL(this.baseUrl).host, TIMEOUT);
		});
	}
}
