import type {
	ICredentialDataDecryptedObject,
	ICredentialsDecrypted,
	IDataObject,
	IExecuteFunctions,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
} from 'n8n-workflow';

import { readBaseUrl } from './baseUrl';
import { openEnvelope, type PortalAnswer } from './envelope';
import { PortalFailure, secretHider } from './failure';
import { askedFor, repeat } from './repeat';
import { RunToken } from './runToken';
import { credentialText, tokenToStore } from './storedToken';
import { nextMoment } from './token';
import { type Fortune, Turns } from './turns';
import { exchange, networkFailure, type PortalReply, type PortalRequest } from './wire';

/** The name of the credential type. */
export const CREDENTIAL_TYPE = 'yeastarPartnerApi';

/** How long to wait for an answer where the user sets nothing, in seconds. */
export const DEFAULT_TIMEOUT = 60;

/** What the client needs of n8n: the credential's store and the HTTP helper that knows it. */
export type PortalContext = IExecuteFunctions | ILoadOptionsFunctions;

/** How one request differs from others of its kind. */
export interface RequestSettings {
	/** How long to wait for the answer, in seconds. */
	timeout?: number;
	/** Whether the answer is waited for even when the execution is canceled. */
	outlivesCancel?: boolean;
}

/**
 * How often one request is sent: with the token at hand, with a renewed one, and once more for a portal that
 * takes only the newest token, where another worker may renew at the same moment.
 */
const MAX_SENDS = 3;

/** The status of a request too many. */
const TOO_MANY = 429;

/** A request that was sent, and the token that it was sent with. */
interface Sent {
	token: string;
	outcome: PortalAnswer | PortalFailure;
}

function fortuneOf({ outcome }: Sent): Fortune {
	if (!(outcome instanceof PortalFailure)) return 'taken';
	const { status, fate, retryAfter } = outcome.facts;
	// What calls itself too many and names an order all the same must not be sent again.
	if (status === TOO_MANY && fate === 'notSent') return { refused: outcome, toldToWait: askedFor(retryAfter) };
	return status === undefined ? 'lost' : 'taken';
}

function withDefaults({ timeout = DEFAULT_TIMEOUT, outlivesCancel = false }: RequestSettings): Required<RequestSettings> {
	return { timeout, outlivesCancel };
}

/** The failure that this package's credential threw, out of the errors that n8n wrapped it in. */
function causeOf(error: unknown): PortalFailure | undefined {
	for (let cause = error; typeof cause === 'object' && cause !== null; cause = (cause as Error).cause) {
		if (cause instanceof PortalFailure) return cause;
	}
	return undefined;
}

/**
 * The Partner Portal as one run of the node sees it: every request of the run goes through here. The credential is
 * read from n8n's store once; it is handed on with each request, and an empty `accessToken` in it makes n8n
 * call the credential's `preAuthentication`, which renews and stores the token.
 */
export class PortalClient {
	/** Which of n8n's credentials it is. Read once, since n8n copies its whole node for each who asks. */
	private readonly credentialDetails: Omit<ICredentialsDecrypted, 'data'>;

	private readonly turns = new Turns();

	/** What hides the secrets while a token is in use. */
	private hider?: { token: string; hide: (text: string) => string };

	private constructor(
		private readonly context: PortalContext,
		private readonly credential: ICredentialDataDecryptedObject,
		private readonly baseUrl: string,
		private readonly token: RunToken,
	) {
		const details = context.getNode().credentials?.[CREDENTIAL_TYPE];
		this.credentialDetails = { id: details?.id ?? '', name: details?.name ?? '', type: CREDENTIAL_TYPE };
	}

	/**
	 * Reads the credential and opens a client for one run.
	 *
	 * @throws PortalFailure when the credential's base URL is not safe to send a secret to
	 */
	static async open(context: PortalContext): Promise<PortalClient> {
		const openedAt = nextMoment();
		const credential = await context.getCredentials(CREDENTIAL_TYPE);
		return new PortalClient(context, credential, readBaseUrl(credential.baseUrl), new RunToken(credential, openedAt));
	}

	/**
	 * Asks the portal something. A question is repeated on network errors, 429 and 5xx.
	 *
	 * @param path from the root of the API, with a slash before it
	 * @throws PortalFailure
	 */
	async get(path: string, query: IDataObject = {}, settings: RequestSettings = {}): Promise<PortalAnswer> {
		const request: PortalRequest = { method: 'GET', url: this.baseUrl + path, query, ...withDefaults(settings) };
		const signal = settings.outlivesCancel ? undefined : this.cancelSignal();
		return await repeat(() => this.ask(request, signal), {
			mayRepeat: ({ facts }) => facts.temporary === true && facts.status !== TOO_MANY,
			signal,
		});
	}

