import type { BookedOrder } from './book';
import type { BillingContact, Pbx } from './fixtures';
import { OrderAnswers } from './orderAnswers';
import { pageOf, type Query } from './paging';
import { invalidField } from './refusal';

/** A bare number in the JSON text, for the switch `numericIds`. Written by the server without rounding. */
export class BareNumber {
	constructor(readonly digits: string) {}
}

/** What the portal answers to questions; each function returns an envelope's `result`. */
export class Answers extends OrderAnswers {
	private id(digits: string): string | BareNumber {
		return this.switches.numericIds ? new BareNumber(digits) : digits;
	}

	private productOf(query: Query): number {
		const productId = Number(query.productId);
		if (!this.book.products.some((product) => product.productId === productId)) {
			throw invalidField('productId', 'exists', 'productId has to be a known product');
		}
		return productId;
	}

	/** [doc: query-available-subscription-products] */
	products(): object[] {
		return this.book.products.map(({ name, productId }) => ({ name, productId }));
	}

	/** Documented are `offeringId`, `planId` and `serviceId`; names and containers are inferred. */
	plans(query: Query): unknown {
		const productId = this.productOf(query);
		if (this.switches.requireProductNo && [9, 11].includes(productId) && !query.productNo) {
			throw invalidField('productNo', 'required', 'productNo is required for this product');
		}
		const ofProduct = <Row extends { productId: number }>(rows: readonly Row[]) =>
			rows.filter((row) => row.productId === productId);
		const offeringId = this.id(ofProduct(this.book.products)[0]?.offeringId ?? '');
		const planList = ofProduct(this.book.plans).map(({ planId, planName }) => ({ planId: this.id(planId), planName }));
		const serviceList = ofProduct(this.book.services).map(({ serviceId, serviceName }) => ({
			serviceId: this.id(serviceId),
			serviceName,
			planId: planList[0]?.planId,
		}));
		switch (this.switches.plansShape) {
			case 'planList':
				return { offeringId, planList, serviceList };
			case 'array':
				return planList.map((plan) => ({ ...plan, offeringId }));
			case 'nested':
				return [{ offeringId, product: { productId, plans: planList, services: serviceList } }];
			case 'other':
				return { offering: { offeringId }, availablePlans: planList };
		}
	}

	/** [doc: query-billing-contact-list; array or object is inferred] */
	billingContacts(): unknown {
		const contacts = this.book.billingContacts.map((contact: BillingContact) => ({
			...contact,
			billingContactId: this.id(contact.billingContactId),
		}));
		switch (this.switches.contactsShape) {
			case 'array':
				return contacts;
			case 'page':
				return pageOf(contacts, {});
			case 'object':
				return contacts[0] ?? {};
		}
	}

	/** What an order's creation answers [doc: tutorials]. */
	created(order: BookedOrder, authorization: string): unknown {
		const { orderNo, orderStatus, productNo, transactionNo } = order;
		const created = { instanceId: this.id(order.instanceId), orderNo, orderStatus, productNo, transactionNo };
		if (this.switches.orderShape === 'withErrorField') return { ...created, error: '' };
		if (this.switches.orderShape === 'withoutNumber') return { ...created, orderNo: undefined };
		if (this.switches.orderShape === 'bare') return { orderNo };
		if (this.switches.orderShape === 'echoing') return { ...created, debug: authorization };
		if (this.switches.orderShape === 'nested') return { order: created, amount: new BareNumber('10.10') };
		if (this.switches.orderShape === 'numbers') {
			return { ...created, instanceId: new BareNumber(order.instanceId), planRank: 3, amount: new BareNumber('10.10') };
		}
		return created;
	}

	/** [doc: query-product-list]; fields after `activationStatus` are inferred. */
	pbxs(query: Query): object {
		const productId = this.productOf(query);
		return pageOf(
			this.book.pbxs.filter((pbx) => pbx.productId === productId).map((pbx) => this.pbxRow(pbx)),
			query,
		);
	}

	/** [doc: get-product-details]; `currentPlan` is filled only while the plan is switching. */
	pbx(query: Query): object {
		const productId = this.productOf(query);
		const pbx = this.book.findPbx(query.productNo ?? '');
		if (pbx?.productId !== productId) throw invalidField('productNo', 'exists', 'There is no such PBX');
		return { ...this.pbxRow(pbx), currentPlan: pbx.nextPlanId === undefined ? '' : this.book.planName(pbx.planId) };
	}

	private pbxRow(pbx: Pbx): object {
		return {
			activationCode: '',
			activationStatus: 'activated',
			comment: '',
			productNo: pbx.productNo,
			productName: pbx.pbxName,
			planName: this.book.planName(pbx.planId),
		};
	}
}
