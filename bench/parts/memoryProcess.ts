/**
 * Places orders once in a fresh process, and sends what it held in memory to its parent. Arguments: the subject, the portal's base URL, a
 * token, the number of orders.
 */
import '../../test/support/environment';
import type { Subject } from '../subjects/subject';
import { leanHelperLoop } from '../subjects/helperLoop';
import { yeastarNode } from '../subjects/yeastarNode';
import type { MemoryReading } from './memory';

const SUBJECTS: Record<string, Subject> = { node: yeastarNode, loop: leanHelperLoop };
const CONCURRENCY = 20;
/** How often is looked, in milliseconds. */
const INTERVAL = 250;
const [, , name = '', portalUrl = '', token = ''] = process.argv;

function liveHeap(): number {
	globalThis.gc?.();
	return process.memoryUsage().heapUsed;
}

async function run(serialNumbers: string[]): Promise<void> {
	await SUBJECTS[name]?.run({ portalUrl, serialNumbers, concurrency: CONCURRENCY, latency: 0, token });
}

process.once('message', (serialNumbers: string[]) => {
	void (async () => {
		// What a first run loads and prepares is not what an item costs.
		await run(serialNumbers.slice(0, 20));
		const before = liveHeap();
		let peak = 0;
		const timer = setInterval(() => (peak = Math.max(peak, liveHeap())), INTERVAL);
		await run(serialNumbers);
		clearInterval(timer);
		const reading: MemoryReading = { heap: peak - before, resident: process.resourceUsage().maxRSS * 1024 };
		process.send?.(reading, () => process.exit());
	})();
});
