import fc from 'fast-check';

import { timing } from '../../../../nodes/YeastarPartner/ordering/lock';
import type { OrderRequest } from '../../../../nodes/YeastarPartner/ordering/orderPlacer';
import { type Claim, RunKeys } from '../../../../nodes/YeastarPartner/ordering/runKeys';
import { TUTORIAL_ORDER } from '../../../support/bookings';
import { KeyStore, type Step } from '../../../support/keyStore';
import { VirtualTime } from '../../../support/virtualTime';

const WORKFLOW = 'workflow';
const SECOND = 1000;
const MINUTE = 60_000;
const usual = { ...timing };
let time: VirtualTime;
let workers = 0;

beforeEach(() => begin());
afterEach(() => {
	Object.assign(timing, usual);
	jest.restoreAllMocks();
});

/** Sets the clock to nought. */
function begin(): void {
	time = new VirtualTime();
	Object.assign(timing, { now: time.now, wait: time.wait });
}

const quick = async (step: Step): Promise<unknown> => await time.wait(step.isDone ? 1 : 0);

/** An order for each key, each for a PBX of its own. */
function requestsOf(keys: readonly string[], values: Partial<OrderRequest['order']> = {}): OrderRequest[] {
	return keys.map((orderKey) => ({
		order: { ...TUTORIAL_ORDER, productNo: `PBX ${orderKey}`, ...values },
		timeout: 60,
		orderKey,
	}));
}

const named = (count: number, from = 0) => Array.from({ length: count }, (_, index) => `deal ${from + index}`);

/** n8n's database, a portal, and the executions that use them. */
class World {
	readonly store = new KeyStore();
	/** How often the order of a key was placed. */
	readonly placed = new Map<string, number>();

	/** A run, in a worker of its own where none is named. */
	run(requests: readonly OrderRequest[], { node = 'node', onStep = quick, worker = `worker ${++workers}` } = {}) {
		const store = new KeyStore(this.store.table);
		store.onStep = onStep;
		const keys = new RunKeys(store.helpers(WORKFLOW, node), worker, requests);
		return { keys, store, requests };
	}

	/** Takes the key of a request, and places its order, as the node does. */
	async order(keys: RunKeys, { orderKey: key = '', order }: OrderRequest): Promise<Claim> {
		const claim = await keys.claim(key, order);
		if (claim === 'acquired') {
			keys.reassert(key, order);
			await time.wait(20);
			this.placed.set(key, (this.placed.get(key) ?? 0) + 1);
			keys.reassert(key, order, `TU ${key}`);
		}
		return claim;
	}

	/** A whole run in a worker of its own, one order after the other. */
	async runToItsEnd(requests: readonly OrderRequest[], setup?: Parameters<World['run']>[1]): Promise<Claim[]> {
		const { keys } = this.run(requests, setup);
		const claims: Claim[] = [];
		for (const request of requests) claims.push(await this.order(keys, request));
		await keys.finish();
		return claims;
	}

	/** The kinds of the values that are recorded of a key; of one whose order is placed, those that stay. */
	recorded(key: string): string[] {
		const kinds = this.values()
			.filter(([, , of]) => of === key)
			.map(([, kind = '']) => kind)
			.sort();
		return kinds.includes('placed') ? kinds.filter((kind) => !PASSING.includes(kind)) : kinds;
	}

	/** All values that are recorded: whose they are, of which kind, and of which key. */
	values(): string[][] {
		const row = this.store.table.rows.get(JSON.stringify([WORKFLOW, ''])) ?? [];
		return row.map((value) => JSON.parse(value) as string[]);
	}

	get lock() {
		return this.store.table.rows.get(JSON.stringify([WORKFLOW, 'node']));
	}
}

/** What means nothing any more once an order is placed, and is removed by and by. */
const PASSING = ['span', 'subject'];
const PLACED = ['day', 'number', 'order', 'placed', 'sent'];
const SENT = ['day', 'order', 'sent', 'span', 'subject'];

