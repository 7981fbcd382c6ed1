/** The chains of work that this process does one at a time, by name. */
const queues = new Map<string, Promise<unknown>>();

/** Does work that must not overlap with other work of the same name in this process. */
export async function oneAtATime<Result>(name: string, work: () => Promise<Result>): Promise<Result> {
	const before = queues.get(name) ?? Promise.resolve();
	const mine = before.then(work, work);
	const settled = mine.catch(() => undefined);
	queues.set(name, settled);
	try {
		return await mine;
	} finally {
		if (queues.get(name) === settled) queues.delete(name);
	}
}
