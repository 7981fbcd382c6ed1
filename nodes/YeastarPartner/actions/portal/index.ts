import type { Resource } from '../operation';
import { checkApiOperation } from './checkApi.operation';

/** The portal's API itself. */
export const portal: Resource = {
	option: { name: 'Portal', value: 'portal' },
	operations: [checkApiOperation],
};
