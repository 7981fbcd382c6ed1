import { startSandbox, type Sandbox } from '../../sandbox/server';
import type { Switches } from '../../sandbox/switches';
import { subscriptionOf } from '../../sandbox/subscription';
import { DEFAULT_SWITCHES } from '../../sandbox/switches';

let portal: Sandbox | undefined;
afterEach(async () => await portal?.close());

const PBX = {
	productNo: 'A',
	productId: 11,
	pbxName: '',
	instanceId: '',
	planId: '',
	billingCycle: 'monthly',
	multiCycle: 0,
} as const;

it.each<[Switches['pbxEnd'], object, object]>([
	['day', { expireDate: '2027-01-31' }, { expireDate: '2027-01-31' }],
	['seconds', { planExpirationDate: 1801353600 }, { planExpirationDate: 1801353600 }],
	['nested', { subscription: { endTime: 1801353600000 } }, { subscription: { endTime: 1801353600000 } }],
	['details', {}, { expireDate: '2027-01-31' }],
	['month', { expireDate: '01/31/2027' }, { expireDate: '01/31/2027' }],
	['none', {}, {}],
])('tells the end of a subscription as %s', (pbxEnd, row, details) => {
	const switches = { ...DEFAULT_SWITCHES, pbxEnd };
	const pbx = { ...PBX, expiresOn: '2027-01-31', autoRenews: true };
	expect(subscriptionOf(pbx, switches, 'row')).toEqual({ ...row, autoRenew: true });
	expect(subscriptionOf(pbx, switches, 'details')).toEqual({ ...details, autoRenew: true });
	expect(subscriptionOf(pbx, { ...switches, pbxTellsAutoRenewal: false }, 'row')).toEqual(row);
});

it('opens with subscriptions that end soon, late and three days ago', async () => {
	portal = await startSandbox();
	const days = portal.book.pbxs.map(({ expiresOn }) =>
		expiresOn === undefined ? undefined : Math.ceil((Date.parse(expiresOn) - Date.now()) / 86_400_000),
	);
	// Two PBXs have no plan yet.
	expect(days).toEqual([21, 5, 200, 340, 28, -3, undefined, undefined]);
});
