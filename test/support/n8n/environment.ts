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

const store: SharedN8n['store'] = {};
const ofTheFile: workflow.IDataDeduplicator = new Proxy({} as workflow.IDataDeduplicator, {
	get: (_, method: keyof workflow.IDataDeduplicator) => store.current?.[method].bind(store.current),
});
void core.DataDeduplicationService.init(ofTheFile);
const sharedN8n: SharedN8n = { core, workflow, log, store };

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
		// A file that has no store of its own must not get the one before.
		store.current = undefined;
		await super.teardown();
	}
}
