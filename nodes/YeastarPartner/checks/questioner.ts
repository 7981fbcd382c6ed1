import type { IDataObject } from 'n8n-workflow';

import type { PortalClient } from '../portal/client';
import { canceledUnsent, PortalFailure } from '../portal/failure';
import { exactNumber, writeExactly } from '../portal/json';
import type { OddRequests } from '../portal/oddRequests';
import { TOO_MANY, waitFor } from '../portal/retry';
import type { PortalReply } from '../portal/transport';
import { Answer, type Observed, type QuestionKind } from './observed';

/** How gently the portal is asked; the tests ask faster. */
export const checkPace = {
	/** How long between two questions, in milliseconds. */
	pause: 250,
	/** How many requests at the most; what is left then is not asked. */
	maximumRequests: 45,
};

/** After how many questions in a row without an answer no further one is asked: each may take half a minute. */
const MAX_UNANSWERED = 3;

/** How long to wait for an answer, in seconds. */
const TIMEOUT = 15;

/** All that a check may ask for with GET. The path of an order's details goes on with the order. */
export const QUESTION_PATHS = {
	products: '/pricing/openapi/purchase/v1/product_list',
	plans: '/pricing/openapi/purchase/v1/purchase_product_info',
	contacts: '/user/openapi/user/v1/client/billing_contact_list',
	customers: '/user/openapi/user/v1/client/partner_list',
	customer: '/user/openapi/user/v1/subordinate_user',
	pbxs: '/product/openapi/instance_product/v1/client/instance_product_list',
	pbx: '/product/openapi/instance_product/v1/detail',
	orders: '/order/openapi/order/v1/page',
	order: '/order/openapi/order/v1/get',
} as const;

export type QuestionPath = (typeof QUESTION_PATHS)[keyof typeof QUESTION_PATHS];

/** Paths that are followed by what they are about. */
const WITH_SUBJECT: readonly string[] = [QUESTION_PATHS.customer, QUESTION_PATHS.order];

/** The one POST of a check: it calculates a price and orders nothing [doc: calculate-subscription-price]. */
export const PRICE_PATH = '/pricing/openapi/purchase/v1/pricing/calculate';

/** What a price is asked for: a switch to a plan, billed for a year. IDs are their digits. */
export interface PriceQuestion {
	productId: string;
	productNo: string;
	pricingId: string;
}

/** Thrown before a request leaves that would be one too many. */
class AskedEnough extends Error {}

/** What a question is about, beside its path. */
export interface Question {
	query?: IDataObject;
	/** The last part of the path: an order's number, a customer's address. */
	subject?: string;
	/** Tells answers of one kind apart in the check; never shown. */
	about?: string;
}

/**
 * Asks the portal one question after the other, and keeps every answer as it came. It knows no path but those above, so that
 * no check can ever order.
 */
export class Questioner {
	/** How many questions in a row got no answer. */
	private unanswered = 0;

	/** @param signal ends the check where the execution is canceled */
	constructor(
		private readonly client: PortalClient,
		private readonly odd: OddRequests,
		private readonly observed: Observed,
		private readonly signal?: AbortSignal,
	) {}

	/**
	 * Asks a question, if there were not too many yet. A refusal is an answer too.
	 *
	 * @returns undefined where no answer came
	 * @throws PortalFailure where the credential is the cause, or the first question gets no answer, since then no question can be
	 * answered; and when the execution is canceled
	 */
	async ask(kind: QuestionKind, path: QuestionPath, question: Question = {}): Promise<Answer | undefined> {
		if (!Object.values(QUESTION_PATHS).includes(path)) throw new Error('A check asks for no such path');
		const { query = {}, subject, about = '' } = question;
		if (WITH_SUBJECT.includes(path) !== (subject !== undefined && subject !== '')) return undefined;
		const wholePath = subject === undefined ? path : `${path}/${encodeURIComponent(subject)}`;
		return await this.keep(kind, about, async (settings) => await this.client.get(wholePath, query, settings));
	}

	/** Asks what a switch would cost [doc: calculate-subscription-price; the fields after `pricingId` are inferred]. */
	async askForPrice({ productId, productNo, pricingId }: PriceQuestion): Promise<Answer | undefined> {
		const line = { serviceType: 'plan', pricingId: exactNumber(pricingId), purchaseType: 'switch' };
		const body = writeExactly({
			productId: exactNumber(productId),
			productNo,
			operationType: 'switch_plan',
			serviceList: [{ ...line, billingCycle: 'annually', multiCycle: 1 }],
		});
		return await this.keep('price', '', async (settings) => await this.client.post(PRICE_PATH, body, settings));
	}

	/**
	 * Sends one of the requests that lack something.
	 *
	 * @returns undefined where no answer came
	 */
	async askOddly(
		kind: 'token' | 'noUserAgent' | 'wrongToken',
		send: (odd: OddRequests) => Promise<PortalReply>,
	): Promise<Answer | undefined> {
		if (this.observed.requests >= checkPace.maximumRequests) return undefined;
		await this.pause();
		const reply = await send(this.odd).catch((error: unknown) => {
			if (error instanceof PortalFailure) return undefined;
			throw error;
		});
		this.observed.requests++;
		if (reply === undefined) return undefined;
		const answer = new Answer('', reply);
		this.observed.add(kind, answer);
		return answer;
	}

	private async pause(): Promise<void> {
		if (this.observed.requests > 0 && checkPace.pause > 0) await waitFor(checkPace.pause, this.signal);
		if (this.signal?.aborted) throw canceledUnsent();
	}

	private async keep(
		kind: QuestionKind,
		about: string,
		send: (settings: object) => Promise<unknown>,
	): Promise<Answer | undefined> {
		if (this.unanswered >= MAX_UNANSWERED) return undefined;
		await this.pause();
		const replies: PortalReply[] = [];
		const settings = {
			timeout: TIMEOUT,
			maximumAttempts: 2,
			onReply: (reply: PortalReply) => replies.push(reply),
			beforeSend: () => {
				if (this.observed.requests >= checkPace.maximumRequests) throw new AskedEnough();
				this.observed.requests++;
			},
		};
		await send(settings).catch((error: unknown) => {
			if (error instanceof AskedEnough) return;
			if (!(error instanceof PortalFailure)) throw error;
			if (replies.length > 0) return;
			if (error.facts.concernsCredential === true || kind === 'products') throw error;
			this.unanswered++;
		});
		const reply = replies.at(-1);
		if (reply !== undefined) this.unanswered = 0;
		// One request too many says nothing of what was asked.
		if (reply === undefined || reply.status === TOO_MANY) return undefined;
		const [first = reply] = replies;
		const { http, status } = new Answer('', first);
		if (this.observed.all('token').length > 0) {
			this.observed.earlierTokenEnded ??= first !== reply && [http, status].includes('401');
		}
		const answer = new Answer(about, reply);
		this.observed.add(kind, answer);
		return answer;
	}
}
