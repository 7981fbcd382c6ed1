import type { Book } from './book';
import { digits, fieldsOf, requiredText } from './bodyFields';
import { holdingOf } from './holdings';
import { invalidField } from './refusal';

/**
 * Has the plan or a service of a PBX renew by itself [doc: enable-auto-renewal; that a service can be named beside a
 * plan is read from the field's name].
 *
 * @param body as lossless-json parsed it
 * @throws Refusal
 */
export function enableAutoRenewal(body: unknown, book: Book): true {
	const fields = fieldsOf(body);
	const productNo = requiredText(fields, 'productNo');
	const productId = Number(requiredText(fields, 'productId'));
	const planOrServiceId = digits(fields, 'planOrServiceId', false);
	const pbx = book.findPbx(productNo);
	if (pbx?.productId !== productId)
		throw invalidField('productNo', 'exists', 'There is no PBX of this product with that serial number');
	const renewed = pbx.planId === planOrServiceId ? pbx : holdingOf(book, pbx, planOrServiceId);
	if (renewed === undefined)
		throw invalidField('planOrServiceId', 'exists', `The PBX has no plan or service ${planOrServiceId}`);
	renewed.autoRenews = true;
	book.changed();
	return true;
}
