import type { PortalClient } from './client';
import { PortalFailure } from './failure';
import { findObjects, isEmptyResult, textField } from './find';
import type { JsonObject } from './json';

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
