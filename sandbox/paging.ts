/** A query as the server reads it. */
export type Query = Record<string, string | undefined>;

/** A page as documented [doc: query-order-list, query-product-list]. */
export interface Page<Row> {
	count: number;
	pageNo: number;
	pageSize: number;
	results: Row[];
	total: number;
	totalPage: number;
}

/**
 * The page of a list that a query asks for.
 *
 * @param firstPage the number of the first page
 */
export function pageOf<Row>(rows: readonly Row[], query: Query, firstPage = 1): Page<Row> {
	const pageNo = Number(query.pageNo ?? firstPage);
	const pageSize = Number(query.pageSize ?? 25);
	const before = (pageNo - firstPage) * pageSize;
	return {
		count: rows.length,
		pageNo,
		pageSize,
		results: pageNo < firstPage ? [] : rows.slice(before, before + pageSize),
		total: rows.length,
		totalPage: Math.ceil(rows.length / pageSize),
	};
}
