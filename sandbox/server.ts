import { EventEmitter, once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { parse } from 'lossless-json';

import { Answers } from './answers';
import { Book } from './book';
import { CustomerAnswers } from './customers';
import { failRequest } from './failing';
import { checkHeaders } from './headers';
import { toJson } from './json';
import { Likeness } from './like/likeness';
import { readReport, type Report } from './like/report';
import type { Query } from './paging';
import { Faults } from './faults';
import { readOrder } from './orderRules';
import { registerPage } from './page';
import { RateLimit } from './rateLimit';
import { Refusal } from './refusal';
import { addDate, type PreparedAnswer, replyWith, type OwnAnswer, strike, tell } from './replies';
import { addRoutes, type Handler } from './routes';
import { DEFAULT_SWITCHES, type Switches } from './switches';
import { Tokens } from './tokens';

/** A request as the sandbox received it. */
export interface ReceivedRequest {
	method: string;
	/** Path and query. */
	url: string;
	path: string;
	headers: Readonly<Record<string, string | string[] | undefined>>;
	/** The body's exact text. */
	body: string;
}

/** A Partner Portal that runs on this machine. */
export interface Sandbox {
	/** Its base URL, for the credential. */
	url: string;
	book: Book;
	faults: Faults;
	tokens: Tokens;
	/** Turn them at any time. */
	switches: Switches;
	/** Every request to the API so far, in the order of their arrival. */
	requests: ReceivedRequest[];
	/** Resolves with the next request for a path. */
	received(path: string): Promise<void>;
	/** Refuses connections from now on, as a portal that is down does. */
	refuseConnections(): Promise<void>;
	/** Takes connections again, at the same address. */
	takeConnections(): Promise<void>;
	close(): Promise<void>;
}

const TOKEN_PATH = '/auth/openapi/v1/oauth/token';
const ORDER_PATH = '/order/openapi/order/v1/save';

function pathOf({ url }: FastifyRequest): string {
	return url.split('?')[0] ?? '';
}

function serialNumberOf(request: FastifyRequest): string | undefined {
	const inBody = /"productNo"\s*:\s*"([^"]*)"/.exec(typeof request.body === 'string' ? request.body : '');
	return inBody?.[1] ?? (request.query as Record<string, string | undefined>).productNo;
}

class PortalServer {
	readonly book = new Book();
	readonly faults = new Faults();
	readonly switches: Switches;
	readonly tokens: Tokens;
	readonly requests: ReceivedRequest[] = [];
	readonly arrivals = new EventEmitter();
	readonly app: FastifyInstance;

	private readonly answers: Answers;

	private readonly customers: CustomerAnswers;

	private readonly rateLimit: RateLimit;

	private readonly likeness?: Likeness;

	constructor(switches: Partial<Switches>, like?: Report) {
		if (like !== undefined) this.likeness = new Likeness(like, this.book);
		this.switches = { ...DEFAULT_SWITCHES, ...this.likeness?.switches, ...switches };
		this.tokens = new Tokens(this.book, this.switches);
		this.answers = new Answers(this.book, this.switches);
		this.customers = new CustomerAnswers(this.book, this.switches);
		this.rateLimit = new RateLimit(this.switches);
		this.app = Fastify({ forceCloseConnections: true });
		this.app.removeAllContentTypeParsers();
		this.app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
		this.app.addHook('onSend', async (_request, reply) => addDate(reply, this.switches));
		const queryOf = (request: FastifyRequest) => {
			const asked = request.query as Query;
			return this.likeness?.query(pathOf(request), asked) ?? asked;
		};
		const { book, answers, customers } = this;
		addRoutes((method, url, answer) => this.route(method, url, answer), { book, answers, customers, queryOf });
		this.route('POST', TOKEN_PATH, (request) => this.issueToken(request));
		this.route('POST', ORDER_PATH, (request, index) => this.placeOrder(request, index));
		this.likeness?.placeOrders();
		registerPage(this.app, this.book, this.faults);
	}

	private route(method: 'GET' | 'POST', url: string, answer: Handler): void {
		this.app.route({ method, url, handler: async (request, reply) => await this.handle(request, reply, answer) });
	}

