import type { FastifyRequest } from 'fastify';
import { parse } from 'lossless-json';

import type { Answers } from './answers';
import { enableAutoRenewal } from './autoRenewal';
import type { Book } from './book';
import type { CustomerAnswers } from './customers';
import type { Query } from './paging';
import { priceOf, readPricedLines } from './prices';

/** Makes an envelope's `result` of a request, which has its place among all that were received. */
export type Handler = (request: FastifyRequest, index: number) => unknown;

type AddRoute = (method: 'GET' | 'POST', url: string, answer: Handler) => void;

const paramsOf = ({ params }: FastifyRequest) => params as Record<'id' | 'email', string>;
const bodyOf = ({ body }: FastifyRequest) => parse(body as string);

/** What the answers are made from. */
interface Sources {
	book: Book;
	answers: Answers;
	customers: CustomerAnswers;
	/** The query of a request as the portal understands it. */
	queryOf: (request: FastifyRequest) => Query;
}

/** Adds the documented paths, apart from tokens and the ordering itself [doc: api-interface-list]. */
export function addRoutes(add: AddRoute, { book, answers, customers, queryOf }: Sources): void {
	const PRICING = '/pricing/openapi/purchase/v1';
	add('GET', `${PRICING}/product_list`, () => answers.products());
	add('GET', `${PRICING}/purchase_product_info`, (request) => answers.plans(queryOf(request)));
	add('POST', `${PRICING}/pricing/calculate`, (request) => priceOf(readPricedLines(bodyOf(request), book)));

	add('GET', '/order/openapi/order/v1/page', (request) => answers.orders(queryOf(request)));
	add('GET', '/order/openapi/order/v1/get/:id', (request) => answers.order(paramsOf(request).id));

	const PRODUCT = '/product/openapi';
	add('GET', `${PRODUCT}/instance_product/v1/client/instance_product_list`, (request) =>
		answers.pbxs(queryOf(request)),
	);
	add('GET', `${PRODUCT}/instance_product/v1/detail`, (request) => answers.pbx(queryOf(request)));
	add('POST', `${PRODUCT}/instance_subscription/v1/active`, (request) => enableAutoRenewal(bodyOf(request), book));
	add('GET', `${PRODUCT}/instance/v1/region_list`, () => answers.regions());

	const USER = '/user/openapi/user/v1';
	add('GET', `${USER}/client/billing_contact_list`, () => answers.billingContacts());
	add('GET', `${USER}/client/partner_list`, () => customers.all());
	add('GET', `${USER}/subordinate_user/:email`, (request) => customers.one(paramsOf(request).email));
	add('POST', `${USER}/client/save_user`, (request) => customers.create(bodyOf(request)));
	add('GET', '/user/openapi/area/v1/page', (request) => customers.countries(queryOf(request)));
}
