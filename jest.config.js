const { availableParallelism } = require('node:os');

/** @type {import('jest').Config} */
module.exports = {
	testEnvironment: '<rootDir>/test/support/n8n/environment.ts',
	// What the environment has loaded.
	moduleNameMapper: { '^n8n-(core|workflow)$': '<rootDir>/test/support/n8n/$1.js' },
	roots: ['<rootDir>/test'],
	testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/workflows/', '<rootDir>/test/e2e/'],
	testMatch: ['**/*.test.ts'],
	// The longest tests mostly wait: for an answer that does not come, or for the next second of the portal's clock.
	maxWorkers: Math.ceil(1.5 * availableParallelism()),
	// A machine that does other work too is slow; what hangs still fails.
	testTimeout: 30_000,
	testSequencer: '<rootDir>/test/support/slowFirst.js',
	globalSetup: '<rootDir>/test/support/globalSetup.ts',
	globalTeardown: '<rootDir>/test/support/globalTeardown.ts',
	transform: { '^.+\\.ts$': ['ts-jest', { tsconfig: 'test/tsconfig.json' }] },
	collectCoverageFrom: ['nodes/**/*.ts', 'credentials/**/*.ts'],
	coverageThreshold: {
		'./nodes/': { branches: 95, functions: 95, lines: 95 },
		'./credentials/': { branches: 95, functions: 95, lines: 95 },
	},
};
