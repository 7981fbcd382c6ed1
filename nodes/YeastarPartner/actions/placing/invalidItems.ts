import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { Ledger } from '../../ordering/ledger';
import type { NodeFailure } from '../errors';
import { runIndexOf } from '../items';

const OTHERS_NAMED = 10;

/** One sentence about the items beside the first that were refused, so that they can be mended in one go. */
function othersRefused([, ...others]: readonly NodeFailure[]): string {
	if (others.length === 0) return '';
	const named = others.slice(0, OTHERS_NAMED).map(({ message }) => message);
	const more = others.length > OTHERS_NAMED ? ` and ${others.length - OTHERS_NAMED} more` : '';
	return ` Also refused: ${named.join('; ')}${more}.`;
}

/**
 * Ends the run where an item was refused, unless "Continue On Fail" is on: with one bad item nothing is ordered.
 *
 * @throws the first item's refusal, its description naming the others
 */
export function throwIfInvalid(context: IExecuteFunctions, bad: ReadonlyMap<number, NodeFailure>): void {
	const refusals = [...bad.values()];
	const [first] = refusals;
	if (first === undefined || context.continueOnFail()) return;
	const sentBefore = new Ledger(context.getContext('node'), runIndexOf(context)).describeEntries();
	const ordered =
		sentBefore.length === 0
			? 'Nothing was ordered for any item.'
			: `Nothing was ordered in this try. Ordered before in this execution: ${sentBefore.join('; ')}.`;
	first.description = `${first.description ?? ''} ${ordered}${othersRefused(refusals)}`;
	throw first;
}

/** Items of which each belongs to one input item, in the input's order. */
export function inInputOrder(items: INodeExecutionData[]): INodeExecutionData[] {
	const itemOf = ({ pairedItem }: INodeExecutionData) => (pairedItem as { item: number }).item;
	return items.toSorted((one, other) => itemOf(one) - itemOf(other));
}
