/** What a subject is to do. */
export interface Task {
	/** The portal's base URL. */
	portalUrl: string;
	/** The PBXs to switch. */
	serialNumbers: string[];
	/** How many orders may be under way at once. */
	concurrency: number;
	/** How long the portal takes for an answer, in milliseconds. */
	latency: number;
	/** An access token that is valid. */
	token: string;
}

/** A way to place the orders: this package's node, or what it is compared with. */
export interface Subject {
	/** Places the orders, and throws where one was not placed. */
	run(task: Task): Promise<void>;
}
