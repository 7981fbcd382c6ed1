import { setTimeout as delay } from 'node:timers/promises';
import type { INodeExecutionData } from 'n8n-workflow';

import type { Fault } from '../../sandbox/faults';
import type { Switches } from '../../sandbox/switches';
import { rotated } from '../measure';
import type { Portal, PortalSetup } from '../portal/portal';
import { requestToken } from '../portal/token';
import { runThroughTrouble } from '../subjects/yeastarNode';

export const PER_SECOND = 10;
const CONCURRENCY = 5;
const LATENCY = 20;

/** What came of the orders of a run. */
export interface TroubleReading {
	seconds: number;
	requests: number;
	placed: number;
	recovered: number;
	/** Items that failed, and those of them that say that it is unknown whether the order was placed. */
	failed: number;
	unknown: number;
	/** Orders that the portal has beyond one for each PBX. */
	second: number;
	/** PBXs that the portal has an order for, and whose item says neither so nor that it is unknown. */
	lost: number;
}

/** Orders in trouble, a reading a round. */
export interface TroubleSample {
	trouble: string;
	count: number;
	/** Requests a second that are allowed. */
	allowed?: number;
	readings: TroubleReading[];
}

function limited(rateLimit: Switches['rateLimit'], tellsRetryAfter: boolean): Partial<Switches> {
	return { requestsPerSecond: PER_SECOND, rateLimit, tellsRetryAfter };
}

/** About one in a hundred of each; the numbers share no factor, so that the faults do not meet. */
const FAULTS: Fault[] = [
	{ kind: 'drop', afterCommit: true, every: 97, path: '/save' },
	{ kind: 'serverError', status: 503, afterCommit: true, every: 101, path: '/save' },
	{ kind: 'serverError', status: 500, every: 103, path: '/save' },
	{ kind: 'unauthorized', every: 107, path: '/save' },
	{ kind: 'tooManyRequests', every: 109, path: '/save' },
];

const TROUBLES: Array<{ trouble: string; count: number; setup: Partial<PortalSetup> }> = [
	{ trouble: 'by the second of the clock', count: 200, setup: { switches: limited('second', false) } },
	{ trouble: 'by the second of the clock, with Retry-After', count: 200, setup: { switches: limited('second', true) } },
	{ trouble: 'in any second', count: 200, setup: { switches: limited('slidingSecond', false) } },
	{ trouble: 'a bucket that fills up', count: 200, setup: { switches: limited('bucket', false) } },
	{ trouble: '5 % faults', count: 1000, setup: { faults: FAULTS } },
];

async function read(portal: Portal, count: number, setup: Partial<PortalSetup>): Promise<TroubleReading> {
	// Whatever the run before was limited to is no limit for the token.
	await portal.prepare({ pbxs: 0, latency: 0 });
	const token = await requestToken(portal.url);
	const serialNumbers = await portal.prepare({ pbxs: count, latency: LATENCY, ...setup });
	// No limit counts further back.
	await delay(1000);
	const start = performance.now();
	const items = await runThroughTrouble({
		portalUrl: portal.url,
		serialNumbers,
		concurrency: CONCURRENCY,
		latency: LATENCY,
		token,
	});
	const seconds = (performance.now() - start) / 1000;
	const { requests, orders, pbxsOrdered } = await portal.report();
	const having = (outcome: string) => items.filter(({ json }) => json.outcome === outcome).length;
	const saysUnknown = ({ error }: INodeExecutionData) => error?.message.includes('unknown whether') === true;
	const ordered = new Set(pbxsOrdered);
	const isLost = (item: INodeExecutionData, index: number) =>
		ordered.has(serialNumbers[index] ?? '') && item.json.orderNo === undefined && !saysUnknown(item);
	return {
		seconds,
		requests,
		placed: having('placed'),
		recovered: having('recovered'),
		failed: items.filter(({ error }) => error !== undefined).length,
		unknown: items.filter(saysUnknown).length,
		second: orders - ordered.size,
		lost: items.filter(isLost).length,
	};
}

/** Measures what a limited or faulty portal does to a run. */
export async function measureTrouble(portal: Portal, rounds: number): Promise<TroubleSample[]> {
	const samples = TROUBLES.map(({ trouble, count, setup }): TroubleSample => {
		const { requestsPerSecond: allowed } = setup.switches ?? {};
		return { trouble, count, ...(allowed === undefined ? {} : { allowed }), readings: [] };
	});
	for (let round = 0; round < rounds; round++) {
		for (const index of rotated([...TROUBLES.keys()], round)) {
			const { count = 0, setup = {} } = TROUBLES[index] ?? {};
			samples[index]?.readings.push(await read(portal, count, setup));
		}
	}
	return samples;
}
