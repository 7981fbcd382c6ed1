import { type IExecuteFunctions, NodeOperationError } from 'n8n-workflow';

import { toNodeError } from '../../../../nodes/YeastarPartner/actions/errors';
import { InvalidField } from '../../../../nodes/YeastarPartner/input/invalidField';

const node = {
	id: '1',
	name: 'Node',
	type: 'test',
	typeVersion: 1,
	position: [0, 0] as [number, number],
	parameters: {},
};
// Errors are made from the node alone.
const context = { getNode: () => node } as unknown as IExecuteFunctions;

describe('toNodeError', () => {
	it.each([
		['nothing', undefined, 'The operation stopped'],
		['an error without words', new Error(''), 'The operation stopped'],
		['an error of another realm', { message: 'Out of memory' }, 'Out of memory'],
		[
			'a field that the panel has no label for',
			new InvalidField('newField', 'is 1', 'It is 2.'),
			'The parameter (newField) is 1. It is 2.',
		],
	])('makes a sentence of %s', (_what, error, message) => {
		expect(toNodeError(context, error).message).toBe(message);
	});

	it('says what else there is to say', () => {
		const { description } = toNodeError(context, new Error('Stopped'), { notes: ['Nothing was ordered'] });
		expect(description).toBe('Nothing was ordered.');
	});

	it("leaves n8n's own errors as they are", () => {
		const error = new NodeOperationError(node, 'Stopped');
		expect(toNodeError(context, error)).toBe(error);
	});
});
