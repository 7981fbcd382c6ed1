/** @type {import('jest').Config} */
module.exports = {
	testEnvironment: 'node',
	roots: ['<rootDir>/test/e2e'],
	testMatch: ['**/*.test.ts'],
	transform: { '^.+\\.ts$': ['ts-jest', { tsconfig: 'test/tsconfig.json' }] },
	// Each file starts an n8n of its own, which takes its memory.
	maxWorkers: 1,
	testTimeout: 180_000,
	verbose: true,
};
