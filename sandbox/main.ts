import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

import { CLIENTS } from './fixtures';
import { startSandbox } from './server';
import { prepareToTry } from './toTry';

const DEFAULT_PORT = 8311;

/** The report in the file that `--like` names. */
function readLike(): string | undefined {
	const { like } = parseArgs({ options: { like: { type: 'string' } } }).values;
	if (like === undefined) return undefined;
	try {
		return readFileSync(like, 'utf8');
	} catch {
		throw new Error(`The report ${like} cannot be read`);
	}
}

/**
 * Starts the sandbox and tells how to reach it. `PORT` in the environment chooses another port, and `--like report.json` a portal that
 * answers as a report of Check API says.
 */
async function main(): Promise<void> {
	const port = Number(process.env.PORT ?? DEFAULT_PORT);
	if (!(port >= 0 && port < 65_536)) throw new Error('PORT has to be a number from 0 to 65535');
	const like = readLike();
	const sandbox = await startSandbox({ port, like }).catch((error: unknown) => {
		const isTaken = (error as { code?: string }).code === 'EADDRINUSE';
		throw isTaken ? new Error(`Port ${port} is taken. Set PORT to another one.`) : error;
	});
	if (like === undefined) prepareToTry(sandbox);
	const [client] = CLIENTS;
	console.log(`Partner Portal sandbox: ${sandbox.url} (open it in a browser to watch the orders)${like === undefined ? '' : '\nIts answers look as the report says.'}

Credential for n8n:
  Client ID      ${client?.clientId}
  Client Secret  ${client?.clientSecret}
  Base URL       ${sandbox.url}

Stop it with Ctrl-C.`);
	const stop = () => void sandbox.close().then(() => process.exit(0));
	process.once('SIGINT', stop);
	process.once('SIGTERM', stop);
}

void main().catch((error: unknown) => {
	console.error(error instanceof Error ? error.message : error);
	process.exit(1);
});
