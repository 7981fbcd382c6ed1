/** @type {import('jest').Config} */
module.exports = {
	testEnvironment: 'node',
	roots: ['<rootDir>/test'],
	testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/workflows/', '<rootDir>/test/e2e/'],
	testMatch: ['**/*.test.ts'],
	// Jest leaves a core free, which is half of a machine with two.
	maxWorkers: '100%',
	testSequencer: '<rootDir>/test/support/slowFirst.js',
	globalSetup: '<rootDir>/test/support/globalSetup.ts',
	globalTeardown: '<rootDir>/test/support/globalTeardown.ts',
	setupFiles: ['<rootDir>/test/support/environment.ts'],
	transform: { '^.+\\.ts$': ['ts-jest', { tsconfig: 'test/tsconfig.json' }] },
	collectCoverageFrom: ['nodes/**/*.ts', 'credentials/**/*.ts'],
	coverageThreshold: {
		'./nodes/': { branches: 95, functions: 95, lines: 95 },
		'./credentials/': { branches: 95, functions: 95, lines: 95 },
	},
};
