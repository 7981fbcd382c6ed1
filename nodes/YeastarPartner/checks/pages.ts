import { type Assumption, finding, type Finding, unknown } from './assumption';
import { fieldsFinding } from './fields';
import type { Answer, Observed, QuestionKind } from './observed';
import { asRow, type Row, rowsIn } from './rows';
import { howMany, seen } from './seen';
import { textOf } from './typed';

/** A list that comes page by page, and the questions for it. */
interface PagedList {
	id: 'orders' | 'pbxs';
	name: string;
	page: string;
	/** The documented, or assumed, ID of its rows. */
	idField: string;
	container: RegExp;
	/** The question without a page size, where it is asked. */
	whole: QuestionKind;
	first: QuestionKind;
	second: QuestionKind;
}

const ORDERS: PagedList = {
	id: 'orders',
	name: 'order list',
	page: 'query-order-list',
	idField: 'orderNo',
	container: /^(results|rows|list|records)$|order/i,
	whole: 'orders',
	first: 'ordersFirst',
	second: 'ordersSecond',
};

const PBXS: PagedList = {
	id: 'pbxs',
	name: 'PBX list',
	page: 'query-product-list',
	idField: 'productNo',
	container: /^(results|rows|list|records)$|pbx|product|device/i,
	whole: 'pbxs',
	first: 'pbxsFirst',
	second: 'pbxsSecond',
};

function rowsOf(list: PagedList, { result }: Answer): Row[] {
	return rowsIn(result, list.idField, list.container);
}

/** The rows of all answers to a question for the order list. */
export function orderRows(observed: Observed, ...kinds: readonly QuestionKind[]): Row[] {
	return observed.successes(...kinds).flatMap((answer) => rowsOf(ORDERS, answer));
}

/** The rows of the PBX list, of all products. */
export function pbxRows(observed: Observed): Row[] {
	return observed.successes('pbxs').flatMap((answer) => rowsOf(PBXS, answer));
}

/** What tells a row from others: its ID, else all of it. */
function identityOf(list: PagedList, { object }: Row): string {
	return textOf(object[list.idField]) || JSON.stringify(object);
}

function secondPage(list: PagedList, observed: Observed): Finding {
	const [first, second] = [observed.successes(list.first)[0], observed.successes(list.second)[0]];
	if (first === undefined || second === undefined) return unknown(seen`not asked for, or refused`);
	const [one, other] = [rowsOf(list, first), rowsOf(list, second)];
	if (one.length === 0 || other.length === 0) return unknown(seen`not enough in this account`);
	const known = new Set(one.map((row) => identityOf(list, row)));
	const isOther = other.every((row) => !known.has(identityOf(list, row)));
	return finding(isOther, isOther ? seen`others` : seen`the same as on the first`);
}

function assumptionsOf(list: PagedList): Assumption[] {
	const { id, name, page, whole, first } = list;
	const affects = `Lists from the ${name}`;
	const envelopesOf = (observed: Observed): Row[] => observed.successes(whole).map(({ result }) => asRow(result));
	return [
		{
			id: `${id}.page`,
			assumption: `A page of the ${name} has count, pageNo, pageSize, total and totalPage`,
			source: `documented: ${page}`,
			affects: `${affects}: without totals the list is read until a page is empty`,
			check: (observed) => fieldsFinding(envelopesOf(observed), ['count', 'pageNo', 'pageSize', 'total', 'totalPage']),
		},
		{
			id: `${id}.results`,
			assumption: `A page of the ${name} has its rows in results`,
			source: `documented: ${page}`,
			affects: 'None: they are found wherever they stand',
			check: (observed) => fieldsFinding(envelopesOf(observed), ['results']),
		},
		{
			id: `${id}.pageSize`,
			assumption: `A page of the ${name} has no more rows than pageSize asks for`,
			source: `documented: ${page}`,
			affects: 'None: the list is read whatever its page size is',
			check: (observed) => {
				const [answer] = observed.successes(first);
				if (answer === undefined) return unknown(seen`not asked for, or refused`);
				const count = rowsOf(list, answer).length;
				return count === 0
					? unknown(seen`not enough in this account`)
					: finding(count === 1, seen`asked for one, came: ${howMany(count)}`);
			},
		},
		{
			id: `${id}.pageNo`,
			assumption: `The second page of the ${name} has other rows than the first`,
			source: `documented: ${page}`,
			affects: `${affects}: otherwise what is not on the first page cannot be read, and an order cannot be found again`,
			check: (observed) => secondPage(list, observed),
		},
	];
}

/** What is assumed of lists that come page by page. */
export const PAGES: readonly Assumption[] = [
	...assumptionsOf(ORDERS),
	{
		id: 'orders.defaultSize',
		assumption: 'A page of the order list has 25 rows where nothing else is asked for',
		source: 'documented: query-order-list',
		affects: 'None: 25 are asked for',
		check: (observed) => {
			const [answer] = observed.successes('orders');
			const size = textOf(asRow(answer?.result ?? null).object.pageSize);
			if (size === '') return unknown(seen`no pageSize is told`);
			return finding(size === '25', size === '25' ? seen`25` : Number(size) < 25 ? seen`fewer` : seen`more`);
		},
	},
	{
		id: 'orders.firstPage',
		assumption: 'The first page of the order list is number 1',
		source: 'inferred: 1 is the documented default',
		affects: 'Operations that order: the newest orders would be missed. The trigger finds it out',
		check: (observed) => {
			const [zero, first] = [observed.all('ordersZero')[0], observed.successes('ordersFirst')[0]];
			if (zero === undefined || first === undefined) return unknown(seen`not asked for, or refused`);
			if (!zero.isSuccess) return finding(true, seen`page 0 is refused`);
			const [before, one] = [rowsOf(ORDERS, zero), rowsOf(ORDERS, first)];
			if (before.length === 0) return finding(true, seen`page 0 is empty`);
			const known = new Set(one.map((row) => identityOf(ORDERS, row)));
			const isSame = before.every((row) => known.has(identityOf(ORDERS, row)));
			return finding(isSame, isSame ? seen`page 0 is page 1` : seen`page 0 has other rows`);
		},
	},
	...assumptionsOf(PBXS),
];
