import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type {
	ICredentialDataDecryptedObject,
	ICredentialType,
	IExecuteFunctions,
	IHttpRequestOptions,
	IN8nHttpFullResponse,
} from 'n8n-workflow';

import { YeastarPartnerApi } from '../../../../credentials/YeastarPartnerApi.credentials';
import { Deadline } from '../../../../nodes/YeastarPartner/portal/deadline';
import { DEADLINE, type MarkedOptions } from '../../../../nodes/YeastarPartner/portal/transport';
import { tokenToStore } from '../../../../nodes/YeastarPartner/portal/storedToken';
import { startInNode } from '../../../support/inNode';

const TYPE = 'yeastarPartnerApi';
const STALE = 'stale';
const RENEWED = 'renewed';

interface Received {
	url: string;
	authorization: string | undefined;
	contentType: string | undefined;
	body: Buffer;
}

/** A server that shows the bytes it received and answers with the bytes it is told. */
class Peer {
	readonly received: Received[] = [];
	readonly server: Server = createServer((request, response) => void this.handle(request, response));
	answer: (response: ServerResponse, request: Received) => void = (response) => response.end('{}');

	private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const chunks: Buffer[] = [];
		for await (const chunk of request) chunks.push(chunk as Buffer);
		const { authorization, 'content-type': contentType } = request.headers;
		const received = { url: request.url ?? '', authorization, contentType, body: Buffer.concat(chunks) };
		this.received.push(received);
		this.answer(response, received);
	}

	get url(): string {
		return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
	}
}

/** A credential that n8n renews, with nothing of this package in it. */
class Renewable implements ICredentialType {
	renewals = 0;
	name = TYPE;
	displayName = 'Renewable';
	properties: ICredentialType['properties'] = [
		{ displayName: 'Access Token', name: 'accessToken', type: 'hidden', typeOptions: { expirable: true }, default: '' },
	];

	preAuthentication = async () => {
		this.renewals++;
		return await Promise.resolve({ accessToken: RENEWED });
	};

	authenticate: ICredentialType['authenticate'] = async (credentials, options) =>
		await Promise.resolve({
			...options,
			headers: { ...options.headers, Authorization: `Bearer ${String(credentials.accessToken)}` },
		});
}

type Ask = (
	options: Partial<IHttpRequestOptions>,
	data?: ICredentialDataDecryptedObject,
) => Promise<IN8nHttpFullResponse>;

let peer: Peer;

beforeEach(async () => {
	peer = new Peer();
	await once(peer.server.listen(0, '127.0.0.1'), 'listening');
});

afterEach(async () => {
	peer.server.closeAllConnections();
	await once(peer.server.close(), 'close');
});

/** Starts a node that asks the peer through n8n-core's helper. */
function askInNode(
	credential: ICredentialType,
	stored: string,
	code: (ask: Ask, context: IExecuteFunctions) => Promise<unknown>,
) {
	return startInNode(credential, { accessToken: stored, baseUrl: peer.url }, async (context) => {
		await code(async (options, data) => {
			const request = { url: `${peer.url}/start`, returnFullResponse: true, ...options } as IHttpRequestOptions;
			const handedOn = data && { credentialsDecrypted: { id: '1', name: 'Portal', type: TYPE, data } };
			return (await context.helpers.httpRequestWithAuthentication.call(
				context,
				TYPE,
				request,
				handedOn,
			)) as IN8nHttpFullResponse;
		}, context);
	});
}

async function runInNode(credential: ICredentialType, stored: string, code: (ask: Ask) => Promise<unknown>) {
	const { engine, result } = askInNode(credential, stored, code);
	await result;
	return engine;
}

