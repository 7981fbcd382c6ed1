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

/** The page of a list that a query asks for. */
export function pageOf<Row>(rows: readonly Row[], query: Query): Page<Row> {
	const pageNo = Number(query.pageNo ?? 1);
	const pageSize = Number(query.pageSize ?? 25);
	return {
		count: rows.length,
		pageNo,
		pageSize,
		results: rows.slice((pageNo - 1) * pageSize, pageNo * pageSize),
		total: rows.length,
		totalPage: Math.ceil(rows.length / pageSize),
	};
}
