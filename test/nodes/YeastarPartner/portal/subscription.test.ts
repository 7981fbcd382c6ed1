import { fieldNamesOf, renewsByItself, subscriptionEndOf } from '../../../../nodes/YeastarPartner/portal/subscription';

const DAY = { kind: 'day', day: '2027-01-31' };
const MOMENT = { kind: 'moment', at: Date.UTC(2027, 0, 31, 22, 30) };

describe('the end of a subscription', () => {
	it.each([
		['2027-01-31', DAY],
		['2027/1/31', DAY],
		['2027.01.31', DAY],
		['20270131', DAY],
		['2027-01-31 22:30:00', DAY],
		['2027-01-31T22:30:00', DAY],
		['2027-01-31T22:30:00Z', MOMENT],
		['2027-02-01 06:30:00+08:00', MOMENT],
		[MOMENT.at, MOMENT],
		[MOMENT.at / 1000, MOMENT],
		[String(MOMENT.at), MOMENT],
		['', { kind: 'never' }],
		[null, { kind: 'never' }],
		[0, { kind: 'never' }],
		['Permanent', { kind: 'never' }],
		['N/A', { kind: 'never' }],
		['01/31/2027', { kind: 'unreadable', field: 'expireDate', value: '01/31/2027' }],
		['2027-02-30', { kind: 'unreadable', field: 'expireDate', value: '2027-02-30' }],
		['2027-13-01', { kind: 'unreadable', field: 'expireDate', value: '2027-13-01' }],
		[7, { kind: 'unreadable', field: 'expireDate', value: '7' }],
	])('is read from %j', (value, end) => {
		expect(subscriptionEndOf({ expireDate: value })).toEqual(end);
	});

	it.each([
		'planExpireDate',
		'planExpirationDate',
		'plan_expire_time',
		'subscriptionEnd',
		'expiredTime',
		'expiryDate',
		'expiresAt',
		'expiration',
		'validUntil',
		'endTime',
		'serviceEndDate',
	])('is found as %s', (field) => {
		expect(subscriptionEndOf({ [field]: '2027-01-31' })).toEqual(DAY);
		expect(subscriptionEndOf({ plan: { info: { [field]: '2027-01-31' } } })).toEqual(DAY);
	});

	it.each([
		'currentPlanExpireDate',
		'createTime',
		'activationStatus',
		'warrantyExpireDate',
		'nextPlanExpireDate',
		'tokenExpireTime',
		'isExpired',
		'endpoint',
		'recommend',
	])('is not taken from %s', (field) => {
		expect(subscriptionEndOf({ [field]: '2027-01-31' })).toEqual({ kind: 'untold' });
	});

	it('is not taken from another thing in the PBX, nor from a yes or no', () => {
		expect(subscriptionEndOf({ nextPlan: { expireDate: '2028-01-31' }, expire: true })).toEqual({ kind: 'untold' });
	});

	it('is the likelier field, and of two alike the one that is filled', () => {
		expect(subscriptionEndOf({ endTime: '2030-01-01', planExpireDate: '2027-01-31' })).toEqual(DAY);
		expect(subscriptionEndOf({ expireDate: '', plan: { expireDate: '2027-01-31' } })).toEqual(DAY);
	});
});

it.each([
	[{ autoRenew: true }, true],
	[{ autoRenew: 'true' }, true],
	[{ is_auto_renewal: 1 }, true],
	[{ subscription: { autoRenewStatus: 'Enabled' } }, true],
	[{ renewalType: 'AUTO' }, true],
	[{ renewalType: 'manual' }, false],
	[{ autoRenew: false }, false],
	[{ autoRenew: 0 }, false],
	[{ autoRenewStatus: 'disabled' }, false],
	[{ autoRenewDate: '2027-01-31' }, false],
	[{}, false],
])('whether a subscription renews by itself is read from %j', (pbx, renews) => {
	expect(renewsByItself(pbx)).toBe(renews);
});

it('names the fields of a PBX, those of an object in it after its name, and not too many', () => {
	expect(fieldNamesOf({ productNo: 'A', plan: { planName: 'B' }, tags: [] })).toBe('productNo, plan.planName, tags');
	const many = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`field${index}`, 1]));
	expect(fieldNamesOf(many)).toMatch(/field39 …$/);
});
