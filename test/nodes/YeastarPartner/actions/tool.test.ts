import type { IExecuteFunctions } from 'n8n-workflow';

import { isTool } from '../../../../nodes/YeastarPartner/actions/tool';

const PLAIN = 'n8n-nodes-yeastar-partner.yeastarPartner';

describe('an AI agent that runs the node as its tool', () => {
	it.each([
		[{ type: `${PLAIN}Tool` }, false, true],
		[{ type: PLAIN, rewireOutputLogTo: 'ai_tool' }, false, true],
		[{ type: PLAIN }, true, true],
		[{ type: PLAIN }, false, false],
	])('is told by the node (%j) or by n8n (%s)', (node, isToolExecution, expected) => {
		const context = { getNode: () => node, isToolExecution: () => isToolExecution } as unknown as IExecuteFunctions;
		expect(isTool(context)).toBe(expected);
	});

	it('is not told by an n8n that cannot tell', () => {
		expect(isTool({ getNode: () => ({ type: PLAIN }) } as unknown as IExecuteFunctions)).toBe(false);
	});
});
