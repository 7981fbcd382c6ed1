import {
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	NodeConnectionTypes,
	type ICredentialDataDecryptedObject,
} from 'n8n-workflow';
import { ORDER_PATH } from '../../test/support/parameters';
import type { Subject } from './subject';
import { orderBody, runNode } from './yeastarNode';

const CREDENTIAL = 'yeastarPartnerApi';

async function placeWithHelper(
	context: IExecuteFunctions,
	data: ICredentialDataDecryptedObject,
	productNo: string,
): Promise<IDataObject> {
	const { body } = (await context.helpers.httpRequestWithAuthentication.call(
		context,
		CREDENTIAL,
		{
			method: 'POST',
			url: `${String(data.baseUrl)}${ORDER_PATH}`,
			body: Buffer.from(orderBody(productNo)),
			headers: { 'Content-Type': 'application/json' },
			encoding: 'text',
			returnFullResponse: true,
		},
		{ credentialsDecrypted: { id: '1', name: 'Portal', type: CREDENTIAL, data } },
	)) as { body: string };
	const { code, result } = JSON.parse(body) as { code: string; result: IDataObject };
	if (code !== 'success') throw new Error(body);
	return result;
}

/**
 * The least that a node can do: a loop over n8n's own request helper that sends the same orders, several at once, and puts their answers out.
 * It checks nothing, remembers nothing, and rounds what it reads.
 */
class HelperLoop implements INodeType {
	description: INodeType['description'] = {
		displayName: 'Helper Loop',
		name: 'helperLoop',
		group: ['transform'],
		version: 1,
		description: 'Sends orders',
		defaults: {},
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: CREDENTIAL, required: true }],
		properties: [
			{ displayName: 'Concurrency', name: 'concurrency', type: 'number', default: 1 },
			{ displayName: 'Reads First', name: 'readsFirst', type: 'boolean', default: false },
			{ displayName: 'PBX Serial Number', name: 'productNo', type: 'string', default: '' },
		],
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const items = this.getInputData();
		const data = await this.getCredentials(CREDENTIAL);
		const read = (index: number) => this.getNodeParameter('productNo', index) as string;
		const readsFirst = this.getNodeParameter('readsFirst', 0) as boolean;
		const serialNumbers = readsFirst ? items.map((_item, index) => read(index)) : [];
		const output: INodeExecutionData[] = [];
		let next = 0;
		const work = async () => {
			for (let index = next++; index < items.length; index = next++) {
				const json = await placeWithHelper(this, data, serialNumbers[index] ?? read(index));
				output[index] = { json, pairedItem: { item: index } };
			}
		};
		await Promise.all(Array.from({ length: this.getNodeParameter('concurrency', 0) as number }, work));
		return [output];
	}
}

const node = new HelperLoop();

function loop(readsFirst: boolean): Subject {
	return {
		run: async (task) => {
			const parameters = { concurrency: task.concurrency, productNo: '={{ $json.sn }}', readsFirst };
			await runNode(node, parameters, task);
		},
	};
}

/** The loop as most of n8n's nodes are written: it reads an item's parameter when it is the item's turn. */
export const helperLoop = loop(false);

/** The same, with all parameters read before the first request, which is quicker. */
export const leanHelperLoop = loop(true);