describe('the keys of runs in several workers', () => {
	it('are each for one order, and none is lost', async () => {
		const property = fc.asyncProperty(
			fc.integer({ min: 0, max: 99 }),
			fc.integer({ min: 1, max: 40 }),
			async (seed, overlap) => {
				begin();
				const world = new World();
				let step = seed;
				const onStep = async () => await time.wait((step = (step * 31 + 7) % 101) % 13);
				const runs = [0, 1, 2].map(async (worker) => {
					const requests = requestsOf(named(40, worker * (40 - overlap)));
					return await world.runToItsEnd(requests, { onStep });
				});
				await time.passUntil(Promise.all(runs));
				const keys = named(120 - 2 * overlap);
				expect(keys.map((key) => world.placed.get(key))).toEqual(keys.map(() => 1));
				expect(keys.map((key) => world.recorded(key))).toEqual(keys.map(() => PLACED));
				expect(world.lock).toBeUndefined();
			},
		);
		await fc.assert(property, { numRuns: 30 });
	}, 60_000);

	it('are taken by one of five that want them at the same moment, and the others say so', async () => {
		const world = new World();
		const claims = await time.passUntil(
			Promise.all([1, 2, 3, 4, 5].map(async () => await world.runToItsEnd(requestsOf(['deal'])))),
		);
		expect(claims.flat().sort()).toEqual(['acquired', ...Array<Claim>(4).fill('duplicate')]);
		expect(world.recorded('deal')).toEqual(PLACED);
	});

	it('are refused for another order, which leaves nothing behind', async () => {
		const world = new World();
		await time.passUntil(world.runToItsEnd(requestsOf(['deal'])));
		const other = requestsOf(['deal'], { productNo: 'PBX other' });
		expect(await time.passUntil(world.runToItsEnd(other))).toEqual(['mismatch']);
		expect(world.recorded('deal')).toEqual(PLACED);
	});
});

describe('a run that is killed', () => {
	it('leaves 30 keys at the most without an order, which count as sent, and no trace of the others', async () => {
		const world = new World();
		const requests = requestsOf(named(200));
		const { keys } = world.run(requests);
		const claim = async (index: number) => {
			const { orderKey = '', order } = requests[index] as OrderRequest;
			return await keys.claim(orderKey, order);
		};
		const left = () => named(200).filter((key) => world.recorded(key).length > 0);
		const ahead = 30;
		for (let index = 0; index < 60; index++) {
			await time.passUntil(claim(index));
			await time.passUntil(time.wait(SECOND));
			expect(left().length).toBeLessThanOrEqual(index + 1 + ahead);
		}
		expect(left().length).toBeGreaterThanOrEqual(60 + ahead / 2);
		expect(world.recorded('deal 59')).toEqual(SENT);

		const taken = left().length;
		const claims = await time.passUntil(world.runToItsEnd(requests));
		const count = (kind: Claim) => claims.filter((one) => one === kind).length;
		expect([count('duplicate'), count('acquired')]).toEqual([taken, 200 - taken]);
		expect(world.recorded('deal 59')).toEqual(SENT);
		expect(world.recorded('deal 199')).toEqual(PLACED);
	}, 60_000);

	it('leaves a key of which it is known that it was just taken, and when, until its order is known to be placed', async () => {
		const world = new World();
		const [request] = requestsOf(['deal']) as [OrderRequest];
		await time.passUntil(world.run([request]).keys.claim('deal', request.order));
		const read = async (now = Date.now()) => await time.passUntil(world.run([]).keys.keys.read('deal', now));
		const today = Date.now() - (Date.now() % 86_400_000);
		expect(await read()).toEqual({ state: 'taken', isRecent: true, takenAt: today });
		expect(await read(Date.now() + 10 * MINUTE)).toEqual({ state: 'taken', isRecent: false, takenAt: today });
	});
});

describe('a key that another run wants, while the run that took it ahead is still placing other orders,', () => {
	it.each([1, 14, 29])(
		'is ordered by the run that took it, and the other one leaves nothing of it (key %i)',
		async (index) => {
			const world = new World();
			const requests = requestsOf(named(60));
			const { keys } = world.run(requests);
			await time.passUntil(keys.claim('deal 0', (requests[0] as OrderRequest).order));
			await time.passUntil(world.run([]).keys.keys.read('other', 0));
			const before = world.values();
			expect(await time.passUntil(world.runToItsEnd([requests[index] as OrderRequest]))).toEqual(['duplicate']);
			expect(world.values()).toEqual(before);

			const rest = async () => {
				for (const request of requests.slice(1)) await world.order(keys, request);
				await keys.finish();
			};
			await time.passUntil(rest());
			expect(world.placed.get(`deal ${index}`)).toBe(1);
		},
	);
});

