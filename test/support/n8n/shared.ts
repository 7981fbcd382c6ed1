/** What the test files of one of Jest's workers share of n8n. */
export interface SharedN8n {
	core: object;
	workflow: object;
	/** Takes what n8n's logger writes. */
	log: { write(line: string): unknown };
}

/** Undefined where each file loads an n8n of its own. */
export const { sharedN8n } = globalThis as { sharedN8n?: SharedN8n };
