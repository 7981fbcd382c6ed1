import type { Pbx } from './fixtures';
import type { Switches } from './switches';

/** In how many days the subscriptions of a fresh sandbox's PBXs end; made up. */
const DAYS_LEFT = [21, 5, 200, 340, 28, -3];

/** The day so many days from today, by the clock of Greenwich, as 2027-01-31. */
export function dayAhead(days: number): string {
	return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}

/** A PBX of the fixtures, its place among them given, with a subscription that ends soon or late. */
export function withSubscription(pbx: Pbx, index: number): Pbx {
	if (pbx.planId === undefined) return { ...pbx };
	return { ...pbx, expiresOn: dayAhead(DAYS_LEFT[index] ?? 365), autoRenews: index === 1 };
}

/** The end of a PBX's subscription as the switches have the portal tell it [inferred]. */
function endOf(expiresOn: string, pbxEnd: Switches['pbxEnd'], where: 'row' | 'details'): object {
	switch (pbxEnd) {
		case 'day':
			return { expireDate: expiresOn };
		case 'seconds':
			return { planExpirationDate: expiresOn === '' ? 0 : Date.parse(expiresOn) / 1000 };
		case 'nested':
			return { subscription: { endTime: expiresOn === '' ? null : Date.parse(expiresOn) } };
		case 'details':
			return where === 'details' ? { expireDate: expiresOn } : {};
		case 'month':
			return { expireDate: expiresOn === '' ? '' : `${expiresOn.slice(5).replace('-', '/')}/${expiresOn.slice(0, 4)}` };
		case 'none':
			return {};
	}
}

/** What a PBX's row in the list, or its details, tell of its subscription [inferred]. */
export function subscriptionOf(
	{ expiresOn = '', autoRenews = false, billingCycle }: Pbx,
	{ pbxEnd, pbxTellsAutoRenewal, pbxTellsCycle }: Switches,
	where: 'row' | 'details',
): object {
	const cycle = pbxTellsCycle ? { billingCycle } : {};
	return { ...cycle, ...endOf(expiresOn, pbxEnd, where), ...(pbxTellsAutoRenewal ? { autoRenew: autoRenews } : {}) };
}
