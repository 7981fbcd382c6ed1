import { EventEmitter } from 'node:events';

import type {
	BookedLine,
	BookedOrder,
	Holding,
	OrderingRequest,
	OrderLine,
	OrderLines,
	WantedOrder,
} from './bookedOrder';
import { PLANS, PRODUCTS, SERVICES } from './catalog';
import { carryOutLines } from './effects';
import { BILLING_CONTACTS, CLIENTS, type Customer, CUSTOMERS, type Pbx, PBXS } from './fixtures';
import { dayAhead, withSubscription } from './subscription';

export type { BookedLine, BookedOrder, OrderingRequest, OrderLine, OrderLines, WantedOrder } from './bookedOrder';

/** Statuses of an order that changes nothing [doc: query-order-list]. */
const WITHOUT_EFFECT = ['failed', 'invalid', 'cancelled'];

/** Products that are billed by the number of extensions [doc: tutorials]. */
const BILLED_BY_EXTENSIONS = [12, 13];
/** Products whose purchase without a serial number makes a PBX [doc: tutorials; conclusion inferred]. */
const MADE_BY_ORDERS = [12, 13];

/** Where instance IDs of accounts' products begin; made up. */
const ACCOUNT_INSTANCES = 3_700_000;

/** The portal's books: what it knows and what was ordered. Emits `change` whenever an order is booked. */
export class Book extends EventEmitter {
	readonly clients = CLIENTS.map((row) => ({ ...row }));
	readonly products = PRODUCTS.map((row) => ({ ...row }));
	readonly plans = PLANS.map((row) => ({ ...row }));
	readonly services = SERVICES.map((row) => ({ ...row }));
	readonly billingContacts = BILLING_CONTACTS.map((row) => ({ ...row }));
	readonly pbxs: Pbx[] = PBXS.map(withSubscription);
	readonly customers: Customer[] = CUSTOMERS.map((row) => ({ ...row }));
	/** The services of PBXs, and plans and services of accounts. */
	readonly holdings: Holding[] = [];
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
				...(BILLED_BY_EXTENSIONS.includes(productId) ? { extensions: 10 } : {}),
				expiresOn: dayAhead(365),
			};
		});
		// Before those without a plan, which the list leaves out: a place in it is a place in the book.
		const end = this.pbxs.findIndex((pbx) => pbx.planId === undefined);
		this.pbxs.splice(end < 0 ? this.pbxs.length : end, 0, ...added);
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

	/** The name of a plan or a service, for people. */
	itemName(id: string): string {
		return this.planName(id) || (this.services.find(({ serviceId }) => serviceId === id)?.serviceName ?? '');
	}

	/** The customer with an e-mail address, in capitals or not [inferred]. */
	findCustomer(email: string): Customer | undefined {
		return this.customers.find((customer) => customer.email.toLowerCase() === email.toLowerCase());
	}

	/** An ID of the portal that nothing has yet. */
	newId(): string {
		return String(this.nextSerial++);
	}

	/** Tells those who watch that the books have changed. */
	changed(): void {
		this.emit('change');
	}

	/** The lines of an order, for a new PBX where the order makes one: a Cloud PBX, or a licence that is no trial. */
	private withPbx([first, ...further]: OrderLines, pbxName: string | undefined): OrderLines {
		if (first.productNo !== '' || first.operationType !== 'purchase_plan' || !MADE_BY_ORDERS.includes(first.productId))
			return [first, ...further];
		const [pbx] = this.addPbxs(first.productId, 1) as [Pbx];
		Object.assign(pbx, { planId: undefined, extensions: 0, ...(pbxName === undefined ? {} : { pbxName }) });
		const { productNo } = pbx;
		return [{ ...first, productNo }, ...further.map((line) => ({ ...line, productNo }))];
	}

	private bookedLine(line: OrderLine): BookedLine {
		const pbx = this.findPbx(line.productNo);
		if (pbx === undefined && line.productNo !== '') throw new Error(`No PBX ${line.productNo}`);
		return { ...line, planBefore: pbx?.planId ?? '' };
	}

	/** Books an order, and does what it is for unless its status says that it failed. */
	private enter(
		wanted: OrderLines,
		values: Partial<BookedOrder> & Pick<BookedOrder, 'orderStatus' | 'source'>,
		pbxName?: string,
	): BookedOrder {
		const hasEffect = !WITHOUT_EFFECT.includes(values.orderStatus);
		const lines = hasEffect ? this.withPbx(wanted, pbxName) : wanted;
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
			instanceId: this.findPbx(first.productNo)?.instanceId ?? String(ACCOUNT_INSTANCES + this.orders.length),
			furtherLines: further.map((line) => this.bookedLine(line)),
			...values,
		};
		if (hasEffect) carryOutLines(this, lines);
		this.orders.push(order);
		this.emit('change');
		return order;
	}

	/** Books an order that came through the API with a request; a person's where there is none. */
	place(order: OrderLine | WantedOrder, orderStatus: string, request?: OrderingRequest): BookedOrder {
		const { furtherLines, pbxName, ...first }: OrderLine & Partial<WantedOrder> = order;
		const source = request === undefined ? { source: 'person' as const } : { source: 'api' as const, request };
		return this.enter([first, ...(furtherLines ?? [])], { orderStatus, ...source }, pbxName);
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
			planId: pbx.planId ?? '',
			planBefore: pbx.planId ?? '',
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
		const { pbxs, orders, holdings, customers } = this;
		return JSON.stringify({ pbxs, orders, holdings, customers, nextSerial: String(this.nextSerial) });
	}

	/** Goes on from what was saved. */
	restore(saved: string): void {
		const before = JSON.parse(saved) as Partial<Pick<Book, 'holdings' | 'customers'>> &
			Pick<Book, 'pbxs' | 'orders'> & { nextSerial: string };
		this.pbxs.splice(0, this.pbxs.length, ...before.pbxs);
		this.bySerialNumber = this.indexPbxs();
		this.orders.splice(0, this.orders.length, ...before.orders);
		this.holdings.splice(0, this.holdings.length, ...(before.holdings ?? []));
		if (before.customers) this.customers.splice(0, this.customers.length, ...before.customers);
		this.nextSerial = BigInt(before.nextSerial);
	}
}
