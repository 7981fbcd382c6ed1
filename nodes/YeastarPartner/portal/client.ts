import type {
	ICredentialDataDecryptedObject,
	ICredentialsDecrypted,
	IDataObject,
	IExecuteFunctions,
	ILoadOptionsFunctions,
	IPollFunctions,
} from 'n8n-workflow';

import { readBaseUrl } from './baseUrl';
import { PortalClock } from './clock';
import { Deadline } from './deadline';
import { type PortalAnswer, parseEnvelope } from './envelope';
import { canceledUnsent, type FailureFacts, PortalFailure, portalFailureIn } from './failure';
import { fingerprint } from './fingerprint';
import { type HeardOrders, heardOrdersOf } from './heardOrders';
import { redactAnswer, redactFailure } from './redaction';
import { RequestGate, type SendResult } from './requestGate';
import { decideRetry, isThrottled, isTokenRejected, isUnauthorized, parseRetryAfter, waitFor } from './retry';
import { credentialText, tokenToStore } from './storedToken';
import { presentMoment, RunToken } from './tokenSource';
import { networkFailure } from './networkFailure';
import { httpOptions, type PortalReply, type PortalRequest, readReply } from './transport';

/** The name of the credential type. */
export const CREDENTIAL_TYPE = 'yeastarPartnerApi';
/** How long to wait for an answer where the user sets nothing, in seconds. */
export const DEFAULT_TIMEOUT = 60;

/** What the client needs of n8n: the credential's store and the HTTP helper that knows it. */
export type PortalContext = IExecuteFunctions | ILoadOptionsFunctions | IPollFunctions;

/** How one request differs from others of its kind. */
export interface RequestSettings {
	/** How long each attempt may take in all, to the last byte of the answer, in seconds. */
	timeout?: number;
	/** Whether the answer is waited for even when the execution is canceled: the request looks for an order that was sent. */
	ignoreAbort?: boolean;
	/** Called each time just before the request leaves. */
	beforeSend?: () => void;
	/** Called with each answer as it came, before it is read. */
	onReply?: (reply: PortalReply) => void;
	/** How often the request is sent at the most where nothing comes of it; as often as `retryPolicy` says where it is left out. */
	maximumAttempts?: number;
	/**
	 * Asked when a POST was refused because the token is not accepted, but not with the status 401, after which it is
	 * sent again without asking.
	 *
	 * @param failure the refusal, with how often the request was sent so far
	 * @returns whether nothing came of it, so that it may be sent again; it may throw, which ends the request
	 */
	mayResend?: (failure: PortalFailure) => Promise<boolean>;
}

/** What an attempt came to, and the token that it was made with. */
interface Attempt {
	token: string;
	outcome: PortalAnswer | PortalFailure;
	/** Whether it may have reached the portal. */
	isSent: boolean;
}

function classify({ outcome, isSent }: Attempt): SendResult {
	if (!(outcome instanceof PortalFailure)) return 'answered';
	if (isThrottled(outcome.facts)) {
		return { throttled: outcome, retryAfterMs: parseRetryAfter(outcome.facts.retryAfter) };
	}
	return isSent && outcome.facts.status !== undefined ? 'answered' : 'lost';
}

/**
 * The Partner Portal as one run of the node sees it: every request of the run goes through here. The credential is
 * read from n8n's store once; it is handed on with each request, and an empty `accessToken` in it makes n8n
 * call the credential's `preAuthentication`, which renews and stores the token.
 */
export class PortalClient {
	/** The portal's clock, as its answers show it. */
	readonly clock = new PortalClock();
	/** Which account it is, as a short text that tells no secret: the Base URL and the Client ID. */
	readonly account: string;
	/** Orders that this process has heard of, in other runs too. */
	readonly heardOrders: HeardOrders;

	private readonly gate = new RequestGate();
	private readonly clientSecret: string;
	/** Which of n8n's credentials it is. Read once, since n8n copies its whole node for each who asks. */
	private readonly credentialDetails: Omit<ICredentialsDecrypted, 'data'>;

	private constructor(
		private readonly context: PortalContext,
		private readonly credential: ICredentialDataDecryptedObject,
		private readonly baseUrl: string,
		private readonly token: RunToken,
	) {
		this.heardOrders = heardOrdersOf(baseUrl);
		this.account = fingerprint(`${baseUrl} ${credentialText(credential, 'clientId')}`);
		this.clientSecret = credentialText(credential, 'clientSecret');
		const details = context.getNode().credentials?.[CREDENTIAL_TYPE];
		this.credentialDetails = { id: details?.id ?? '', name: details?.name ?? '', type: CREDENTIAL_TYPE };
	}

	/**
	 * Reads the credential and opens a client for one run.
	 *
	 * @throws PortalFailure when the credential's base URL is not safe to send a secret to
	 */
	static async open(context: PortalContext): Promise<PortalClient> {
		const moment = presentMoment();
		const credential = await context.getCredentials(CREDENTIAL_TYPE);
		return new PortalClient(context, credential, readBaseUrl(credential.baseUrl), new RunToken(credential, moment));
	}

	/**
	 * Asks the portal something. A question is repeated on network errors, 429 and 5xx.
	 *
	 * @param path from the root of the API, with a slash before it
	 * @throws PortalFailure
	 */
	async get(path: string, query: IDataObject = {}, settings: RequestSettings = {}): Promise<PortalAnswer> {
		const { timeout = DEFAULT_TIMEOUT, ignoreAbort = false } = settings;
		const cancelSignal = ignoreAbort ? undefined : this.cancelSignal();
		return await this.request({ method: 'GET', url: this.baseUrl + path, query, timeout, cancelSignal }, settings);
	}

