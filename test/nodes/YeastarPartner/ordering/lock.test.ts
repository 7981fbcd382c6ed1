import fc from 'fast-check';

import { StoreLock, StoreLockError, timing } from '../../../../nodes/YeastarPartner/ordering/lock';
import { KeyStore, type Step } from '../../../support/keyStore';
import { VirtualTime } from '../../../support/virtualTime';

const WORKFLOW = 'workflow';
const NODE = 'node';
const STALE_AFTER = 6000;
const SETTLE = 600;
const LONGEST_WAIT = 60_000;
const FOR_EVER = 1e9;

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
	const { now, wait } = time;
	Object.assign(timing, { now, wait, staleAfter: STALE_AFTER, settle: SETTLE, longestWait: LONGEST_WAIT });
}

/** Numbers from 0 to 1 that follow from a seed (mulberry32); the lock draws from them too. */
function randomFrom(seed: number): () => number {
	let state = seed;
	const random = () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
	jest.spyOn(Math, 'random').mockImplementation(random);
	return random;
}

/** n8n's workers around one database, and a judge of who is in the locked section. */
class World {
	readonly store = new KeyStore();
	readonly random: () => number;
	inside = 0;
	overlaps = 0;
	/** When the section was entered, each time. */
	readonly entered: number[] = [];

	/** @param stall how long a statement takes at the most, one time in 200, in milliseconds */
	constructor(
		seed: number,
		private readonly stall = 0,
	) {
		this.random = randomFrom(seed);
	}

	private readonly latency = async (): Promise<void> => {
		const draw = this.random();
		const longest = draw < 1 / 200 ? this.stall : draw < 1 / 5 ? 60 : 5;
		await time.wait(this.random() * longest);
	};

	/** A worker: a process with a queue and a connection of its own. */
	worker(onStep: (step: Step) => Promise<unknown> = this.latency): { lock: StoreLock; store: KeyStore } {
		const store = new KeyStore(this.store.table);
		store.onStep = onStep;
		return { store, lock: new StoreLock(store.helpers(WORKFLOW, NODE), `worker ${++workers}`) };
	}

	/** What an execution does while it has the lock. */
	async section(work: () => Promise<unknown>): Promise<void> {
		if (++this.inside > 1) this.overlaps++;
		this.entered.push(time.now());
		await work();
		this.inside--;
	}

	/** The values that are recorded for the workflow. */
	recorded(): readonly string[] {
		return this.store.table.rows.get(JSON.stringify([WORKFLOW, ''])) ?? [];
	}
}

async function record(store: KeyStore, key: string): Promise<void> {
	await store.helpers(WORKFLOW, NODE).checkProcessedAndRecord([key], 'workflow', { mode: 'entries' });
}

/** Does many sections in a worker, several at once, each of which records a key of its own. */
function manySections(world: World, name: string, executions: number, longest: number): Array<Promise<unknown>> {
	const { lock, store } = world.worker();
	return Array.from({ length: executions }, async (_, execution) => {
		await time.wait(world.random() * 300);
		await lock.run(async () => {
			await world.section(async () => {
				await record(store, `${name} ${execution}`);
				await time.wait(world.random() * longest);
			});
		});
	});
}

/** A connection on which each statement takes two milliseconds. */
const quick = async (): Promise<void> => await time.wait(1);

/** A worker that is killed while it has the lock. */
async function killHolder(world: World): Promise<void> {
	const { lock } = world.worker();
	await time.passUntil(
		new Promise<void>((killed) => {
			void lock.run(async () => {
				killed();
				await new Promise(() => undefined);
			});
		}),
	);
}

const row = ({ store }: World) => store.table.rows.get(JSON.stringify([WORKFLOW, NODE]));
const seeds = fc.integer({ min: 0, max: 2 ** 31 });

