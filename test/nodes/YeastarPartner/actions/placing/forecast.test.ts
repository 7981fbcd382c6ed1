import { directionOf } from '../../../../../nodes/YeastarPartner/actions/placing/forecast';

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
