import { KEYS_LATENCY, KEYS_PLACES, type KeysSample } from '../parts/keys';
import { ratioOf, spreadOf, spreadText } from './statistics';
import { table } from './table';

function row({ place, keysBefore, count, concurrency, withKeys, withoutKeys }: KeysSample): string[] {
	const spread = (walls: readonly number[]) => spreadText(spreadOf(walls), 0);
	const more = (spreadOf(withKeys).median - spreadOf(withoutKeys).median) / count;
	return [
		KEYS_PLACES[place].name,
		String(keysBefore),
		String(count),
		count === 1 ? '–' : String(concurrency),
		spread(withoutKeys),
		spread(withKeys),
		spreadText(ratioOf(withKeys, withoutKeys)),
		more.toFixed(1),
	];
}

const HEAD = [
	'Where',
	'Keys before',
	'Orders',
	'At once',
	'Without keys, ms',
	'With keys, ms',
	'With ÷ without',
	'More for an order, ms',
];

/** The chapter about order keys. */
export function reportKeys(samples: readonly KeysSample[]): string {
	return `## What order keys cost

The same orders with an order key each and without, ${KEYS_LATENCY} ms latency, in one workflow; on a server in one call of a webhook, from the call to the answer. **Keys before** is how many keys
the workflow has ordered with before, in runs of 500: n8n keeps all keys of a workflow in one row. Where there are many, those of the runs before come to them. One order is the median of 20. **More for an order** is between the medians, and may be less than nothing by chance. Measured by
\`npm run bench -- keys\` on the engine, \`npm run bench -- keys-server\` on the real server, and \`npm run bench -- keys-queue\` in queue mode, with Redis and PostgreSQL on the same processors.

${table(HEAD, samples.map(row))}`;
}