describe('a lock', () => {
	test('lets in one execution at a time, and loses no key', async () => {
		const property = fc.asyncProperty(seeds, fc.constantFrom(0, 2000), async (seed, stall) => {
			begin();
			timing.longestWait = FOR_EVER;
			const world = new World(seed, stall);
			const work = [0, 1, 2].flatMap((worker) => manySections(world, `worker ${worker}`, 6, 30));
			await time.passUntil(Promise.all(work));
			expect([world.overlaps, world.entered.length, new Set(world.recorded()).size]).toEqual([0, 18, 18]);
			// One that was held too long, because a statement stalled, is left behind.
			if (stall === 0) expect(row(world)).toBeUndefined();
		});
		await fc.assert(property, { numRuns: 100 });
	}, 60_000);

	test('keeps out executions of other workers whose inserts come at the same moment', async () => {
		for (const kind of ['postgres', 'sqlite'] as const) {
			const world = new World(1);
			world.store.table.kind = kind;
			const run = async () =>
				await world
					.worker(async () => await time.wait(1))
					.lock.run(async () => await world.section(async () => await time.wait(5)));
			await time.passUntil(Promise.all([run(), run(), run()]));
			expect([world.overlaps, world.entered.length]).toEqual([0, 3]);
		}
	});

	test('is waited for in memory by the executions of one process', async () => {
		const world = new World(1);
		const { lock, store } = world.worker();
		const run = async (number: number) => await lock.run(async () => await time.wait(50).then(() => number));
		expect(await time.passUntil(Promise.all([1, 2, 3, 4].map(run)))).toEqual([1, 2, 3, 4]);
		expect(store.calls).toBe(4 * 3);
	});

	test('is given back when the work throws, and passes the error on', async () => {
		const world = new World(1);
		const { lock } = world.worker();
		const failed = lock.run(async () => await Promise.reject(new Error('no')));
		await expect(time.passUntil(failed)).rejects.toThrow(/^no$/);
		expect(row(world)).toBeUndefined();
	});
});

describe('the lock of a worker that was killed', () => {
	test('is taken over by one execution, when it was seen unchanged for long', async () => {
		const property = fc.asyncProperty(
			seeds,
			fc.constantFrom(0, 2000),
			fc.constantFrom(30, 1500),
			async (seed, stall, longest) => {
				begin();
				timing.longestWait = FOR_EVER;
				const world = new World(seed, stall);
				await killHolder(world);
				const killedAt = time.now();
				const work = [0, 1, 2, 3].flatMap((worker) => manySections(world, `worker ${worker}`, 3, longest));
				await time.passUntil(Promise.all(work));
				expect([world.overlaps, world.entered.length, new Set(world.recorded()).size]).toEqual([0, 12, 12]);
				expect(world.entered[0]).toBeGreaterThan(killedAt + STALE_AFTER);
				if (stall === 0) expect(row(world)).toBeUndefined();
			},
		);
		await fc.assert(property, { numRuns: 100 });
	}, 120_000);

	test('is taken over in little more than the time that it takes to be sure', async () => {
		const world = new World(1);
		await killHolder(world);
		const killedAt = time.now();
		await time.passUntil(world.worker().lock.run(async () => await Promise.resolve()));
		expect(time.now() - killedAt).toBeLessThan(STALE_AFTER + 3 * SETTLE);
	});

	test('is not taken over by one that was stopped itself, and has not seen who held it meanwhile', async () => {
		const world = new World(1);
		await killHolder(world);
		const killedAt = time.now();
		let steps = 0;
		const { lock } = world.worker(async () => {
			const isSecondLook = ++steps === 3;
			await time.wait(isSecondLook ? 2 * STALE_AFTER : 1);
		});
		await time.passUntil(lock.run(async () => await Promise.resolve()));
		expect(time.now() - killedAt).toBeGreaterThan(3 * STALE_AFTER);
	});

	test('is taken over at the first try, though many wait for it', async () => {
		const world = new World(1);
		await killHolder(world);
		const killedAt = time.now();
		const run = async () => await world.worker(quick).lock.run(async () => await Promise.resolve(time.now()));
		const entered = await time.passUntil(Promise.all(Array.from({ length: 8 }, run)));
		expect(Math.max(...entered) - killedAt).toBeLessThan(STALE_AFTER + 3 * SETTLE);
	});

	test('is taken over by one of two that mark it at the same moment, as often', async () => {
		const world = new World(1);
		await killHolder(world);
		jest.spyOn(Math, 'random').mockReturnValue(0.5);
		const run = async () =>
			await world.worker(quick).lock.run(async () => await world.section(async () => await time.wait(50)));
		await time.passUntil(Promise.all([run(), run()]));
		expect([world.overlaps, world.entered.length]).toEqual([0, 2]);
	});

	/** A takeover by one worker, with something done at one of its calls, counted from the last. */
	async function takeOver(callFromLast: number, atCall: (isDone: boolean, world: World) => Promise<unknown>) {
		const attempt = async (call: number) => {
			begin();
			const world = new World(1);
			await killHolder(world);
			const { lock, store } = world.worker(async ({ isDone }) => {
				await time.wait(1);
				if (store.calls === call) await atCall(isDone, world);
				expect(row(world) ?? ['lock']).toContain('lock');
			});
			await time.passUntil(lock.run(async () => await Promise.resolve()));
			return { calls: store.calls, took: time.now() };
		};
		const undisturbed = await attempt(0);
		const disturbed = await attempt(undisturbed.calls - callFromLast);
		return { longer: disturbed.took - undisturbed.took };
	}

	test.each([
		['last look', 5, 0.95],
		['look before the mark', 4, 0.6],
		['mark', 3, 0.6],
		['look for the mark', 2, 0.6],
		['last count', 1, 0.6],
	])(
		'is not taken over when the %s takes so long that others can have done it meanwhile',
		async (_name, fromLast, settles) => {
			const { longer } = await takeOver(fromLast, async (isDone) => await time.wait(isDone ? settles * SETTLE : 0));
			expect(longer).toBeGreaterThan(STALE_AFTER);
		},
	);

	test.each([
		['before it is marked', 4],
		['before the mark is looked for', 3],
		['before the last count', 2],
	])('is had later when it is given back after all %s, and each row is still a lock', async (_name, fromLast) => {
		const { longer } = await takeOver(
			fromLast,
			async (isDone, { store }) => await Promise.resolve(isDone && store.table.rows.clear()),
		);
		expect(longer).toBeLessThan(STALE_AFTER + 3 * SETTLE);
	});
});

