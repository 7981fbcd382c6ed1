import { checkPortal } from '../../checks/report';
import { successItem } from '../items';
import type { Operation } from '../operation';

/**
 * Holds the portal against what this node assumes of it: one item for each assumption. The first item has the whole report as JSON text
 * too. Asked once a run, however many input items there are.
 */
export const checkApiOperation: Operation = {
	option: {
		name: 'Check API',
		value: 'checkApi',
		action: 'Check the API',
		description: 'Check whether the portal answers as this node expects. It only reads, and orders nothing.',
	},
	parameters: [],
	async execute(context) {
		const { assumptions, report } = await checkPortal(context);
		return assumptions.map(({ id, assumption, holds, seen, affects, source }, index) =>
			successItem({ id, assumption, holds, seen, affects, source, ...(index === 0 ? { report } : {}) }, 0),
		);
	},
};
