import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { PortalFailure } from './failure';
import { redactFailure } from './redaction';
import { credentialText, hashOfFields, tokenOf } from './storedToken';
import { expiryOf, type IssuedToken, RENEWAL_MARGIN, requestToken } from './tokenRequest';
import type { Send } from './transport';

/** How many tokens in a row are taken from the portal without one being accepted, before a run gives up. */
const MAX_USELESS_TOKENS = 3;

/** Counts what this process heard of tokens, so that a run knows what came after it began. */
let moment = 0;

/** The present moment. A run notes it before it reads its credential. */
export function presentMoment(): number {
	return moment;
}

/** The source of each credential's tokens in this process: it outlives the runs, so that one renewal serves all who need it. */
const sources = new Map<string, TokenSource>();

/** Where the access tokens of one credential come from. */
export class TokenSource {
	private inFlight?: Promise<string>;
	private issued?: IssuedToken & { at: number };
	private refused?: { failure: PortalFailure; at: number };
	/** The source of a credential's tokens. */
	static of(credential: ICredentialDataDecryptedObject): TokenSource {
		const key = hashOfFields(credential);
		const source = sources.get(key) ?? new TokenSource();
		sources.set(key, source);
		return source;
	}

	/**
	 * Asks the portal for a token. Whoever asks while a request is under way gets that one's answer.
	 *
	 * @param send n8n's plain HTTP helper
	 * @throws PortalFailure that says whether the credential or the network is the cause, without the secret
	 */
	async request(send: Send, credential: ICredentialDataDecryptedObject): Promise<string> {
		this.inFlight ??= requestToken(send, credential)
			.then(
				(issued) => {
					this.issued = { ...issued, at: ++moment };
					return issued.token;
				},
				(error: unknown) => {
					if (!(error instanceof PortalFailure)) throw error;
					const failure = redactFailure(error, [credentialText(credential, 'clientSecret')]);
					if (failure.facts.concernsCredential) this.refused = { failure, at: ++moment };
					throw failure;
				},
			)
			.finally(() => (this.inFlight = undefined));
		return await this.inFlight;
	}

	/** The token that was issued after a moment, if any. */
	issuedSince(moment: number): string | undefined {
		return this.issued !== undefined && this.issued.at > moment ? this.issued.token : undefined;
	}

	/** Why no token was issued after a moment, where the cause is the credential. */
	refusedSince(moment: number): PortalFailure | undefined {
		return this.refused !== undefined && this.refused.at > moment ? this.refused.failure : undefined;
	}

	/** Whether a token stays valid for a while. One that is no JWT is, until the portal says otherwise. */
	isFresh(token: string): boolean {
		if (this.issued?.token === token) return Date.now() < this.issued.renewAt;
		return Date.now() < (expiryOf(token) ?? Infinity) - RENEWAL_MARGIN;
	}
}

/** The access token as one run of the node uses it: which one to send, and which ones the portal does not accept. */
export class RunToken {
	private readonly source: TokenSource;
	/** Every token that the run has had, to be kept out of what it shows. */
	readonly known = new Set<string>();
	private readonly rejected = new Set<string>();
	/** How many tokens in a row were issued for this run and not accepted. */
	private useless = 0;
	private current: string;

	/**
	 * @param credential as it was read from n8n's store for this run
	 * @param begunAt the moment before it was read: a token that was issued since serves this run too
	 */
	constructor(
		credential: ICredentialDataDecryptedObject,
		private readonly begunAt: number,
	) {
		this.source = TokenSource.of(credential);
		this.current = tokenOf(credential);
		this.known.add(this.current);
	}

	private isUsable(token: string): boolean {
		return token !== '' && !this.rejected.has(token) && this.source.isFresh(token);
	}

	/**
	 * The token to send, or an empty text for n8n to get one.
	 *
	 * @param isLookUp whether it looks for an order: a portal that accepts no token for orders may accept the last one for a question
	 */
	get(isLookUp = false): string {
		if (this.isUsable(this.current)) return this.current;
		const issued = this.source.issuedSince(this.begunAt) ?? '';
		this.known.add(issued);
		if (isLookUp && this.useless >= MAX_USELESS_TOKENS) return issued;
		this.current = this.isUsable(issued) ? issued : '';
		return this.current;
	}

	/** Takes over a token that n8n got for a request. */
	adopt(token: string): void {
		this.known.add(token);
		if (!this.rejected.has(token)) this.current = token;
	}

	/** Notes that the portal accepted a token. */
	accept(token: string): void {
		if (!this.rejected.has(token)) this.useless = 0;
	}

	/** Notes that the portal did not accept a token, so that it is not sent again. */
	invalidate(token: string): void {
		if (this.rejected.has(token)) return;
		this.rejected.add(token);
		if (this.source.issuedSince(this.begunAt) === token) this.useless++;
	}

	/**
	 * Why no request of this run can succeed any more, if that is so.
	 *
	 * @param isLookUp whether it looks for an order: that the portal refuses orders does not mean that it shows none
	 */
	refusal(isLookUp: boolean): PortalFailure | undefined {
		const refusal = this.source.refusedSince(this.begunAt);
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
