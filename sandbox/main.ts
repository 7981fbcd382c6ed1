import { CLIENTS } from './fixtures';
import { startSandbox } from './server';

const DEFAULT_PORT = 8311;

/** Starts the sandbox and tells how to reach it. `PORT` in the environment chooses another port. */
async function main(): Promise<void> {
	const port = Number(process.env.PORT ?? DEFAULT_PORT);
	if (!(port >= 0 && port < 65_536)) throw new Error('PORT has to be a number from 0 to 65535');
	const sandbox = await startSandbox({ port }).catch((error: unknown) => {
		const isTaken = (error as { code?: string }).code === 'EADDRINUSE';
		throw isTaken ? new Error(`Port ${port} is taken. Set PORT to another one.`) : error;
	});
	const [client] = CLIENTS;
	console.log(`Partner Portal sandbox: ${sandbox.url} (open it in a browser to watch the orders)

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
