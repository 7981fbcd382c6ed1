/**
 * Every name of a field that is guessed, in one place. The documentation of the portal's answers breaks off before these fields
 * [inferred], so each is looked for under several names, and found or not found without an error.
 */

// Orders, in the order list and in an order's details.

/** Fields that may hold the purchase order number [doc: query-order-list names customReferenceNo; that it is poNumber is inferred]. */
export const REFERENCE_FIELDS: readonly string[] = ['customReferenceNo', 'poNumber'];

/** Fields that may hold the ID of the plan that was ordered [inferred]. */
export const ORDERED_PLAN_FIELDS: readonly string[] = ['serviceId', 'planId'];

// What any object may have.

/** Words that end like an ID's field and are none. */
export const NO_ID_FIELD = /(paid|valid|void)$/i;

/** Fields that hold a text in one language: `en`, `zh_CN`; the English one is taken first. */
export const LANGUAGE_FIELD = /^(?!id$|no$)[a-z]{2}([_-][A-Za-z]{2,4})?$/;

export const ENGLISH_FIELD = /^en\b|^en_/;

/** Fields of an object that is nothing but a text. */
export const TEXT_FIELD = /^(name|title|label|text|value)$/i;

/** Fields whose object is a part of the one that it stands in, and no other thing [inferred]. */
export const PARTS = /^(basic_?|general_?)?(info(rmation)?|details?|data)$/i;

// IDs of other things in and around an object.

/** What is known of a kind of object that has an ID. */
export interface IdKind {
	/** The field of the ID [doc]. */
	idField: string;
	/** Names of ID fields, as `otherIds.ts` spells them, that are another's where they differ from its own. */
	another: RegExp;
	/** Names of ID fields that are none, though they look so, and that a part of the object may have. */
	reference: RegExp;
}

/** Words of fields that lead to another of the same kind, or to a person in charge [inferred]. */
export const RELATION = new RegExp(
	[
		/(^|_)(next|prev|parent|child|base|default|upgrade|downgrade|replace|success|predecess|target|origin)/,
		/(^|_)(relat|linked|altern|recommend|suggest|substitut|migrat|switch)/,
		/manager|owner|sales|agent|supervis|referr/,
	]
		.map(({ source }) => source)
		.join('|'),
);

/** What such a field may lead to without telling of another plan or person: `baseCurrencyId` [inferred]. */
export const OTHER_SUBJECT =
	/(product|offering|currency|pricing|language|locale|country|region|company|tenant)_?(id|code)$/;

/** IDs that say nothing of what an object is: what it belongs to, who wrote it [doc: offeringId; others inferred]. */
export const REFERENCE = new RegExp(
	[
		/^(product|offering|currency|pricing|pricing_?plan|plan_?pricing|tenant|country|region|language)_?id$/,
		/^(company|organi[sz]ation|tax)_?id$/,
		/^(creat|updat|modif)\w*id$/,
	]
		.map(({ source }) => source)
		.join('|'),
);

// Plans and services.

/** Fields that name what the planId stands for, the likelier first [inferred: none is documented]. */
export const PLAN_NAME_FIELDS = [/^plan_?name$/i, /^plan_?(display_?name|title)$/i];

/** Fields that name the object that they stand in [inferred]. Where they and the others differ, nobody knows. */
export const NAME_FIELDS = [
	...PLAN_NAME_FIELDS,
	/^name$/i,
	/^((display|full|official|subscription(_?plan)?)_?)?(name|title)$/i,
];

/** Fields that may hold a name or a remark: where another field names the plan, they do not count [inferred]. */
export const LABEL_FIELDS = [
	/^((plan|display|full|official|subscription(_?plan)?)_?)?(label|caption)$/i,
	/^plan$/i,
	/^edition$/i,
];

/** Fields that name a plan by its price, where that has no ID of its own [inferred]. */
export const PRICING_PLAN_NAME_FIELDS = [/^pricing_?plan_?(name|title|label)$/i];

/** Fields whose object is a part of the plan that it stands in [inferred]. */
export const PLAN_PARTS = /^((basic|general|plan)_?)?(info(rmation)?|details?|data)$|^plan$/i;

/** Fields of an object with a plan's name that hold the plan once for each price or version [inferred]. */
export const EDITIONS_OF_PLAN = /^(prices?|price_?list|pricing|versions?|(billing_?)?cycles?)$/i;

/** A plan's IDs [doc: planId, serviceId, pricing plan ID; the others inferred]. */
export const PLAN: IdKind = {
	idField: 'planId',
	another: /(plan|service|add_?on|package|bundle|module)_?id$/,
	reference: /^(pricing_?plan|plan_?pricing|user|partner)_?id$/,
};

/** Fields that name a service, the likelier first [inferred: of a service only its serviceId is documented]. */
export const SERVICE_NAME_FIELDS = [
	/^(service|add_?on|module)_?(name|title)$/i,
	/^((display|full|official)_?)?(name|title)$/i,
];

/** A service's IDs; what it belongs to is a plan [doc: serviceId, connectionPlanId; the others inferred]. */
export const SERVICE: IdKind = {
	idField: 'serviceId',
	another: /(service|add_?on|package|bundle|module)_?id$/,
	reference: /^((connection_?|pricing_?)?plan|pricing_?service|service_?pricing|add_?on_?pricing|user|partner)_?id$/,
};

