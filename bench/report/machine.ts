import { readFileSync } from 'node:fs';
import { cpus, release, totalmem, type } from 'node:os';
import { join } from 'node:path';

const PLAYGROUND = join(__dirname, '..', '..', 'playground', 'node_modules');

function versionOf(name: string): string {
	return (JSON.parse(readFileSync(join(PLAYGROUND, name, 'package.json'), 'utf8')) as { version: string }).version;
}

/** What it was measured on, in a sentence. */
export function describeMachine(): string {
	const processors = cpus();
	const gigabytes = Math.round(totalmem() / 2 ** 30);
	return `${processors.length} processors (${processors[0]?.model.trim()}), ${gigabytes} GB of memory, ${type()} ${release()}, Node.js ${process.versions.node}, n8n-core ${versionOf('n8n-core')}, n8n-nodes-base ${versionOf('n8n-nodes-base')}.`;
}
