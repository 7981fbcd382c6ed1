import { randomUUID } from 'node:crypto';
import { type IDataObject, type INode, type INodeParameters, type ITaskData, NodeConnectionTypes } from 'n8n-workflow';

import type { StoredCredential, StoredWorkflow } from '../../playground/n8nRest';
import { locator, switchParameters } from '../support/parameters';
import { type LanguageModel, startLanguageModel } from '../workflows/languageModel';
import { ServerBench } from './serverBench';

const TOOL = 'Switch Plan';
/** Its name for the language model: n8n makes one without spaces. */
const CALLED_TOOL = 'Switch_Plan';
/** Two spellings of one deal, which make two order keys. */
const SPELLINGS = ['D-7', 'd7'];

/**
 * n8n's AI Agents. From version 3 on they have n8n's engine run their tools; those before call them from within. Version 3.1 offers
 * other parameters than 3 and is the same program; n8n 1.123 lacks it.
 */
const AGENTS = [
	{ version: 3, how: "n8n's engine runs one call after the other", atOnce: false },
	{ version: 2.2, how: 'both calls are under way at once', atOnce: true },
];

let bench: ServerBench;
let model: LanguageModel | undefined;

beforeAll(async () => {
	// A portal that would book a second order for the same plan.
	bench = await ServerBench.start({}, { refusesPresentPlan: false });
});

afterEach(async () => await model?.close());

afterAll(async () => await bench?.stop());

function node(
	name: string,
	type: string,
	typeVersion: number,
	parameters: INodeParameters,
	credential?: StoredCredential,
): INode {
	const credentials =
		credential === undefined ? {} : { [credential.type]: { id: credential.id, name: credential.name } };
	return { id: randomUUID(), name, type, typeVersion, position: [0, 0], parameters, credentials };
}

/** Publishes an agent that answers a webhook, and has Switch Plan as its tool. */
async function publishAgent(version: number, modelUrl: string): Promise<StoredWorkflow> {
	const openAi = await bench.rest.saveCredential('openAiApi', `Model of ${version}`, { apiKey: 'none', url: modelUrl });
	const tool = {
		...switchParameters({
			productNo: locator("={{ $fromAI('serial_number', 'Serial number of the PBX', 'string') }}"),
			serviceId: locator("={{ $fromAI('plan', 'Name of the plan', 'string') }}", 'name'),
			orderKey: "={{ $fromAI('deal_id', 'ID of the deal', 'string') }}",
		}),
		descriptionType: 'manual',
		toolDescription: 'Orders the switch of a PBX to another plan.',
	};
	const prompt = { promptType: 'define', text: '={{ $json.body.message }}', options: {} };
	const to = (type: 'main' | 'ai_tool' | 'ai_languageModel') => ({ [type]: [[{ node: 'Agent', type, index: 0 }]] });
	return await bench.publishNodes(
		`agent-${version}`,
		[
			node('Agent', '@n8n/n8n-nodes-langchain.agent', version, prompt),
			node('Model', '@n8n/n8n-nodes-langchain.lmChatOpenAi', 1.2, { model: locator('scripted'), options: {} }, openAi),
			node(TOOL, 'n8n-nodes-yeastar-partner.yeastarPartnerTool', 1, tool),
		],
		{
			Webhook: to(NodeConnectionTypes.Main),
			Model: to(NodeConnectionTypes.AiLanguageModel),
			[TOOL]: to(NodeConnectionTypes.AiTool),
		},
	);
}

/** Whether the second run of a node began before the first had ended. Older versions of n8n list the one last that was first. */
function wereAtOnce(runs: ITaskData[]): boolean {
	const [first, second] = runs.toSorted((one, other) => one.startTime - other.startTime);
	if (first === undefined || second === undefined) throw new Error('The tool did not run twice');
	return second.startTime < first.startTime + first.executionTime;
}

describe.each(AGENTS)('an AI Agent of version $version, where $how', ({ version, atOnce }) => {
	it('orders once though one turn calls Switch Plan twice with differently spelt order keys', async () => {
		const [pbx] = bench.sandbox.book.addPbxs(11, 1);
		const switched = { serial_number: pbx?.productNo, plan: 'Ultimate Plan' };
		model = await startLanguageModel([
			SPELLINGS.map((deal) => ({ tool: CALLED_TOOL, input: { ...switched, deal_id: deal } })),
			'Done.',
		]);
		const workflow = await publishAgent(version, model.url);
		const answer = await bench.call(`agent-${version}`, { message: 'Move the PBX to the Ultimate Plan for deal D-7.' });
		expect(answer).toEqual({ status: 200, body: [{ output: 'Done.' }] });

		const orders = bench.sandbox.book.orders.filter(({ productNo }) => productNo === pbx?.productNo);
		expect(orders).toHaveLength(1);
		const orderNo = orders[0]?.orderNo;
		const heard = model.heard.flatMap((text) => JSON.parse(text) as IDataObject[]);
		const told = heard.map((order) => `${String(order.outcome)} ${String(order.orderNo)}`);
		expect(told.sort()).toEqual([`alreadyPlaced ${orderNo}`, `placed ${orderNo}`]);

		const [execution] = await bench.rest.executions(workflow.id);
		const { data } = await bench.rest.execution(execution?.id ?? '');
		expect(wereAtOnce(data.resultData.runData[TOOL] ?? [])).toBe(atOnce);
	});
});

it('n8n asked nobody outside of this machine', () => {
	expect(bench.refusedHosts()).toEqual([]);
});