	/**
	 * Has the portal do something. Sent again only when the portal provably did not read it: after 401 and 429, which it
	 * answers before it acts [inferred], after a refused connection and an unknown host name, and when no token could be
	 * had. Its answer is waited for even when the execution is canceled, since a canceled order may be placed all the same.
	 *
	 * @param body the body's exact JSON text
	 * @throws PortalFailure
	 */
	async post(path: string, body: string, settings: RequestSettings): Promise<PortalAnswer> {
		const request: PortalRequest = {
			method: 'POST',
			url: this.baseUrl + path,
			body: Buffer.from(body),
			contentType: 'application/json',
			...withDefaults(settings),
			outlivesCancel: true,
		};
		const signal = this.cancelSignal();
		return await repeat(() => this.ask(request, signal), {
			mayRepeat: ({ facts }) => facts.temporary === true && facts.fate === 'notSent' && facts.status !== TOO_MANY,
			signal,
		});
	}

	private cancelSignal(): AbortSignal | undefined {
		return 'getExecutionCancelSignal' in this.context ? this.context.getExecutionCancelSignal() : undefined;
	}

	private async ask(request: PortalRequest, signal: AbortSignal | undefined): Promise<PortalAnswer> {
		for (let sends = 1; ; sends++) {
			const { token, outcome } = await this.turns.run({ send: () => this.send(request), fortuneOf, signal });
			if (!(outcome instanceof PortalFailure)) {
				this.token.accept(token);
				return outcome;
			}
			const { status, fate } = outcome.facts;
			if (status !== 401 || fate !== 'notSent') throw outcome;
			this.token.reject(token);
			const isCanceledOrder = request.method === 'POST' && this.cancelSignal()?.aborted === true;
			if (sends === MAX_SENDS || isCanceledOrder) throw outcome;
		}
	}

	/** Sends a request once, with a token that is thought valid. */
	private async send(request: PortalRequest): Promise<Sent> {
		const refusal = this.token.refusal();
		if (refusal) throw refusal;

		const data = { ...this.credential, ...tokenToStore(this.credential, this.token.toSend()) };
		const renewing = data.accessToken === '';
		const reply = await exchange((options) => this.sendThroughN8n(options, data), request).catch(
			(error: unknown) => this.failureOf(error, request),
		);
		// n8n puts a renewed token into the object that it was handed.
		const token = data.accessToken;
		if (renewing) this.token.adopt(token);
		return { token, outcome: reply instanceof PortalFailure ? reply : this.open(reply, token) };
	}

	private sendThroughN8n(options: IHttpRequestOptions, data: ICredentialDataDecryptedObject): Promise<unknown> {
		const credentialsDecrypted: ICredentialsDecrypted = { ...this.credentialDetails, data };
		return this.context.helpers.httpRequestWithAuthentication.call(this.context, CREDENTIAL_TYPE, options, {
			credentialsDecrypted,
		});
	}

	/** Takes the token and the client secret out of an answer's text. */
	private hide(text: string, secrets: readonly string[]): string {
		const [token = ''] = secrets;
		if (this.hider?.token !== token) {
			// An ID is digits only and an order's words are short: hiding nothing of that kind leaves the data alone.
			const unmistakable = secrets.filter((secret) => secret.length >= 16 && /[^0-9]/.test(secret));
			this.hider = { token, hide: secretHider(unmistakable) };
		}
		return this.hider.hide(text);
	}

	private open(reply: PortalReply, token: string): PortalAnswer | PortalFailure {
		const secrets = [token, credentialText(this.credential, 'clientSecret')];
		try {
			return openEnvelope({ ...reply, text: this.hide(reply.text, secrets) }, secrets);
		} catch (error) {
			return (error as PortalFailure).without(secrets);
		}
	}

	/** Why a request got no answer, in words that hold nothing of n8n's error, which carries the token. */
	private failureOf(error: unknown, request: PortalRequest): PortalFailure {
		const failure = causeOf(error) ?? networkFailure(error, new URL(this.baseUrl).host, request.timeout);
		return failure.without([this.token.toSend(), credentialText(this.credential, 'clientSecret')]);
	}
}
