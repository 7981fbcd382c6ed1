import type {
	EngineRequest,
	EngineResponse,
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	INodeParameters,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { type Agent, NODE } from '../../../../support/engine';
import {
	APPLIANCE,
	closePortals,
	CONTACT,
	locator,
	ORDER_PATH,
	setUp,
	switchParameters,
} from '../../../../support/portal';

afterEach(closePortals);

const EMAIL = 'billing@example.com';

/** The parameters of a tool that leaves its values to the model. */
const leftToModel = (values: INodeParameters = {}) =>
	switchParameters({
		productNo: locator("={{ $fromAI('serial_number', 'Serial number of the PBX', 'string') }}"),
		serviceId: locator("={{ $fromAI('plan', 'Name of the plan', 'string') }}", 'name'),
		billingId: locator(EMAIL, 'email'),
		orderKey: "={{ $fromAI('deal_id', 'ID of the deal', 'string') }}",
		...values,
	});

interface Tool {
	description: string;
	invoke(input: object): Promise<string>;
}

async function callTool(tool: Tool, call: object): Promise<unknown> {
	return await tool.invoke(call).then((text) => JSON.parse(text) as unknown, String);
}

/** An agent that calls its tool from within, as n8n's older agents do, and tells what it heard. */
function callingFromWithin(calls: object[], heard: unknown[] = []): Agent {
	return async function (this: IExecuteFunctions) {
		const [tool] = (await this.getInputConnectionData(NodeConnectionTypes.AiTool, 0)) as [Tool];
		heard.push(tool.description);
		for (const call of calls) heard.push(await callTool(tool, call));
		return [[{ json: { heard } as unknown as IDataObject }]];
	};
}

/** The same, with all calls under way at once, as those agents make the calls of one turn of their model. */
function callingFromWithinAtOnce(calls: object[]): Agent {
	return async function (this: IExecuteFunctions) {
		const [tool] = (await this.getInputConnectionData(NodeConnectionTypes.AiTool, 0)) as [Tool];
		const heard = await Promise.all(calls.map(async (call) => await callTool(tool, call)));
		return [[{ json: { heard } as unknown as IDataObject }]];
	};
}

/** An agent that has n8n's engine run its tool, as n8n's newer agents do. */
function callingThroughEngine(calls: object[]): Agent {
	return async function (
		this: IExecuteFunctions,
		response?: EngineResponse,
	): Promise<INodeExecutionData[][] | EngineRequest> {
		const done = response?.actionResponses ?? [];
		if (done.length > 0) {
			const heard = done.map(({ data }) => data.data?.ai_tool?.[0]?.map(({ json }) => json));
			return await Promise.resolve([[{ json: { heard } }]]);
		}
		const actions = calls.map((input, index) => ({
			actionType: 'ExecutionNodeAction' as const,
			nodeName: NODE,
			input: input as IDataObject,
			type: NodeConnectionTypes.AiTool,
			id: `call-${index}`,
			metadata: {},
		}));
		return { actions, metadata: {} };
	};
}

const AGENTS: Array<[string, (calls: object[]) => Agent]> = [
	['from within', (calls) => callingFromWithin(calls)],
	["through n8n's engine", callingThroughEngine],
];
const CALL = { serial_number: APPLIANCE, plan: 'Ultimate', deal_id: 'D-7' };

describe.each(AGENTS)('Switch Plan as the tool of an agent that calls it %s', (_name, agent) => {
	it('orders what the agent asks for', async () => {
		const { engine, portal } = await setUp();
		const { agentItems, error } = await engine.run({ parameters: leftToModel(), agent: agent([CALL]) });
		expect(error).toBeUndefined();
		expect(portal.book.orders).toMatchObject([{ productNo: APPLIANCE, billingId: CONTACT, poNumber: 'D-7' }]);
		expect(JSON.stringify(agentItems)).toContain(portal.book.orders[0]?.orderNo);
	});

	it('orders once though it is called twice', async () => {
		const { engine, portal } = await setUp();
		const { agentItems } = await engine.run({ parameters: leftToModel(), agent: agent([CALL, CALL]) });
		expect(portal.book.orders).toHaveLength(1);
		expect(JSON.stringify(agentItems)).toContain('alreadyPlaced');
	});

	it('orders once though two executions call it', async () => {
		const { engine, portal } = await setUp();
		await engine.run({ parameters: leftToModel(), agent: agent([CALL]) });
		const { agentItems } = await engine.run({ parameters: leftToModel(), agent: agent([CALL]) });
		expect(portal.book.orders).toHaveLength(1);
		expect(JSON.stringify(agentItems)).toContain('alreadyPlaced');
	});

	it.each([
		['what it got', 'D-7', 1],
		['nothing', '', 0],
	])(
		'orders by a key of several parts as often as it should where the agent gives %s for one',
		async (_what, dealId, count) => {
			const { engine, portal } = await setUp();
			const orderKey = "=deal-{{ $fromAI('deal_id', 'ID of the deal', 'string') }}";
			await engine.run({
				parameters: leftToModel({ orderKey }),
				agent: agent([{ ...CALL, deal_id: dealId }]),
			});
			expect(portal.book.orders.map(({ poNumber }) => poNumber)).toEqual(Array<string>(count).fill('deal-D-7'));
		},
	);

	it('orders nothing without an order key, and says why', async () => {
		const { engine, received } = await setUp();
		const { agentItems } = await engine.run({ parameters: leftToModel({ orderKey: '' }), agent: agent([CALL]) });
		expect(JSON.stringify(agentItems)).toContain('An AI agent may call its tool twice');
		expect(received(ORDER_PATH)).toEqual([]);
	});

	it('tells the agent what failed with Continue On Fail too', async () => {
		const { engine, portal } = await setUp();
		portal.faults.order({ kind: 'drop', path: '/save' });
		const settings = { onError: 'continueRegularOutput' } as const;
		const { agentItems } = await engine.run({ parameters: leftToModel(), agent: agent([CALL]), settings });
		expect(JSON.stringify(agentItems)).toContain('It is unknown whether the order for PBX 3631E0997265 was placed');
	});

	it('tells the agent what there is where it gives a name that is unknown', async () => {
		const { engine, received } = await setUp();
		const { agentItems } = await engine.run({
			parameters: leftToModel(),
			agent: agent([{ ...CALL, plan: 'Platinum' }]),
		});
		expect(JSON.stringify(agentItems)).toContain('Its plans are \\"Standard Plan\\"');
		expect(received(ORDER_PATH)).toEqual([]);
	});

	it('previews without an order key, and orders nothing', async () => {
		const { engine, received } = await setUp();
		const parameters = leftToModel({ operation: 'previewSwitch', options: {} });
		const { agentItems } = await engine.run({ parameters, agent: agent([CALL]) });
		expect(JSON.stringify(agentItems)).toContain('from Enterprise Plan to Ultimate Plan');
		expect(received(ORDER_PATH)).toEqual([]);
	});
});

/** n8n's engine runs the tools of one turn one after the other. */
describe.each<[string, (calls: object[]) => Agent]>([
	['from within', callingFromWithinAtOnce],
	["through n8n's engine", callingThroughEngine],
])('Switch Plan as a tool called twice in one turn %s, with differently spelt order keys', (_name, agent) => {
	const CALLS = [CALL, { ...CALL, deal_id: 'd7' }];
	/** A portal that would book a second order for the same plan. */
	const setUpBooking = async () => await setUp({ refusesPresentPlan: false });
	/** What the agent heard of orders, sorted: which of two calls comes first is nobody's promise. */
	const toldTo = (agentItems: INodeExecutionData[]) =>
		agentItems
			.flatMap(({ json }) => (json.heard as IDataObject[][]).flat())
			.map(({ outcome, orderNo }) => `${String(outcome)} ${String(orderNo)}`)
			.sort();

	it('orders once, and tells both calls of the one order', async () => {
		const { engine, portal } = await setUpBooking();
		const { agentItems } = await engine.run({ parameters: leftToModel(), agent: agent(CALLS) });
		expect(portal.book.orders).toMatchObject([{ productNo: APPLIANCE }]);
		const orderNo = portal.book.orders[0]?.orderNo;
		expect(toldTo(agentItems)).toEqual([`alreadyPlaced ${orderNo}`, `placed ${orderNo}`]);
	});

	it.each(CALLS)('orders nothing more in a second execution with the key $deal_id', async (call) => {
		const { engine, portal } = await setUpBooking();
		await engine.run({ parameters: leftToModel(), agent: agent(CALLS) });
		const { agentItems } = await engine.run({ parameters: leftToModel(), agent: agent([call]) });
		expect(portal.book.orders).toHaveLength(1);
		expect(toldTo(agentItems)).toEqual([`alreadyPlaced ${portal.book.orders[0]?.orderNo}`]);
	});
});

describe('the tool', () => {
	it('says what it does', async () => {
		const { engine } = await setUp();
		const heard: unknown[] = [];
		await engine.run({
			parameters: { ...leftToModel(), descriptionType: 'auto' },
			agent: callingFromWithin([], heard),
		});
		expect(heard).toEqual(['Switch plan in Yeastar Partner Portal']);
	});

	it('orders once though Retry On Fail runs it again, each try of which is a run of its own', async () => {
		const { engine, portal } = await setUp();
		portal.faults.order({ kind: 'drop', path: '/save', afterCommit: true, times: 1 });
		portal.faults.order({ kind: 'refusal', path: '/page' });
		const settings = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };
		await engine.run({ parameters: leftToModel(), agent: callingFromWithin([CALL]), settings });
		expect(portal.book.orders).toHaveLength(1);
	});
});
