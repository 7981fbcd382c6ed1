import type { IDataObject, IPollFunctions } from 'n8n-workflow';

/** How the state is written; another one is none. */
const VERSION = 1;

/** What is stored: the event's own state, and what it belongs to. */
interface Stored extends IDataObject {
	version: number;
	event: string;
	account: string;
	/** Counts what was stored, so that a poll sees whether another one was faster. */
	revision: number;
	state: IDataObject;
}

function read(data: IDataObject): Stored | undefined {
	const stored = data.stored as Stored | undefined;
	return stored?.version === VERSION ? stored : undefined;
}

/**
 * What a node of this event and account has stored between two polls. Another event or account begins anew. n8n keeps it by the node's name,
 * and saves it when the node puts something out, and when the workflow is activated or deactivated [n8n-core 2.41].
 */
export class StoredState<State extends object> {
	private readonly data: IDataObject;
	private readonly before?: Stored;

	constructor(
		context: IPollFunctions,
		private readonly event: string,
		private readonly account: string,
	) {
		this.data = context.getWorkflowStaticData('node');
		this.before = read(this.data);
	}

	/** As it was when the poll began; undefined in the first poll. */
	get value(): State | undefined {
		const { before } = this;
		return before?.event === this.event && before.account === this.account ? (before.state as State) : undefined;
	}

	/**
	 * Stores a state, unless another poll has stored one in the meantime: what this one found is then found again by the next. To be called
	 * after the last question, right before what was found is handed to n8n.
	 *
	 * @returns whether it is stored
	 */
	replace(state: State): boolean {
		if (read(this.data)?.revision !== this.before?.revision) return false;
		const { version, event, account } = { version: VERSION, event: this.event, account: this.account };
		const revision = (this.before?.revision ?? 0) + 1;
		// n8n sees that something has changed where a whole value is set. What is equal is not set, so that nothing is saved.
		if (this.value === undefined || JSON.stringify(this.value) !== JSON.stringify(state)) {
			this.data.stored = { version, event, account, revision, state: state as IDataObject } satisfies Stored;
		}
		return true;
	}
}
