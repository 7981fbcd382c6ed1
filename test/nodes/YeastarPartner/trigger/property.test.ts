import fc from 'fast-check';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { Sandbox } from '../../../../sandbox/server';
import { dayAhead } from '../../../../sandbox/subscription';
import { DEFAULT_SWITCHES, type Switches } from '../../../../sandbox/switches';
import { bookOrder, DAY, HOUR, onRequest } from '../../../support/bookings';
import { passTime } from '../../../support/clock';
import { ORDERS_PATH, PBXS_PATH } from '../../../support/portal';
import { closePollers, Poller, setUpTrigger } from '../../../support/poller';

const RUNS = 100;

/** What happens, one after the other. */
type Step =
	| { kind: 'orders'; count: number; orderStatus: string }
	| { kind: 'status'; which: number; orderStatus: string }
	| { kind: 'end'; which: number; days: number }
	| { kind: 'autoRenews'; which: number }
	| { kind: 'time'; hours: number }
	| { kind: 'poll' | 'failedPoll' | 'twoPolls' | 'slowPoll' | 'diedBeforeSaving' | 'restart' };

const STATUSES = ['pending', 'confirming', 'succeed', 'failed', 'cancelled', 'refunded'];
const status = fc.constantFrom(...STATUSES);
const which = fc.nat(30);

const common: Array<fc.WeightedArbitrary<Step>> = [
	{ weight: 2, arbitrary: fc.record({ kind: fc.constant('time' as const), hours: fc.integer({ min: 1, max: 60 }) }) },
	{ weight: 5, arbitrary: fc.constant({ kind: 'poll' as const }) },
	...(['failedPoll', 'twoPolls', 'slowPoll', 'diedBeforeSaving', 'restart'] as const).map((kind) => ({
		weight: 1,
		arbitrary: fc.constant({ kind }),
	})),
];

const orderSteps = fc.array(
	fc.oneof(
		...common,
		{
			weight: 3,
			arbitrary: fc.record({
				kind: fc.constant('orders' as const),
				count: fc.integer({ min: 1, max: 12 }),
				orderStatus: status,
			}),
		},
		{ weight: 4, arbitrary: fc.record({ kind: fc.constant('status' as const), which, orderStatus: status }) },
	),
	{ minLength: 5, maxLength: 25 },
);

const pbxSteps = fc.array(
	fc.oneof(
		...common,
		{
			weight: 3,
			arbitrary: fc.record({ kind: fc.constant('end' as const), which, days: fc.integer({ min: -20, max: 50 }) }),
		},
		{ weight: 1, arbitrary: fc.record({ kind: fc.constant('autoRenews' as const), which }) },
	),
	{ minLength: 5, maxLength: 25 },
);

const orderPortal: fc.Arbitrary<Partial<Switches>> = fc.record({
	ordersSorted: fc.constantFrom('asAsked', 'newestFirst', 'oldestFirst', 'unsorted'),
	orderTimes: fc.constantFrom('milliseconds', 'wholeSeconds', 'seconds', 'zonedText', 'text', 'none'),
	pageTotals: fc.constantFrom('both', 'onlyTotal', 'none'),
	fixedPageSize: fc.constantFrom(5, 0),
	refusesSort: fc.boolean(),
	firstPage: fc.constantFrom(0, 1),
	createTimeOffset: fc.constantFrom(0, 8 * HOUR, -8 * HOUR),
});

const pbxPortal: fc.Arbitrary<Partial<Switches>> = fc.record({
	pbxEnd: fc.constantFrom('day', 'seconds', 'nested', 'details'),
	fixedPageSize: fc.constantFrom(3, 0),
	pageTotals: fc.constantFrom('both', 'onlyTotal', 'none'),
});

/** Plays a history. What n8n saved, it has started an execution with. */
class History {
	readonly told: IDataObject[] = [];

	constructor(
		private readonly portal: Sandbox,
		private readonly poller: Poller,
		private readonly path: string,
	) {}

	private async poll(): Promise<void> {
		this.told.push(...((await this.poller.poll()) ?? []));
	}

	private async diedBeforeSaving(): Promise<void> {
		await this.poller.pollUnsaved();
		this.poller.restart();
	}

	private async slowPoll(): Promise<void> {
		this.poller.budget = 100_000;
		onRequest(this.portal, this.path, 1, () => passTime(70_000));
		await this.poll();
		Reflect.deleteProperty(this.portal.requests, 'push');
		this.poller.budget = undefined;
	}

	private async failedPoll(): Promise<void> {
		this.portal.faults.order({ kind: 'refusal', status: 500, path: this.path });
		await this.poll().catch(() => undefined);
		this.portal.faults.clear();
	}

	async take(step: Step): Promise<void> {
		const { book } = this.portal;
		const pbx = 'which' in step ? book.pbxs[step.which % book.pbxs.length] : undefined;
		switch (step.kind) {
			case 'orders':
				for (let index = 0; index < step.count; index++) {
					passTime(1000);
					bookOrder(this.portal, { orderStatus: step.orderStatus });
				}
				return;
			case 'status': {
				const order = book.orders[book.orders.length - 1 - (step.which % book.orders.length)];
				if (order !== undefined) order.orderStatus = step.orderStatus;
				return;
			}
			case 'end':
				if (pbx !== undefined) pbx.expiresOn = dayAhead(step.days);
				return;
			case 'autoRenews':
				if (pbx !== undefined) pbx.autoRenews = pbx.autoRenews !== true;
				return;
			case 'time':
				return passTime(step.hours * HOUR);
			case 'twoPolls':
				return void (await Promise.all([this.poll(), this.poll()]));
			case 'restart':
				return this.poller.restart();
			case 'poll':
			case 'failedPoll':
			case 'slowPoll':
			case 'diedBeforeSaving':
				return await this[step.kind]();
		}
	}