describe('what the client rests on in n8n-core', () => {
	it('a credential that is handed on is used as it is, and not read from the store again', async () => {
		const { credentials } = await runInNode(new Renewable(), 'stored', async (ask) => {
			await ask({}, { accessToken: 'handed on' });
			await ask({}, { accessToken: 'handed on' });
		});
		expect(peer.received.map(({ authorization }) => authorization)).toEqual(['Bearer handed on', 'Bearer handed on']);
		expect(credentials.reads).toBe(0);
	});

	it('an empty token in it makes n8n renew, put the token into the same object, and store it', async () => {
		const credential = new Renewable();
		const data = { accessToken: '' };
		const { credentials } = await runInNode(credential, STALE, async (ask) => await ask({}, data));
		expect(data.accessToken).toBe(RENEWED);
		expect(credentials.data.accessToken).toBe(RENEWED);
		expect(peer.received.map(({ authorization }) => authorization)).toEqual([`Bearer ${RENEWED}`]);
		expect(credential.renewals).toBe(1);
	});

	it('a 401 comes back as an answer, without a renewal, where HTTP statuses are ignored', async () => {
		const credential = new Renewable();
		peer.answer = (response) => response.writeHead(401).end('no');
		await runInNode(credential, STALE, async (ask) => {
			const answer = await ask({ ignoreHttpStatusErrors: true, encoding: 'text' }, { accessToken: STALE });
			expect(answer).toMatchObject({ statusCode: 401, body: 'no' });
		});
		expect(credential.renewals).toBe(0);
		expect(peer.received).toHaveLength(1);
	});

	it.each([500, 503])('HTTP %i comes back as an answer too', async (status) => {
		peer.answer = (response) => response.writeHead(status, { 'retry-after': '7' }).end('no');
		await runInNode(new Renewable(), STALE, async (ask) => {
			const answer = await ask({ ignoreHttpStatusErrors: true, encoding: 'text' }, { accessToken: STALE });
			expect(answer).toMatchObject({ statusCode: status, body: 'no', headers: { 'retry-after': '7' } });
		});
		expect(peer.received).toHaveLength(1);
	});

	it.each([
		'{"planId":3048560606464323584,"amount":10.10}',
		' {"a": 1}\n',
		'3048560606464323584',
		'<html>€ ü</html>',
		'',
	])("encoding 'text' returns the exact text %j", async (text) => {
		peer.answer = (response) =>
			response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' }).end(text);
		await runInNode(new Renewable(), STALE, async (ask) => {
			expect((await ask({ encoding: 'text' }, { accessToken: STALE })).body).toBe(text);
		});
	});

	it.each(
		([301, 302, 303, 307, 308] as const).flatMap((status) => [['GET', status] as const, ['POST', status] as const]),
	)('a %s is not sent on after HTTP %i, which comes back as an answer', async (method, status) => {
		peer.answer = (response) => response.writeHead(status, { location: `${peer.url}/elsewhere` }).end();
		await runInNode(new Renewable(), STALE, async (ask) => {
			const options = { method, disableFollowRedirect: true, ignoreHttpStatusErrors: true };
			expect((await ask(options, { accessToken: STALE })).statusCode).toBe(status);
		});
		expect(peer.received.map(({ url }) => url)).toEqual(['/start']);
	});

	it('the bytes of a body of JSON go out as they are', async () => {
		const body = Buffer.from('{ "billingId":3197218168379846218,\n"amount":10.10, "name":"ü" }');
		const headers = { 'Content-Type': 'application/json' };
		await runInNode(
			new Renewable(),
			STALE,
			async (ask) => await ask({ method: 'POST', body, headers }, { accessToken: STALE }),
		);
		expect(peer.received[0]?.body.equals(body)).toBe(true);
		expect(peer.received[0]?.contentType).toBe('application/json');
	});

	it.each([
		['whose deadline knows no cancel signal is answered although the execution was canceled', false, 'answered'],
		['whose deadline knows it is given up when the execution is canceled', true, 'given up'],
	] as const)("a request with this package's credential %s", async (_what, isCanceledToo, expected) => {
		const arrived = new Promise<ServerResponse>((resolve) => {
			peer.answer = resolve;
		});
		let outcome: Promise<string> = Promise.resolve('never asked');
		const { running } = askInNode(new YeastarPartnerApi(), 'stored', async (ask, context) => {
			const fields = { baseUrl: peer.url };
			const data = { ...fields, ...tokenToStore(fields, 'token') };
			const deadline = new Deadline(60_000, isCanceledToo ? context.getExecutionCancelSignal() : undefined);
			const options: Omit<MarkedOptions, 'url'> = { method: 'POST', body: Buffer.from('{}'), [DEADLINE]: deadline };
			outcome = ask(options, data).then(
				() => 'answered',
				() => 'given up',
			);
			await outcome;
			deadline.end();
		});
		const response = await arrived;
		running.cancel();
		if (expected === 'answered') response.end('{}');
		expect(await outcome).toBe(expected);
		await running.finished;
	});
});