describe('the keys of another run in the same process', () => {
	it('are known to be taken, even where another node has undone that in the store', async () => {
		const world = new World();
		const [request] = requestsOf(['deal']) as [OrderRequest];
		const worker = `worker ${++workers}`;
		await time.passUntil(world.run([request], { worker }).keys.claim('deal', request.order));
		world.store.forgetAll();
		const other = world.run([request], { worker });
		expect(await time.passUntil(other.keys.claim('deal', request.order))).toBe('duplicate');
		expect(world.recorded('deal')).toEqual(SENT);
	});

	it('count as just taken, however long their orders have to wait for their turn, until the run ends', async () => {
		const world = new World();
		const worker = `worker ${++workers}`;
		const requests = requestsOf(named(10));
		const { keys } = world.run(requests, { worker });
		await time.passUntil(world.order(keys, requests[0] as OrderRequest));
		const read = async (where: string) =>
			await time.passUntil(world.run([], { worker: where }).keys.keys.read('deal 9', Date.now() + 10 * MINUTE));
		expect((await read(worker)).isRecent).toBe(true);
		expect((await read(`worker ${++workers}`)).isRecent).toBe(false);
		await time.passUntil(keys.finish());
		expect(await read(worker)).toMatchObject({ state: 'free', isRecent: false });
	});
});

describe('a key that is given back', () => {
	it('loses all its values, and is free at once', async () => {
		const world = new World();
		const [request] = requestsOf(['deal']) as [OrderRequest];
		const { keys } = world.run([request]);
		const again = async () => {
			await keys.claim('deal', request.order);
			keys.reassert('deal', request.order);
			keys.giveBack('deal');
			return await keys.claim('deal', request.order);
		};
		expect(await time.passUntil(again())).toBe('acquired');
		await time.passUntil(keys.finish());
		expect(world.recorded('deal')).toEqual([]);
	});

	it('is one that was taken ahead, when the run ends before its turn', async () => {
		const world = new World();
		const requests = requestsOf(named(100));
		const { keys } = world.run(requests);
		await time.passUntil(world.order(keys, requests[0] as OrderRequest).then(async () => await keys.finish()));
		expect(named(100).map((key) => world.recorded(key))).toEqual([PLACED, ...Array<string[]>(99).fill([])]);
	});

	it('is asked for again when its turn comes, by a run that found it taken before', async () => {
		const world = new World();
		const holder = world.run(requestsOf(['deal 20']));
		const requests = requestsOf(named(21));
		const { keys } = world.run(requests);
		const claims = async () => {
			const [own] = holder.requests as [OrderRequest];
			await holder.keys.claim('deal 20', own.order);
			await keys.claim('deal 0', (requests[0] as OrderRequest).order);
			await world.run([]).keys.keys.read('other', 0);
			await holder.keys.finish();
			return await keys.claim('deal 20', own.order);
		};
		expect(await time.passUntil(claims())).toBe('acquired');
	});
});

describe("what another node's write has undone", () => {
	it('is recorded again when the next keys are taken, while the key waits for its order', async () => {
		const world = new World();
		const requests = requestsOf(named(45));
		const { keys, store } = world.run(requests);
		const claim = async (index: number) => await keys.claim(`deal ${index}`, (requests[index] as OrderRequest).order);
		await time.passUntil(claim(0).then(async () => await time.wait(SECOND)));
		store.forgetAll();
		for (let index = 1; index < 16; index++) await time.passUntil(claim(index));
		await time.passUntil(time.wait(SECOND));
		expect(world.recorded('deal 44')).toEqual(SENT);
		expect(named(15, 15).map((key) => world.recorded(key))).toEqual(Array(15).fill(SENT));
		expect(await time.passUntil(world.runToItsEnd([requests[29] as OrderRequest]))).toEqual(['duplicate']);
	});

	it.each(['while an order is under way', 'at the end'])('is recorded again: %s', async (when) => {
		const world = new World();
		const requests = requestsOf(named(3));
		const { keys, store } = world.run(requests);
		const orders = async () => {
			for (const request of requests) await world.order(keys, request);
			if (when !== 'at the end') store.forgetAll();
			let isOverwritten = false;
			store.onStep = async ({ statement, scope, isDone }) => {
				if (['INSERT', 'UPDATE'].includes(statement) && scope === 'workflow' && isDone && !isOverwritten) {
					isOverwritten = true;
					const context = JSON.stringify([WORKFLOW, '']);
					world.store.table.rows.set(context, []);
				}
				await time.wait(1);
			};
			await keys.finish();
		};
		await time.passUntil(orders());
		// The write that comes last is not looked at, as long as nothing shows that another node writes.
		const expected = when === 'at the end' ? [] : PLACED;
		expect(named(3).map((key) => world.recorded(key))).toEqual(Array(3).fill(expected));
	});
});

