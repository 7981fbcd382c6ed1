// Imported before n8n-core: its logger takes its level once, when it is made, and writes to the streams behind the console.
process.env.N8N_LOG_LEVEL = 'debug';

export const IGNORE = () => true;
/** Where n8n's logger writes to. */
export const log: { write(line: string): unknown } = { write: IGNORE };

for (const stream of ['_stdout', '_stderr']) {
	Object.defineProperty(console, stream, { value: { write: (line: string) => log.write(line) } });
}
