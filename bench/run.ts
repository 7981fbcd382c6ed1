import '../test/support/environment';

import { KEYS_PLACES, type KeysPlace, measureKeys } from './parts/keys';
import { measureLoading } from './parts/loading';
import { measureMemory } from './parts/memory';
import { countCalls, type Load, LOADS, measureOrders } from './parts/orders';
import { measureServer } from './parts/server';
import { measureTrouble } from './parts/trouble';
import { Portal } from './portal/portal';
import { writeReport } from './report/write';
import { keep, readResults } from './results';

/** How often each thing is measured. */
const ROUNDS = 5;

/** Keeps the figures of one load beside those of the others. */
async function keepOrders(portal: Portal, load: Load): Promise<void> {
	const samples = await measureOrders(portal, load, ROUNDS);
	const isOther = ({ latency, count }: Load) => latency !== load.latency || count !== load.count;
	const others = readResults().orders?.filter(isOther) ?? [];
	keep({ orders: [...others, ...samples] });
}

/** Keeps the figures of one place beside those of the others. */
async function keepKeys(portal: Portal, place: KeysPlace): Promise<void> {
	const samples = await measureKeys(portal, place, ROUNDS);
	const measured = [...(readResults().keys?.filter((sample) => sample.place !== place) ?? []), ...samples];
	keep({ keys: Object.keys(KEYS_PLACES).flatMap((name) => measured.filter((sample) => sample.place === name)) });
}

/** The parts, the quick ones first. Each keeps what it has measured, so that one can be run on its own. */
const PARTS: Record<string, (portal: Portal) => Promise<void>> = {
	loading: async () => await Promise.resolve(keep({ loading: measureLoading(2 * ROUNDS) })),
	calls: async (portal) => keep({ calls: await countCalls(portal) }),
	memory: async (portal) => keep({ memory: await measureMemory(portal, ROUNDS) }),
	keys: async (portal) => await keepKeys(portal, 'engine'),
	trouble: async (portal) => keep({ trouble: await measureTrouble(portal, ROUNDS) }),
	...Object.fromEntries(
		LOADS.map((load) => [
			`orders-${load.latency}ms-${load.count}`,
			async (portal: Portal) => await keepOrders(portal, load),
		]),
	),
};

/** Only on demand: they start a real n8n. */
const SERVER: typeof PARTS = {
	server: async (portal) => keep({ server: await measureServer(portal, ROUNDS) }),
	'keys-server': async (portal) => await keepKeys(portal, 'server'),
	'keys-queue': async (portal) => await keepKeys(portal, 'queue'),
};

async function main(names: readonly string[]): Promise<void> {
	const all: typeof PARTS = { ...PARTS, ...SERVER };
	for (const name of names.length > 0 ? names : Object.keys(PARTS)) {
		const part = all[name];
		if (name !== 'report' && part === undefined)
			throw new Error(`There is no part ${name}. There are ${Object.keys(all).join(', ')} and report.`);
		if (part === undefined) continue;
		console.log(`Measuring: ${name}`);
		const portal = await Portal.start();
		await part(portal);
		portal.stop();
	}
	await writeReport(readResults());
	console.log('Written: bench/RESULTS.md');
}

main(process.argv.slice(2)).then(
	// n8n's task runner would keep the process alive.
	() => process.exit(),
	(error: unknown) => {
		console.error(error);
		process.exit(1);
	},
);
