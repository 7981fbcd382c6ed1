import type { Switches } from '../switches';
import type { Query } from '../paging';
import type { Report } from './report';

const ORDERS_PATH = '/order/openapi/order/v1/page';
const PBXS_PATH = '/product/openapi/instance_product/v1/client/instance_product_list';

/** The words of a finding, or an empty text. */
function seenIn({ findings }: Report, id: string): string {
	return findings[id]?.seen ?? '';
}

/** The switches that a report turns: what a portal does, beside what its answers look like. */
export function switchesOf(report: Report): Partial<Switches> {
	const seen = (id: string) => seenIn(report, id);
	const directions = ['orders.sortNewest', 'orders.sortOldest', 'orders.sortDefault'].map(seen);
	return {
		...(seen('plans.place') === '[]' && seen('services.place') === '[]' ? { plansShape: 'array' as const } : {}),
		...(report.findings['plans.withoutSerial']?.holds === 'no' ? { requireProductNo: true } : {}),
		...(seen('envelope.date') === 'in no answer' ? { sendsDate: false } : {}),
		...(seen('token.earlier') === 'the one before was refused' ? { onlyNewestToken: true } : {}),
		...(seen('token.jwt') === 'no JWT with exp' ? { tokenKind: 'opaque' as const } : {}),
		...(seen('token.jwt') === 'a JWT, both agree' ? { tokenLifetime: lifeOf(report) } : {}),
		...(seen('orders.fraction') === 'all whole seconds' ? { orderTimes: 'wholeSeconds' as const } : {}),
		...(directions.some((text) => text.startsWith('neither')) ? { ordersSorted: 'unsorted' as const } : {}),
		...(seen('orderDetails.product').endsWith('words') ? { productIdInWords: true } : {}),
	};
}

/** How long a token is valid, in seconds: half an hour, or clearly less or more. */
export function lifeOf(report: Report): number {
	const life = seenIn(report, 'token.life');
	return life === 'less' ? 600 : life === 'more' ? 7200 : 1800;
}

/** How the list is sorted where the query asks for something. */
function sortAs(report: Report, sort: string | undefined): string | undefined {
	const id = sort === '-id' ? 'sortNewest' : sort === 'id' ? 'sortOldest' : 'sortDefault';
	const seen = seenIn(report, `orders.${id}`);
	if (seen === 'newest first') return '-id';
	return seen === 'oldest first' ? 'id' : sort;
}

/** The query for which the sandbox has to answer so that it keeps to pages and sorting as the reported portal does. */
export function queryLike(report: Report, path: string, query: Query): Query {
	const list = path === ORDERS_PATH ? 'orders' : path === PBXS_PATH ? 'pbxs' : undefined;
	if (list === undefined) return query;
	const asked: Query = { ...query };
	const size = Number(query.pageSize ?? 25);
	if (seenIn(report, `${list}.pageSize`) === 'asked for one, came: several') asked.pageSize = String(Math.max(size, 2));
	if (list === 'pbxs') {
		if (seenIn(report, 'pbxs.pageNo') === 'the same as on the first') asked.pageNo = '1';
		return asked;
	}
	const defaultSize = { fewer: '2', more: '50' }[seenIn(report, 'orders.defaultSize')];
	if (query.pageSize === undefined && defaultSize !== undefined) asked.pageSize = defaultSize;
	const number = Number(query.pageNo ?? 1);
	const zero = seenIn(report, 'orders.firstPage');
	if (zero === 'page 0 has other rows' && query.pageNo !== undefined) asked.pageNo = String(number + 1);
	if (zero === 'page 0 is page 1' && number === 0) asked.pageNo = '1';
	if (seenIn(report, 'orders.pageNo') === 'the same as on the first' && number > 1) asked.pageNo = '1';
	asked.sort = sortAs(report, query.sort);
	return asked;
}
