import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Results } from '../results';
import { drawOrders } from './chart';
import { reportKeys } from './keysReport';
import { describeMachine } from './machine';
import { reportCalls, reportOrders } from './ordersReport';
import { reportLoading, reportMemory, reportServer, reportTrouble } from './otherReports';

const FOLDER = join(__dirname, '..');

const HEAD = `# What a run costs

Written by \`npm run bench\` and \`npm run bench:server\`; do not edit. The orders are placed on n8n's own engine (n8n-core, with n8n-nodes-base where n8n's nodes are compared), with the sandbox
portal in a process of its own. Each figure is the median of the rounds, with the least and the most in brackets; a ratio is of two things that ran in the same round, in turn. The raw figures are in
[results.json](results.json).`;

/** Writes the results and the picture. */
export async function writeReport({
	orders,
	calls,
	memory,
	loading,
	trouble,
	server,
	keys,
}: Partial<Results>): Promise<void> {
	const chapters = [
		HEAD,
		`Measured on ${describeMachine()}`,
		orders && reportOrders(orders),
		calls && reportCalls(calls),
		memory && reportMemory(memory),
		loading && reportLoading(loading),
		trouble && reportTrouble(trouble),
		server && reportServer(server),
		keys && reportKeys(keys),
	];
	writeFileSync(join(FOLDER, 'RESULTS.md'), `${chapters.filter(Boolean).join('\n\n')}\n`);
	if (orders) writeFileSync(join(FOLDER, 'results.svg'), await drawOrders(orders));
}
