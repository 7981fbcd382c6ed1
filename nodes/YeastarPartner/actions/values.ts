import { type IExecuteFunctions, isExpression } from 'n8n-workflow';

/** A parameter of a run: whether an expression makes it differ from item to item, or its value for all of them. */
type Known = { differs: true } | { differs: false; value: unknown };

/** What is known of the parameters of each run. */
const knownOfRun = new WeakMap<IExecuteFunctions, Map<string, Known>>();

function hasExpression(value: unknown): boolean {
	if (typeof value === 'object' && value !== null) return Object.values(value).some(hasExpression);
	return isExpression(value);
}

function resolve(context: IExecuteFunctions, name: string, itemIndex: number): unknown {
	return context.getNodeParameter(name, itemIndex, null);
}

/**
 * A parameter's value for an item, unchecked, as n8n resolves it. A value without an expression in it is asked for once a run, since n8n takes
 * its time over each.
 *
 * @returns null for a parameter that is hidden and was never set
 */
export function readValue(context: IExecuteFunctions, name: string, itemIndex: number): unknown {
	const parameters = knownOfRun.get(context) ?? new Map<string, Known>();
	knownOfRun.set(context, parameters);
	const known = parameters.get(name);
	if (known !== undefined) return known.differs ? resolve(context, name, itemIndex) : known.value;

	const value = resolve(context, name, itemIndex);
	const raw: unknown = context.getNodeParameter(name, itemIndex, null, { rawExpressions: true });
	parameters.set(name, hasExpression(raw) ? { differs: true } : { differs: false, value });
	return value;
}
