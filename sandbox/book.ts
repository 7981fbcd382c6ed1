import { EventEmitter } from 'node:events';

import { BILLING_CONTACTS, CLIENTS, CUSTOMERS, type Pbx, PBXS, PLANS, PRODUCTS, SERVICES } from './fixtures';

/** What an order for a switch says, checked. */
export interface OrderLine {
	productId: number;
	productNo: string;
	planId: string;
	billingId: string;
	billingCycle: string;
	multiCycle: number;
	poNumber?: string;
}

/** A line of an order in the book. */
export interface BookedLine extends OrderLine {
	/** The plan that the PBX was on when it was booked. */
	planBefore: string;
}

/** A request to the API that placed an order. */
export interface OrderingRequest {
	/** Its place among all requests that the sandbox has received. */
	index: number;
	/** Its body's exact text. */
	body: string;
}

/** An order in the sandbox's book. The fields of a line are those of its first one. */
export interface BookedOrder extends BookedLine {
	id: string;
	orderNo: string;
	orderStatus: string;
	transactionNo: string;
	/** By this machine's clock, in milliseconds since 1970. */
	createTime: number;
	instanceId: string;
	/** The lines after the first: one order of a person can be for several PBXs. */
	furtherLines: BookedLine[];
	/** Whether the API placed it, or a person in the portal. */
	source: 'api' | 'person';
	/** What placed it through the API. */
	request?: OrderingRequest;
}

/** Statuses of an order that changes nothing [doc: query-order-list]. */
const WITHOUT_EFFECT = ['failed', 'invalid', 'cancelled'];

/** The lines of an order. */
export type OrderLines = readonly [OrderLine, ...OrderLine[]];

/** The portal's books: what it knows and what was ordered. Emits `change` whenever an order is booked. */
export class Book extends EventEmitter {
	readonly clients = CLIENTS.map((row) => ({ ...row }));
	readonly products = PRODUCTS.map((row) => ({ ...row }));
	readonly plans = PLANS.map((row) => ({ ...row }));
	readonly services = SERVICES.map((row) => ({ ...row }));
	readonly billingContacts = BILLING_CONTACTS.map((row) => ({ ...row }));
	readonly customers = CUSTOMERS.map((row) => ({ ...row }));
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
	 * Switches a PBX's plan. An upgrade changes it at once; a downgrade waits until the present plan
	 * ends [doc: topics/switch-subscription-plan-for-p-series-software-edition; other products inferred].
	 */
	private switchPlan({ productNo, planId, billingCycle, multiCycle }: OrderLine): void {
		const pbx = this.findPbx(productNo);
		const rank = (id: string | undefined) => this.plans.find((plan) => plan.planId === id)?.rank ?? 0;
		if (pbx === undefined) return;
		if (rank(planId) < rank(pbx.planId)) pbx.nextPlanId = planId;
		else Object.assign(pbx, { planId, billingCycle, multiCycle, nextPlanId: undefined });
	}

	private bookedLine(line: OrderLine): BookedLine {
		const pbx = this.findPbx(line.productNo);
		if (pbx === undefined) throw new Error(`No PBX ${line.productNo}`);
		return { ...line, planBefore: pbx.planId };
	}

	/** Books an order, and switches the plans of its PBXs unless its status says that it failed. */
	private enter(
		lines: OrderLines,
		values: Partial<BookedOrder> & Pick<BookedOrder, 'orderStatus' | 'source'>,
	): BookedOrder {
		const [first, ...further] = lines;
		// Two capitals and 19 digits, as in the tutorials' answers; what the capitals mean is not known.
		const prefixes = first.productId === 9 ? ['BF', 'YJ'] : ['TU', 'XB'];
		const numbers = this.presetNumbers.shift() ?? {
			orderNo: `${prefixes[0]}${this.nextSerial++}`,
			transactionNo: `${prefixes[1]}${this.nextSerial++}`,
		};
		const order: BookedOrder = {
			...this.bookedLine(first),
			...numbers,
			id: String(this.nextSerial++),
			createTime: Date.now(),
			instanceId: this.findPbx(first.productNo)?.instanceId ?? '',
			furtherLines: further.map((line) => this.bookedLine(line)),
			...values,
		};
		if (!WITHOUT_EFFECT.includes(order.orderStatus)) lines.forEach((line) => this.switchPlan(line));
		this.orders.push(order);
		this.emit('change');
		return order;
	}

	/** Books an order that came through the API with a request; a person's where there is none. */
	place(line: OrderLine, orderStatus: string, request?: OrderingRequest): BookedOrder {
		if (request === undefined) return this.placeByPerson(line, { orderStatus });
		return this.enter([line], { orderStatus, source: 'api', request });
	}

	/**
	 * Books an order that a person places in the portal, as nobody can through the API: also one for several PBXs.
	 *
	 * @param lines one line, or several
	 * @param values what is to be otherwise than in an order of now that succeeds
	 */
	placeByPerson(lines: OrderLine | OrderLines, values: Partial<BookedOrder> = {}): BookedOrder {
		return this.enter('productNo' in lines ? [lines] : lines, { orderStatus: 'succeed', source: 'person', ...values });
	}

	/** An order of another PBX than one with a serial number: the newest, or else one that is in no book. */
	otherOrder(productNo: string): BookedOrder {
		const booked = this.orders.findLast((order) => order.productNo !== productNo);
		if (booked !== undefined) return booked;
		const pbx = this.pbxs.find((candidate) => candidate.productNo !== productNo) as Pbx;
		return {
			...pbx,
			planBefore: pbx.planId,
			billingId: this.billingContacts[0]?.billingContactId ?? '',
			id: '3206211643299850003',
			orderNo: 'TU3206211643299850001',
			transactionNo: 'XB3206211643299850002',
			orderStatus: 'succeed',
			createTime: Date.now(),
			furtherLines: [],
			source: 'person',
		};
	}

	/** All that changes, as text. */
	save(): string {
		return JSON.stringify({ pbxs: this.pbxs, orders: this.orders, nextSerial: String(this.nextSerial) });
	}

	/** Goes on from what was saved. */
	restore(saved: string): void {
		const { pbxs, orders, nextSerial } = JSON.parse(saved) as {
			pbxs: Pbx[];
			orders: BookedOrder[];
			nextSerial: string;
		};
		this.pbxs.splice(0, this.pbxs.length, ...pbxs);
		this.bySerialNumber = this.indexPbxs();
		this.orders.splice(0, this.orders.length, ...orders);
		this.nextSerial = BigInt(nextSerial);
	}
}