describe('two nodes of one workflow, which have locks of their own,', () => {
	it.each([1, 40])(
		'order each key once, and keep it as one that was sent (%i each)',
		async (size) => {
			for (let seed = 0; seed < 50; seed++) {
				begin();
				const world = new World();
				let step = seed;
				const onStep = async () => await time.wait((step = (step * 31 + 7) % 101) % 4);
				const runs = [0, 1].map(async (node) => {
					await time.wait(node * (seed % 7));
					return await world.runToItsEnd(requestsOf(named(size, node * size)), { onStep, node: `node ${node}` });
				});
				await time.passUntil(Promise.all(runs));
				const keys = named(2 * size);
				expect(keys.map((key) => world.placed.get(key))).toEqual(keys.map(() => 1));
				const kept = (key: string) => world.recorded(key).filter((kind) => ['sent', 'order', 'day'].includes(kind));
				expect(keys.map(kept)).toEqual(keys.map(() => ['day', 'order', 'sent']));
			}
		},
		60_000,
	);
});

describe('the store, used by a run', () => {
	it('is called seldom: four times before an order, and four after', async () => {
		const world = new World();
		const [request] = requestsOf(['deal']) as [OrderRequest];
		const { keys, store } = world.run([request]);
		await time.passUntil(world.order(keys, request));
		expect(store.calls).toBe(4);
		await time.passUntil(keys.finish());
		expect(store.calls).toBe(8);
	});

	it('is left to hold little that means nothing any more: of 30 orders at the most', async () => {
		const world = new World();
		await time.passUntil(world.runToItsEnd(requestsOf(named(200))));
		await time.passUntil(world.runToItsEnd(requestsOf(named(1, 200))));
		expect(world.values().filter(([, kind = '']) => PASSING.includes(kind)).length).toBeLessThanOrEqual(2 * 30);
		expect(named(201).map((key) => world.recorded(key))).toEqual(Array(201).fill(PLACED));
	});

	it('is not used for orders without a key', async () => {
		const world = new World();
		const { keys, store } = world.run([{ order: TUTORIAL_ORDER, timeout: 60 }]);
		await time.passUntil(keys.finish());
		expect(store.calls).toBe(0);
	});

	it('that fails at any of its calls lets nobody send an order twice', async () => {
		const requests = requestsOf(named(20));
		for (const isForGood of [false, true]) {
			for (let call = 1; call <= 25; call++) {
				begin();
				const world = new World();
				const { keys, store } = world.run(requests);
				store.failAt(call, new Error('database is locked'), isForGood);
				const orders = requests.map(async (request) => await world.order(keys, request));
				const results = await time.passUntil(Promise.allSettled(orders).finally(async () => await keys.finish()));
				const failed = results.filter(({ status }) => status === 'rejected').length;
				if (isForGood) expect(failed).toBe(call <= 3 ? 20 : call <= 7 ? 5 : 0);
				if (!isForGood) expect([0, 5, 15, 20]).toContain(failed);
				// The lock can be left behind; then it takes half a minute.
				const claims = await time.passUntil(world.runToItsEnd(requests));
				expect(claims).not.toContain('mismatch');
				expect([...world.placed.values()].every((count) => count === 1)).toBe(true);
			}
		}
	});

	it('is not relied on when it took so long that another worker can have the lock', async () => {
		const world = new World();
		const [request] = requestsOf(['deal']) as [OrderRequest];
		const { keys } = world.run([request], {
			onStep: async ({ statement, scope, isDone }) =>
				await time.wait(statement === 'INSERT' && scope === 'workflow' && isDone ? MINUTE : 1),
		});
		await expect(time.passUntil(keys.claim('deal', request.order))).rejects.toThrow(/took too long/);
	});
});
