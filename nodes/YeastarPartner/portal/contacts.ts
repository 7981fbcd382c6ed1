import type { PortalClient } from './client';
import { PortalFailure } from './failure';
import { findObjects, isEmptyResult, textField, textUnder } from './find';
import { isJsonObject, type JsonObject, type JsonValue } from './json';

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
	const contacts = findObjects(result, (object) => textField(object, 'billingContactId') !== '');
	if (contacts.length === 0 && !isEmptyResult(result)) {
		throw new PortalFailure({
			message: "The portal's answer holds no billing contact that can be recognized",
			advice:
				'No object in it has a billingContactId. Report it with the request ID, so that the node can learn to read it.',
			fate: 'unknown',
			requestId,
		});
	}
	return contacts.map(({ object }) => ({ ...object, billingContactId: textField(object, 'billingContactId') }));
}

const EMAIL = /^[^\s@]+@[^\s@]+$/;

/** Fields that hold a contact's e-mail address, the documented one first [doc: query-billing-contact-list; the others inferred]. */
const EMAIL_FIELDS = [/^emailAddress$/, /^(contact|billing|invoice)?_?e?-?_?mail(_?address)?s?$/i];
/** Fields that may hold it, where there is none of those, the likelier first. */
const OTHER_FIELDS = [/mail/i, /./];

interface FieldValue {
	field: string;
	value: JsonValue;
}

function fieldsIn(value: JsonValue): FieldValue[] {
	if (Array.isArray(value)) return value.flatMap(fieldsIn);
	if (!isJsonObject(value)) return [];
	return Object.entries(value).flatMap(([field, inner]) => [{ field, value: inner }, ...fieldsIn(inner)]);
}

function emailsIn(value: JsonValue): string[] {
	if (Array.isArray(value)) return value.flatMap(emailsIn);
	return typeof value === 'string' ? value.split(/[\s,;]+/).filter((part) => EMAIL.test(part)) : [];
}

/**
 * The e-mail addresses of a contact. Documented is `emailAddress` [doc: query-billing-contact-list]. Only where no field is named so, or likewise,
 * does any other count: an address in a remark is not the contact's.
 */
export function emailsOf(contact: BillingContact): string[] {
	const fields = fieldsIn(contact);
	const having = (name: RegExp) => fields.filter(({ field }) => name.test(field));
	const emailsUnder = (name: RegExp) => having(name).flatMap(({ value }) => emailsIn(value));
	const hasOwn = EMAIL_FIELDS.some((name) => having(name).length > 0);
	const names = hasOwn ? EMAIL_FIELDS : OTHER_FIELDS.filter((name) => having(name).length > 0).slice(0, 1);
	return names.map(emailsUnder).find((emails) => emails.length > 0) ?? [];
}

/** The name of the person, or an empty text [doc: query-billing-contact-list names firstName and lastName]. */
export function personOf(contact: BillingContact): string {
	const documented = [textField(contact, 'firstName'), textField(contact, 'lastName')].filter((part) => part.trim() !== '').join(' ');
	return documented || textUnder(contact, [/^(contact|full|display)?_?name$/i]);
}

/** The company, or an empty text [doc: query-billing-contact-list]. */
export function companyOf(contact: BillingContact): string {
	return textUnder(contact, [/^company$/i, /company/i, /organi[sz]ation/i]);
}
