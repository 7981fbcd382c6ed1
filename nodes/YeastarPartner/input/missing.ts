/** What an expression leaves in a text where the workflow has no value. */
export const EMPTY_EXPRESSION = /^(undefined|null|nan|infinity)$/i;

/**
 * Traces of a missing value in a text that was put together: JavaScript spells it out. `null` and `NaN` count as words only,
 * since names and IDs may hold these letters.
 */
export const MISSING_VALUE = /undefined|\[object Object\]|(?<![\p{L}\p{N}])(null|NaN)(?![\p{L}\p{N}])/u;

/** Whether the value of an expression could name nothing: it is missing, blank, no number, or an object. */
export function isNothing(value: unknown): boolean {
	// As n8n joins the parts of a text.
	const text = [value].join('').trim();
	return text === '' || EMPTY_EXPRESSION.test(text) || MISSING_VALUE.test(text);
}
