import type { Book, BookedOrder } from '../book';
import type { OwnAnswer, PreparedAnswer } from '../replies';
import { toJson } from '../json';
import type { Query } from '../paging';
import type { Switches } from '../switches';
import { lifeOf, queryLike, switchesOf } from './behaviour';
import { fit, isFields } from './fit';
import { putPlan } from './planPlaces';
import type { AnswerShape, Report } from './report';
import type { Value } from './words';

/** What was asked. */
export interface Asked {
	path: string;
	query: Query;
	hasUserAgent: boolean;
}

const DETAILS = '/order/openapi/order/v1/get/';
/** In the place of a word that a report does not tell. */
const UNTOLD = 'quux';

/** Each path's kind of question, where the path alone decides. */
const KINDS: Readonly<Record<string, string>> = {
	'/auth/openapi/v1/oauth/token': 'token',
	'/pricing/openapi/purchase/v1/product_list': 'products',
	'/pricing/openapi/purchase/v1/pricing/calculate': 'price',
	'/user/openapi/user/v1/client/billing_contact_list': 'contacts',
	'/user/openapi/user/v1/client/partner_list': 'customers',
};

/** A portal as a report of Check API describes it: what the sandbox answers, in the reported shapes. */
export class Likeness {
	/** What was answered so far to each kind of question, so that the same answer is always fitted in the same way. */
	private readonly answered = new Map<string, string[]>();

	constructor(
		private readonly report: Report,
		private readonly book: Book,
	) {}

	get switches(): Partial<Switches> {
		return switchesOf(this.report);
	}

	/** The query that the sandbox has to answer in the place of the one that was asked. */
	query(path: string, query: Query): Query {
		return queryLike(this.report, path, query);
	}

	/** Has a person place orders, where the reported portal has some. */
	placeOrders(): void {
		const orders = JSON.stringify(this.report.answers.orders?.answered?.body ?? '');
		const count = !orders.includes('[{') ? 0 : orders.includes('"…"') ? 4 : 1;
		const [pbx] = this.book.pbxs;
		const plan = this.book.plans.findLast(({ productId }) => productId === pbx?.productId);
		const [contact] = this.book.billingContacts;
		if (pbx === undefined || plan === undefined || contact === undefined) return;
		const isOtherStatus = this.report.findings['orders.status']?.holds === 'no';
		for (let nth = count; nth > 0; nth--) {
			const line = { productId: pbx.productId, productNo: pbx.productNo, planId: plan.planId };
			this.book.placeByPerson(
				{
					...line,
					billingId: contact.billingContactId,
					billingCycle: 'annually',
					multiCycle: 1,
					poNumber: `PO ${nth}`,
				},
				{ createTime: Date.now() - nth * 60_001, ...(isOtherStatus ? { orderStatus: 'other-status' } : {}) },
			);
		}
	}

	/** An answer in the shape that the reported portal gives it; undefined where the report does not tell. */
	answer(asked: Asked, own: OwnAnswer): PreparedAnswer | undefined {
		const kind = this.kindOf(asked, own);
		const { answered, refused } = this.report.answers[kind] ?? {};
		const isSuccess = own.status === 200;
		const shape = isSuccess ? (answered ?? refused) : (refused ?? answered);
		if (shape === undefined) return undefined;
		const variant = this.variantOf(kind, own.result);
		const told =
			shape === answered ? this.success(kind, own, shape, isSuccess) : this.refusal(kind, own, shape, variant);
		const envelope = fit(shape.body, { ...told }, variant);
		if (isFields(envelope) && typeof envelope.code === 'string') envelope.code = told.code;
		const order = isSuccess && kind.startsWith('orderBy') ? this.orderOf(asked.path) : undefined;
		if (order !== undefined && isFields(envelope)) {
			putPlan(this.report, envelope.result, order.planId, order.planBefore);
		}
		const text = shape.body === 'no JSON' ? '<!doctype html><title>Portal</title>' : toJson(envelope);
		return { status: Number(shape.http[variant % shape.http.length]) || own.status, text };
	}

