import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { generate } from 'selfsigned';

import { closePortals, setUp, switchParameters } from '../../../support/portal';

let server: Server;

beforeAll(async () => {
	const { private: key, cert } = await generate([{ name: 'commonName', value: '127.0.0.1' }]);
	server = createServer({ key, cert }, (_request, response) => response.end());
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterAll(async () => {
	await new Promise((resolve) => server.close(resolve));
	await closePortals();
});

it('a TLS certificate that is not accepted gets a sentence of its own, and nothing is sent', async () => {
	const { engine } = await setUp({}, { baseUrl: `https://127.0.0.1:${(server.address() as AddressInfo).port}` });
	const { error } = await engine.run({ parameters: switchParameters() });
	expect(error?.message).toMatch(/was not placed: .*TLS certificate was not accepted/);
	expect(error?.description).toMatch(/NODE_EXTRA_CA_CERTS/);
	expect(`${error?.message} ${error?.description}`).not.toMatch(/retry on fail/i);
});