// Billing contacts.

/**
 * Fields that hold a billing contact's e-mail address, the documented one first [doc:
 * query-billing-contact-list; the others inferred].
 */
export const CONTACT_EMAIL_FIELDS = [/^emailAddress$/, /^(contact|billing|invoice)_?(to_?)?e?[-_]?mail(_?address)?$/i];

/**
 * Fields that hold the address of the object that they stand in, which is the contact unless it has the ID of another
 * person [inferred].
 */
export const EMAIL_FIELDS = [/^(e?[-_]?mails?(_?address(es)?)?|mail_?to)$/i];

/** A billing contact's IDs [doc: billingContactId; the others inferred]. */
export const CONTACT: IdKind = {
	idField: 'billingContactId',
	another: /(contact|person|assistant)_?id$/,
	reference: /^$/,
};

/** Objects in a contact that hold its own data [inferred]. */
export const CONTACT_PARTS =
	/^((billing|invoice|contact|basic)_?)?(info(rmation)?|details?|data|address)$|^(contact|billing|bill_?to)$/i;

/** Objects in a contact that hold its company's name [inferred]. */
export const COMPANY_PARTS =
	/^(contact|billing|bill_?to|(contact_?|basic_?)?(info(rmation)?|details?)|company|organi[sz]ation)$/i;

// PBXs.

/** Fields that name a PBX, the likelier first [inferred: of all only `comment` is documented]. */
export const PBX_NAME_FIELDS = [
	/^(pbx|device|instance|display|alias)_?name$/i,
	/^(name|alias)$/i,
	/^comment$/i,
	/^product_?name$/i,
];

/** Objects in a PBX that hold its own data [inferred]. */
export const PBX_PARTS = /^(pbx|device|instance|(basic_?|general_?)?(info(rmation)?|details?|data))$/i;

/** Fields that name the plan that a PBX is on; documented is `currentPlan`, only while it is switching [doc: get-product-details]. */
export const CURRENT_PLAN_FIELDS = [
	/^currentPlan$/i,
	/^((current|present|active|subscription)_?)?plan_?name$/i,
	/^plan$/i,
];

/** Objects in a PBX that are the plan that it is on, or hold it; a next plan is not among them [inferred]. */
export const CURRENT_PLAN = /^((current|present|active)_?)?(plan|subscription)(_?(info(rmation)?|details?))?$/i;

/** Fields that may tell how often a PBX's subscription is billed [inferred]. */
export const PRESENT_CYCLE_FIELDS = [
	/^((current|present|plan|subscription)_?)?(billing|payment|renewal)_?(cycle|period|interval)$/i,
];

/** Fields that may tell the customer who has a PBX [inferred]. */
export const CUSTOMER_NAME_FIELDS = [
	/^(customer|client|end_?user|company|organi[sz]ation|user)_?(name|company)$/i,
	/^(customer|company)$/i,
];

/**
 * Fields that tell when a PBX's subscription ends, the likelier first [inferred: no page shows one]. `currentPlanExpireDate` is none of
 * them: it is filled only while the plan is switching [doc: get-product-details], so a PBX that shows nothing else tells no end.
 */
export const END_FIELDS = [
	/^(plan|subscription)_?(expir(y|es?|ed|ation|ing)|end|valid_?(to|until))(_?(date|time|day|at|on|timestamp))?$/i,
	/^(expir(y|es?|ed|ation|ing)|end)_?(date|time|day|at|on|timestamp)$/i,
	/^(expir(y|es|e|ation)|valid_?(until|to|thru))$/i,
	/^(license|service|product|device|instance|pbx)_?(expir(y|es?|ed|ation)|end)(_?(date|time|day|at|on|timestamp))?$/i,
];

/** Fields that tell whether a subscription renews by itself [inferred; doc: there is an API that enables it]. */
export const AUTO_RENEWAL_FIELDS = [
	/^((is|enable|has|allow)_?)?auto(matic)?_?renew(al|ing|s|ed)?(_?(enabled?|status|flag|switch|on))?$/i,
	/^renew(al)?_?(type|mode|method)$/i,
];

/** Values of such a field that say yes, where it is no boolean [inferred]. */
export const YES = /^(true|1|yes|y|on|enabled?|active|auto(matic)?)$/i;

/** Texts in the field of a date that stand for none [inferred]. */
export const NO_DATE = /^(0|-1|-+|n\/?a|none|null|never|permanent|perpetual|lifetime|unlimited)?$/i;

// Prices.

/** Fields that may hold the ID under which a plan is priced [doc: it comes with the plans; its name is inferred]. */
export const PRICING_FIELD = /^(pricing(_?(plan|service))?|(plan|service)_?pricing)_?id$/i;

/** Fields that may hold what an order costs in all, the likelier first [inferred: nothing of the calculation's answer is documented]. */
export const TOTAL_PRICE_FIELDS = [
	/^(total|final|order|actual)_?(price|amount|cost|fee)$/i,
	/^total$/i,
	/^(price|amount)$/i,
];

/** Fields that may hold its currency [inferred; doc: query-order-list has currencyCode]. */
export const CURRENCY_FIELD = /^currency(_?code)?$/i;
