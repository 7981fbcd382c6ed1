import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { IWorkflowExecuteAdditionalData } from 'n8n-workflow';

import { freePort } from '../../playground/n8nProcess';

const PLAYGROUND = join(__dirname, '..', '..', 'playground', 'node_modules');
const RUNNERS = join(PLAYGROUND, 'n8n', 'dist', 'task-runners');

interface Container {
	get<Service>(type: new () => Service): Service;
}

type StartTask = IWorkflowExecuteAdditionalData['startRunnerTask'];

/** n8n's own task runner, in which its Code node runs: a process of its own, started by n8n's own code. */
export async function startTaskRunner(): Promise<Partial<IWorkflowExecuteAdditionalData>> {
	process.env.N8N_RUNNERS_BROKER_PORT = String(await freePort());
	process.env.N8N_RUNNERS_BROKER_LISTEN_ADDRESS = '127.0.0.1';
	const load = createRequire(join(PLAYGROUND, 'n8n', 'package.json'));
	const { Container: container } = load('@n8n/di') as { Container: Container };
	const { TaskRunnerModule } = load(join(RUNNERS, 'task-runner-module.js')) as {
		TaskRunnerModule: new () => { start(): Promise<void> };
	};
	await container.get(TaskRunnerModule).start();
	const { TaskRequester } = load(join(RUNNERS, 'task-managers', 'task-requester.js')) as {
		TaskRequester: new () => { startTask: (...args: Parameters<StartTask>) => ReturnType<StartTask> };
	};
	const requester = container.get(TaskRequester);
	const startRunnerTask = (async (...args: Parameters<StartTask>) => await requester.startTask(...args)) as StartTask;
	return { startRunnerTask };
}
