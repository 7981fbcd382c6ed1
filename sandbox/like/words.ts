import { BareNumber } from '../bareNumber';

/** A value of an answer on its way into JSON. */
export type Value = string | number | boolean | null | undefined | BareNumber | Value[] | { [field: string]: Value };

/** A field name that a report masks: it is masked again. */
export const MASKED_FIELD = 'masked field';

const TIME = /^(\d{4}[-/.]\d\d?|\d\d?[-/.]\d\d?[-/.]\d{4})[-/.:T Z+\d]*$/;

/** The digits of a whole number, or of a text that has nothing else. */
function digitsOf(value: Value): string {
	if (value instanceof BareNumber) return value.digits;
	return typeof value === 'number' || typeof value === 'string' ? String(value) : '';
}

function wordForText(text: string): string {
	if (text === '') return 'empty text';
	if (text !== text.trim()) return 'text with spaces around it';
	if (/^(\d{10}|\d{13}|\d{16,})$/.test(text)) return `text of ${text.length} digits`;
	const [, capitals, digits] = /^([A-Z]{1,4})(\d{16,})$/.exec(text) ?? [];
	if (capitals && digits) return `text of ${capitals.length} capitals and ${digits.length} digits`;
	return text.length < 40 && TIME.test(text) && !/^\d+$/.test(text) ? `text like ${text.replace(/\d/g, '0')}` : 'text';
}

/** The word that a report has for a plain value. */
export function wordFor(value: Value): string {
	if (value === null || value === undefined) return 'null';
	if (typeof value === 'boolean') return 'true or false';
	if (typeof value === 'string') return wordForText(value);
	const text = digitsOf(value);
	if (/^\d{10,}$/.test(text)) return `number of ${text.length} digits`;
	return /^-?\d+$/.test(text) ? 'number' : 'number with decimals';
}

/** A whole number of some digits: that of a value, or of the time that it tells, cut or filled up, so that milliseconds become seconds. */
function digitsLike(value: Value, length: number): string {
	const text = digitsOf(value);
	const time = TIME.test(text) && /\D/.test(text) ? Date.parse(text) : NaN;
	const own = Number.isNaN(time) ? text.replace(/\D/g, '') : String(time);
	const digits = own.length >= 10 ? own : '1000000000000000001';
	return digits.slice(0, length).padEnd(length, '0');
}

/** The time that a value tells in a text like `0000-00-00 00:00:00`; a made-up one where it tells none. */
function timeLike(value: Value, pattern: string): string {
	const own = digitsOf(value);
	const time = new Date(/^\d{13}$/.test(own) ? Number(own) : Date.UTC(2027, 0, 31, 9, 30)).toISOString();
	const [year, rest] = [time.slice(0, 4), time.slice(5, 19).replace(/\D/g, '')];
	const isYearFirst = /^0000/.test(pattern);
	const digits = [...(isYearFirst ? year + rest : rest.slice(0, 4) + year + rest.slice(4)), ...'0000000000'];
	return pattern.replace(/0/g, () => digits.shift() ?? '0');
}

/**
 * A value for which a report would have a word: the value itself if it has, else one that is made of it as far as it can be.
 *
 * @param word such as `text of 19 digits`
 */
export function valueFor(word: string, value: Value): Value {
	if (value !== undefined && wordFor(value) === word) return value;
	const [, kind, capitals, length] =
		/^(number|text) of (?:(\d+) capitals and )?(\d+) digits$/.exec(word) ?? ([] as string[]);
	if (kind === 'number') return new BareNumber(digitsLike(value, Number(length)));
	if (kind === 'text') return 'SANDBOX'.slice(0, Number(capitals ?? 0)) + digitsLike(value, Number(length));
	if (word.startsWith('text like ')) return timeLike(value, word.slice('text like '.length));
	const text = typeof value === 'string' && value.trim() !== '' ? value.trim() : digitsOf(value);
	switch (word) {
		case 'null':
			return null;
		case 'true or false':
			return true;
		case 'empty text':
			return '';
		case 'text with spaces around it':
			return `${text || 'sandbox'} `;
		case 'number':
			return new BareNumber(/^\d{1,9}$/.test(text) ? text : '1');
		case 'number with decimals':
			return new BareNumber(/^\d+$/.test(text) && text.length < 9 ? `${text}.5` : '1.5');
		default:
			return wordForText(text) === 'text' ? text : 'sandbox';
	}
}
