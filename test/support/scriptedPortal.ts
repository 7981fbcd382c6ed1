import Fastify, { type FastifyInstance } from 'fastify';
import type { ICredentialDataDecryptedObject, IExecuteFunctions } from 'n8n-workflow';

import { YeastarPartnerApi } from '../../credentials/YeastarPartnerApi.credentials';
import { PortalClient } from '../../nodes/YeastarPartner/portal/client';
import { CLIENTS } from '../../sandbox/fixtures';
import { Engine } from './engine';
import { startInNode } from './inNode';
import { PACKAGE, TOKEN_PATH } from './portal';

/** A request as a scripted portal received it. */
export interface AskedFor {
	method: string;
	path: string;
	/** The access token that it carries. */
	token: string;
}

/** An answer, its body's exact text. */
export interface ScriptedAnswer {
	status?: number;
	headers?: Record<string, string>;
	text: string;
}

/** A portal that answers word by word as a test says. */
export interface ScriptedBench {
	engine: Engine;
	/** What it was asked for, but for tokens. */
	asked: AskedFor[];
	/** How many tokens it has issued. */
	tokens: () => number;
	/** Runs code with a client for it, in a node on n8n's engine. */
	withClient: <Result>(code: (client: PortalClient, context: IExecuteFunctions) => Promise<Result>) => Promise<Result>;
}

const open: FastifyInstance[] = [];

/** The nth access token that a scripted portal issues. */
export function scriptedToken(nth: number): string {
	return `access-token-number-${nth}-of-the-scripted-portal`;
}

/** The text of an answer's envelope: a success, where nothing else is said. */
export function envelopeText(fields: object = {}): string {
	return JSON.stringify({
		code: 'success',
		detailMessage: '',
		requestId: '0f3c9e5d2b7a4816a0c4e8f217b6d935',
		result: null,
		status: 200,
		...fields,
	});
}

/**
 * Starts a portal that answers as it is told. {@link closeScripted} ends all of them.
 *
 * @param answer gets each request but those for a token, and how many there were of its path so far, from 1 on
 */
export async function setUpScripted(
	answer: (request: AskedFor, nth: number) => ScriptedAnswer | Promise<ScriptedAnswer>,
	credential: ICredentialDataDecryptedObject = {},
): Promise<ScriptedBench> {
	const app = Fastify({ forceCloseConnections: true });
	open.push(app);
	const asked: AskedFor[] = [];
	let issued = 0;
	app.removeAllContentTypeParsers();
	app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
	app.all('*', async ({ method, url, headers }, reply) => {
		const path = url.split('?')[0] ?? '';
		reply.type('application/json');
		if (path === TOKEN_PATH) {
			issued++;
			return await reply.send(envelopeText({ result: { token: scriptedToken(issued), expiresIn: 1800 } }));
		}
		const request = { method, path, token: String(headers.authorization ?? '').slice('Bearer '.length) };
		asked.push(request);
		const {
			status = 200,
			headers: further = {},
			text,
		} = await answer(request, asked.filter((one) => one.path === path).length);
		return await reply.code(status).headers(further).send(text);
	});
	const baseUrl = await app.listen({ host: '127.0.0.1', port: 0 });
	const data = { ...CLIENTS[0], baseUrl, accessToken: '', ...credential };
	return {
		engine: new Engine(PACKAGE, data),
		asked,
		tokens: () => issued,
		withClient: async (code) =>
			await startInNode(
				new YeastarPartnerApi(),
				data,
				async (context) => await code(await PortalClient.open(context), context),
			).result,
	};
}

export async function closeScripted(): Promise<void> {
	await Promise.all(open.splice(0).map(async (app) => await app.close()));
}