	/** Asks the portal once, for what its answer shows beside its words: the time. Never throws for what the portal does. */
	async peek(path: string, query: IDataObject, { timeout = DEFAULT_TIMEOUT }: RequestSettings): Promise<void> {
		const request: PortalRequest = { method: 'GET', url: this.baseUrl + path, query, timeout };
		await this.request(request, { ignoreAbort: true, maximumAttempts: 1 }).catch((error: unknown) => {
			if (!(error instanceof PortalFailure)) throw error;
		});
	}

	/**
	 * Has the portal do something. Sent again only when the portal provably did not act on it: after 401 and 429, which it
	 * answers before it acts [inferred], after a refused connection and an unknown host name, and when no token could be
	 * had; after another refusal that is about the token where {@link RequestSettings.mayResend} says so; and never after
	 * an answer that names an order. Its answer is waited for even when the execution is canceled, since a canceled order
	 * may be placed all the same.
	 *
	 * @param body the body's exact JSON text
	 * @throws PortalFailure that says how often it was sent
	 */
	async post(path: string, body: string, settings: RequestSettings): Promise<PortalAnswer> {
		const { timeout = DEFAULT_TIMEOUT } = settings;
		const url = this.baseUrl + path;
		const contentType = 'application/json';
		return await this.request({ method: 'POST', url, body: Buffer.from(body), contentType, timeout }, settings);
	}

	private cancelSignal(): AbortSignal | undefined {
		return 'getExecutionCancelSignal' in this.context ? this.context.getExecutionCancelSignal() : undefined;
	}

	/**
	 * Sends a request, as often as it takes. One that was throttled lines up behind those that wait: were it the first again, a
	 * portal that refuses only this one would keep all others waiting.
	 */
	private async request(request: PortalRequest, settings: RequestSettings): Promise<PortalAnswer> {
		const { ignoreAbort, mayResend, maximumAttempts } = settings;
		const signal = ignoreAbort ? undefined : this.cancelSignal();
		const isPost = request.method === 'POST';
		const failures: FailureFacts[] = [];
		let sends = 0;
		const withSends = (failure: PortalFailure) => (isPost ? new PortalFailure({ ...failure.facts, sends }) : failure);
		/** The last failure that an order may have come of: what never left after it does not undo that. */
		let doubtful: PortalFailure | undefined;
		const fail = (failure: PortalFailure): never => {
			throw withSends(failure.facts.delivery === 'notDelivered' ? (doubtful ?? failure) : failure);
		};
		for (let last = canceledUnsent(); ;) {
			const permit = signal?.aborted
				? undefined
				: (this.gate.tryAcquire() ?? (await this.gate.acquire(signal).catch(fail)));
			if (permit === undefined) return fail(last);
			const attempt = await this.attempt(request, settings).catch((error: unknown) => {
				permit.release('lost');
				throw error;
			});
			const { token, outcome } = attempt;
			if (attempt.isSent) sends++;
			permit.release(classify(attempt));
			if (!(outcome instanceof PortalFailure)) {
				this.token.accept(token);
				return outcome;
			}
			last = withSends(outcome);
			failures.push(last.facts);
			const decision = decideRetry(request.method, failures, maximumAttempts);
			const isOver = () => decision.kind === 'giveUp' || signal?.aborted === true;
			// Not turned away unread: an order may have come of it.
			const isDoubtful = isPost && isTokenRejected(last.facts) && !isUnauthorized(last.facts);
			if (isDoubtful && (isOver() || !(await mayResend?.(last)))) return fail(last);
			if (isDoubtful) doubtful = last;
			if (isTokenRejected(last.facts)) this.token.invalidate(token);
			if (isOver() || (decision.kind === 'throttled' && this.gate.isOpen)) return fail(last);
			if (decision.kind === 'wait') await waitFor(decision.milliseconds, signal);
			if (isOver()) return fail(last);
		}
	}

	/** Sends a request once, with a token that is thought valid. Secrets are taken out of whatever comes of it. */
	private async attempt(
		request: PortalRequest,
		{ ignoreAbort: isLookUp = false, beforeSend, onReply }: RequestSettings,
	): Promise<Attempt> {
		const refusal = this.token.refusal(isLookUp);
		if (refusal) return { token: '', outcome: refusal, isSent: false };
		const data = { ...this.credential, ...tokenToStore(this.credential, this.token.get(isLookUp)) };
		const isRenewing = data.accessToken === '';
		const deadline = new Deadline(request.timeout * 1000, request.cancelSignal);
		beforeSend?.();
		const sentAt = Date.now();
		const reply = await this.context.helpers.httpRequestWithAuthentication
			.call(this.context, CREDENTIAL_TYPE, httpOptions(request, deadline), {
				credentialsDecrypted: { ...this.credentialDetails, data },
			})
			.then(readReply, (error: unknown) => {
				const host = new URL(this.baseUrl).host;
				return portalFailureIn(error) ?? networkFailure(deadline.errorOf(error), host, request.timeout);
			})
			.finally(() => deadline.end());
		// n8n puts a renewed token into the object that it was handed.
		const token = data.accessToken;
		if (isRenewing) this.token.adopt(token);
		const secrets = [token, ...this.token.known, this.clientSecret];
		if (reply instanceof PortalFailure) {
			return { token, outcome: redactFailure(reply, secrets), isSent: reply.facts.delivery !== 'notDelivered' };
		}
		onReply?.(reply);
		this.clock.observe(reply.date, sentAt, Date.now());
		return { token, outcome: redactAnswer(parseEnvelope(reply, request.method), secrets), isSent: true };
	}
}
