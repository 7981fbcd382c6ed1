import { EventEmitter } from 'node:events';

import { BILLING_CONTACTS, CLIENTS, type Pbx, PBXS, PLANS, PRODUCTS, SERVICES } from './fixtures';

/** An order in the sandbox's book. */
export interface BookedOrder {
	id: string;
	orderNo: string;
	orderStatus: string;
	transactionNo: string;
	/** Milliseconds since 1970. */
	createTime: number;
	productId: number;
	productNo: string;
	instanceId: string;
	planId: string;
	billingId: string;
	billingCycle: string;
	multiCycle: number;
	poNumber?: string;
}

/** What an order for a switch says, checked. */
export type OrderLine = Pick<
	BookedOrder,
	'productId' | 'productNo' | 'planId' | 'billingId' | 'billingCycle' | 'multiCycle' | 'poNumber'
>;

/** The portal's books: what it knows and what was ordered. Emits `change` whenever an order is booked. */
export class Book extends EventEmitter {
	readonly clients = CLIENTS.map((row) => ({ ...row }));
	readonly products = PRODUCTS.map((row) => ({ ...row }));
	readonly plans = PLANS.map((row) => ({ ...row }));
	readonly services = SERVICES.map((row) => ({ ...row }));
	readonly billingContacts = BILLING_CONTACTS.map((row) => ({ ...row }));
	readonly pbxs: Pbx[] = PBXS.map((pbx) => ({ ...pbx }));
	readonly orders: BookedOrder[] = [];

	/** Numbers for the orders to come, the first for the next; after them numbers are made up. */
	readonly presetNumbers: Array<Pick<BookedOrder, 'orderNo' | 'transactionNo'>> = [];

	private nextSerial = 3206211643299860480n;

	private bySerialNumber = this.indexPbxs();

	private indexPbxs(): Map<string, Pbx> {
		return new Map(this.pbxs.map((pbx) => [pbx.productNo.toUpperCase(), pbx]));
	}

	/** Adds PBXs of a product, made up, on the product's lowest plan. */
	addPbxs(productId: number, count: number): Pbx[] {
		const [plan] = this.plans.filter((candidate) => candidate.productId === productId);
		if (plan === undefined) throw new Error(`No plan of product ${productId}`);
		const added = Array.from({ length: count }, (_, index): Pbx => {
			const number = String(this.pbxs.length + index).padStart(8, '0');
			return {
				productNo: `SB${productId}X${number}`,
				productId,
				pbxName: `Sandbox PBX ${number}`,
				instanceId: `9${number}`,
				planId: plan.planId,
				billingCycle: 'annually',
				multiCycle: 1,
			};
		});
		this.pbxs.push(...added);
		this.bySerialNumber = this.indexPbxs();
		return added;
	}

	/** The PBX with a serial number, in capitals or not [inferred]. */
	findPbx(productNo: string): Pbx | undefined {
		return this.bySerialNumber.get(productNo.toUpperCase());
	}

	/** The name of a plan, for people. */
	planName(planId: string | undefined): string {
		return this.plans.find((plan) => plan.planId === planId)?.planName ?? '';
	}

	/**
	 * Books an order. An upgrade changes the PBX's plan at once; a downgrade waits until the present plan
	 * ends [doc: topics/switch-subscription-plan-for-p-series-software-edition; other products inferred].
	 */
	place(line: OrderLine, orderStatus: string): BookedOrder {
		const pbx = this.findPbx(line.productNo);
		if (pbx === undefined) throw new Error(`No PBX ${line.productNo}`);
		const rank = (planId: string) => this.plans.find((plan) => plan.planId === planId)?.rank ?? 0;
		if (rank(line.planId) < rank(pbx.planId)) {
			pbx.nextPlanId = line.planId;
		} else {
			Object.assign(pbx, {
				planId: line.planId,
				billingCycle: line.billingCycle,
				multiCycle: line.multiCycle,
				nextPlanId: undefined,
			});
		}
		// Two capitals and 19 digits, as in the tutorials' answers; what the capitals mean is not known.
		const prefixes = line.productId === 9 ? ['BF', 'YJ'] : ['TU', 'XB'];
		const numbers = this.presetNumbers.shift() ?? {
			orderNo: `${prefixes[0]}${this.nextSerial++}`,
			transactionNo: `${prefixes[1]}${this.nextSerial++}`,
		};
		const order: BookedOrder = {
			...line,
			...numbers,
			id: String(this.nextSerial++),
			orderStatus,
			createTime: Date.now(),
			instanceId: pbx.instanceId,
		};
		this.orders.push(order);
		this.emit('change');
		return order;
	}

	/** All that changes, as text. */
	save(): string {
		return JSON.stringify({ pbxs: this.pbxs, orders: this.orders, nextSerial: String(this.nextSerial) });
	}

	/** Goes on from what was saved. */
	restore(saved: string): void {
		const { pbxs, orders, nextSerial } = JSON.parse(saved) as { pbxs: Pbx[]; orders: BookedOrder[]; nextSerial: string };
		this.pbxs.splice(0, this.pbxs.length, ...pbxs);
		this.bySerialNumber = this.indexPbxs();
		this.orders.splice(0, this.orders.length, ...orders);
		this.nextSerial = BigInt(nextSerial);
	}
}
