import '../test/support/environment';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import Table from 'cli-table3';
import type { ICredentialType, INodeType } from 'n8n-workflow';

import packageJson from '../package.json';
import { CLIENTS } from '../sandbox/fixtures';
import { type Sandbox, startSandbox } from '../sandbox/server';
import { Engine } from '../test/support/engine';

const CONTACT = '3197218168379846218';

/** What a CRM would send when deals are won. IDs are text, as they have to be. */
const DEALS = [
	{ deal: 'D-1041', customer: 'Harbour Hotel', product: 11, sn: '3631E0997265', plan: '3048560606464323584', years: 1 },
	{ deal: 'D-1042', customer: 'City Dental', product: 9, sn: '369471667338', plan: '3048918719332507648', years: 1 },
	{
		deal: 'D-1043',
		customer: 'Vineyard Estates',
		product: 11,
		sn: '3631E0112233',
		plan: '3048560232537899008',
		years: 1,
	},
	{
		deal: 'D-1044',
		customer: 'Lakeside School',
		product: 9,
		sn: '369471660042',
		plan: '3048918719332507648',
		years: 2,
	},
	{
		deal: 'D-1045',
		customer: 'Typing Error Ltd.',
		product: 11,
		sn: '3631E09972-65',
		plan: '3048560606464323584',
		years: 1,
	},
];

const PARAMETERS = {
	resource: 'plan',
	operation: 'switchPlan',
	productId: '={{ $json.product }}',
	productNo: { __rl: true, mode: 'id', value: '={{ $json.sn }}' },
	billingId: { __rl: true, mode: 'id', value: CONTACT },
	serviceId: { __rl: true, mode: 'id', value: '={{ $json.plan }}' },
	billingCycle: 'annually',
	multiCycle: '={{ $json.years }}',
	options: { poNumber: '={{ $json.deal }}' },
};

/** Loads a class that the built package registers with n8n, as n8n does. */
function loadBuilt<Loaded>(file: string | undefined): Loaded {
	if (file === undefined) throw new Error('package.json registers no such file');
	const loaded = createRequire(__filename)(join(__dirname, '..', file)) as Record<string, new () => Loaded>;
	const Class = loaded[basename(file).split('.')[0] ?? ''];
	if (Class === undefined) throw new Error(`${file} does not export its class`);
	return new Class();
}

function openEngine(portal: Sandbox): Engine {
	const [node] = packageJson.n8n.nodes;
	const [credential] = packageJson.n8n.credentials;
	return new Engine(
		{ node: loadBuilt<INodeType>(node), credential: loadBuilt<ICredentialType>(credential) },
		{ ...CLIENTS[0], baseUrl: portal.url },
	);
}

async function main(): Promise<void> {
	const portal = await startSandbox();
	console.log(`A Partner Portal sandbox runs at ${portal.url}. Nothing here is real and nothing is billed.\n`);
	const before = new Map(portal.book.pbxs.map(({ productNo, planId }) => [productNo, portal.book.planName(planId)]));

	portal.book.on('change', () => {
		const order = portal.book.orders.at(-1);
		console.log(`  order ${order?.orderNo} placed for PBX ${order?.productNo}`);
	});
	console.log(`${DEALS.length} deals were won. The workflow switches their plans …`);
	const { items, error } = await openEngine(portal).run({
		parameters: PARAMETERS,
		input: DEALS,
		settings: { onError: 'continueRegularOutput' },
	});
	if (error) throw new Error(error.message);

	const isNarrow = (process.stdout.columns ?? 140) < 140;
	const table = new Table({
		head: ['Deal', 'Customer', 'PBX', 'Plan before', 'Plan in the portal now', 'Order'],
		style: { head: [], border: [] },
		colWidths: isNarrow ? [8, 10, 10, 13, 13, 24] : [8, 19, 15, 22, 26, 40],
		wrapOnWordBoundary: !isNarrow,
		wordWrap: true,
	});
	DEALS.forEach(({ deal, customer, sn }, index) => {
		const item = items[index];
		const pbx = portal.book.findPbx(sn);
		const outcome = item?.error?.message ?? `${String(item?.json.orderNo)} ${String(item?.json.orderStatus)}`;
		table.push([deal, customer, sn, before.get(sn) ?? '', portal.book.planName(pbx?.planId), outcome]);
	});
	console.log(`\n${table.toString()}`);
	console.log(`\nThe last deal has a mistyped serial number: the node refused it, and ordered the others.
Next: "npm run sandbox" keeps such a portal running for your own n8n.`);
	await portal.close();
}

// Whoever reads the output may stop early, as `head` does.
process.stdout.on('error', () => process.exit(0));

void main().catch((error: unknown) => {
	console.error(error instanceof Error ? error.message : error);
	process.exit(1);
});
