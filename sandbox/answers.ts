import { BareNumber } from './bareNumber';
import type { BookedOrder } from './book';
import type { BillingContact, Pbx, Plan } from './fixtures';
import { OrderAnswers } from './orderAnswers';
import { toldSerialNumber } from './orderDetails';
import type { PricedLine } from './orderRules';
import { pageOf, type Query } from './paging';
import { invalidField } from './refusal';

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
		if (query.productNo && this.book.findPbx(query.productNo)?.productId !== productId) {
			throw invalidField('productNo', 'exists', 'There is no PBX of this product with that serial number');
		}
		const ofProduct = <Row extends { productId: number }>(rows: readonly Row[]) =>
			rows.filter((row) => row.productId === productId);
		const offeringId = this.id(ofProduct(this.book.products)[0]?.offeringId ?? '');
		const planList = ofProduct(this.book.plans).map((plan) => this.planRow(plan));
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

	/** Only `planId` is documented; that the name is `planName`, and the names for `other`, are inferred. */
	private planRow({ planId, planName, pricingPlanId }: Plan): Record<string, unknown> {
		const { fieldNames, plansHavePricingId } = this.switches;
		const id = { planId: this.id(planId) };
		if (fieldNames === 'other')
			return { info: { title: planName }, currency: 'USD', ...id, priceRefs: { pricingId: this.id(pricingPlanId) } };
		return { ...id, planName, ...(plansHavePricingId ? { pricingPlanId: this.id(pricingPlanId) } : {}) };
	}

	/** [doc: query-billing-contact-list; the names for `other` are inferred] */
	private contactRow(contact: BillingContact): object {
		const billingContactId = this.id(contact.billingContactId);
		if (this.switches.fieldNames === 'usual') return { ...contact, billingContactId };
		const { company, firstName, lastName, emailAddress } = contact;
		return {
			billingContactId,
			organisation: { companyTitle: company },
			contactName: `${firstName} ${lastName}`,
			eMail: emailAddress,
		};
	}

	/** [doc: query-billing-contact-list; array or object is inferred] */
	billingContacts(): unknown {
		const contacts = this.book.billingContacts.map((contact) => this.contactRow(contact));
		switch (this.switches.contactsShape) {
			case 'array':
				return contacts;
			case 'page':
				return pageOf(contacts, {});
			case 'object':
				return contacts[0] ?? {};
		}
	}

	/** [doc: query-subordinate-user-list; that it is an array is inferred] */
	customers(): object[] {
		return this.book.customers.map((customer) => ({ ...customer, partnerId: this.id(customer.partnerId) }));
	}

	/** [doc: query-information-of-a-subordinate-user; how an unknown address is refused is inferred] */
	customer(email: string): object {
		const customer = this.book.customers.find((candidate) => candidate.email === email);
		if (customer === undefined) throw invalidField('partnerId', 'exists', 'There is no such user');
		return { ...customer, partnerId: this.id(customer.partnerId) };
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
		return this.page(
			this.book.pbxs.filter((pbx) => pbx.productId === productId).map((pbx) => this.pbxRow(pbx)),
			query,
		);
	}

	/** [doc: get-product-details]; `currentPlan` is filled only while the plan is switching. */
	pbx(query: Query): object {
		const productId = this.productOf(query);
		const pbx = this.book.findPbx(query.productNo ?? '');
		if (pbx?.productId !== productId) throw invalidField('productNo', 'exists', 'There is no such PBX');
		const isSwitching = pbx.nextPlanId !== undefined;
		return {
			...this.moreFields(),
			...this.pbxRow(pbx),
			currentPlan: isSwitching ? this.book.planName(pbx.planId) : '',
			currentPlanExpireDate: isSwitching ? '2027-01-31' : '',
		};
	}

	private pbxRow(pbx: Pbx): object {
		const { pbxName } = pbx;
		const productNo = toldSerialNumber(pbx.productNo, this.switches);
		const planName = this.switches.pbxTellsPlan ? { planName: this.book.planName(pbx.planId) } : {};
		if (this.switches.fieldNames === 'other') return { productNo, alias: pbxName, subscription: planName };
		return {
			activationCode: '',
			activationStatus: 'activated',
			comment: '',
			productNo,
			productName: pbxName,
			...planName,
		};
	}

	/** What a switch costs [doc: calculate-subscription-price; all of the answer is inferred, and the prices are made up]. */
	price({ planId, multiCycle }: PricedLine): object {
		const plan = this.book.plans.find((candidate) => candidate.planId === planId);
		const amount = ((plan?.yearlyPrice ?? 0) * (multiCycle === 0 ? 1 / 12 : multiCycle)).toFixed(2);
		return {
			currencyCode: 'USD',
			totalPrice: new BareNumber(amount),
			serviceList: [{ serviceType: 'plan', price: new BareNumber(amount) }],
		};
	}
}
