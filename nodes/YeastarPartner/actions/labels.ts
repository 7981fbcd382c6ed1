import type { INode, INodeProperties } from 'n8n-workflow';

/** What an operation's panel calls its fields, by their names; also the fields inside of a collection. */
type Labels = ReadonlyMap<string, string>;

const labelsOf = new Map<string, Labels>();

const keyOf = (resource: unknown, operation: unknown) => `${String(resource)} ${String(operation)}`;

/** A field with those inside of it. A choice, such as an entry of a list, has a value and is none. */
function fieldsIn({ displayName, name, options = [] }: INodeProperties): Array<[name: string, label: string]> {
	const inside = options.flatMap((option) => {
		if ('values' in option) return option.values.flatMap(fieldsIn);
		return 'displayName' in option ? fieldsIn(option) : [];
	});
	return [[name, displayName], ...inside];
}

/** Makes the labels of an operation's parameters known to errors. */
export function registerLabels(resource: string, operation: string, parameters: readonly INodeProperties[]): void {
	labelsOf.set(keyOf(resource, operation), new Map(parameters.flatMap(fieldsIn)));
}

/**
 * What the panel of a node calls a field.
 *
 * @returns the label in the node's operation, else in another one that has the field, else `The parameter`
 */
export function labelOf({ parameters: { resource, operation } }: INode, field: string): string {
	const own = labelsOf.get(keyOf(resource, operation));
	const others = [...labelsOf.values()].find((labels) => labels.has(field));
	return own?.get(field) ?? others?.get(field) ?? 'The parameter';
}
