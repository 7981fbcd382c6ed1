import { once } from 'node:events';
import { connect } from 'node:net';

import { type Sandbox, startSandbox } from '../../sandbox/server';

let portal: Sandbox;

beforeEach(async () => {
	portal = await startSandbox();
});

afterEach(async () => await portal.close());

it.each([
	['trickle', /^HTTP\/1\.1 200 OK\r\n[^]*\r\n\r\n/, true],
	['switchingProtocols', /^HTTP\/1\.1 101 Switching Protocols\r\n[^]*\r\n\r\n$/, false],
] as const)('the fault %s begins an answer that has no end', async (kind, beginning, goesOn) => {
	portal.faults.order({ kind });
	const socket = connect(Number(new URL(portal.url).port), '127.0.0.1').setEncoding('latin1');
	socket.write('GET /pricing/openapi/purchase/v1/product_list HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n');
	const [first] = (await once(socket, 'data')) as [string];
	expect(first).toMatch(beginning);
	if (goesOn) for (let more = 0; more < 3; more++) await once(socket, 'data');
	socket.destroy();
});
