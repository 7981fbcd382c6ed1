import { ExpressionParser, type IExecuteFunctions, isExpression } from 'n8n-workflow';

import { InvalidField } from '../input/invalidField';
import { isNothing } from '../input/missing';

/** The expressions in each parameter of a run that joins several parts; the parameter is the same for all items. */
const partsOfRun = new WeakMap<IExecuteFunctions, Map<string, readonly string[]>>();

/** The field of JSON text, for which an expression may give an object too. */
const JSON_FIELD = 'orderPceSpecialRequest';

/** The longest expression that a sentence shows whole, in characters. */
const SHOWN_LENGTH = 60;

/**
 * The expressions of a parameter that n8n joins to a text, each with its braces. None where it has one expression and
 * nothing around it: what that gives is the whole value, and checked as such.
 */
function partsOf(context: IExecuteFunctions, path: string, isWhole = false): readonly string[] {
	const known = partsOfRun.get(context) ?? new Map<string, readonly string[]>();
	partsOfRun.set(context, known);
	const key = isWhole ? `whole ${path}` : path;
	const parts = known.get(key);
	if (parts !== undefined) return parts;

	const raw: unknown = context.getNodeParameter(path, 0, null, { rawExpressions: true });
	const found = textsIn(raw).flatMap(isWhole ? (text) => (isExpression(text) ? [text.slice(1)] : []) : joinedPartsOf);
	known.set(key, found);
	return found;
}

/** Every text in a parameter: a resource locator and a collection have several. */
function textsIn(value: unknown): string[] {
	if (typeof value === 'string') return [value];
	return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

function joinedPartsOf(raw: string): string[] {
	const chunks = isExpression(raw) ? ExpressionParser.splitExpression(raw.slice(1)) : [];
	const filled = chunks.filter(({ type, text }) => type === 'code' || text !== '');
	const codes = filled.length > 1 ? filled.filter(({ type }) => type === 'code') : [];
	return codes.map((chunk) => ExpressionParser.joinExpression([chunk]));
}

/** What to do about a part that gives nothing. Only a key may hold a word in its place: no plan or contact has it. */
function adviceFor(field: string): string {
	return field === 'orderKey'
		? "Where one may be missing, say what stands in its place, as in {{ $json.id ?? 'none' }}."
		: 'See that the step before gives this field for every item, or leave such items out with a Filter or If node ' +
				'before this one.';
}

/**
 * Refuses a parameter that is joined of several parts where one of them gives nothing: n8n leaves it out, and what remains,
 * as `deal-` of `deal-{{ $json.id }}`, is a value that nobody meant.
 *
 * @param path the parameter's place among the node's, such as `orderKey`
 * @param field its name in the sentence
 * @throws InvalidField
 */
export function assertNoEmptyPart(context: IExecuteFunctions, path: string, field: string, itemIndex: number): void {
	throwIfAny(context, partsOf(context, path), isNothing, field, itemIndex);
}

/**
 * Refuses a parameter that may be left empty where an expression in it gives nothing: without it the order is another one.
 *
 * @param path the parameter's place among the node's, such as `options.partnerId`
 * @param field its name in the sentence
 * @throws InvalidField
 */
export function assertNoEmptyExpression(
	context: IExecuteFunctions,
	path: string,
	field: string,
	itemIndex: number,
): void {
	const isEmpty = field === JSON_FIELD ? hasNothing : isNothing;
	throwIfAny(context, partsOf(context, path), isNothing, field, itemIndex);
	throwIfAny(context, partsOf(context, path, true), isEmpty, field, itemIndex);
}

/** Whether a value is nothing, or an object that holds nothing in one of its fields. */
function hasNothing(value: unknown): boolean {
	return typeof value === 'object' && value !== null ? Object.values(value).some(hasNothing) : isNothing(value);
}

function throwIfAny(
	context: IExecuteFunctions,
	parts: readonly string[],
	isEmpty: (value: unknown) => boolean,
	field: string,
	itemIndex: number,
): void {
	const empty = parts.find((part) => isEmpty(context.evaluateExpression(part, itemIndex)));
	if (empty === undefined) return;
	const shown = empty.length > SHOWN_LENGTH ? `${empty.slice(0, SHOWN_LENGTH)}…` : empty;
	throw new InvalidField(
		field,
		`has a part that gives nothing: ${shown}`,
		`Every part has to give something, or the rest stands for something else. ${adviceFor(field)}`,
	);
}
