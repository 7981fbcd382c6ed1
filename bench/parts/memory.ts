import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { rotated } from '../measure';
import type { Portal } from '../portal/portal';
import { requestToken } from '../portal/token';

/** What a run held in memory at most, in bytes. */
export interface MemoryReading {
	/** Of the heap, after a garbage collection, beyond what it held before the run. */
	heap: number;
	/** Of the process. */
	resident: number;
}

/** What a subject held for a number of orders, a reading a round. */
export interface MemorySample {
	subject: 'node' | 'loop';
	count: number;
	readings: MemoryReading[];
}

export const MEMORY_COUNTS = [1000, 20_000] as const;

const PRELOAD = pathToFileURL(join(__dirname, '..', 'onePlayground.mjs')).href;

async function read(portal: Portal, { subject, count }: Omit<MemorySample, 'readings'>): Promise<MemoryReading> {
	const token = await requestToken(portal.url);
	const serialNumbers = await portal.prepare({ pbxs: count, latency: 0 });
	const child = fork(join(__dirname, 'memoryProcess.ts'), [subject, portal.url, token], {
		execArgv: ['--expose-gc', '--import', 'tsx', '--import', PRELOAD],
	});
	child.send(serialNumbers);
	const [reading] = (await once(child, 'message')) as [MemoryReading];
	await once(child, 'exit');
	const { pbxsOrdered } = await portal.report();
	// The first 20 are ordered twice: once to warm up.
	if (pbxsOrdered.length !== count) throw new Error(`${subject} placed ${pbxsOrdered.length} of ${count} orders`);
	return reading;
}

/** Measures what is held in memory, each time in a fresh process. */
export async function measureMemory(portal: Portal, rounds: number): Promise<MemorySample[]> {
	const samples = MEMORY_COUNTS.flatMap((count) =>
		(['node', 'loop'] as const).map((subject): MemorySample => ({ subject, count, readings: [] })),
	);
	for (let round = 0; round < rounds; round++) {
		for (const sample of rotated(samples, round)) sample.readings.push(await read(portal, sample));
	}
	return samples;
}