describe('a lock that passes from one holder to the next', () => {
	test('is not taken over from the last of them by one that never saw it free', async () => {
		const world = new World(1);
		const inNoTime = async () => await Promise.resolve();
		const { lock } = world.worker(inNoTime);
		const holders = Array.from(
			{ length: 12 },
			async () => await lock.run(async () => await world.section(async () => await time.wait(1500))),
		);
		await time.passUntil(time.wait(1));
		const waiting = world.worker(quick).lock.run(async () => await world.section(async () => await time.wait(50)));
		await time.passUntil(Promise.all([...holders, waiting]));
		expect([world.overlaps, world.entered.length]).toEqual([0, 13]);
	});
});

describe('a worker that was stopped while it had the lock', () => {
	test('knows it when it goes on, and leaves the lock to the one that has it', async () => {
		const property = fc.asyncProperty(seeds, fc.integer({ min: 100, max: 3 * STALE_AFTER }), async (seed, stopped) => {
			begin();
			const world = new World(seed);
			const { lock, store } = world.worker();
			let wasOverdue = false;
			const stop = lock.run(async (isOverdue) => {
				await time.wait(stopped);
				wasOverdue = isOverdue();
				if (!wasOverdue) await world.section(async () => await record(store, 'stopped'));
			});
			const work = [0, 1, 2].flatMap((worker) => manySections(world, `worker ${worker}`, 3, 500));
			await time.passUntil(Promise.all([stop, ...work]));
			if (stopped > STALE_AFTER / 3) expect(wasOverdue).toBe(true);
			if (stopped < STALE_AFTER / 3 - 500) expect(wasOverdue).toBe(false);
			const count = wasOverdue ? 9 : 10;
			expect([world.overlaps, world.entered.length, new Set(world.recorded()).size]).toEqual([0, count, count]);
		});
		await fc.assert(property, { numRuns: 100 });
	}, 60_000);

	test('knows it too when it was stopped before it heard that it has the lock', async () => {
		const world = new World(1);
		const { lock } = world.worker(async ({ statement, isDone }) => {
			await time.wait(statement === 'INSERT' && isDone ? STALE_AFTER / 2 : 1);
		});
		expect(await time.passUntil(lock.run(async (isOverdue) => await Promise.resolve(isOverdue())))).toBe(true);
	});

	test('does not delete the row of the one that has it', async () => {
		const world = new World(1);
		const stopped = world.worker().lock.run(async () => await time.wait(2 * STALE_AFTER));
		const next = world.worker().lock.run(async () => {
			await stopped;
			await time.wait(100);
			return row(world);
		});
		expect(await time.passUntil(next)).toContain('lock');
	});
});

