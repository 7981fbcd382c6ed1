import type { NewCustomer } from '../portal/customers';
import { parseEmail } from './fields';
import { InvalidField, show } from './invalidField';
import { EMPTY_EXPRESSION } from './missing';

/** Kinds of tax numbers [doc: create-a-subordinate-user]. */
const TAX_TYPES = ['VAT_number', 'Tax_ID', 'TIN_number', 'RUC', 'CUIT'];
const TEXTS = ['phoneNumber', 'stateProvince', 'city', 'street', 'zipCode', 'taxNum', 'remark'] as const;

/** A text, or undefined where it is empty. */
function parseText(field: string, value: unknown): string | undefined {
	if (value === undefined || value === null) return undefined;
	const text = typeof value === 'number' ? String(value) : typeof value === 'string' ? value.trim() : undefined;
	if (text === undefined || EMPTY_EXPRESSION.test(text))
		throw new InvalidField(field, `is ${show(value)}`, 'It is a text.');
	return text === '' ? undefined : text;
}

function parseNeeded(field: string, value: unknown, example: string): string {
	const text = parseText(field, value);
	if (text !== undefined) return text;
	throw new InvalidField(field, 'is empty', `A customer needs it, such as ${example}.`);
}

/**
 * A customer to be created.
 *
 * @param fields as a workflow supplies them, unchecked
 * @throws InvalidField for the first value that it must not be created with
 */
export function parseCustomer(fields: Readonly<Record<string, unknown>>): NewCustomer {
	const yeastarId = parseEmail('email', fields.email, 'customer');
	const company = parseNeeded('company', fields.company, 'Harbour Hotel');
	const country = parseNeeded('country', fields.country, 'France');
	const [firstName, lastName] = [parseText('firstName', fields.firstName), parseText('lastName', fields.lastName)];
	if (firstName === undefined && lastName === undefined) {
		throw new InvalidField('firstName', 'is empty, and so is Last Name', 'A customer needs one of them.');
	}
	const taxType = parseText('taxType', fields.taxType);
	if (taxType !== undefined && !TAX_TYPES.includes(taxType)) {
		throw new InvalidField('taxType', `is ${show(taxType)}`, `It is one of ${TAX_TYPES.join(', ')}.`);
	}
	const { sendUserActivationEmail } = fields;
	return {
		yeastarId,
		company,
		country,
		firstName,
		lastName,
		...Object.fromEntries(TEXTS.map((field) => [field, parseText(field, fields[field])])),
		taxType,
		...(sendUserActivationEmail === undefined
			? {}
			: { sendUserActivationEmail: sendUserActivationEmail === true || sendUserActivationEmail === 'true' }),
	};
}
