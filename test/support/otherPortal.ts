import Fastify, { type FastifyInstance } from 'fastify';

import { CLIENTS } from '../../sandbox/fixtures';
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

export async function closeOtherPortals(): Promise<void> {
	await Promise.all(open.splice(0).map(async (app) => await app.close()));
}