describe("where n8n's store fails", () => {
	const trouble = new Error('database is locked');

	/** The outcome of a section, when a call of its store fails. */
	async function outcomeOf(call: number, isForGood: boolean, isLeftBehind: boolean) {
		begin();
		const world = new World(1);
		if (isLeftBehind) await killHolder(world);
		const { lock, store } = world.worker();
		if (call > 0) store.failAt(call, trouble, isForGood);
		let hasWorked = false;
		const run = lock.run(async () => {
			await Promise.resolve();
			hasWorked = true;
			return 'done';
		});
		const result = await time.passUntil(run).catch((error: unknown) => error);
		return { result, hasWorked, calls: store.calls };
	}

	test.each([
		['free', false],
		['left behind', true],
	])('at any call, the lock being %s, there is an error and no work is begun', async (_name, isLeftBehind) => {
		const { result, calls } = await outcomeOf(0, false, isLeftBehind);
		expect(result).toBe('done');
		const last = isLeftBehind ? 6 : 3;
		expect(calls).toBeGreaterThanOrEqual(last);
		for (let call = calls - last + 1; call < calls; call++) {
			for (const isForGood of [false, true]) {
				const failed = await outcomeOf(call, isForGood, isLeftBehind);
				expect(failed.result).toBeInstanceOf(StoreLockError);
				expect((failed.result as Error).message).toBe('database is locked');
				expect([failed.hasWorked, failed.calls]).toEqual([false, call]);
			}
		}
		// When the last call fails, the work is done: only the lock is not given back.
		expect(await outcomeOf(calls, true, isLeftBehind)).toMatchObject({ result: 'done', hasWorked: true });
	});

	test('to give the lock back, another execution takes it over', async () => {
		const world = new World(1);
		const { lock, store } = world.worker();
		store.failAt(3, trouble);
		await time.passUntil(lock.run(async () => await Promise.resolve()));
		expect(row(world)).toContain('lock');
		expect(await time.passUntil(world.worker().lock.run(async () => await Promise.resolve('done')))).toBe('done');
	});

	test.each(['postgres', 'sqlite'] as const)(
		'since the workflow was deleted, that is said at once (%s)',
		async (kind) => {
			const world = new World(1);
			world.store.table.kind = kind;
			world.store.deleteWorkflow(WORKFLOW);
			const { lock, store } = world.worker();
			await expect(time.passUntil(lock.run(async () => await Promise.resolve()))).rejects.toThrow(
				/does not have this workflow any more/,
			);
			expect(store.calls).toBe(2);
		},
	);
});

describe('a lock that is not free in time', () => {
	const reason = 'other executions of the workflow were in the way for 60 seconds; try again';

	test('is an error, where other workers hold it by turns', async () => {
		const world = new World(1);
		const { lock } = world.worker();
		let entries = 1;
		world.store.table.rows.set(JSON.stringify([WORKFLOW, NODE]), ['lock']);
		const change = async (): Promise<void> => {
			await time.wait(STALE_AFTER / 2);
			world.store.table.rows.set(JSON.stringify([WORKFLOW, NODE]), Array<string>(1 + (entries++ % 2)).fill('lock'));
			await change();
		};
		void change();
		const error: unknown = await time
			.passUntil(lock.run(async () => await Promise.resolve()))
			.catch((thrown: unknown) => thrown);
		expect([error instanceof StoreLockError, (error as Error).message]).toEqual([true, reason]);
		expect(time.now()).toBeLessThan(LONGEST_WAIT + 1000);
	});

	test('is an error for all that wait in a process where a call never ends', async () => {
		const world = new World(1);
		let steps = 0;
		const { lock, store } = world.worker(async () => await time.wait(++steps === 1 ? 3 * LONGEST_WAIT : 1));
		const works: string[] = [];
		const run = async (name: string) => await lock.run(async () => await Promise.resolve(void works.push(name)));
		const first = run('first');
		const others = await time.passUntil(Promise.allSettled([run('second'), run('third')]));
		expect(others).toEqual(
			[1, 2].map(() => ({
				status: 'rejected',
				reason: expect.objectContaining({ message: reason }) as Error,
			})),
		);
		expect(time.now()).toBeLessThan(LONGEST_WAIT + 2000);
		await time.passUntil(first);
		await time.passUntil(run('fourth'));
		// Those that have left do no work when their turn comes, and ask nothing.
		expect([works, store.calls]).toEqual([['first', 'fourth'], 3 + 3]);
	});
});
