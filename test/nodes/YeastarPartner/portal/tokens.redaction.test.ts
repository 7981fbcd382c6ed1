import { inspect } from 'node:util';

import Fastify from 'fastify';

import { CLIENTS } from '../../../../sandbox/fixtures';
import { Engine } from '../../../support/engine';
import { ORDER_PATH, PACKAGE, switchParameters } from '../../../support/portal';
import { closeScripted, envelopeText, scriptedToken, setUpScripted } from '../../../support/scriptedPortal';

afterEach(closeScripted);

const shown = (error: unknown) => inspect(error, { depth: 9, showHidden: true });

it.each([
	{ code: 'ok', status: 200 },
	{ code: 'warn', detailMessage: 'The password expires soon', status: 200 },
	{ code: 'success', status: 500 },
])('a token that is issued with an answer that is no success is not in the error: %j', async (fields) => {
	const app = Fastify();
	app.removeAllContentTypeParsers();
	app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
	const answer = envelopeText({ ...fields, result: { token: 'a-fresh-token-of-the-portal', expiresIn: 1800 } });
	app.all('*', async (_request, reply) => await reply.type('application/json').send(answer));
	const baseUrl = await app.listen({ host: '127.0.0.1', port: 0 });
	const engine = new Engine(PACKAGE, { ...CLIENTS[0], baseUrl, accessToken: '' });
	const { error } = await engine.run({ parameters: switchParameters() });
	await app.close();
	expect(error).toBeDefined();
	expect(shown(error)).not.toContain('a-fresh-token');
});

it('a token that was replaced during the run is not in the error either', async () => {
	const { engine } = await setUpScripted(({ path, token }, nth) => {
		if (path !== ORDER_PATH) return { text: envelopeText({ result: { list: [], total: 0 } }) };
		if (nth === 1) return { status: 401, text: envelopeText({ code: 'unauthorized', status: 401 }) };
		const detailMessage = `It was ${scriptedToken(1)} and is ${token}`;
		return { status: 400, text: envelopeText({ code: 'bad', status: 400, detailMessage }) };
	});
	const { error } = await engine.run({ parameters: switchParameters() });
	expect(error?.message).toContain('It was *** and is ***');
	expect(shown(error)).not.toContain(scriptedToken(1));
});
