import { PBXS } from './fixtures';
import type { Sandbox } from './server';

/**
 * Makes a sandbox one that people try the node in: there is a PBX for every operation, the cycle of a renewal is known, and a switch to a
 * higher plan keeps its cycle, as the tutorials say.
 */
export function prepareToTry({ switches, book }: Sandbox): void {
	Object.assign(switches, { listsPbxsWithoutPlan: true, pbxTellsCycle: true, upgradeKeepsInterval: true });
	// The switch of the tutorial is for a year.
	Object.assign(book.findPbx(PBXS[0]?.productNo ?? '') ?? {}, { billingCycle: 'annually', multiCycle: 1 });
}
