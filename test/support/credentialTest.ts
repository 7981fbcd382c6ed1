import 'reflect-metadata';
import { ExecuteContext, RoutingNode } from 'n8n-core';
import {
	createEmptyRunExecutionData,
	type ICredentialDataDecryptedObject,
	type ICredentialType,
	type IDataObject,
	type INode,
	type INodeType,
	type INodeTypes,
	type IWorkflowExecuteAdditionalData,
	NodeConnectionTypes,
	Workflow,
} from 'n8n-workflow';

import { CredentialStore } from './credentials';

/** What n8n shows under the credential after Save or Retry. */
export interface CredentialTestResult {
	status: 'OK' | 'Error';
	message: string;
}

/** What a failed request looks like to n8n's tester. */
interface RequestError {
	message: string;
	cause?: { code?: string; response?: { status: number; statusText?: string } };
}

/** What a test finds in n8n. */
interface TestSetup {
	/** Where the credential is kept; a new one, where it was just made. */
	store?: CredentialStore;
	/** The type of n8n's test node. */
	testNode?: string;
}

/** n8n takes the description's name for the type of its test node, and so does not know that node again by its full name. */
const NO_OP = 'noOp';

/** The node that n8n makes up for a credential's test: it sends the request that the credential names. */
function testNodeType({ name, test }: ICredentialType): INodeType {
	if (test === undefined) throw new Error(`The credential ${name} has no test`);
	return {
		description: {
			displayName: 'No Operation, do nothing',
			name: NO_OP,
			group: ['organization'],
			version: 1,
			description: '',
			defaults: {},
			inputs: [NodeConnectionTypes.Main],
			outputs: [NodeConnectionTypes.Main],
			credentials: [{ name, required: true }],
			properties: [
				{ displayName: 'Temp', name: 'temp', type: 'string', routing: { request: test.request }, default: '' },
			],
		},
	};
}

function readFailure(error: RequestError, { test }: ICredentialType): CredentialTestResult {
	const { response, code } = error.cause ?? {};
	if (response !== undefined) {
		const rule = test?.rules?.find(
			({ type, properties }) => type === 'responseCode' && properties.value === response.status,
		);
		if (rule !== undefined) return { status: 'Error', message: rule.properties.message };
		const message = response.statusText || `Received HTTP status code: ${response.status}`;
		if (response.status < 199 || response.status > 299) return { status: 'Error', message };
	} else if (code) {
		return { status: 'Error', message: code };
	}
	return { status: 'Error', message: error.message };
}

function readSuccess(answer: IDataObject, { test }: ICredentialType): CredentialTestResult {
	for (const rule of test?.rules ?? []) {
		if (rule.type !== 'responseSuccessBody') continue;
		const { key, message } = rule.properties;
		if (answer[key] === rule.properties.value) return { status: 'Error', message };
	}
	return { status: 'OK', message: 'Connection successful!' };
}

/**
 * Tests a credential as n8n 2.41 does when it is saved, with n8n-core's own declarative node. The tester is part
 * of the server, so what it does around that node is written down here (services/credentials-tester.service.js).
 *
 * @param data what the form holds
 */
export async function testCredential(
	type: ICredentialType,
	data: ICredentialDataDecryptedObject,
	{ store = new CredentialStore(type, data), testNode = NO_OP }: TestSetup = {},
): Promise<CredentialTestResult> {
	const nodeType = testNodeType(type);
	const node: INode = {
		id: 'temp',
		name: 'Temp-Node',
		parameters: {},
		type: testNode,
		typeVersion: 1,
		position: [0, 0],
		credentials: { [type.name]: { id: '1', name: 'Portal' } },
	};
	const nodeTypes: INodeTypes = {
		getByName: () => nodeType,
		getByNameAndVersion: () => nodeType,
		getKnownTypes: () => ({}),
	};
	const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
	const additionalData = {
		credentialsHelper: store,
		restApiUrl: '',
		variables: {},
	} as unknown as IWorkflowExecuteAdditionalData;
	const input = { main: [[{ json: {} }]] };
	const executeData = { node, data: {}, source: null };
	const context = new ExecuteContext(
		workflow,
		node,
		additionalData,
		'internal',
		createEmptyRunExecutionData(),
		0,
		[],
		input,
		executeData,
		[],
	);
	try {
		await workflow.expression.acquireIsolate();
		const output = await new RoutingNode(context, nodeType, {
			id: '1',
			name: 'Portal',
			type: type.name,
			data,
		}).runNode();
		return readSuccess(output?.[0]?.[0]?.json ?? {}, type);
	} catch (error) {
		return readFailure(error as RequestError, type);
	} finally {
		await workflow.expression.releaseIsolate();
	}
}
