import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { labelOf, registerLabels } from '../../../../nodes/YeastarPartner/actions/labels';
import { properties } from '../../../../nodes/YeastarPartner/actions/router';

const ROOT = join(__dirname, '..', '..', '..', '..');
const ACTIONS = join(ROOT, 'nodes', 'YeastarPartner', 'actions');

const read = (...path: string[]) => readFileSync(join(ROOT, ...path), 'utf8');

/** Every operation of the panel: its resource, its value, and its name. */
const OPERATIONS = properties
	.filter(({ name }) => name === 'operation')
	.flatMap(({ displayOptions, options }) =>
		(options as INodePropertyOptions[]).map(({ name, value }) => ({
			resource: String(displayOptions?.show?.resource?.[0]),
			value: String(value),
			name,
		})),
	);

/** Whether a text has a name as whole words: Get Orders does not name Get Order. */
function names(text: string, name: string): boolean {
	return new RegExp(`\\b${name.split(' ').join('\\s+')}\\b`).test(text);
}

const DOCUMENTS: Array<[document: string, text: string]> = [
	['README.md or docs/operations.md', read('README.md') + read('docs', 'operations.md')],
	['CHANGELOG.md', read('CHANGELOG.md')],
];

describe.each(DOCUMENTS)('%s', (_document, text) => {
	it.each(OPERATIONS.map(({ name }) => name))('names the operation %s', (name) => {
		expect(names(text, name)).toBe(true);
	});
});

describe('an operation is added as CONTRIBUTING.md says', () => {
	it.each(OPERATIONS)('$name: in a file of its own, and a line of its resource', ({ resource, value }) => {
		const own = readFileSync(join(ACTIONS, resource, `${value}.operation.ts`), 'utf8');
		expect(own).toContain(`value: '${value}'`);
		expect(readFileSync(join(ACTIONS, resource, 'index.ts'), 'utf8')).toContain(`'./${value}.operation'`);
	});

	it('no file beside these two knows an operation by its value', () => {
		const elsewhere = readdirSync(join(ROOT, 'nodes'), { recursive: true, encoding: 'utf8' })
			.filter((file) => file.endsWith('.ts') && !file.endsWith('.operation.ts'))
			.filter((file) => {
				const source = read('nodes', file).replaceAll(/^import .*$/gm, '');
				return OPERATIONS.some(({ value }) => source.includes(`'${value}'`));
			});
		expect(elsewhere).toEqual([]);
	});

	it('errors name its parameters as its panel does', () => {
		const fields = (parameters: readonly INodeProperties[]): INodeProperties[] =>
			parameters.flatMap((parameter) => [
				parameter,
				...fields((parameter.options ?? []).filter((option) => 'displayName' in option && 'type' in option)),
			]);
		for (const { resource, value } of OPERATIONS) {
			const own = properties.filter(
				({ displayOptions: { show } = {} }) =>
					show?.resource?.includes(resource) === true &&
					(show.operation ?? show['/operation'])?.includes(value) === true,
			);
			const node = { parameters: { resource, operation: value } } as never;
			const labels = new Set(fields(own).map(({ name }) => labelOf(node, name)));
			expect(labels).toEqual(new Set(fields(own).map(({ displayName }) => displayName)));
		}
	});

	it('errors tell the same field of two operations by the label of each', () => {
		registerLabels('madeUp', 'one', [{ displayName: 'Service', name: 'serviceId', type: 'string', default: '' }]);
		const label = (resource: string, operation: string) =>
			labelOf({ parameters: { resource, operation } } as never, 'serviceId');
		expect([label('madeUp', 'one'), label('plan', 'switchPlan')]).toEqual(['Service', 'Plan']);
		expect(label('no', 'such')).toMatch(/^Plan/);
	});
});
