/** An order to place, with its key, which is left out where orders without keys are measured. */
export type KeyedOrder = { sn: string; key: string };

/** How orders are placed in one execution. */
export interface KeyedRun {
	hasKeys: boolean;
	/** How many orders are under way at once. */
	concurrency: number;
}

/** A place where this package's node orders, with keys and without, in one workflow. */
export interface KeyedOrders {
	/** Places orders in one execution, and throws where one was not placed. */
	place(orders: KeyedOrder[], run: KeyedRun): Promise<void>;
	/** Forgets all order keys of the workflow. */
	forgetKeys(): Promise<void>;
	stop(): Promise<void>;
}
