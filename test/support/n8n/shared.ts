import type { IDataDeduplicator } from 'n8n-workflow';

/** What the test files of one of Jest's workers share of n8n. */
export interface SharedN8n {
	core: object;
	workflow: object;
	/** Takes what n8n's logger writes. */
	log: { write(line: string): unknown };
	/** n8n's database to the test file that runs: n8n takes one only once. */
	store: { current?: IDataDeduplicator };
}

/** Undefined where each file loads an n8n of its own. */
export const { sharedN8n } = globalThis as { sharedN8n?: SharedN8n };
