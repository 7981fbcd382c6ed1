import '../environment';
import { IGNORE, log } from './log';

import 'reflect-metadata';
import type { EnvironmentContext, JestEnvironmentConfig } from '@jest/environment';
import { TestEnvironment } from 'jest-environment-node';
import * as core from 'n8n-core';
import * as workflow from 'n8n-workflow';

import type { SharedN8n } from './shared';

const ERRORS = [
	Error,
	TypeError,
	RangeError,
	SyntaxError,
	ReferenceError,
	EvalError,
	URIError,
	AggregateError,
] as const;

const sharedN8n: SharedN8n = { core, workflow, log };

/**
 * Jest's environment for Node.js, with one n8n for all test files of a worker: to load it takes longer than most files do. The
 * code under test is each file's own.
 */
export default class N8nEnvironment extends TestEnvironment {
	constructor(config: JestEnvironmentConfig, context: EnvironmentContext) {
		super(config, context);
		const { global } = this;
		Object.assign(global, { sharedN8n });
		// What a test file throws is an error to n8n, and the other way round; so is what the engine throws in it.
		for (const kind of ERRORS) {
			Object.setPrototypeOf(global[kind.name as 'Error'].prototype, kind.prototype);
			Object.assign(global, { [kind.name]: kind });
		}
	}

	override async teardown(): Promise<void> {
		log.write = IGNORE;
		// n8n takes a database for order keys once; the next file brings its own.
		Object.assign(core.DataDeduplicationService, { instance: undefined });
		await super.teardown();
	}
}
