import type { Book, BookedOrder } from './book';
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
		const { pagesIgnored, fixedPageSize, pageTotals } = this.switches;
		const asked: Query = {
			...query,
			...(pagesIgnored ? { pageNo: '1' } : {}),
			...(fixedPageSize > 0 ? { pageSize: String(fixedPageSize) } : {}),
		};
		const { total, totalPage, ...page } = pageOf(
			rows.map((row) => ({ ...this.moreFields(), ...row })),
			asked,
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
		if (this.switches.refusesSort && query.sort !== undefined) throw invalidField('sort', 'unknown', 'sort is not allowed');
		return this.page(
			this.sorted(query.sort).map((order) => this.row(order)),
			query,
		);
	}

	private sorted(sort: string | undefined): BookedOrder[] {
		const oldestFirst = [...this.book.orders].sort((one, other) => one.createTime - other.createTime);
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
			...this.time(order),
			currencyCode: 'USD',
			customReferenceNo: this.reference(order),
			id,
			orderNo,
			orderStatus,
		};
	}

	private time({ createTime }: BookedOrder): { createTime?: number | string } {
		// 2026-07-17T09:30:00.000Z
		const text = new Date(createTime).toISOString();
		switch (this.switches.orderTimes) {
			case 'milliseconds':
				return { createTime };
			case 'seconds':
				return { createTime: Math.floor(createTime / 1000) };
			case 'text':
				return { createTime: `${text.slice(0, 10)} ${text.slice(11, 19)}` };
			case 'zonedText':
				return { createTime: `${text.slice(0, 19)}+00:00` };
			case 'day':
				return { createTime: `${text.slice(5, 10)}-${text.slice(0, 4)}` };
			case 'zero':
				return { createTime: 0 };
			case 'none':
				return {};
		}
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

	/** [doc: get-order-details]; inner fields after `productNo` are inferred. */
	order(id: string): object {
		const order = this.book.orders.find((booked) => booked.id === id || booked.orderNo === id);
		if (order === undefined) throw invalidField('id', 'exists', `There is no order ${id}`);
		const { orderNo, orderStatus, billingId, planId, billingCycle, multiCycle, productNo } = order;
		const productId = String(order.productId);
		const frame = {
			billingInformation: { billingContactId: billingId },
			orderInformation: { orderNo, orderStatus, ...this.time(order), id: order.id },
		};
		const line = { serviceType: 'plan', planName: this.book.planName(planId), billingCycle, multiCycle };
		switch (this.switches.orderDetails) {
			case 'full':
				return { ...frame, basicInformation: { productId, productNo }, orderSummary: [{ ...line, serviceId: planId }] };
			case 'withoutPlanId':
				return { ...frame, basicInformation: { productId, productNo }, orderSummary: [line] };
			case 'withoutSerialNumber':
				return { ...frame, basicInformation: { productId }, orderSummary: [{ ...line, serviceId: planId }] };
			case 'otherNames':
				return {
					...frame,
					basicInformation: { device: { kind: productId, serialNumber: productNo } },
					orderSummary: { lines: [{ ...line, service: { code: planId } }] },
				};
		}
	}
}
