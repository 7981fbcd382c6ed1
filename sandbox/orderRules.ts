import type { Book, OrderLine, WantedOrder } from './book';
import { digits, type Fields, fieldsOf, isFields, oneOf, optionalText, present } from './bodyFields';
import { type OrderKind, readLine } from './orderLines';
import type { Pbx } from './fixtures';
import { invalidField } from './refusal';
import { assertStateFits } from './stateRules';
import type { Switches } from './switches';
import { OPERATION_TYPES, tutorialOf } from './tutorials';

/** The kind of an order and its product. */
export function readKind(body: Fields, book: Book): OrderKind {
	const operationType = oneOf(body, 'operationType', OPERATION_TYPES);
	const productId = Number(digits(body, 'productId', false));
	if (!book.products.some((product) => product.productId === productId))
		throw invalidField('productId', 'exists', `There is no product ${productId}`);
	return { operationType, productId };
}

/** The PBX that an order is for; none for an account, or where it is to be made. */
function readPbx(body: Fields, { operationType, productId }: OrderKind, book: Book): Pbx | undefined {
	const { pbx: rule } = tutorialOf(operationType, productId, '');
	if (body.productNo === undefined && rule !== 'needed') return undefined;
	if (rule === 'none')
		throw invalidField('productNo', 'unknown', 'productNo has to be left out: this order is for no PBX that is there');
	const pbx = typeof body.productNo === 'string' ? book.findPbx(body.productNo) : undefined;
	if (pbx?.productId !== productId)
		throw invalidField('productNo', 'exists', 'There is no PBX of this product with that serial number');
	return pbx;
}

/** Trials have no billing contact in their tutorials; all other orders need one [doc: create-an-order]. */
function readBillingId(body: Fields, { operationType }: OrderKind, book: Book, switches: Switches): string {
	if (operationType.startsWith('trial_') && body.billingId === undefined) return '';
	const billingId = digits(body, 'billingId', switches.acceptQuotedIds);
	if (!book.billingContacts.some((contact) => contact.billingContactId === billingId))
		throw invalidField('billingId', 'exists', `There is no billing contact ${billingId}`);
	return billingId;
}

/** A customer's unique ID; whether it is a number or a text is not documented, so both are taken. */
function readPartnerId(body: Fields, book: Book): string | undefined {
	if (body.partnerId === undefined) return undefined;
	const partnerId = digits(body, 'partnerId', true);
	if (!book.customers.some((customer) => customer.partnerId === partnerId))
		throw invalidField('partnerId', 'exists', `There is no subordinate user ${partnerId}`);
	return partnerId;
}

/** A customer's unique ID or e-mail address: which of them is inferred to be either. */
function readAssignId(body: Fields, book: Book): string | undefined {
	const assignId = optionalText(body, 'assignId');
	if (assignId === undefined) return undefined;
	const isKnown = book.customers.some(({ partnerId }) => partnerId === assignId) || book.findCustomer(assignId);
	if (!isKnown) throw invalidField('assignId', 'exists', `There is no subordinate user ${assignId}`);
	return assignId;
}

/** What only the purchase of a Cloud PBX has to have [doc: create-an-order; its fields cannot be read]. */
function readSpecialRequest(body: Fields, { operationType, productId }: OrderKind): { pbxName?: string } {
	if (operationType !== 'purchase_plan' || productId !== 13) return {};
	const request = body.orderPceSpecialRequest;
	if (!isFields(request))
		throw invalidField('orderPceSpecialRequest', 'required', 'orderPceSpecialRequest has to be an object');
	const pbxName = optionalText(request, 'pbxName');
	return pbxName === undefined ? {} : { pbxName };
}

function readServiceList(body: Fields): Fields[] {
	const lines = body.serviceList;
	if (!Array.isArray(lines) || lines.length === 0 || !lines.every(isFields))
		throw invalidField('serviceList', 'size', 'serviceList has to hold a plan or a service');
	return lines;
}

/**
 * Checks the body of an order against what the tutorials state, IDs digit by digit.
 *
 * @param body as lossless-json parsed it
 * @throws Refusal; its texts are made up, since no error of the real portal is known [inferred]
 */
export function readOrder(body: unknown, book: Book, switches: Switches): WantedOrder {
	const fields = fieldsOf(body);
	const kind = readKind(fields, book);
	const pbx = readPbx(fields, kind, book);
	const poNumber = optionalText(fields, 'poNumber');
	const billingId = readBillingId(fields, kind, book, switches);
	const partnerId = readPartnerId(fields, book);
	const assignId = readAssignId(fields, book);
	const request = readSpecialRequest(fields, kind);
	const lines = readServiceList(fields).map((line) => readLine(line, kind, book, switches));
	assertStateFits({ ...kind, pbx, partnerId, lines }, book, switches);
	const whole = present({ ...kind, productNo: pbx?.productNo ?? '', billingId, poNumber, partnerId, assignId });
	const [first, ...furtherLines] = lines.map(({ values }): OrderLine => ({ ...whole, ...values }));
	return { ...(first as OrderLine), ...request, furtherLines };
}
