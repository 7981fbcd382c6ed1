/** What one run of a subject cost. */
export interface Cost {
	/** Wall time, in milliseconds. */
	wall: number;
	/** Time of this process on the processors, in milliseconds. */
	cpu: number;
}

/** Measures a piece of work. */
export async function measure(work: () => Promise<void>): Promise<Cost> {
	const cpuBefore = process.cpuUsage();
	const start = performance.now();
	await work();
	const wall = performance.now() - start;
	const { user, system } = process.cpuUsage(cpuBefore);
	return { wall, cpu: (user + system) / 1000 };
}

/** Elements in another order each round, so that none always runs in another's wake. */
export function rotated<Element>(elements: readonly Element[], round: number): Element[] {
	const start = round % elements.length;
	return [...elements.slice(start), ...elements.slice(0, start)];
}
