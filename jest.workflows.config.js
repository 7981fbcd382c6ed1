/** Tests of the workflows to import, with n8n's own nodes, which only the playground installs. */
const PLAYGROUND = '<rootDir>/playground/node_modules';

/** @type {import('jest').Config} */
module.exports = {
	testEnvironment: 'node',
	roots: ['<rootDir>/test/workflows'],
	testMatch: ['**/*.test.ts'],
	globalSetup: '<rootDir>/test/support/globalSetup.ts',
	globalTeardown: '<rootDir>/test/support/globalTeardown.ts',
	setupFiles: ['<rootDir>/test/support/environment.ts'],
	transform: { '^.+\\.ts$': ['ts-jest', { tsconfig: 'test/tsconfig.json' }] },
	// One copy of n8n's packages for the engine, n8n's nodes and ours.
	moduleNameMapper: {
		'^n8n-(core|workflow)$': `${PLAYGROUND}/n8n-$1`,
		'^reflect-metadata$': `${PLAYGROUND}/reflect-metadata`,
	},
	testTimeout: 120_000,
};