	/** Lets the trigger find what it has not found yet. */
	async settle(): Promise<void> {
		for (let polls = 0; polls < 3; polls++) {
			passTime(HOUR);
			await this.poll();
		}
	}
}

async function begin(parameters: INodeParameters, switches: Partial<Switches>, path: string, before: number) {
	const { portal } = bench;
	Object.assign(portal.switches, DEFAULT_SWITCHES, switches);
	portal.book.orders.length = 0;
	for (let index = 0; index < before; index++) {
		bookOrder(portal, {
			createTime: Date.now() - (before - index) * HOUR,
			orderStatus: STATUSES[index % STATUSES.length] ?? '',
		});
	}
	const poller = new Poller(portal.url, parameters);
	const history = new History(portal, poller, path);
	history.told.push(...((await poller.activate()) ?? []));
	return history;
}

let bench: { portal: Sandbox };
beforeAll(async () => (bench = await setUpTrigger({})));
afterAll(closePollers);

it(`of ${RUNS} random histories every new order is told once`, async () => {
	await fc.assert(
		fc.asyncProperty(orderPortal, fc.nat(20), orderSteps, async (switches, before, steps) => {
			const history = await begin({ event: 'orderCreated' }, switches, ORDERS_PATH, before);
			for (const step of steps) await history.take(step);
			await history.settle();
			const created = bench.portal.book.orders.slice(before).map(({ orderNo }) => orderNo);
			expect(history.told.map(({ orderNo }) => orderNo as string).sort()).toEqual([...created].sort());
		}),
		{ numRuns: RUNS },
	);
}, 600_000);

it(`of ${RUNS} random histories every order's changes are told up to its last status, each going on from the one before`, async () => {
	await fc.assert(
		fc.asyncProperty(orderPortal, fc.nat(20), orderSteps, async (switches, before, steps) => {
			const history = await begin({ event: 'orderStatusChanged', options: {} }, switches, ORDERS_PATH, before);
			const { orders } = bench.portal.book;
			const first = new Map(orders.map(({ orderNo, orderStatus }) => [orderNo, orderStatus]));
			const changes = new Map<string, number>();
			for (const step of steps) {
				const statuses = new Map(orders.map(({ orderNo, orderStatus }) => [orderNo, orderStatus]));
				await history.take(step);
				for (const { orderNo, orderStatus } of orders) {
					const earlier = statuses.get(orderNo);
					if (earlier !== orderStatus) changes.set(orderNo, (changes.get(orderNo) ?? 0) + 1);
				}
			}
			await history.settle();
			for (const { orderNo, orderStatus } of orders) {
				const told = history.told.filter((event) => event.orderNo === orderNo);
				const wasThere = first.has(orderNo);
				let status = wasThere ? first.get(orderNo) : (told[0]?.previousStatus ?? orderStatus);
				for (const event of told) {
					expect(event.previousStatus).toBe(status);
					expect(event.orderStatus).not.toBe(status);
					status = event.orderStatus as string;
				}
				expect(status).toBe(orderStatus);
				if (!wasThere && !['pending', 'confirming'].includes(orderStatus)) expect(told.length).toBeGreaterThan(0);
				expect(told.length).toBeLessThanOrEqual(changes.get(orderNo) ?? 0);
			}
		}),
		{ numRuns: RUNS },
	);
}, 600_000);

it(`of ${RUNS} random histories every PBX is told once for each end date and threshold that it came within`, async () => {
	const parameters = { event: 'subscriptionExpiring', products: [11, 9, 12, 13], daysBefore: '30, 7' };
	await fc.assert(
		fc.asyncProperty(pbxPortal, pbxSteps, async (switches, steps) => {
			const pbxs = bench.portal.book.pbxs.filter(({ planId }) => planId !== undefined);
			for (const [index, pbx] of pbxs.entries()) {
				Object.assign(pbx, { expiresOn: dayAhead(index * 9 - 5), autoRenews: index === 1 });
			}
			const history = await begin({ ...parameters, skipAutoRenewing: true }, switches, PBXS_PATH, 0);
			for (const step of steps) await history.take(step);
			// Details are asked for once a day.
			passTime(DAY);
			await history.settle();
			const keys = history.told.map(({ productNo, expiresAt, threshold }) =>
				[productNo, expiresAt, threshold].join(' '),
			);
			expect(new Set(keys).size).toBe(keys.length);
			for (const { productNo, expiresOn, autoRenews } of pbxs) {
				const daysLeft = (Date.parse(expiresOn ?? '') - Date.parse(dayAhead(0))) / DAY;
				const told = history.told.filter((event) => event.productNo === productNo && event.expiresAt === expiresOn);
				const wanted = daysLeft <= 7 ? 7 : 30;
				if (daysLeft <= 30 && autoRenews !== true) expect(told.at(-1)?.threshold).toBe(wanted);
			}
		}),
		{ numRuns: RUNS },
	);
}, 600_000);
