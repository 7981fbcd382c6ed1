import type { INodeParameters } from 'n8n-workflow';

import type { Pbx } from '../../../sandbox/fixtures';
import { DEFAULT_SWITCHES } from '../../../sandbox/switches';
import type { Fields } from '../../sandbox/orders';
import { passTime } from '../clock';
import { keyStore, type RunSetup } from '../engine';
import { Executions } from '../executions';
import { type Bench, ORDER_PATH } from '../portal';
import type { KindsExecution } from './judge';
import type { KindsItem, KindsSchedule, KindsStep, PersonsOrder } from './schedules';
import {
	CHANGED,
	fieldsFor,
	itemFor,
	KINDS,
	parametersFromItem,
	personsLines,
	type Variation,
	type Wanted,
} from './wanted';

const TEN_MINUTES = 600_000;
const SHARED = 'shared';

/** Plays one schedule on n8n's engine, with a portal of its own. */
class KindsPlayer {
	private readonly executions: Executions<Pick<KindsExecution, 'wanted'>>;

	/** The PBXs that the items are for, and how each is before any order. */
	private readonly pbxs = new Map<string, { pbx: Pbx; before: Pbx }>();

	private readonly variations: Variation[];

	constructor(
		private readonly bench: Bench,
		private readonly plan: KindsSchedule,
	) {
		const { portal } = bench;
		this.executions = new Executions(bench);
		keyStore.forgetAll();
		portal.faults.clear();
		portal.book.orders.length = 0;
		portal.requests.length = 0;
		Object.assign(portal.switches, DEFAULT_SWITCHES, { refusesPresentPlan: false }, plan.portal);
		this.variations = plan.items.map((item, index) => this.variationOf(item, index));
		plan.items.forEach(({ before }, index) => {
			for (const { order, age } of before) this.placeByPerson(index, order, Date.now() - age);
		});
		this.undoEffects();
		for (const { fault, every } of plan.faults) portal.faults.order({ ...fault, every, path: ORDER_PATH });
	}

	/** The PBX of a product and state for an item, or for all items of that kind that share it. */
	private pbxFor(tutorialsPbx: Pbx, owner: string): Pbx {
		const { productId, planId, billingCycle, multiCycle, extensions } = tutorialsPbx;
		const name = `${productId} ${planId} ${owner}`;
		const known = this.pbxs.get(name);
		if (known !== undefined) return known.pbx;
		const [pbx] = this.bench.portal.book.addPbxs(productId, 1) as [Pbx];
		Object.assign(pbx, { planId, billingCycle, multiCycle, extensions });
		this.pbxs.set(name, { pbx, before: { ...pbx } });
		return pbx;
	}

	private variationOf({ kind, more, isShared }: KindsItem, index: number): Variation {
		const { book } = this.bench.portal;
		const tutorialsPbx = book.findPbx(String(KINDS[kind]?.productNo));
		const owner = isShared ? SHARED : String(index);
		return {
			more,
			productNo: tutorialsPbx === undefined ? '' : this.pbxFor(tutorialsPbx, owner).productNo,
			...(this.plan.forCustomers ? { partnerId: book.customers[isShared ? 0 : index + 1]?.partnerId } : {}),
		};
	}

	/** Undoes what orders brought about, so that the portal refuses no second one. */
	private undoEffects = (): void => {
		this.bench.portal.book.holdings.length = 0;
		for (const { pbx, before } of this.pbxs.values())
			Object.assign(pbx, { nextPlanId: undefined, isOnTrial: undefined }, before);
	};

	private placeByPerson(index: number, { more, orderStatus }: PersonsOrder, createTime = Date.now()): void {
		this.bench.portal.book.placeByPerson(personsLines(this.fieldsOf(index, more)), { orderStatus, createTime });
	}

	private fieldsOf(index: number, more = 0, isChanged = false): Fields {
		const { kind } = this.plan.items[index] as KindsItem;
		const variation = this.variations[index] as Variation;
		const [now, oneMore] = isChanged ? [CHANGED[kind] ?? kind, 1] : [kind, 0];
		return fieldsFor(now, { ...variation, more: variation.more + more + oneMore });
	}

	private wantedFor(deal: number, isChanged?: boolean): Wanted[] {
		const { items, repeated, keyed } = this.plan;
		const wanted = items.map((_item, index) => ({
			fields: this.fieldsOf(index, 0, isChanged),
			...(keyed ? { key: `deal-${deal}-${index}` } : {}),
		}));
		return repeated ? [...wanted, ...wanted] : wanted;
	}

	private async order({
		deal,
		isChanged,
		cancelAt,
	}: {
		deal: number;
		isChanged?: boolean;
		cancelAt?: number;
	}): Promise<void> {
		const { maxConcurrency, keyed, continueOnFail, retryOnFail } = this.plan;
		const wanted = this.wantedFor(deal, isChanged);
		const parameters = parametersFromItem(wanted[0]?.fields ?? {});
		const setup: RunSetup = {
			parameters: {
				...parameters,
				orderKey: keyed ? '={{ $json.key }}' : '',
				options: { ...(parameters.options as INodeParameters), maxConcurrency },
			},
			input: wanted.map(itemFor),
			settings: {
				...(continueOnFail ? { onError: 'continueRegularOutput' as const } : {}),
				...(retryOnFail ? { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 } : {}),
			},
		};
		await this.executions.run(setup, { wanted }, cancelAt);
	}

	private async releaseKeys(deal: number): Promise<void> {
		await this.bench.engine.run({
			parameters: { resource: 'order', operation: 'releaseOrderKey', orderKey: '={{ $json.key }}' },
			input: this.wantedFor(deal).map(({ key = 'none' }) => ({ key })),
			settings: { onError: 'continueRegularOutput' },
		});
	}

	private cancelOrders(): void {
		for (const order of this.bench.portal.book.orders) {
			if (order.source === 'api') order.orderStatus = 'cancelled';
		}
	}

	private async take(step: KindsStep): Promise<void> {
		switch (step.kind) {
			case 'retry':
				return await this.executions.retry();
			case 'again':
				return await this.order(step);
			case 'release':
				return await this.releaseKeys(step.deal);
			case 'timePasses':
				return passTime(step.milliseconds);
			case 'ordersCancelled':
				return this.cancelOrders();
			case 'personOrders':
				passTime(TEN_MINUTES);
				return this.placeByPerson(0, step.order);
		}
	}

	async play(): Promise<KindsExecution[]> {
		const { book } = this.bench.portal;
		book.on('change', this.undoEffects);
		try {
			await this.order({ deal: 1, cancelAt: this.plan.cancelAt });
			for (const step of this.plan.then) await this.take(step);
			return this.executions.all;
		} finally {
			book.off('change', this.undoEffects);
		}
	}
}

/**
 * Plays a schedule on n8n's engine.
 *
 * @param bench its portal is emptied and set up as the schedule says; it has a customer for each item
 * @returns the executions that ordered, for the judge
 */
export async function playKinds(bench: Bench, schedule: KindsSchedule): Promise<KindsExecution[]> {
	return await new KindsPlayer(bench, schedule).play();
}
