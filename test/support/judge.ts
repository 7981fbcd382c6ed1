import type { Sandbox } from '../../sandbox/server';
import type { RunResult } from './engine';

/** What the sandbox's own order book says about some runs. */
export interface Verdict {
	/** Orders for a PBX and plan beyond the first. */
	duplicates: number;
	/** Serial numbers of orders that no output and no error tells of. */
	unreported: string[];
}

/** All that a run tells its user: outputs, errors and their descriptions. */
function told({ items, error }: RunResult): string {
	const errors = [error, ...items.map((item) => item.error as RunResult['error'])];
	const words = errors.map((one) => `${one?.message ?? ''} ${one?.description ?? ''}`);
	return [...items.map(({ json }) => JSON.stringify(json)), ...words].join('\n');
}

/**
 * Judges runs by the order book. An order is reported when its number is told, or when its outcome is said to be unknown.
 *
 * @param executions what the user has been told: the end of each execution
 */
export function judge({ book }: Sandbox, ...executions: RunResult[]): Verdict {
	const text = executions.map(told).join('\n');
	const wanted = book.orders.map(({ productNo, planId }) => `${productNo} ${planId}`);
	return {
		duplicates: wanted.length - new Set(wanted).size,
		unreported: book.orders
			.filter(({ orderNo }) => !text.includes(orderNo))
			.map(({ productNo }) => productNo)
			.filter((productNo) => !text.includes(`unknown whether the order for PBX ${productNo} was placed`))
			.filter((productNo) => !new RegExp(`left without an answer: [^.]*${productNo}`).test(text)),
	};
}
