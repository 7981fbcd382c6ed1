/** How many numbers are remembered: the newest of them. */
const MAX_NUMBERS = 10_000;

/**
 * The numbers of orders that this process has heard of, so that none of them is taken for an order that is sent later: two
 * executions may order the same within milliseconds of each other, which no clock tells apart.
 */
export class HeardOrders {
	private readonly numbers = new Set<string>();

	/** Remembers the number of an order. */
	add(orderNo: string): void {
		this.numbers.delete(orderNo);
		this.numbers.add(orderNo);
		if (this.numbers.size <= MAX_NUMBERS) return;
		for (const oldest of this.numbers) {
			this.numbers.delete(oldest);
			return;
		}
	}

	/** Whether a number is one of them. */
	has(orderNo: string): boolean {
		return this.numbers.has(orderNo);
	}
}

const ofPortals = new Map<string, HeardOrders>();

/** The orders that this process has heard of from the portal at a base URL: they outlive a run. */
export function heardOrdersOf(baseUrl: string): HeardOrders {
	const heard = ofPortals.get(baseUrl) ?? new HeardOrders();
	ofPortals.set(baseUrl, heard);
	return heard;
}
