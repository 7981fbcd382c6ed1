import { type IExecuteFunctions, NodeConnectionTypes } from 'n8n-workflow';

/**
 * Whether an AI agent runs the node as its tool. n8n has two ways to do so: inside of the agent, and in an execution of the node on
 * its own, whose output is written to the agent's log; the node's type ends in `Tool` either way.
 */
export function isTool(context: IExecuteFunctions): boolean {
	const { type, rewireOutputLogTo } = context.getNode();
	return (
		type.endsWith('Tool') ||
		rewireOutputLogTo === NodeConnectionTypes.AiTool ||
		('isToolExecution' in context && context.isToolExecution())
	);
}
