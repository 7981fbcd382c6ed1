const { default: Sequencer } = require('@jest/test-sequencer');

/** The files that take longest, which Jest would not know on a fresh clone: it goes by size. One of them last would keep one worker waiting. */
const SLOW = [
	/property\.(part\d\.)?test\.ts$/i,
	/(fault|kinds)Matrix\.test\.ts$/,
	/killed\.test\.ts$/,
	/checkApi\.test\.ts$/,
];

/** Has Jest begin with the slow test files. */
module.exports = class SlowFirst extends Sequencer {
	sort(tests) {
		const isSlow = ({ path }) => SLOW.some((name) => name.test(path));
		const sorted = super.sort(tests);
		return [...sorted.filter(isSlow), ...sorted.filter((test) => !isSlow(test))];
	}
};