	private success(kind: string, own: OwnAnswer, shape: AnswerShape, isSuccess: boolean): OwnAnswer {
		const result = isSuccess ? this.adjusted(kind, own.result) : undefined;
		const status = Number(shape.status[0]) || 200;
		return { ...own, status, code: shape.code[0] ?? 'success', detailMessage: '', result };
	}

	private refusal(kind: string, own: OwnAnswer, { status, code }: AnswerShape, variant: number): OwnAnswer {
		const isUnrecognized = this.report.findings['refusals.tokenWords']?.seen === 'not in its words';
		const hidesWords = kind === 'wrongToken' && isUnrecognized;
		return {
			...own,
			status: Number(status[variant % status.length]) || own.status,
			code: (code[variant % code.length] ?? '').replaceAll('*', UNTOLD),
			detailMessage: own.status === 200 || hidesWords ? 'Refused' : own.detailMessage,
			result: own.status === 200 ? undefined : own.result,
		};
	}

	/** A result with values that a finding tells of. */
	private adjusted(kind: string, result: Value): Value {
		const { findings } = this.report;
		if (kind === 'token' && isFields(result)) {
			const isBearer = findings['token.head']?.holds !== 'no';
			return { ...result, expiresIn: String(lifeOf(this.report)), tokenHead: isBearer ? 'Bearer' : 'Portal' };
		}
		if (kind === 'plansOfPbx' && findings['plans.withSerial']?.holds === 'no' && isFields(result)) {
			return { ...result, planList: (result.planList as Value[]).slice(1) };
		}
		if (kind === 'orderById' && findings['orderDetails.byId']?.seen === 'not the same' && isFields(result)) {
			const { orderInformation } = result;
			if (isFields(orderInformation))
				return { ...result, orderInformation: { ...orderInformation, orderStatus: 'other' } };
		}
		if (kind === 'customerByEmail' && findings['customers.byEmail']?.holds === 'no' && isFields(result)) {
			return { ...result, partnerId: '3505184805912679999' };
		}
		return result;
	}

	private kindOf({ path, query, hasUserAgent }: Asked, { status }: OwnAnswer): string {
		const isSuccess = status === 200;
		if (!hasUserAgent) return 'noUserAgent';
		if (status === 401) return 'wrongToken';
		if (path.endsWith('/purchase_product_info')) {
			if (!isSuccess && query.productId === '999999') return 'wrongProduct';
			return query.productNo === undefined ? 'plans' : 'plansOfPbx';
		}
		if (path.endsWith('/detail')) return isSuccess ? 'pbx' : 'wrongPbx';
		if (path.includes('/subordinate_user/')) return 'customerByEmail';
		if (path.endsWith('/instance_product_list')) return `pbxs${this.pageKind(query)}`;
		if (path === '/order/openapi/order/v1/page') {
			if (query.sort === undefined) return `orders${this.pageKind(query)}`;
			return query.sort === '-id' ? 'ordersNewest' : 'ordersOldest';
		}
		if (!path.startsWith(DETAILS)) return KINDS[path] ?? '';
		if (!isSuccess) return 'wrongOrder';
		return path.endsWith(`/${this.orderOf(path)?.orderNo}`) ? 'orderByNumber' : 'orderById';
	}

	private orderOf(path: string): BookedOrder | undefined {
		return this.book.orders.find(({ id, orderNo }) => [`${DETAILS}${id}`, `${DETAILS}${orderNo}`].includes(path));
	}

	/** Which of the questions for pages of one row it is, if any. */
	private pageKind({ pageNo, pageSize }: Query): string {
		if (pageNo === '0') return 'Zero';
		if (pageSize !== '1') return '';
		return pageNo === '2' ? 'Second' : 'First';
	}

	private variantOf(kind: string, result: Value): number {
		const known = this.answered.get(kind) ?? [];
		this.answered.set(kind, known);
		const text = toJson(result);
		if (!known.includes(text)) known.push(text);
		return known.indexOf(text);
	}
}
