import type { Observed } from './observed';
import type { Shown } from './seen';

/** What was found of an assumption. */
export interface Finding {
	/** `unknown` where the account holds nothing that shows it, or the question was not answered. */
	holds: 'yes' | 'no' | 'unknown';
	/** What was seen: shapes only. */
	seen: Shown;
}

/** Something that the node takes for true of the portal. */
export interface Assumption {
	/** Part of the contract with reports: it stays when the sentence is bettered. */
	id: string;
	/** A sentence for people. */
	assumption: string;
	/** Whether Yeastar documents it; the page, or what makes it likely. */
	source: `documented: ${string}` | `inferred: ${string}`;
	/** Which operations depend on it, and how. */
	affects: string;
	/** Holds what was observed against it. */
	check: (observed: Observed) => Finding;
}

/** A finding of something that was seen. */
export function finding(holds: boolean, seen: Shown): Finding {
	return { holds: holds ? 'yes' : 'no', seen };
}

/** A finding where nothing shows whether it holds. */
export function unknown(seen: Shown): Finding {
	return { holds: 'unknown', seen };
}
