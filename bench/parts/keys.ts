import type { Portal } from '../portal/portal';
import { startKeyedEngine } from '../subjects/keyedEngine';
import type { KeyedOrders, KeyedRun } from '../subjects/keyedOrders';
import { startKeyedServer } from '../subjects/keyedServer';

/** How long the portal takes for an answer, in milliseconds. */
export const KEYS_LATENCY = 20;
/** How many orders with keys were placed before, in the same workflow. */
const KEYS_BEFORE = [0, 10_000] as const;
/** How many of them one execution placed. */
const FILLING = 500;
/** One webhook with one order is measured so many times. */
const SINGLE_ROUNDS = 20;
export const KEYS_CONCURRENCIES = [5, 20] as const;

const LOADS = [
	{ count: 1, concurrency: 5 },
	...[100, 500].flatMap((count) => KEYS_CONCURRENCIES.map((concurrency) => ({ count, concurrency }))),
];

/** Where orders with keys are measured. */
export const KEYS_PLACES = {
	engine: { name: "n8n's engine, the store in memory", start: startKeyedEngine },
	server: {
		name: 'n8n server, SQLite',
		start: async (portal: Portal) => await startKeyedServer(portal, KEYS_CONCURRENCIES, false),
	},
	queue: {
		name: 'queue mode, two workers, PostgreSQL',
		start: async (portal: Portal) => await startKeyedServer(portal, KEYS_CONCURRENCIES, true),
	},
} satisfies Record<string, { name: string; start: (portal: Portal) => Promise<KeyedOrders> }>;

export type KeysPlace = keyof typeof KEYS_PLACES;

/** How long executions took with order keys and without, in milliseconds, a reading a round. */
export interface KeysSample {
	place: KeysPlace;
	/** How many keys there were in the workflow at least: none before each run, or at the first run. */
	keysBefore: number;
	count: number;
	concurrency: number;
	withKeys: number[];
	withoutKeys: number[];
}

class KeysBench {
	private keys = 0;

	constructor(
		private readonly portal: Portal,
		private readonly orders: KeyedOrders,
	) {}

	/** Orders in one execution, each key a new one, and returns how long that took. */
	private async order(count: number, latency: number, run: KeyedRun): Promise<number> {
		const pbxs = await this.portal.prepare({ pbxs: count, latency });
		const orders = pbxs.map((sn) => ({ sn, key: `D-${this.keys++}` }));
		const start = performance.now();
		await this.orders.place(orders, run);
		const wall = performance.now() - start;
		const { orders: placed } = await this.portal.report();
		if (placed !== count) throw new Error(`${placed} of ${count} orders were placed`);
		return wall;
	}

	/** Lets the workflow have so many keys, and no others. */
	async fill(keys: number): Promise<void> {
		await this.orders.forgetKeys();
		for (let left = keys; left > 0; left -= FILLING) {
			await this.order(Math.min(left, FILLING), 0, { hasKeys: true, concurrency: KEYS_CONCURRENCIES[1] });
		}
	}

	async measure(sample: KeysSample, rounds: number): Promise<void> {
		const { count, concurrency, keysBefore } = sample;
		// The first round warms up.
		for (let round = -1; round < rounds; round++) {
			for (const hasKeys of round % 2 === 0 ? [true, false] : [false, true]) {
				if (keysBefore === 0) await this.orders.forgetKeys();
				const wall = await this.order(count, KEYS_LATENCY, { hasKeys, concurrency });
				if (round >= 0) (hasKeys ? sample.withKeys : sample.withoutKeys).push(wall);
			}
		}
	}
}

/** Measures orders with keys beside orders without, in turn. */
export async function measureKeys(portal: Portal, place: KeysPlace, rounds: number): Promise<KeysSample[]> {
	const orders = await KEYS_PLACES[place].start(portal);
	const bench = new KeysBench(portal, orders);
	try {
		const samples: KeysSample[] = [];
		for (const keysBefore of KEYS_BEFORE) {
			await bench.fill(keysBefore);
			for (const load of LOADS) {
				const sample: KeysSample = { place, keysBefore, ...load, withKeys: [], withoutKeys: [] };
				await bench.measure(sample, load.count === 1 ? SINGLE_ROUNDS : rounds);
				samples.push(sample);
			}
		}
		return samples;
	} finally {
		await orders.stop();
	}
}
