import type { Resource } from '../operation';
import { enableAutoRenewalOperation } from './enableAutoRenewal.operation';
import { getPbxOperation } from './getPbx.operation';
import { getPbxsOperation } from './getPbxs.operation';

/** The phone systems of the partner's customers. */
export const pbx: Resource = {
	option: { name: 'PBX', value: 'pbx' },
	operations: [getPbxOperation, getPbxsOperation, enableAutoRenewalOperation],
};
