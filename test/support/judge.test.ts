import { Book, type OrderLine } from '../../sandbox/book';
import type { Sandbox } from '../../sandbox/server';
import { type Execution, judge } from './judge';

const OURS = '3631E0997265';
const OTHER = '3631E0112233';
const PLAN = '3048560606464323584';
const CONTACT = '3197218168379846218';

const line = (productNo: string, poNumber?: string): OrderLine => ({
	productId: 11,
	productNo,
	planId: PLAN,
	billingId: CONTACT,
	billingCycle: 'annually',
	multiCycle: 1,
	poNumber,
});

interface Told {
	items?: Array<{ orderNo: string; outcome: string; productNo?: string }>;
	error?: { message: string; description?: string };
}

function execution({ items = [], error }: Told, known: Partial<Execution> = {}, status = 'success'): Execution {
	const rows = items.map((json) => ({ json: { productNo: OURS, serviceId: PLAN, ...json } }));
	return { run: { status } as Execution['run'], items: rows, agentItems: [], error, ...known };
}

let book: Book;
const verdict = (...executions: Execution[]) => judge({ book } as Sandbox, ...executions);
const place = (productNo: string, index: number, key?: string) =>
	book.place(line(productNo, key), 'succeed', { index, body: '' }).orderNo;
const keys = (key: string) => new Map([[OURS, key]]);

beforeEach(() => (book = new Book()));

describe('an order is told rightly', () => {
	it.each(['placed', 'recovered', 'alreadyPlaced'])('as %s by the execution that has placed it', (outcome) => {
		const orderNo = place(OURS, 3);
		const told = execution({ items: [{ orderNo, outcome }] }, { since: 2, until: 5 });
		expect(verdict(told)).toEqual({ duplicates: 0, unreported: [], mistaken: [] });
	});

	it('as alreadyPlaced, and in an error, by another execution with its key', () => {
		const orderNo = place(OURS, 0, 'deal-1');
		const known = { since: 1, orderKeys: keys('deal-1') };
		expect(verdict(execution({ items: [{ orderNo, outcome: 'alreadyPlaced' }] }, known)).mistaken).toEqual([]);
		const error = { message: `The order for PBX ${OURS} failed: order ${orderNo} has the status "failed"` };
		expect(verdict(execution({ error }, known)).mistaken).toEqual([]);
	});

	it('in an error that says that it could be one of several, or that it is for another PBX', () => {
		const { orderNo } = book.placeByPerson(line(OURS));
		const other = book.placeByPerson(line(OTHER)).orderNo;
		const message = `It is unknown whether the order for PBX ${OURS} was placed`;
		const described = (description: string) => verdict(execution({ error: { message, description } })).mistaken;
		expect(described(`It could be one of the orders ${orderNo}, of which too little is shown. Look.`)).toEqual([]);
		expect(described(`The answer names order ${other} for PBX ${OTHER}. Look.`)).toEqual([]);
		expect(described(`Look. It is order ${orderNo}.`)).toEqual([`said to be ${orderNo} for PBX ${OURS}`]);
	});
});

describe('an order is told wrongly', () => {
	it.each<[string, string, () => string, Partial<Execution>]>([
		["a person's", 'recovered', () => book.placeByPerson(line(OURS)).orderNo, {}],
		['one that nobody has placed', 'placed', () => 'TU0000000000000000001', {}],
		["another PBX's", 'placed', () => place(OTHER, 0), {}],
		["an earlier execution's", 'recovered', () => place(OURS, 0, 'deal-1'), { since: 1, orderKeys: keys('deal-1') }],
		["another key's", 'alreadyPlaced', () => place(OURS, 0, 'deal-2'), { since: 1, orderKeys: keys('deal-1') }],
	])('where it is %s (%s)', (_name, outcome, orderNoOf, known) => {
		const orderNo = orderNoOf();
		const told = execution({ items: [{ orderNo, outcome }] }, known);
		expect(verdict(told).mistaken).toEqual([`${outcome} as ${orderNo} for PBX ${OURS}`]);
	});

	it('where a list in an error gives it to another PBX', () => {
		const [ours, other] = [place(OURS, 0), place(OTHER, 1)];
		const description = `Placed in this run: PBX ${OURS} [item 0] as order ${other}, PBX ${OTHER} [item 1] as order ${ours}.`;
		expect(verdict(execution({ error: { message: 'Canceled', description } })).mistaken).toEqual([
			`said to be ${other} for PBX ${OURS}`,
			`said to be ${ours} for PBX ${OTHER}`,
		]);
	});
});

describe('orders are duplicates', () => {
	it('for one PBX and plan in one execution, or with one key', () => {
		place(OURS, 0);
		place(OURS, 1);
		expect(verdict(execution({}, { until: 2 })).duplicates).toBe(1);
		place(OTHER, 2, 'deal-1');
		place(OTHER, 9, 'deal-1');
		expect(verdict(execution({}, { until: 2 }), execution({}, { since: 2 })).duplicates).toBe(2);
	});

	it('but not in two executions without keys, with two keys, beside a person, or after one that failed', () => {
		place(OURS, 0);
		place(OURS, 1);
		place(OTHER, 2, 'deal-1');
		place(OTHER, 2, 'deal-2');
		book.placeByPerson(line(OURS));
		book.place(line(OURS), 'failed', { index: 0, body: '' });
		expect(verdict(execution({}, { until: 1 }), execution({}, { since: 1 })).duplicates).toBe(0);
	});
});

describe('an order is unreported', () => {
	const unknown = { message: `It is unknown whether the order for PBX ${OURS} was placed` };

	it('unless its number is told, or the execution that has placed it says that it is unknown', () => {
		place(OURS, 1);
		expect(verdict(execution({})).unreported).toEqual([OURS]);
		expect(verdict(execution({ error: unknown }, { since: 1 })).unreported).toEqual([]);
		expect(verdict(execution({ error: unknown }, { until: 1 }), execution({}, { since: 1 })).unreported).toEqual([
			OURS,
		]);
	});

	it("unless n8n's log tells it, where the execution was canceled", () => {
		const orderNo = place(OURS, 0);
		const items = [{ orderNo, outcome: 'placed' }];
		expect(verdict(execution({ items }, { log: [] }, 'canceled')).unreported).toEqual([OURS]);
		const log = [`Switch Plan was canceled. Placed in this run: PBX ${OURS} [item 0] as order ${orderNo}.`];
		expect(verdict(execution({}, { log }, 'canceled'))).toEqual({ duplicates: 0, unreported: [], mistaken: [] });
	});

	it("but not where it is a person's", () => {
		book.placeByPerson(line(OURS));
		expect(verdict(execution({})).unreported).toEqual([]);
	});
});
