import '../test/support/environment';
import Table from 'cli-table3';

import { YeastarPartnerApi } from '../credentials/YeastarPartnerApi.credentials';
// With its ending, since tsx would take the codex file for it.
import { YeastarPartner } from '../nodes/YeastarPartner/YeastarPartner.node.js';
import { CLIENTS } from '../sandbox/fixtures';
import { startSandbox } from '../sandbox/server';
import { Engine } from '../test/support/engine';

const ITEMS = 200;
/** How long the portal takes for an order, in milliseconds. */
const PORTAL_LATENCY = 20;
const ORDER_PATH = '/order/openapi/order/v1/save';

const locator = (value: string) => ({ __rl: true, mode: 'id', value });

/** Switches many PBXs in one run, on n8n's engine, and measures how long the run takes. */
async function measure(maxConcurrency: number): Promise<{ seconds: number; requests: number }> {
	const portal = await startSandbox();
	const pbxs = portal.book.addPbxs(11, ITEMS);
	portal.faults.order({ kind: 'latency', path: ORDER_PATH, milliseconds: PORTAL_LATENCY });
	const engine = new Engine(
		{ node: new YeastarPartner(), credential: new YeastarPartnerApi() },
		{ ...CLIENTS[0], baseUrl: portal.url },
	);
	const start = performance.now();
	const { error } = await engine.run({
		parameters: {
			resource: 'plan',
			operation: 'switchPlan',
			productId: 11,
			productNo: locator('={{ $json.sn }}'),
			billingId: locator('3197218168379846218'),
			serviceId: locator('3048560606464323584'),
			billingCycle: 'annually',
			multiCycle: 1,
			options: { maxConcurrency },
		},
		input: pbxs.map(({ productNo }) => ({ sn: productNo })),
	});
	const seconds = (performance.now() - start) / 1000;
	if (error) throw new Error(error.message);
	const requests = portal.requests.length;
	await portal.close();
	return { seconds, requests };
}

async function main(): Promise<void> {
	const table = new Table({ head: ['Max Concurrency', 'Seconds', 'Requests'], style: { head: [], border: [] } });
	for (const maxConcurrency of [1, 5, 20, 50]) {
		const { seconds, requests } = await measure(maxConcurrency);
		table.push([maxConcurrency, seconds.toFixed(2), requests]);
	}
	console.log(`${ITEMS} switches in one run, the portal answers an order after ${PORTAL_LATENCY} ms`);
	console.log(table.toString());
}

void main();
