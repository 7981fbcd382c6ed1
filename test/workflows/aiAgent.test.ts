import { CLIENTS } from '../../sandbox/fixtures';
import { APPLIANCE, type Bench, closePortals, ORDER_PATH, PACKAGE, setUp } from '../support/portal';
import { type LanguageModel, startLanguageModel, type Turn } from './languageModel';
import { outputOf, readWorkflow, WorkflowEngine } from './workflowEngine';

const workflow = readWorkflow('ai-agent-with-preview');
const VALUES = { productId: 11, serialNumber: APPLIANCE, plan: 'Ultimate Plan' };
const PREVIEW = { tool: 'Preview_switch', input: VALUES };
const SWITCH = { tool: 'Switch_plan', input: { ...VALUES, deal: 'D-1' } };

let model: LanguageModel | undefined;

afterEach(async () => {
	await model?.close();
	await closePortals();
});

/** Has the agent answer a message, with a model that takes the given turns. */
async function chat(turns: Turn[]): Promise<Bench & { model: LanguageModel; said: unknown }> {
	const bench = await setUp();
	model = await startLanguageModel(turns);
	const runner = new WorkflowEngine(
		PACKAGE,
		{ ...CLIENTS[0], baseUrl: bench.portal.url },
		{ openAiApi: { apiKey: 'none', url: model.url } },
	);
	const message = { json: { sessionId: 'session', action: 'sendMessage', chatInput: 'Move the PBX to Ultimate.' } };
	const done = await runner.run(workflow, 'When a message comes', [message]);
	expect(done.data.resultData.error).toBeUndefined();
	return { ...bench, model, said: outputOf(done, 'Agent')[0]?.json.output };
}

describe('the AI agent', () => {
	it('is offered its tools with descriptions that tell how to use them', async () => {
		const { model: asked, said } = await chat(['Which PBX?']);
		expect(said).toBe('Which PBX?');
		const tools = new Map(asked.tools.map((tool) => [tool.name, tool]));
		expect([...tools.keys()].sort()).toEqual(['Get_billing_contacts', 'Get_order', 'Preview_switch', 'Switch_plan']);
		expect(tools.get('Switch_plan')?.description).toContain('spends money');
		expect(Object.keys(tools.get('Switch_plan')?.parameters.properties ?? {}).sort()).toEqual([
			'deal',
			'plan',
			'productId',
			'serialNumber',
		]);
	});

	it('previews, and orders nothing by it', async () => {
		const { model: asked, received, said } = await chat([[PREVIEW], 'Shall I order it?']);
		expect(said).toBe('Shall I order it?');
		expect(asked.heard.join()).toContain('from Enterprise Plan to Ultimate Plan');
		expect(received(ORDER_PATH)).toEqual([]);
	});

	it('orders once though it calls its tool twice', async () => {
		const { model: asked, portal, said } = await chat([[PREVIEW], [SWITCH], [SWITCH], 'Done.']);
		expect(said).toBe('Done.');
		expect(portal.book.orders).toMatchObject([{ productNo: APPLIANCE, poNumber: 'D-1' }]);
		expect(asked.heard.join()).toContain('alreadyPlaced');
	});

	it('hears which plans there are where it makes one up', async () => {
		const { model: asked, received } = await chat([
			[{ ...SWITCH, input: { ...SWITCH.input, plan: 'Platinum' } }],
			'Which one?',
		]);
		expect(asked.heard.join()).toContain('Standard Plan');
		expect(received(ORDER_PATH)).toEqual([]);
	});
});
