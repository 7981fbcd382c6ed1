import { BareNumber } from './bareNumber';
import type { BookedOrder } from './book';
import type { Plan, Service } from './catalog';
import { type BillingContact, type Pbx, REGIONS } from './fixtures';
import { OrderAnswers } from './orderAnswers';
import { toldSerialNumber } from './orderDetails';
import { pageOf, type Query } from './paging';
import { subscriptionOf } from './subscription';
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
		const isOnTrial = this.book.findPbx(query.productNo ?? '')?.isOnTrial === true;
		const services = ofProduct(this.book.services).map((service) => this.serviceRow(service, isOnTrial));
		const serviceList = services.map((service) => ({ ...service, planId: planList[0]?.planId }));
		switch (this.switches.plansShape) {
			case 'planList':
				return { offeringId, planList, serviceList };
			case 'array':
				return [...planList, ...services].map((row) => ({ ...row, offeringId }));
			case 'nested':
				return [{ offeringId, product: { productId, plans: planList, services: serviceList } }];
			case 'other':
				return { offering: { offeringId }, availablePlans: planList, addOns: services };
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

	/**
	 * `serviceId` and `purchaseType`, which is `trial` while the plan is on trial, are documented
	 * [doc: query-available-subscription-trial-plans-and-services-for-a-product]; the other names are inferred.
	 */
	private serviceRow(service: Service, isOnTrial: boolean): Record<string, unknown> {
		const { fieldNames, plansHavePricingId } = this.switches;
		const id = { serviceId: this.id(service.serviceId), purchaseType: isOnTrial ? 'trial' : 'purchase' };
		const pricingId = this.id(service.pricingServiceId);
		if (fieldNames === 'other') return { info: { title: service.serviceName }, ...id, priceRefs: { pricingId } };
		return { ...id, serviceName: service.serviceName, ...(plansHavePricingId ? { pricingServiceId: pricingId } : {}) };
	}

	/** [doc: query-region-list; an array is inferred] */
	regions(): readonly object[] {
		return REGIONS;
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
		const hasRow = ({ planId }: Pbx) => planId !== undefined || this.switches.listsPbxsWithoutPlan;
		return this.page(
			this.book.pbxs.filter((pbx) => pbx.productId === productId && hasRow(pbx)).map((pbx) => this.pbxRow(pbx, 'row')),
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
			...this.pbxRow(pbx, 'details'),
			currentPlan: isSwitching ? this.book.planName(pbx.planId) : '',
			currentPlanExpireDate: isSwitching ? '2027-01-31' : '',
		};
	}

	private pbxRow(pbx: Pbx, where: 'row' | 'details'): object {
		const { pbxName } = pbx;
		const productNo = toldSerialNumber(pbx.productNo, this.switches);
		const planName = this.switches.pbxTellsPlan ? { planName: this.book.planName(pbx.planId) } : {};
		const told = subscriptionOf(pbx, this.switches, where);
		if (this.switches.fieldNames === 'other')
			return { productNo, alias: pbxName, subscription: { ...planName, ...told } };
		return {
			activationCode: '',
			activationStatus: 'activated',
			comment: '',
			productNo,
			pbxName,
			...planName,
			...told,
		};
	}
}
