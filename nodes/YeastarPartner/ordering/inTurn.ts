/** The last turn of each name in this process, until it has ended. */
const lastTurns = new Map<string, Promise<void>>();

/**
 * Waits until all earlier turns of a name have ended in this process.
 *
 * @returns ends this turn; to be called whatever happens
 */
export async function takeTurn(name: string): Promise<() => void> {
	const before = lastTurns.get(name);
	let end: () => void = () => undefined;
	const turn = new Promise<void>((resolve) => (end = resolve));
	lastTurns.set(name, turn);
	await before;
	return () => {
		if (lastTurns.get(name) === turn) lastTurns.delete(name);
		end();
	};
}
