import { keyStore } from '../../test/support/engine';
import type { Portal } from '../portal/portal';
import { requestToken } from '../portal/token';
import type { KeyedOrders } from './keyedOrders';
import { byId, engineFor, PACKAGE } from './yeastarNode';

/** Orders on n8n's own engine, whose order keys are kept in memory. */
export async function startKeyedEngine(portal: Portal): Promise<KeyedOrders> {
	const engine = engineFor(PACKAGE.node, { portalUrl: portal.url, token: await requestToken(portal.url) });
	return {
		place: async (orders, run) => {
			const { error, items } = await engine.run({ parameters: byId(run), input: orders });
			if (error) throw new Error(error.message);
			if (items.length !== orders.length) throw new Error(`${items.length} items instead of ${orders.length}`);
		},
		forgetKeys: async () => await Promise.resolve(keyStore.forgetAll()),
		stop: async () => await Promise.resolve(),
	};
}
