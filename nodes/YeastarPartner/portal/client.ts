import type {
	ICredentialDataDecryptedObject,
	ICredentialsDecrypted,
	IDataObject,
	IExecuteFunctions,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
} from 'n8n-workflow';

import { AnswerReader } from './answerReader';
import {
	type Asking,
	DEFAULT_TIMEOUT,
	fortuneOf,
	MAX_SENDS,
	type RequestSettings,
	type Sent,
	TOO_MANY,
	withSends,
} from './asking';
import { readBaseUrl } from './baseUrl';
import type { PortalAnswer } from './envelope';
import { PortalFailure, portalFailureIn } from './failure';
import { PortalClock } from './clock';
import { type HeardOrders, heardOrdersOf } from './heardOrders';
import { repeat } from './repeat';
import { RunToken } from './runToken';
import { credentialText, tokenToStore } from './storedToken';
import { nextMoment } from './token';
import { Turns } from './turns';
import { send, networkFailure, type PortalRequest } from './transport';

/** The name of the credential type. */
export const CREDENTIAL_TYPE = 'yeastarPartnerApi';

/** What the client needs of n8n: the credential's store and the HTTP helper that knows it. */
export type PortalContext = IExecuteFunctions | ILoadOptionsFunctions;

/**
 * The Partner Portal as one run of the node sees it: every request of the run goes through here. The credential is
 * read from n8n's store once; it is handed on with each request, and an empty `accessToken` in it makes n8n
 * call the credential's `preAuthentication`, which renews and stores the token.
 */
export class PortalClient {
	/** Which of n8n's credentials it is. Read once, since n8n copies its whole node for each who asks. */
	private readonly credentialDetails: Omit<ICredentialsDecrypted, 'data'>;

	/** The portal's clock, as its answers show it. */
	readonly clock = new PortalClock();

	/** Orders that this process has heard of, in other runs too. */
	readonly heardOrders: HeardOrders;

	private readonly turns = new Turns();

	private readonly reader: AnswerReader;

	private constructor(
		private readonly context: PortalContext,
		private readonly credential: ICredentialDataDecryptedObject,
		private readonly baseUrl: string,
		private readonly token: RunToken,
	) {
		this.heardOrders = heardOrdersOf(baseUrl);
		const details = context.getNode().credentials?.[CREDENTIAL_TYPE];
		this.credentialDetails = { id: details?.id ?? '', name: details?.name ?? '', type: CREDENTIAL_TYPE };
		this.reader = new AnswerReader(credentialText(credential, 'clientSecret'));
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
		const { timeout = DEFAULT_TIMEOUT, ignoreAbort: outlivesCancel } = settings;
		const signal = outlivesCancel ? undefined : this.cancelSignal();
		const request: PortalRequest = { method: 'GET', url: this.baseUrl + path, query, timeout, cancelSignal: signal };
		return await repeat(() => this.ask({ request, signal, isLookUp: outlivesCancel, sends: 0 }), {
			mayRepeat: ({ facts }) => facts.retryable === true && facts.status !== TOO_MANY,
			signal,
		});
	}

	/** Asks the portal once, for what its answer shows beside its words: the time. Never throws for what the portal does. */
	async peek(path: string, query: IDataObject, { timeout = DEFAULT_TIMEOUT }: RequestSettings): Promise<void> {
		const request: PortalRequest = { method: 'GET', url: this.baseUrl + path, query, timeout };
		await this.ask({ request, signal: undefined, sends: 0 }).catch((error: unknown) => {
			if (!(error instanceof PortalFailure)) throw error;
		});
	}