	private async handle(request: FastifyRequest, reply: FastifyReply, answer: Handler): Promise<FastifyReply> {
		const path = pathOf(request);
		const body = typeof request.body === 'string' ? request.body : '';
		const index =
			this.requests.push({ method: request.method, url: request.url, path, headers: request.headers, body }) - 1;
		this.arrivals.emit(path);

		const wait = this.rateLimit.take(Date.now());
		if (wait !== undefined) {
			const retryAfter = this.switches.tellsRetryAfter ? { retryAfter: Math.ceil(wait / 1000) } : {};
			return strike({ kind: 'tooManyRequests', ...retryAfter }, reply, '');
		}
		const faults = this.faults.take(path, serialNumberOf(request));
		for (const { kind, milliseconds } of faults) {
			if (kind === 'latency') await delay(milliseconds ?? 0);
		}
		const striking = faults.find(({ kind }) => kind !== 'latency');
		const carryOut = () => this.answerTo(request, path, index, answer);
		if (striking === undefined) return replyWith(reply, carryOut());
		return failRequest(striking, reply, {
			carryOut,
			placed: () => this.book.orders.findLast((order) => order.request?.index === index),
			otherAnswer: () => this.otherAnswer(request, path),
		});
	}

	/** What another request of the same kind is answered. */
	private otherAnswer(request: FastifyRequest, path: string): unknown {
		if (path === ORDER_PATH) return this.answers.created(this.book.otherOrder(serialNumberOf(request) ?? ''), '');
		const { email } = request.params as { email?: string };
		if (email === undefined) return request.method === 'POST' ? true : null;
		return this.book.customers.find((customer) => customer.email.toLowerCase() !== email.toLowerCase());
	}

	private answerTo(request: FastifyRequest, path: string, index: number, answer: Handler): PreparedAnswer {
		const own = this.ownAnswer(request, path, index, answer);
		const hasUserAgent = request.headers['user-agent'] === 'OpenAPI';
		const like = this.likeness?.answer({ path, query: request.query as Query, hasUserAgent }, own);
		if (like !== undefined) return like;
		const status = this.switches.httpRepeatsStatus ? own.status : 200;
		return { status, text: toJson(own) };
	}

	private ownAnswer(request: FastifyRequest, path: string, index: number, answer: Handler): OwnAnswer {
		try {
			checkHeaders(request, path === TOKEN_PATH ? undefined : this.tokens);
			return tell(200, 'success', '', answer(request, index));
		} catch (error) {
			const refusal = error instanceof Refusal ? error : new Refusal(500, 'internal_error', String(error));
			return tell(refusal.status, refusal.code, refusal.message, refusal.result);
		}
	}

	private issueToken(request: FastifyRequest): unknown {
		if (request.headers['content-type'] !== 'application/x-www-form-urlencoded') {
			throw new Refusal(400, 'parameter_validation_failed', 'The token request has to be a form');
		}
		return this.tokens.issue(new URLSearchParams(request.body as string));
	}

	private placeOrder(request: FastifyRequest, index: number): unknown {
		const body = request.body as string;
		const wanted = readOrder(parse(body), this.book, this.switches);
		const order = this.book.place(wanted, this.switches.newOrderStatus, { index, body });
		return this.answers.created(order, request.headers.authorization ?? '');
	}
}

/**
 * Starts a Partner Portal on the loopback interface.
 *
 * @param options.port 0 for any free port
 * @param options.switches where the documents leave a choice; see {@link Switches}
 * @param options.like the text of a report of Check API, whose shapes its answers take
 * @throws Error that says what is wrong with the report
 */
export async function startSandbox(
	options: { port?: number; switches?: Partial<Switches>; like?: string } = {},
): Promise<Sandbox> {
	const like = options.like === undefined ? undefined : readReport(options.like);
	const server = new PortalServer(options.switches ?? {}, like);
	const url = await server.app.listen({ host: '127.0.0.1', port: options.port ?? 0 });
	const { app, book, faults, tokens, switches, requests } = server;
	return {
		url,
		book,
		faults,
		tokens,
		switches,
		requests,
		received: async (path) => void (await once(server.arrivals, path)),
		refuseConnections: async () => {
			app.server.closeAllConnections();
			await new Promise((resolve) => app.server.close(resolve));
		},
		takeConnections: async () =>
			await new Promise((resolve) => app.server.listen(Number(new URL(url).port), '127.0.0.1', resolve)),
		close: async () => await app.close(),
	};
}
