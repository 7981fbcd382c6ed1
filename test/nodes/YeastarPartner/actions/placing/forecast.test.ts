import { directionOf, objectionsTo, warningsFor } from '../../../../../nodes/YeastarPartner/actions/placing/forecast';
import { TUTORIAL_ORDER } from '../../../../support/bookings';

describe('the direction of a switch', () => {
	it.each([
		['Enterprise Plan', 'Ultimate Plan', 'up'],
		['Standard Plan', 'ENTERPRISE', 'up'],
		['Ultimate Plan', 'Standard Plan', 'down'],
		['Ultimate Plan', ' ultimate plan', 'same'],
		['Linkus Cloud Service', 'Linkus Cloud Service Pro', 'up'],
		['Linkus Cloud Service Pro', 'Linkus Cloud Service', 'down'],
		['Enterprise Plan', 'Enterprise Plan 2', 'unknown'],
		['Enterprise Plan', 'Linkus Cloud Service', 'unknown'],
		['', 'Ultimate Plan', 'unknown'],
		['Enterprise Plan', '', 'unknown'],
	])('from "%s" to "%s" is %s', (present, wanted, direction) => {
		expect(directionOf(present, wanted)).toBe(direction);
	});
});

describe('what speaks against an order', () => {
	const situation = {
		currentPlan: 'Enterprise Plan',
		wantedPlan: 'Enterprise Plan',
		presentCycle: undefined,
		pending: { isPending: false, until: '' },
	};
	const ordered = (operationType: 'switch_plan' | 'renew_plan' | 'purchase_plan' | 'trial_plan') => ({
		...TUTORIAL_ORDER,
		operationType,
	});

	it.each([
		['switch_plan', situation, [/on this plan already/]],
		[
			'switch_plan',
			{ ...situation, wantedPlan: 'Ultimate Plan', presentCycle: 'monthly' },
			[/cannot change the billing cycle/],
		],
		['switch_plan', { ...situation, wantedPlan: 'Ultimate Plan', presentCycle: 'annually' }, []],
		['renew_plan', situation, []],
		[
			'renew_plan',
			{ ...situation, wantedPlan: 'Standard Plan', presentCycle: 'monthly' },
			[/for the plan that the PBX is on/, /is billed monthly/],
		],
		['purchase_plan', situation, [/has a plan already/]],
		['purchase_plan', { ...situation, currentPlan: '' }, []],
		['trial_plan', situation, []],
	] as const)('%s, %j', (operationType, known, expected) => {
		const objections = objectionsTo(ordered(operationType), known);
		expect(objections).toHaveLength(expected.length);
		for (const [index, words] of expected.entries()) expect(objections[index]).toMatch(words);
	});

	it('a renewal whose present cycle is not told is warned of', () => {
		expect(warningsFor(ordered('renew_plan'), situation).join(' ')).toMatch(/does not tell the present one/);
	});
});
