import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { installPackage } from '../../playground/installPackage';
import { freePort, type N8nProcess, startN8n } from '../../playground/n8nProcess';
import { queueMode, type Service } from './services';

/** Starts a worker of queue mode: with a folder of its own, in which the package is installed too. Its end removes the folder. */
export async function startWorker(services: readonly Service[], env: Record<string, string> = {}): Promise<N8nProcess> {
	await using started = new AsyncDisposableStack();
	const userFolder = mkdtempSync(join(tmpdir(), 'n8n-worker-'));
	started.defer(() => rmSync(userFolder, { recursive: true, force: true }));
	installPackage(userFolder);
	const worker = await startN8n({
		userFolder,
		command: 'worker',
		port: await freePort(),
		brokerPort: await freePort(),
		env: { ...queueMode(services), ...env },
	});
	const folder = started.move();
	const stop = async (signal?: NodeJS.Signals) => {
		await worker.stop(signal);
		await folder.disposeAsync();
	};
	return { ...worker, stop };
}
