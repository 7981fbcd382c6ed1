import type { INodeParameters, IRun, IWorkflowBase, IWorkflowExecuteAdditionalData } from 'n8n-workflow';

import { CLIENTS } from '../../sandbox/fixtures';
import { CONTACTS_PATH, ORDER_PATH, PLANS_PATH, TOKEN_PATH } from '../../test/support/parameters';
import { outputOf, WorkflowEngine } from '../../test/workflows/workflowEngine';
import type { Subject, Task } from './subject';
import { startTaskRunner } from './taskRunner';
import { PACKAGE } from './yeastarNode';

/**
 * Takes the IDs out of the answers' text, since n8n's HTTP Request node rounds them, and writes the orders. It stands in a Code node, as somebody
 * would write it who knows of the rounding.
 */
const WRITE_ORDERS = `
const idOf = (text, field, name) => {
	const object = text.match(/\\{[^{}]*\\}/g).find((part) => part.includes(name));
	return new RegExp('"' + field + '"\\\\s*:\\\\s*"?(\\\\d+)').exec(object)[1];
};
const planId = idOf($('Get Plans').first().json.data, 'planId', 'Ultimate Plan');
const billingId = idOf($('Get Billing Contacts').first().json.data, 'billingContactId', 'billing@example.com');
return $('PBXs').all().map(({ json }, index) => ({
	json: {
		body: '{"operationType":"switch_plan","productId":11,"productNo":"' + json.sn + '","billingId":' + billingId
			+ ',"serviceList":[{"serviceType":"plan","serviceId":' + planId
			+ ',"purchaseType":"switch","billingModel":"recurring","billingCycle":"annually","multiCycle":1}]}',
	},
	pairedItem: index,
}));`;

/** How the chain sends its orders. */
export interface ChainStyle {
	/** `oneByOne` loops over the items; `batched` uses the option Batching of the HTTP Request node. */
	orders: 'oneByOne' | 'batched';
	/** Whether the nodes before the order are set to run once, rather than for each item, which is n8n's default. */
	asksOnce: boolean;
}

const header = (name: string, value: string) => ({ name, value });
const AGENT = header('User-Agent', 'OpenAPI');
const BEARER = header('Authorization', "=Bearer {{ $('Get Token').first().json.result.token }}");

function request(url: string, headers: object[], further: object): INodeParameters {
	return {
		url,
		sendHeaders: true,
		specifyHeaders: 'keypair',
		headerParameters: { parameters: headers },
		...further,
	} as INodeParameters;
}

const asText = { options: { response: { response: { responseFormat: 'text' } } } };

/** The chain as a workflow; its PBXs come in at the node `PBXs`. */
export function chain(
	{ portalUrl, latency, concurrency }: Pick<Task, 'portalUrl' | 'latency' | 'concurrency'>,
	{ orders, asksOnce }: ChainStyle,
): IWorkflowBase {
	const [client] = CLIENTS;
	const form = [
		['client_id', client?.clientId],
		['client_secret', client?.clientSecret],
		['grant_type', 'pp_credentials'],
	].map(([name, value]) => ({ name, value }));
	// The shortest interval that keeps about as many requests under way: a batch each time an answer takes.
	const batching = { batching: { batch: { batchSize: concurrency, batchInterval: Math.max(latency, 1) } } };
	const node = (name: string, type: string, typeVersion: number, parameters: INodeParameters, executeOnce = false) => ({
		id: name,
		name,
		type: `n8n-nodes-base.${type}`,
		typeVersion,
		position: [0, 0] as [number, number],
		parameters,
		executeOnce,
	});
	const http = (name: string, parameters: INodeParameters, once: boolean) =>
		node(name, 'httpRequest', 4.4, parameters, once);
	const to = (name: string, index = 0) => ({
		main: [...Array.from({ length: index }, () => []), [{ node: name, type: 'main' as const, index: 0 }]],
	});
	const isLoop = orders === 'oneByOne';
	return {
		id: 'chain',
		name: 'Tutorial',
		active: false,
		isArchived: false,
		createdAt: new Date(),
		updatedAt: new Date(),
		settings: { executionOrder: 'v1' },
		nodes: [
			node('PBXs', 'noOp', 1, {}),
			http(
				'Get Token',
				request(`${portalUrl}${TOKEN_PATH}`, [AGENT], {
					method: 'POST',
					sendBody: true,
					contentType: 'form-urlencoded',
					bodyParameters: { parameters: form },
					options: {},
				}),
				asksOnce,
			),
			http('Get Plans', request(`${portalUrl}${PLANS_PATH}?productId=11`, [AGENT, BEARER], asText), asksOnce),
			http('Get Billing Contacts', request(`${portalUrl}${CONTACTS_PATH}`, [AGENT, BEARER], asText), asksOnce),
			node('Write Orders', 'code', 2, { mode: 'runOnceForAllItems', language: 'javaScript', jsCode: WRITE_ORDERS }),
			...(isLoop ? [node('Loop', 'splitInBatches', 3, { batchSize: 1, options: {} })] : []),
			http(
				'Order',
				request(`${portalUrl}${ORDER_PATH}`, [AGENT, BEARER], {
					method: 'POST',
					sendBody: true,
					contentType: 'raw',
					rawContentType: 'application/json',
					body: '={{ $json.body }}',
					// Not as text, at which the node fails where the body is raw.
					options: isLoop ? {} : batching,
				}),
				false,
			),
		],
		connections: {
			PBXs: to('Get Token'),
			'Get Token': to('Get Plans'),
			'Get Plans': to('Get Billing Contacts'),
			'Get Billing Contacts': to('Write Orders'),
			'Write Orders': to(isLoop ? 'Loop' : 'Order'),
			...(isLoop ? { Loop: to('Order', 1), Order: to('Loop') } : {}),
		},
	} as unknown as IWorkflowBase;
}

let runner: Promise<Partial<IWorkflowExecuteAdditionalData>> | undefined;

function assertSucceeded(run: IRun): void {
	const { error } = run.data.resultData;
	if (error) throw new Error(error.message);
	for (const { json } of outputOf(run, 'Order')) {
		if (json.code !== 'success') throw new Error(JSON.stringify(json));
	}
}

/** The tutorial's four calls as a chain of n8n's HTTP Request nodes. */
export function tutorialChain(style: ChainStyle): Subject {
	return {
		async run(task) {
			runner ??= startTaskRunner();
			const engine = new WorkflowEngine(PACKAGE, {}, {}, await runner);
			const items = task.serialNumbers.map((sn, item) => ({ json: { sn }, pairedItem: { item } }));
			assertSucceeded(await engine.run(chain(task, style), 'PBXs', items));
		},
	};
}
