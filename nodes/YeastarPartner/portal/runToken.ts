import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { PortalFailure } from './failure';
import { tokenOf } from './storedToken';
import { isFresh, refusalSince, tokenIssuedSince } from './token';

/** How many tokens in a row are taken from the portal without one being accepted, before the run gives up. */
const MAX_USELESS_TOKENS = 3;

/** The access token as one run of the node uses it: which one to send, and which ones the portal does not accept. */
export class RunToken {
	private readonly rejected = new Set<string>();

	private readonly accepted = new Set<string>();

	private useless = 0;

	private current: string;

	/**
	 * @param credential as it was read from n8n's store for this run
	 * @param openedAt the moment before it was read: a token that was issued since serves this run too
	 */
	constructor(
		private readonly credential: ICredentialDataDecryptedObject,
		private readonly openedAt: number,
	) {
		this.current = tokenOf(credential);
	}

	private isUsable(token: string | undefined): token is string {
		return token !== undefined && token !== '' && !this.rejected.has(token) && isFresh(this.credential, token);
	}

	/**
	 * The token to send, or an empty text for n8n to get one.
	 *
	 * @param isLookUp whether it looks for an order: where the portal accepts no token for orders, it may accept the last one for a
	 * question, and is not asked for another
	 */
	toSend(isLookUp = false): string {
		if (this.isUsable(this.current)) return this.current;
		const issued = tokenIssuedSince(this.credential, this.openedAt);
		if (isLookUp && this.useless >= MAX_USELESS_TOKENS && issued !== undefined) return issued;
		this.current = this.isUsable(issued) ? issued : '';
		return this.current;
	}

	/** Takes over a token that n8n got for a request. */
	adopt(token: string): void {
		if (token !== '' && !this.rejected.has(token)) this.current = token;
	}

	/** Notes that the portal accepted a token. */
	accept(token: string): void {
		if (this.rejected.has(token)) return;
		this.accepted.add(token);
		this.useless = 0;
	}

	/** Notes that the portal did not accept a token, so that it is not sent again. */
	reject(token: string): void {
		if (this.rejected.has(token)) return;
		this.rejected.add(token);
		const issuedForThisRun = tokenIssuedSince(this.credential, this.openedAt) === token;
		if (issuedForThisRun && !this.accepted.has(token)) this.useless++;
	}

	/**
	 * Why no request of this run can succeed any more, if that is so.
	 *
	 * @param isLookUp whether it looks for an order: that the portal refuses orders does not mean that it shows none
	 */
	refusal(isLookUp: boolean): PortalFailure | undefined {
		const refusal = refusalSince(this.credential, this.openedAt);
		if (refusal !== undefined || isLookUp || this.useless < MAX_USELESS_TOKENS) return refusal;
		return new PortalFailure({
			message: 'The portal issues access tokens, but does not accept them',
			advice: 'Check in the Partner Portal under System > API that the API is still switched on for this partner.',
			delivery: 'notDelivered',
			status: 401,
			concernsCredential: true,
		});
	}
}
