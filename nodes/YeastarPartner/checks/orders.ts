import { readTime } from '../portal/orderTime';
import { type Assumption, finding, type Finding, unknown } from './assumption';
import { fieldFinding, fieldsFinding } from './fields';
import type { Observed, QuestionKind } from './observed';
import { orderRows } from './pages';
import type { Row } from './rows';
import { seen, type Shown, types } from './seen';
import { textOf } from './typed';

const KINDS: readonly QuestionKind[] = ['orders', 'ordersNewest', 'ordersOldest'];
const rows = (observed: Observed) => orderRows(observed, ...KINDS);

/** [doc: query-order-list; the list breaks off after `con`] */
const DOCUMENTED_STATUS = /^(succeed|failed|pending|invalid|cancelled|refunded|con[a-z]+)$/;
const LOOK_UP = 'Operations that order: a lost order is looked for in the list';

function timeOf({ object }: Row): number | undefined {
	const text = textOf(object.createTime);
	return readTime(text) ?? (Number.isNaN(Date.parse(text)) ? undefined : Date.parse(text));
}

function steps(values: ReadonlyArray<number | undefined>): number[] {
	return values.slice(1).map((value, index) => (value ?? NaN) - (values[index] ?? NaN));
}

function direction(found: readonly Row[]): Shown | undefined {
	const apart = steps(found.map(timeOf)).filter((step) => step !== 0);
	if (apart.length === 0 || apart.some(Number.isNaN)) return undefined;
	if (apart.every((step) => step < 0)) return seen`newest first`;
	return apart.every((step) => step > 0) ? seen`oldest first` : seen`neither newest nor oldest first`;
}

function sorting(observed: Observed, kind: QuestionKind, expected: Shown): Finding {
	if (observed.refusals(kind).length > 0) return finding(false, seen`refused`);
	const seenDirection = direction(orderRows(observed, kind));
	if (seenDirection === undefined) return unknown(seen`not enough orders with different times`);
	return finding(seenDirection === expected, seenDirection);
}

/** What is assumed of the order list. */
export const ORDERS: readonly Assumption[] = [
	{
		id: 'orders.number',
		assumption: 'Each order has orderNo, two capitals and 19 digits',
		source: 'documented: query-order-list; its form is that of the tutorials',
		affects: `${LOOK_UP} by it, Get Orders: without it no order is recognized`,
		check: (observed) => fieldFinding(rows(observed), { field: 'orderNo', type: /^text of 2 capitals and 19 digits$/ }),
	},
	{
		id: 'orders.id',
		assumption: 'Each order has id, a text of 19 digits',
		source: 'documented: query-order-list',
		affects: 'None: a number is read too',
		check: (observed) => fieldFinding(rows(observed), { field: 'id', type: /^text of 19 digits$/ }),
	},
	{
		id: 'orders.fields',
		assumption: 'Each order has orderStatus and currencyCode',
		source: 'documented: query-order-list',
		affects: 'Get Orders; operations that order: a failed order is told from one that succeeded',
		check: (observed) => fieldsFinding(rows(observed), ['orderStatus', 'currencyCode']),
	},
	{
		id: 'orders.status',
		assumption: 'The status of an order is one of those that are documented',
		source: 'documented: query-order-list, which breaks off after con…',
		affects: 'Operations that order: an unknown status is output as it is',
		check: (observed) => {
			const statuses = rows(observed).map(({ object }) => textOf(object.orderStatus));
			const told = statuses.filter((text) => text !== '');
			if (told.length === 0) return unknown(seen`no order with a status`);
			const isKnown = told.every((text) => DOCUMENTED_STATUS.test(text));
			return finding(isKnown, isKnown ? seen`all documented` : seen`also others`);
		},
	},
	{
		id: 'orders.time',
		assumption: 'createTime of an order is a number: milliseconds since 1970',
		source: 'documented: query-order-list; that it counts milliseconds is inferred',
		affects: `${LOOK_UP} since the moment that it was sent; seconds are read too, a text without a time zone is not`,
		check: (observed) => fieldFinding(rows(observed), { field: 'createTime', type: /^number of 13 digits$/ }),
	},
	{
		id: 'orders.fraction',
		assumption: 'createTime of an order has fractions of a second',
		source: 'inferred: a database may cut them off',
		affects: `${LOOK_UP}: of two equal ones in one second nobody knows which it is`,
		check: (observed) => {
			const times = rows(observed).map(({ object }) => object.createTime ?? null);
			if (!/^number of 13 digits$/.test(types(times))) return unknown(seen`no milliseconds`);
			const isWhole = times.every((time) => textOf(time).endsWith('000'));
			return finding(!isWhole, isWhole ? seen`all whole seconds` : seen`fractions of a second`);
		},
	},
	{
		id: 'orders.reference',
		assumption: 'Each order has customReferenceNo, a text',
		source: 'documented: query-order-list',
		affects: `${LOOK_UP} by its PO number`,
		check: (observed) => fieldFinding(rows(observed), { field: 'customReferenceNo', type: /text/ }),
	},
	{
		id: 'orders.sortNewest',
		assumption: 'With sort=-id the order list has the newest order first',
		source: 'inferred: the country list is sorted so',
		affects: `${LOOK_UP}: otherwise all of it has to be read`,
		check: (observed) => sorting(observed, 'ordersNewest', seen`newest first`),
	},
	{
		id: 'orders.sortOldest',
		assumption: 'With sort=id the order list has the oldest order first',
		source: 'inferred: an example of request-structure asks so',
		affects: 'None',
		check: (observed) => sorting(observed, 'ordersOldest', seen`oldest first`),
	},
	{
		id: 'orders.sortDefault',
		assumption: 'Without sort the order list has the newest order first',
		source: 'inferred: nothing is said of it',
		affects: `${LOOK_UP}, where sort is refused`,
		check: (observed) => sorting(observed, 'orders', seen`newest first`),
	},
];
