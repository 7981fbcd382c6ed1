import { InvalidField, show } from './invalidField';
import { EMPTY_EXPRESSION, MISSING_VALUE } from './missing';

const LARGEST_ID = 2n ** 63n - 1n;
/** What to do about an ID that was rounded. */
export const PASS_AS_TEXT =
	'n8n cannot hold so many digits as a number: pass it as text, at every step before this node.';

function trimmed(value: unknown): string | undefined {
	return typeof value === 'string' ? value.trim() : undefined;
}

/** The digits of a whole number that JavaScript holds exactly, or the text as it is. */
function digitsOf(field: string, value: unknown): string | undefined {
	if (typeof value === 'bigint') return value.toString();
	if (typeof value !== 'number' || Number.isNaN(value)) return trimmed(value);
	if (Math.abs(value) > Number.MAX_SAFE_INTEGER) {
		throw new InvalidField(field, `is the number ${value}, which was rounded before it got here`, PASS_AS_TEXT);
	}
	return String(value);
}

/** Whether nobody has filled a value in. */
export function isBlank(value: unknown): boolean {
	return value === undefined || value === null || trimmed(value) === '';
}

/**
 * An ID of the portal: a positive 64-bit number [doc: create-an-order types billingId Long].
 *
 * @param field the payload's field name
 * @param what what the ID is of, for the sentence: `a plan`
 * @throws InvalidField
 */
export function parseId(field: string, what: string, value: unknown): string {
	const digits = digitsOf(field, value);
	if (isBlank(value)) throw new InvalidField(field, 'is empty', `Choose ${what}, or give its ID.`);
	if (digits === undefined || !/^[1-9]\d{0,18}$/.test(digits)) {
		throw new InvalidField(
			field,
			`is ${show(value)}`,
			`The ID of ${what} is a whole number of 1 to 19 digits that does not begin with 0.`,
		);
	}
	if (BigInt(digits) > LARGEST_ID) {
		throw new InvalidField(field, `is ${show(value)}`, `The ID of ${what} is at most ${LARGEST_ID}.`);
	}
	return digits;
}

/** The longest name that is looked up, in characters. */
const LONGEST_NAME = 200;

/**
 * A plan's name, space around it ignored.
 *
 * @throws InvalidField for what is no name, before anything is looked up
 */
export function parsePlanName(field: string, value: unknown): string {
	const text = digitsOf(field, value);
	if (text === undefined || text === '' || text.length > LONGEST_NAME || EMPTY_EXPRESSION.test(text)) {
		throw new InvalidField(
			field,
			`is ${show(value)}`,
			"It is the plan's name as the portal spells it, such as Ultimate Plan.",
		);
	}
	return text;
}

/**
 * An e-mail address, space around it ignored.
 *
 * @param whose who has it, for the sentence
 * @throws InvalidField for what is no address, before anything is looked up
 */
export function parseEmail(field: string, value: unknown, whose = 'billing contact'): string {
	const text = trimmed(value);
	if (text === undefined || text.length > LONGEST_NAME || !/^[^\s@]+@[^\s@]+$/.test(text)) {
		throw new InvalidField(
			field,
			`is ${show(value)}`,
			`It is the ${whose}'s e-mail address, such as billing@example.com.`,
		);
	}
	return text;
}

/**
 * A PBX's serial number: letters and digits, spaces around it ignored.
 *
 * @throws InvalidField
 */
export function parseSerialNumber(field: string, value: unknown): string {
	const text = digitsOf(field, value);
	if (text === undefined || !/^[A-Za-z0-9]+$/.test(text) || EMPTY_EXPRESSION.test(text)) {
		throw new InvalidField(
			field,
			`is ${show(value)}`,
			'The serial number of a PBX has only letters and digits. The PBX shows it on its web portal under Information.',
		);
	}
	return text;
}

/**
 * An order's number or ID: letters and digits, spaces around it ignored.
 *
 * @throws InvalidField
 */
export function parseOrderId(field: string, value: unknown): string {
	const text = digitsOf(field, value);
	if (text === undefined || !/^[A-Za-z0-9]+$/.test(text) || EMPTY_EXPRESSION.test(text)) {
		throw new InvalidField(
			field,
			`is ${show(value)}`,
			'An order number has two letters and 19 digits, an order ID only digits.',
		);
	}
	return text;
}

/**
 * The partner's purchase order number, or undefined where there is none.
 *
 * @throws InvalidField
 */
export function parsePoNumber(field: string, value: unknown): string | undefined {
	if (value === undefined || value === null) return undefined;
	const text = digitsOf(field, value);
	if (text === undefined || EMPTY_EXPRESSION.test(text)) {
		throw new InvalidField(field, `is ${show(value)}`, 'A purchase order number is a text.');
	}
	return text === '' ? undefined : text;
}

/** The longest order key, in characters. */
const LONGEST_KEY = 200;

/**
 * The key under which an order is placed once. One that was put together with a missing value is refused: it would stand for
 * every order that lacks it.
 *
 * @throws InvalidField
 */
export function parseOrderKey(field: string, value: unknown): string {
	const text = digitsOf(field, value);
	if (text === undefined || text === '' || text.length > LONGEST_KEY || EMPTY_EXPRESSION.test(text)) {
		throw new InvalidField(
			field,
			`is ${show(value)}`,
			`It is a text of 1 to ${LONGEST_KEY} characters that names one order, such as the ID of a deal. Leave it empty to order without a key.`,
		);
	}
	if (MISSING_VALUE.test(text)) {
		throw new InvalidField(
			field,
			`is ${show(text)}, which was put together with a value that is missing`,
			'It would be the same for other orders. Use a field that every item has, such as the ID of a deal.',
		);
	}
	return text;
}

/**
 * A whole number within limits.
 *
 * @throws InvalidField
 */
export function parseWholeNumber(field: string, value: unknown, least: number, most: number): number {
	const number = typeof value === 'string' && /^\d+$/.test(value.trim()) ? Number(value) : value;
	if (typeof number !== 'number' || !Number.isInteger(number) || number < least || number > most) {
		throw new InvalidField(field, `is ${show(value)}`, `It is a whole number from ${least} to ${most}.`);
	}
	return number;
}
