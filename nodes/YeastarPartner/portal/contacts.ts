import { CONTACT_EMAIL_FIELDS, EMAIL_FIELDS, CONTACT, CONTACT_PARTS, COMPANY_PARTS } from './fieldNames';
import type { PortalClient } from './client';
import { unrecognized } from './failure';
import { type Found, findInside, findObjects, isEmptyResult, type OwnFields, textField, textUnder } from './find';
import { isJsonObject, type JsonObject, type JsonValue } from './json';
import { isAnotherThan, refersToAnother } from './otherIds';

/** Where the billing contacts are listed [doc: query-billing-contact-list]. */
export const BILLING_CONTACTS_PATH = '/user/openapi/user/v1/client/billing_contact_list';

/** Somebody who receives invoices, the documented fields as the portal gave them. */
export interface BillingContact extends JsonObject {
	billingContactId: string;
}

/**
 * The partner's billing contacts. Whether the list comes as an array, an object or a page of results is not
 * documented, so they are looked for by `billingContactId` [doc: query-billing-contact-list; shape inferred].
 *
 * @throws PortalFailure also when the answer holds something, but no contact
 */
export async function getBillingContacts(client: PortalClient): Promise<BillingContact[]> {
	const { result, requestId } = await client.get(BILLING_CONTACTS_PATH);
	const contacts = contactsIn(result);
	if (contacts.length === 0 && !isEmptyResult(result)) {
		throw unrecognized('list of billing contacts', 'billing contact', 'billingContactId', requestId);
	}
	return contacts;
}

function isContact(object: JsonObject): boolean {
	return textField(object, 'billingContactId') !== '';
}

function toContact({ object }: Found): BillingContact {
	return { ...object, billingContactId: textField(object, 'billingContactId') };
}

/** The billing contacts in an answer, wherever they stand in it [doc: query-billing-contact-list; shape inferred]. */
export function contactsIn(result: JsonValue): BillingContact[] {
	return findObjects(result, isContact).map(toContact);
}

/** The billing contacts that a contact tells of inside of it. */
export function contactsInside(contact: BillingContact): BillingContact[] {
	return findInside(contact, isContact).map(toContact);
}

const EMAIL = /^[^\s@]+@[^\s@]+$/;

function isOtherThan(contact: BillingContact) {
	return isAnotherThan(contact.billingContactId, CONTACT);
}

/** The addresses in a field that holds nothing else. */
function emailsIn(value: JsonValue | undefined): string[] {
	if (Array.isArray(value)) return value.flatMap(emailsIn);
	const parts = typeof value === 'string' ? value.split(/[\s,;]+/).filter((part) => part !== '') : [];
	return parts.every((part) => EMAIL.test(part)) ? parts : [];
}

/** The addresses under some field names in a contact and its parts. */
function emailsUnder(object: JsonObject, names: readonly RegExp[], isOther: (part: JsonObject) => boolean): string[] {
	const fields = Object.keys(object);
	const ownFields = names.flatMap((name) => fields.filter((field) => name.test(field)));
	const parts = fields
		.filter((field) => CONTACT_PARTS.test(field))
		.map((field) => object[field])
		.filter(isJsonObject)
		.filter((part) => !isOther(part));
	return [
		...ownFields.flatMap((field) => emailsIn(object[field])),
		...parts.flatMap((part) => emailsUnder(part, names, isOther)),
	];
}

function hasOtherPerson(contact: BillingContact): boolean {
	return refersToAnother(contact, contact.billingContactId, CONTACT);
}

/**
 * The e-mail addresses of a contact, the documented `emailAddress` first [doc: query-billing-contact-list]. An
 * address of another person in it, such as an account manager, or one in a remark, is not the contact's.
 */
export function emailsOf(contact: BillingContact): string[] {
	const fields = hasOtherPerson(contact) ? CONTACT_EMAIL_FIELDS : [...CONTACT_EMAIL_FIELDS, ...EMAIL_FIELDS];
	return [...new Set(emailsUnder(contact, fields, isOtherThan(contact)))];
}

/** E-mail addresses that are the contact's or those of another person whose ID stands beside them. */
export function doubtfulEmailsOf(contact: BillingContact): string[] {
	return hasOtherPerson(contact) ? emailsUnder(contact, EMAIL_FIELDS, isOtherThan(contact)) : [];
}

/** The name of the person, or an empty text [doc: query-billing-contact-list names firstName and lastName]. */
export function personOf(contact: BillingContact): string {
	const documented = [textField(contact, 'firstName'), textField(contact, 'lastName')]
		.filter((part) => part.trim() !== '')
		.join(' ');
	const own: OwnFields = { parts: CONTACT_PARTS, isOther: isOtherThan(contact) };
	return documented || textUnder(contact, [/^(contact|full|display)?_?name$/i], own);
}

/** The company, or an empty text [doc: query-billing-contact-list]. */
export function companyOf(contact: BillingContact): string {
	const own: OwnFields = { parts: COMPANY_PARTS, isOther: isOtherThan(contact) };
	return textUnder(contact, [/^company$/i, /^company_?(name|title)$/i, /^organi[sz]ation(_?name)?$/i], own);
}
