import type { OrderLine, OrderLines } from '../../sandbox/book';
import type { Pbx } from '../../sandbox/fixtures';
import { DEFAULT_SWITCHES } from '../../sandbox/switches';
import { passTime } from './clock';
import { keyStore, type RunSetup } from './engine';
import { Executions } from './executions';
import type { Execution } from './judge';
import { type Bench, CONTACT, ENTERPRISE_PLAN, ORDER_PATH, switchFromInput, ULTIMATE_PLAN } from './portal';
import { needsRefusal, type PersonsOrder, type Schedule, type Step } from './schedules';

const TEN_MINUTES = 600_000;

/** Plays one schedule on n8n's engine, with a portal of its own. */
class Player {
	private readonly pbxs: Pbx[];

	private readonly otherPbx: Pbx;

	private readonly basePlan: string | undefined;

	private readonly executions: Executions<Pick<Execution, 'orderKeys'>>;

	constructor(
		private readonly bench: Bench,
		private readonly plan: Schedule,
	) {
		const { portal } = bench;
		this.executions = new Executions(bench);
		keyStore.forgetAll();
		portal.faults.clear();
		portal.book.orders.length = 0;
		portal.requests.length = 0;
		Object.assign(portal.switches, DEFAULT_SWITCHES, { refusesPresentPlan: needsRefusal(plan) }, plan.portal);
		this.pbxs = portal.book.addPbxs(11, plan.items.length);
		[this.otherPbx] = portal.book.addPbxs(11, 1) as [Pbx];
		this.basePlan = this.otherPbx.planId;
		plan.items.forEach(({ faults, before }, index) => {
			const pbx = this.pbxs[index] as Pbx;
			for (const fault of faults) portal.faults.order({ ...fault, productNo: pbx.productNo, path: ORDER_PATH });
			for (const { order, age } of before) this.placeByPerson(pbx, order, Date.now() - age);
		});
		this.switchBack();
	}

	private placeByPerson({ productNo }: Pbx, { what, orderStatus }: PersonsOrder, createTime = Date.now()): void {
		const line: OrderLine = {
			productId: 11,
			productNo,
			planId: ULTIMATE_PLAN,
			billingId: CONTACT,
			billingCycle: 'annually',
			multiCycle: 1,
		};
		const enterprise = { ...line, planId: ENTERPRISE_PLAN };
		const lines: Record<typeof what, OrderLine | OrderLines> = {
			same: line,
			otherInterval: { ...line, multiCycle: 3 },
			otherPlan: enterprise,
			bulk: [enterprise, { ...line, productNo: this.otherPbx.productNo }],
		};
		this.bench.portal.book.placeByPerson(lines[what], { orderStatus, createTime });
	}

	private switchBack(): void {
		for (const pbx of this.pbxs) pbx.planId = this.basePlan;
	}

	private keysOf(deal: number): ReadonlyMap<string, string> {
		return new Map(this.pbxs.map(({ productNo }) => [productNo, `deal ${deal} of ${productNo}`]));
	}

	private setupFor(deal: number): RunSetup {
		const { repeated, maxConcurrency, keyed, continueOnFail, retryOnFail } = this.plan;
		const keys = this.keysOf(deal);
		const input = this.pbxs.map(({ productNo }) => ({
			sn: productNo,
			plan: ULTIMATE_PLAN,
			key: keys.get(productNo) ?? '',
		}));
		return {
			parameters: switchFromInput({ orderKey: keyed ? '={{ $json.key }}' : '', options: { maxConcurrency } }),
			input: repeated ? [...input, ...input] : input,
			settings: {
				...(continueOnFail ? { onError: 'continueRegularOutput' as const } : {}),
				...(retryOnFail ? { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 } : {}),
			},
		};
	}

	private async order(deal: number, cancelAt?: number): Promise<void> {
		const known = this.plan.keyed ? { orderKeys: this.keysOf(deal) } : {};
		await this.executions.run(this.setupFor(deal), known, cancelAt);
	}

	private async releaseKeys(deal: number): Promise<void> {
		await this.bench.engine.run({
			parameters: { resource: 'order', operation: 'releaseOrderKey', orderKey: '={{ $json.key }}' },
			input: [...this.keysOf(deal).values()].map((key) => ({ key })),
			settings: { onError: 'continueRegularOutput' },
		});
	}

	private cancelOrders(): void {
		for (const order of this.bench.portal.book.orders) {
			if (order.source === 'api') order.orderStatus = 'cancelled';
		}
		this.switchBack();
	}

	private async take(step: Step): Promise<void> {
		switch (step.kind) {
			case 'retry':
				return await this.executions.retry();
			case 'again':
				if (step.switchedBack) this.switchBack();
				return await this.order(step.deal, step.cancelAt);
			case 'release':
				return await this.releaseKeys(step.deal);
			case 'timePasses':
				return passTime(step.milliseconds);
			case 'ordersCancelled':
				return this.cancelOrders();
			case 'personOrders':
				passTime(TEN_MINUTES);
				return this.placeByPerson(this.pbxs[0] as Pbx, step.order);
		}
	}

	async play(): Promise<Execution[]> {
		await this.order(1, this.plan.cancelAt);
		for (const step of this.plan.then) await this.take(step);
		return this.executions.all;
	}
}

/**
 * Plays a schedule on n8n's engine.
 *
 * @param bench its portal is emptied and set up as the schedule says
 * @returns the executions that ordered, for the judge
 */
export async function play(bench: Bench, schedule: Schedule): Promise<Execution[]> {
	return await new Player(bench, schedule).play();
}
