/** The sandbox in a process of its own, which {@link ./portal.ts} starts and speaks to. */
import { TOKEN_PATH } from '../../test/support/parameters';
import { startSandbox } from '../../sandbox/server';
import type { PortalReport, PortalSetup } from './portal';

async function main(): Promise<void> {
	const sandbox = await startSandbox({ switches: { refusesPresentPlan: false } });
	const { book, faults, requests, switches } = sandbox;

	const prepare = ({ pbxs, latency, faults: ordered, switches: turned }: PortalSetup): string[] => {
		const missing = pbxs - book.pbxs.filter(({ productNo }) => productNo.startsWith('SB')).length;
		if (missing > 0) book.addPbxs(11, missing);
		book.orders.length = 0;
		requests.length = 0;
		faults.clear();
		if (latency > 0) faults.order({ kind: 'latency', milliseconds: latency });
		for (const fault of ordered ?? []) faults.order(fault);
		Object.assign(switches, { requestsPerSecond: 0 }, turned);
		return book.pbxs
			.map(({ productNo }) => productNo)
			.filter((productNo) => productNo.startsWith('SB'))
			.slice(0, pbxs);
	};

	const report = (): PortalReport => ({
		requests: requests.length,
		tokens: requests.filter(({ path }) => path === TOKEN_PATH).length,
		orders: book.orders.length,
		pbxsOrdered: [...new Set(book.orders.map(({ productNo }) => productNo))],
	});

	process.on('message', (setup: PortalSetup | 'report') =>
		process.send?.(setup === 'report' ? report() : prepare(setup)),
	);
	process.on('disconnect', () => process.exit());
	process.send?.(sandbox.url);
}

void main();
