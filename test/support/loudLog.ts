import { sharedN8n } from './n8n/shared';

// Imported before anything of n8n: its logger takes its level once, when it is made.
process.env.N8N_LOG_LEVEL = 'debug';

/** Every line that n8n and the node have logged in this test file, collected instead of printed. */
export const log: string[] = [];

const collect = (line: string) => log.push(line);

if (sharedN8n === undefined) {
	// n8n's logger writes to the streams behind the console, not to its functions.
	for (const stream of ['_stdout', '_stderr']) {
		Object.defineProperty(console, stream, { value: { write: collect }, configurable: true });
	}
} else {
	sharedN8n.log.write = collect;
}
