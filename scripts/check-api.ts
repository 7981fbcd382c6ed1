import '../test/support/environment';
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import Table from 'cli-table3';

import { YeastarPartnerApi } from '../credentials/YeastarPartnerApi.credentials';
import { checkPortal } from '../nodes/YeastarPartner/checks/report';
import { DEFAULT_BASE_URL } from '../nodes/YeastarPartner/portal/baseUrl';
import { PortalFailure } from '../nodes/YeastarPartner/portal/failure';
import { startInNode } from '../test/support/inNode';

const HELP = `Compares the Partner Portal with what this node assumes of it. Only asks, and orders nothing.

  YEASTAR_CLIENT_ID=… YEASTAR_CLIENT_SECRET=… npm run check-api

YEASTAR_BASE_URL is another portal, such as a sandbox. --report says where the report goes (check-api-report.json).`;

/** The credential, out of the environment: arguments would be seen in the list of processes and in the shell's history. */
function readCredential(): { clientId: string; clientSecret: string; baseUrl: string } {
	const {
		YEASTAR_CLIENT_ID: clientId = '',
		YEASTAR_CLIENT_SECRET: clientSecret = '',
		YEASTAR_BASE_URL: baseUrl = DEFAULT_BASE_URL,
	} = process.env;
	if (clientId === '' || clientSecret === '') {
		throw new Error(`YEASTAR_CLIENT_ID and YEASTAR_CLIENT_SECRET have to be set in the environment.\n\n${HELP}`);
	}
	return { clientId, clientSecret, baseUrl };
}

async function main(): Promise<void> {
	const options = { report: { type: 'string', default: 'check-api-report.json' }, help: { type: 'boolean' } } as const;
	const { report: file, help } = parseArgs({ options }).values;
	if (help === true) return console.log(HELP);
	const credential = readCredential();
	console.log(`Asking ${new URL(credential.baseUrl).host} some 40 questions, one after the other …`);
	const { assumptions, report } = await startInNode(new YeastarPartnerApi(), credential, checkPortal).result;

	const table = new Table({ head: ['Holds', 'Assumption', 'Seen'], style: { head: [], border: [] }, wordWrap: true });
	table.options.colWidths = [9, 60, 60];
	const others = assumptions.filter(({ holds }) => holds !== 'yes');
	for (const { holds, assumption, seen } of others) table.push([holds, assumption, seen]);
	if (others.length > 0) console.log(table.toString());
	writeFileSync(file, `${report}\n`);
	console.log(`${assumptions.length - others.length} of ${assumptions.length} assumptions hold.
The report is in ${file}. It holds shapes and no values of the account: read it, and post it as docs/check-api.md says.`);
}

// Whoever reads the output may stop early, as `head` does.
process.stdout.on('error', () => process.exit(0));

void main().then(
	() => process.exit(0),
	(error: unknown) => {
		const advice = error instanceof PortalFailure ? [error.facts.advice] : [];
		console.error([error instanceof Error ? error.message : String(error), ...advice].join('\n'));
		process.exit(1);
	},
);
