import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { CLIENTS } from '../../sandbox/fixtures';
import { Engine, type PackageUnderTest } from '../../test/support/engine';
import { CONTACT, locator, switchParameters, ULTIMATE_PLAN } from '../../test/support/parameters';
import type { Subject, Task } from './subject';

const DIST = join(__dirname, '..', '..', 'dist');

function loadPackage(): PackageUnderTest {
	const load = createRequire(__filename);
	const { YeastarPartner } = load(join(DIST, 'nodes', 'YeastarPartner', 'YeastarPartner.node.js')) as {
		YeastarPartner: new () => PackageUnderTest['node'];
	};
	const { YeastarPartnerApi } = load(join(DIST, 'credentials', 'YeastarPartnerApi.credentials.js')) as {
		YeastarPartnerApi: new () => PackageUnderTest['credential'];
	};
	return { node: new YeastarPartner(), credential: new YeastarPartnerApi() };
}

/** The built package, as n8n loads it. */
export const PACKAGE = loadPackage();

/** An engine with a node of the built package's credential. */
export function engineFor(
	node: PackageUnderTest['node'],
	{ portalUrl, token }: Pick<Task, 'portalUrl' | 'token'>,
): Engine {
	const engine = new Engine({ ...PACKAGE, node }, { ...CLIENTS[0], baseUrl: portalUrl });
	engine.credentials.storeToken(token);
	return engine;
}

/** Runs a node with the PBXs as its input. */
export async function runNode(node: PackageUnderTest['node'], parameters: INodeParameters, task: Task): Promise<void> {
	const input = task.serialNumbers.map((sn) => ({ sn }));
	const { error, items } = await engineFor(node, task).run({ parameters, input });
	if (error) throw new Error(error.message);
	if (items.length !== input.length) throw new Error(`${items.length} items instead of ${input.length}`);
}

/** The node's parameters with IDs, and with order keys or without. */
export function byId({
	concurrency,
	hasKeys = false,
}: Pick<Task, 'concurrency'> & { hasKeys?: boolean }): INodeParameters {
	const orderKey = hasKeys ? '={{ $json.key }}' : '';
	return switchParameters({
		productNo: locator('={{ $json.sn }}'),
		orderKey,
		options: { maxConcurrency: concurrency },
	});
}

/** This package's node with IDs, as the comparisons without names are made. */
export const yeastarNode: Subject = {
	run: async (task) => await runNode(PACKAGE.node, byId(task), task),
};

/** Runs this package's node with Continue On Fail, and returns what it puts out. */
export async function runThroughTrouble(task: Task): Promise<INodeExecutionData[]> {
	const { items } = await engineFor(PACKAGE.node, task).run({
		parameters: byId(task),
		input: task.serialNumbers.map((sn) => ({ sn })),
		settings: { onError: 'continueRegularOutput' },
	});
	return items;
}

/** This package's node with names in the place of the plan's and the contact's IDs, and no token yet. */
export const yeastarNodeByName: Subject = {
	run: async (task) =>
		await runNode(
			PACKAGE.node,
			switchParameters({
				productNo: locator('={{ $json.sn }}'),
				serviceId: locator('Ultimate Plan', 'name'),
				billingId: locator('billing@example.com', 'email'),
				options: { maxConcurrency: task.concurrency },
			}),
			{ ...task, token: '' },
		),
};

/** The body of an order, as this package's node writes it. */
export function orderBody(productNo: string): string {
	return `{"operationType":"switch_plan","productId":11,"productNo":"${productNo}","billingId":${CONTACT},"serviceList":[{"serviceType":"plan","serviceId":${ULTIMATE_PLAN},"purchaseType":"switch","billingModel":"recurring","billingCycle":"annually","multiCycle":1}]}`;
}
