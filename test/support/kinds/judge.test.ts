import { Book } from '../../../sandbox/book';
import type { Sandbox } from '../../../sandbox/server';
import { bodyOf, type Fields } from '../../sandbox/orders';
import { judgeKinds, type KindsExecution } from './judge';
import { fieldsFor, personsLines, type Wanted } from './wanted';

const SERIAL_NUMBER = '3631E0997265';
const of = (kind: string, more = 0) => fieldsFor(kind, { more, productNo: SERIAL_NUMBER });
const [SERVICE, SWITCH, ACCOUNT] = [
	of('purchase Hotel Module'),
	of('switch plan, Appliance'),
	of('purchase Remote Management Premium'),
];

let book: Book;
beforeEach(() => (book = new Book()));

/** Books the order of some fields as the API does, and returns its number. */
function place(fields: Fields, index: number, poNumber?: string): string {
	const [first] = personsLines(fields);
	const body = bodyOf({ ...fields, poNumber });
	return book.place({ ...first, poNumber, furtherLines: [] }, 'succeed', { index, body }).orderNo;
}

interface Told {
	items?: Array<{ orderNo: string; outcome: string }>;
	message?: string;
}

function execution(
	wanted: Wanted[],
	{ items = [], message }: Told,
	known: Partial<KindsExecution> = {},
): KindsExecution {
	const rows = items.map((json, item) => ({ json, pairedItem: { item } }));
	const error = message === undefined ? undefined : { message };
	return { run: { status: 'success' } as KindsExecution['run'], items: rows, agentItems: [], error, wanted, ...known };
}

const verdict = (...executions: KindsExecution[]) => judgeKinds({ book } as Sandbox, executions);
const placed = (orderNo: string) => ({ orderNo, outcome: 'placed' });

describe('orders of any kind are duplicates', () => {
	it('where two are the same in one execution without keys, but not where their quantities differ', () => {
		const more = of('purchase Remote Management Premium', 1);
		const items = [ACCOUNT, more].map((fields, index) => placed(place(fields, index)));
		const told = execution([{ fields: ACCOUNT }, { fields: more }], { items });
		expect(verdict(told)).toEqual({ duplicates: 0, unreported: [], mistaken: [] });
		place(more, 2);
		expect(verdict(told).duplicates).toBe(1);
	});

	it('where two have one key, and where two switches of one execution have two', () => {
		const one = execution([{ fields: SERVICE, key: 'a' }], {}, { until: 1 });
		place(SERVICE, 0, 'a');
		place(SERVICE, 1, 'a');
		expect(verdict(one, { ...one, since: 1, until: 2 }).duplicates).toBe(1);
		const wanted = ['b', 'c'].map((key) => ({ fields: SWITCH, key }));
		place(SWITCH, 2, 'b');
		place(SWITCH, 3, 'c');
		expect(verdict(one, execution(wanted, {}, { since: 2 })).duplicates).toBe(2);
	});
});

describe('an order of any kind is told wrongly', () => {
	it.each<[string, Fields, () => string]>([
		['of another kind', SERVICE, () => place(SWITCH, 0)],
		['of another quantity', ACCOUNT, () => place(of('purchase Remote Management Premium', 1), 0)],
		['of a person', ACCOUNT, () => book.placeByPerson(personsLines(ACCOUNT)).orderNo],
		['of an earlier execution', ACCOUNT, () => place(ACCOUNT, 0)],
	])('as one %s', (name, fields, orderNoOf) => {
		const orderNo = orderNoOf();
		const since = name === 'of an earlier execution' ? 1 : 0;
		const told = execution([{ fields }], { items: [placed(orderNo)] }, { since });
		expect(verdict(told).mistaken).toContain(`item 0 placed as ${orderNo}`);
	});

	it('for two items without keys that add something', () => {
		const orderNo = place(SERVICE, 0);
		const wanted = [{ fields: SERVICE }, { fields: SERVICE }];
		expect(verdict(execution(wanted, { items: [placed(orderNo), placed(orderNo)] })).mistaken).toEqual([
			`${orderNo} for two items`,
		]);
	});
});

it('an order of any kind is unreported where fewer are said to be unknown than are not told', () => {
	const wanted = [{ fields: SERVICE }, { fields: SWITCH }];
	const [first, second] = [place(SERVICE, 0), place(SWITCH, 1)];
	const message = `It is unknown whether the order for PBX ${SERIAL_NUMBER} was placed`;
	const both = [first, second].map((orderNo) => `${orderNo} for PBX ${SERIAL_NUMBER}`);
	expect(verdict(execution(wanted, { message })).unreported).toEqual(both);
	expect(verdict(execution(wanted, { message: `${message}. ${message}` })).unreported).toEqual([]);
});
