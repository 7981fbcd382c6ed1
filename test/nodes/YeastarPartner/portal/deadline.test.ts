import { getEventListeners, once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ICredentialDataDecryptedObject, IExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';

import { YeastarPartnerApi } from '../../../../credentials/YeastarPartnerApi.credentials';
import { PortalClient } from '../../../../nodes/YeastarPartner/portal/client';
import { Deadline } from '../../../../nodes/YeastarPartner/portal/deadline';
import { PortalFailure } from '../../../../nodes/YeastarPartner/portal/failure';
import { waitFor } from '../../../../nodes/YeastarPartner/portal/retry';
import { tokenToStore } from '../../../../nodes/YeastarPartner/portal/storedToken';
import { TokenSource } from '../../../../nodes/YeastarPartner/portal/tokenSource';
import { httpOptions, send, type PortalRequest, withDeadline } from '../../../../nodes/YeastarPartner/portal/transport';
import { startInNode } from '../../../support/inNode';

const REQUEST: PortalRequest = { method: 'GET', url: 'http://127.0.0.1', timeout: 60 };
const ANSWER = '{"code":"success","requestId":"a1","result":[],"status":200}';

let server: Server;
let answer: (response: ServerResponse) => void;
let url: string;

beforeEach(async () => {
	answer = (response) => response.end(ANSWER);
	server = createServer((_request, response) => answer(response));
	await once(server.listen(0, '127.0.0.1'), 'listening');
	url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(async () => {
	server.closeAllConnections();
	await once(server.close(), 'close');
});

/** Runs code with a client for the server, in a node on n8n's engine. */
async function withClient<Result>(
	code: (client: PortalClient, context: IExecuteFunctions) => Promise<Result>,
): Promise<Result> {
	const data: ICredentialDataDecryptedObject = {
		baseUrl: url,
		clientId: 'id',
		clientSecret: 'secret',
	};
	Object.assign(data, tokenToStore(data, 'stored'));
	return await startInNode(
		new YeastarPartnerApi(),
		data,
		async (context) => await code(await PortalClient.open(context), context),
	).result;
}

async function failureOf(asking: Promise<unknown>): Promise<PortalFailure> {
	const outcome = await asking.catch((error: unknown) => error);
	if (outcome instanceof PortalFailure) return outcome;
	throw new Error(`No failure: ${String(outcome)}`);
}

function timers(): number {
	return process.getActiveResourcesInfo().filter((resource) => resource === 'Timeout').length;
}

/** Answers with one byte after the other, until the connection is closed. */
function trickle(response: ServerResponse): void {
	response.writeHead(200);
	const timer = setInterval(() => response.write(' '), 20);
	response.once('close', () => clearInterval(timer));
}

describe('an answer that never comes to its end', () => {
	it.each<[string, (response: ServerResponse) => void]>([
		['trickles', trickle],
		[
			'is HTTP 101',
			(response) =>
				response.socket?.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: other\r\n\r\n'),
		],
		[
			'has headers without end',
			(response) => {
				response.socket?.write('HTTP/1.1 200 OK\r\n');
				const timer = setInterval(() => response.socket?.write('X-More: 1\r\n'), 20);
				response.once('close', () => clearInterval(timer));
			},
		],
		[
			'comes after one HTTP 103 after the other',
			(response) => {
				const timer = setInterval(() => response.writeEarlyHints({ link: '</style.css>' }), 20);
				response.once('close', () => clearInterval(timer));
			},
		],
	])('and %s is given up when its time is over, for an order and for a question', async (_what, endless) => {
		answer = endless;
		const failures = await withClient(
			async (client) =>
				await Promise.all([
					failureOf(client.post('/order', '{}', { timeout: 1 })),
					failureOf(client.get('/list', {}, { timeout: 1, ignoreAbort: true })),
				]),
		);
		for (const { message, facts } of failures) {
			expect(message).toMatch(/Could not reach .*: no answer came within 1 s$/);
			expect(facts).toMatchObject({ delivery: 'ambiguous', timedOut: true });
		}
	});

	it('has its connection closed', async () => {
		const closed = new Promise((resolve) => {
			answer = (response) => {
				response.once('close', resolve);
				trickle(response);
			};
		});
		await withClient(async (client) => await failureOf(client.post('/order', '{}', { timeout: 1 })));
		await closed;
	});

	it('ends with the execution where it is an answer to a question', async () => {
		answer = trickle;
		const arrived = once(server, 'request');
		const fields = { baseUrl: url, clientId: 'id', clientSecret: 'secret' };
		const data = { ...fields, ...tokenToStore(fields, 'stored') };
		const { running, result } = startInNode(new YeastarPartnerApi(), data, async (context) => {
			const client = await PortalClient.open(context);
			return await failureOf(client.get('/list'));
		});
		await arrived;
		running.cancel();
		expect((await result).message).toContain('the execution was canceled before the answer came');
	});
});

describe('the time of a request', () => {
	it('does not count before it leaves', () => {
		const deadline = new Deadline(60_000);
		const before = timers();
		const options = httpOptions(REQUEST, deadline);
		expect(timers()).toBe(before);
		const { abortSignal } = withDeadline(options);
		expect(timers()).toBe(before + 1);
		expect(abortSignal).toMatchObject({ aborted: false });
		deadline.end();
	});

	it('counts for the token request too', async () => {
		const signals: unknown[] = [];
		const credential = { baseUrl: url, clientId: 'deadline', clientSecret: 'of a token' };
		const send = async ({ abortSignal }: IHttpRequestOptions) => {
			signals.push(abortSignal);
			return await Promise.resolve({ statusCode: 200, body: ANSWER.replace('[]', '{"token":"t"}') });
		};
		expect(await TokenSource.of(credential).request(send, credential)).toBe('t');
		expect(signals).toEqual([expect.any(AbortSignal)]);
	});

	it.each<[string, () => Promise<unknown>]>([
		['an answer', async () => await Promise.resolve({ statusCode: 200, body: '' })],
		['a failure', async () => await Promise.reject(new Error('no'))],
	])('leaves no timer and no listener behind after %s', async (_what, outcome) => {
		const { signal } = new AbortController();
		const before = timers();
		await send(
			async (options) => {
				withDeadline(options);
				expect(getEventListeners(signal, 'abort')).toHaveLength(1);
				return await outcome();
			},
			{ ...REQUEST, cancelSignal: signal },
		).catch(() => undefined);
		expect(getEventListeners(signal, 'abort')).toHaveLength(0);
		expect(timers()).toBeLessThanOrEqual(before);
	});
});

describe('waitFor', () => {
	it.each([
		['has passed', 1, () => undefined],
		['was cut short', 60_000, (controller: AbortController) => controller.abort()],
	])('leaves no timer and no listener behind when its time %s', async (_what, milliseconds, during) => {
		const before = timers();
		const controller = new AbortController();
		const waiting = waitFor(milliseconds, controller.signal);
		during(controller);
		await waiting;
		expect(getEventListeners(controller.signal, 'abort')).toHaveLength(0);
		expect(timers()).toBeLessThanOrEqual(before);
	});
});

it('the questions of a run leave no listener on its cancel signal', async () => {
	const listeners = await withClient(async (client, context) => {
		const signal = context.getExecutionCancelSignal() as AbortSignal;
		const before = getEventListeners(signal, 'abort').length;
		for (let index = 0; index < 3; index++) await client.get('/list');
		return getEventListeners(signal, 'abort').length - before;
	});
	expect(listeners).toBe(0);
});