	/**
	 * Has the portal do something. Sent again only when the portal provably did not read it: after 401 and 429, which it
	 * answers before it acts [inferred], after a refused connection and an unknown host name, and when no token could be
	 * had; after another refusal that is about the token where {@link RequestSettings.mayResend} says so; and never after
	 * an answer that names an order. Its answer is waited for even when the execution is canceled, since a canceled order
	 * may be placed all the same.
	 *
	 * @param body the body's exact JSON text
	 * @throws PortalFailure that says how often it was sent
	 */
	async post(path: string, body: string, settings: RequestSettings): Promise<PortalAnswer> {
		const request: PortalRequest = {
			method: 'POST',
			url: this.baseUrl + path,
			body: Buffer.from(body),
			contentType: 'application/json',
			timeout: settings.timeout ?? DEFAULT_TIMEOUT,
		};
		const signal = this.cancelSignal();
		const { mayResend, beforeSend } = settings;
		const asking: Asking = { request, signal, mayResend, beforeSend, sends: 0 };
		return await repeat(() => this.ask(asking), {
			mayRepeat: ({ facts }) =>
				facts.retryable === true && facts.delivery === 'notDelivered' && facts.status !== TOO_MANY,
			signal,
		}).catch((error: unknown) => {
			throw error instanceof PortalFailure ? withSends(error, asking) : error;
		});
	}

	private cancelSignal(): AbortSignal | undefined {
		return 'getExecutionCancelSignal' in this.context ? this.context.getExecutionCancelSignal() : undefined;
	}

	private async ask(asking: Asking): Promise<PortalAnswer> {
		const { signal, mayResend } = asking;
		const isOrder = asking.request.method === 'POST';
		const isCanceledOrder = () => isOrder && this.cancelSignal()?.aborted === true;
		for (let tries = 1; ; tries++) {
			const { token, outcome } = await this.turns.run({ send: () => this.send(asking), fortuneOf, signal });
			if (!(outcome instanceof PortalFailure)) {
				this.token.accept(token);
				return outcome;
			}
			const { status, delivery, tokenRejected } = outcome.facts;
			const isTurnedAway = status === 401 && delivery === 'notDelivered';
			// What the token request failed with is no answer to this request.
			const isToldOfToken = tokenRejected === true && delivery !== 'notDelivered';
			if (!isTurnedAway && !isToldOfToken) throw outcome;
			const isLast = tries === MAX_SENDS || isCanceledOrder();
			if (isOrder && !isTurnedAway && (isLast || !(await mayResend?.(withSends(outcome, asking))))) throw outcome;
			this.token.reject(token);
			if (isLast || isCanceledOrder()) throw outcome;
		}
	}

	/** Sends a request once, with a token that is thought valid. */
	private async send(asking: Asking): Promise<Sent> {
		const { request } = asking;
		const refusal = this.token.refusal(asking.isLookUp === true);
		if (refusal) throw refusal;

		const data = { ...this.credential, ...tokenToStore(this.credential, this.token.toSend(asking.isLookUp)) };
		const renewing = data.accessToken === '';
		asking.beforeSend?.();
		const sentAt = Date.now();
		const reply = await send((options) => this.sendThroughN8n(options, data), request).catch((error: unknown) =>
			this.failureOf(error, request),
		);
		// n8n puts a renewed token into the object that it was handed.
		const token = data.accessToken;
		if (renewing) this.token.adopt(token);
		const isAnswered = !(reply instanceof PortalFailure);
		if (isAnswered) this.clock.observe(reply.date, sentAt, Date.now());
		if (isAnswered || reply.facts.delivery !== 'notDelivered') asking.sends++;
		return { token, outcome: isAnswered ? this.reader.read(reply, token, request.method) : reply };
	}

	private sendThroughN8n(options: IHttpRequestOptions, data: ICredentialDataDecryptedObject): Promise<unknown> {
		const credentialsDecrypted: ICredentialsDecrypted = { ...this.credentialDetails, data };
		return this.context.helpers.httpRequestWithAuthentication.call(this.context, CREDENTIAL_TYPE, options, {
			credentialsDecrypted,
		});
	}

	/** Why a request got no answer, in words that hold nothing of n8n's error, which carries the token. */
	private failureOf(error: unknown, request: PortalRequest): PortalFailure {
		const failure = portalFailureIn(error) ?? networkFailure(error, new URL(this.baseUrl).host, request.timeout);
		return failure.redacted([this.token.toSend(), credentialText(this.credential, 'clientSecret')]);
	}
}
