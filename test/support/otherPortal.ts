import Fastify, { type FastifyInstance } from 'fastify';
import { parse, stringify } from 'lossless-json';

import { CLIENTS } from '../../sandbox/fixtures';
import { type Sandbox, startSandbox } from '../../sandbox/server';
import { Engine } from './engine';
import { ORDER_PATH, PACKAGE, TOKEN_PATH } from './portal';

/** A portal that answers with whatever it is given, and an engine with a credential for it. */
export interface OtherBench {
	engine: Engine;
	/** The portal's address. */
	baseUrl: string;
	/** Paths and queries that it was asked for, but for the token. */
	asked: string[];
	/** The bodies of the orders that it was sent. */
	orders: string[];
}

const open: FastifyInstance[] = [];

/**
 * Starts a portal with answers of other shapes than the sandbox's.
 *
 * @param results the JSON text of each path's `result`; a function gets the query
 * @param statuses the HTTP status of a path's answer, where it is not 200
 */
export async function setUpOther(
	results: Record<string, string | ((query: Record<string, string>) => string)>,
	statuses: Record<string, number> = {},
): Promise<OtherBench> {
	const app = Fastify({ forceCloseConnections: true });
	open.push(app);
	const asked: string[] = [];
	const orders: string[] = [];
	app.removeAllContentTypeParsers();
	app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
	app.all('*', async (request, reply) => {
		const path = request.url.split('?')[0] ?? '';
		if (path !== TOKEN_PATH) asked.push(request.url);
		if (path === ORDER_PATH) orders.push(String(request.body));
		const answer =
			path === TOKEN_PATH ? '{"token":"an-access-token-of-the-other-portal","expiresIn":1800}' : results[path];
		const result = typeof answer === 'function' ? answer(request.query as Record<string, string>) : (answer ?? 'null');
		const text = `{"code":"success","detailMessage":"","requestId":"0123456789abcdef0123456789abcdef","result":${result},"status":200}`;
		return await reply
			.code(statuses[path] ?? 200)
			.type('application/json')
			.send(text);
	});
	const url = await app.listen({ host: '127.0.0.1', port: 0 });
	return { engine: new Engine(PACKAGE, { ...CLIENTS[0], baseUrl: url }), baseUrl: url, asked, orders };
}

/** An answer of the sandbox on its way, to be changed in place. */
export interface PassingAnswer {
	path: string;
	query: Record<string, string>;
	/** HTTP's status. */
	status: number;
	/** The envelope, its numbers as lossless-json reads them. */
	body: { code: unknown; status: unknown; result: never } & Record<string, unknown>;
	headers: { date?: string };
	/** Whether the request had the headers that the portal requires. */
	asked: { userAgent: boolean; token: string };
}

/** What makes another portal of the sandbox. */
export interface Mutation {
	/** Changes what the sandbox is asked. */
	ask?: (path: string, query: URLSearchParams) => void;
	/** Changes what it answers. */
	answer?: (answer: PassingAnswer) => void;
}

/** A sandbox whose answers are changed on their way, and an engine with a credential for what comes out. */
export interface MutatedBench {
	engine: Engine;
	portal: Sandbox;
	url: string;
}

/** Starts a portal that asks the sandbox and changes its answers. */
export async function setUpMutated({ ask, answer }: Mutation, sandbox?: Sandbox): Promise<MutatedBench> {
	const portal = sandbox ?? (await startSandbox());
	const app = Fastify({ forceCloseConnections: true });
	open.push(app);
	app.addHook('onClose', async () => await portal.close());
	app.removeAllContentTypeParsers();
	app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
	app.all('*', async ({ method, url: asked, headers, body }, reply) => {
		const url = new URL(asked, portal.url);
		const path = url.pathname;
		const query = Object.fromEntries(url.searchParams);
		ask?.(path, url.searchParams);
		const names = ['user-agent', 'authorization', 'content-type'];
		const passedOn = Object.fromEntries(names.map((name) => [name, String(headers[name] ?? '')] as const));
		const hasBody = method === 'POST' ? { body: String(body) } : {};
		const response = await fetch(url, { method, headers: passedOn, ...hasBody });
		const token = String(headers.authorization ?? '').slice('Bearer '.length);
		const passing: PassingAnswer = {
			path,
			query,
			status: response.status,
			body: parse(await response.text()) as PassingAnswer['body'],
			headers: { date: response.headers.get('date') ?? '' },
			asked: { userAgent: headers['user-agent'] !== undefined, token },
		};
		answer?.(passing);
		if (passing.headers.date === undefined) reply.raw.sendDate = false;
		return await reply
			.code(passing.status)
			.headers(passing.headers)
			.type('application/json')
			.send(stringify(passing.body));
	});
	const url = await app.listen({ host: '127.0.0.1', port: 0 });
	return { engine: new Engine(PACKAGE, { ...CLIENTS[0], baseUrl: url }), portal, url };
}

export async function closeOtherPortals(): Promise<void> {
	await Promise.all(open.splice(0).map(async (app) => await app.close()));
}
