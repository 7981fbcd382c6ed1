import type { Book, BookedOrder } from './book';
import { orderDetails } from './orderDetails';
import { orderTime } from './orderTime';
import { pageOf, type Query } from './paging';
import { invalidField } from './refusal';
import type { Switches } from './switches';

function reversed(text: string): string {
	return [...text].reverse().join('');
}

/** What the switch `wideRows` adds [inferred]. */
const MORE_FIELDS = {
	remark: '',
	tags: [],
	salesName: 'Sandbox Sales',
	payTime: null,
	taxAmount: '0.00',
	region: 'EU',
	source: 'openapi',
	updateTime: 1_760_000_000_000,
};

/** What the portal answers to questions about orders; each function returns an envelope's `result`. */
export class OrderAnswers {
	constructor(
		protected readonly book: Book,
		protected readonly switches: Switches,
	) {}

	protected moreFields(): object {
		return this.switches.wideRows ? MORE_FIELDS : {};
	}

	/** A page as the switches have it [doc: query-order-list, query-product-list]. */
	protected page(rows: readonly object[], query: Query): object {
		const { pagesIgnored, fixedPageSize, pageTotals, firstPage } = this.switches;
		const asked: Query = {
			...query,
			...(pagesIgnored ? { pageNo: String(firstPage) } : {}),
			...(fixedPageSize > 0 ? { pageSize: String(fixedPageSize) } : {}),
		};
		const { total, totalPage, ...page } = pageOf(
			rows.map((row) => ({ ...this.moreFields(), ...row })),
			asked,
			firstPage,
		);
		switch (pageTotals) {
			case 'both':
				return { ...page, total, totalPage };
			case 'onlyTotal':
				return { ...page, total };
			case 'none':
				return { ...page, count: page.results.length };
		}
	}

	/** [doc: query-order-list]; fields after `orderStatus` are inferred. */
	orders(query: Query): object {
		if (this.switches.refusesSort && query.sort !== undefined)
			throw invalidField('sort', 'unknown', 'sort is not allowed');
		return this.page(
			this.sorted(query.sort).map((order) => this.row(order)),
			query,
		);
	}

	private sorted(sort: string | undefined): BookedOrder[] {
		const shownUntil = Date.now() - this.switches.listLag;
		const shown = this.book.orders.filter(({ createTime }) => this.switches.listLag === 0 || createTime <= shownUntil);
		const oldestFirst = shown.sort((one, other) => one.createTime - other.createTime);
		switch (this.switches.ordersSorted) {
			case 'asAsked':
				return sort === 'id' ? oldestFirst : oldestFirst.reverse();
			case 'newestFirst':
				return oldestFirst.reverse();
			case 'oldestFirst':
				return oldestFirst;
			case 'unsorted':
				return oldestFirst.sort((one, other) => (reversed(one.id) < reversed(other.id) ? -1 : 1));
		}
	}

	private row(order: BookedOrder): object {
		const { id, orderNo, orderStatus } = order;
		return {
			...orderTime(order, this.switches),
			currencyCode: 'USD',
			customReferenceNo: this.reference(order),
			id,
			orderNo,
			orderStatus,
		};
	}

	private reference({ id, poNumber }: BookedOrder): string {
		switch (this.switches.referenceInList) {
			case 'poNumber':
				return poNumber ?? '';
			case 'empty':
				return '';
			case 'unrelated':
				return `REF-${id}`;
		}
	}

	/** [doc: get-order-details]; by number or ID. */
	order(id: string): object {
		const order = this.book.orders.find((booked) => booked.id === id || booked.orderNo === id);
		if (order === undefined) throw invalidField('id', 'exists', `There is no order ${id}`);
		return orderDetails(order, this.book, this.switches);
	}
}
