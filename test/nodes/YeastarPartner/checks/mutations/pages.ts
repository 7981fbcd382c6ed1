import { LosslessNumber } from 'lossless-json';

import { ORDERS_PATH, PBXS_PATH } from '../../../../support/parameters';
import { type Fields, type NamedMutation, refuse, rename, result, rows } from './mutate';

const orders = (change: (row: Fields) => void) => rows(ORDERS_PATH, 'results', change);

/** Order lists and PBX lists that differ. */
export const PAGES: NamedMutation[] = [
	[
		'order times in seconds',
		orders((row) => (row.createTime = new LosslessNumber(String(row.createTime).slice(0, 10)))),
		['orders.time', 'orders.fraction'],
		/^createTime: number of 10 digits$/,
	],
	[
		'order times as text',
		orders((row) => (row.createTime = new Date(Number(row.createTime)).toISOString().slice(0, 19).replace('T', ' '))),
		['orders.time', 'orders.fraction'],
		/^createTime: text like 0000-00-00 00:00:00$/,
	],
	[
		'an order list that is always oldest first',
		{ ask: (path, query) => void (path === ORDERS_PATH && query.set('sort', 'id')) },
		['orders.sortNewest', 'orders.sortDefault'],
		/^oldest first$/,
	],
	[
		'an order list that refuses sort',
		{
			answer: ({ path, query, body }) => {
				if (path === ORDERS_PATH && query.sort === '-id') Object.assign(body, { code: 'unknown_sort', status: 400 });
			},
		},
		['orders.sortNewest', 'envelope.http'],
		/^refused$/,
	],
	[
		'an order list without customReferenceNo',
		orders((row) => delete row.customReferenceNo),
		['orders.reference'],
		/^no such field among: .*orderNo/,
	],
	[
		'an order list without totals',
		result(ORDERS_PATH, (answered) => void (delete answered.total, delete answered.totalPage)),
		['orders.page'],
		/^missing: total, totalPage;/,
	],
	[
		'an order list that is called records',
		result(ORDERS_PATH, (answered) => rename(answered, 'results', 'records')),
		['orders.results'],
		/records/,
	],
	[
		'an order list with a page size of its own',
		{ ask: (path, query) => void (path === ORDERS_PATH && query.set('pageSize', '2')) },
		['orders.pageSize', 'orders.defaultSize'],
		/^asked for one, came: several$/,
	],
	[
		'an order list that is the same on each page',
		{ ask: (path, query) => void (path === ORDERS_PATH && query.set('pageNo', '1')) },
		['orders.pageNo', 'orders.firstPage'],
		/^the same as on the first$/,
	],
	[
		'a PBX list that is the same on each page',
		{ ask: (path, query) => void (path === PBXS_PATH && query.set('pageNo', '1')) },
		['pbxs.pageNo'],
		/^the same as on the first$/,
	],
	['orders of an unknown status', orders((row) => (row.orderStatus = 'half-done')), ['orders.status'], /^also others$/],
	[
		'an order list that does not tell its page size',
		result(ORDERS_PATH, (answered) => void delete answered.pageSize),
		['orders.defaultSize', 'orders.page'],
		/^no pageSize is told$/,
	],
	[
		'an order list that refuses page 0',
		{
			answer: (answer) => {
				if (answer.path === ORDERS_PATH && answer.query.pageNo === '0') refuse(answer, 400, 'parameter_invalid');
			},
		},
		['orders.firstPage'],
		/^page 0 is refused$/,
	],
	[
		'order times that are whole seconds',
		orders((row) => (row.createTime = new LosslessNumber(`${String(row.createTime).slice(0, 10)}000`))),
		['orders.fraction'],
		/^all whole seconds$/,
	],
];
