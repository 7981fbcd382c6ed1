import { createHash } from 'node:crypto';
import type { IDataObject } from 'n8n-workflow';

import { sent } from '../../nodes/YeastarPartner/ordering/keyValues';
import { allEnded, type N8nProcess, until } from '../../playground/n8nProcess';
import type { Execution, StoredWorkflow } from '../../playground/n8nRest';
import { startWorker } from './queueWorker';
import { ServerBench, type WebhookAnswer } from './serverBench';
import { askPostgres, holdRows, queueMode, type Service, startPostgres, startRedis } from './services';

/** How long a call waits for its answer, in milliseconds: one to a killed worker gets none. Longer than a lock is taken over. */
const PATIENCE = 45_000;

/** An n8n in queue mode, whose workers can be killed, with a portal that books every order that it gets. */
export class QueueBench {
	private readonly workers = new Map<string, N8nProcess>();
	private started = 0;
	/** What lets go of rows that were held. */
	private readonly holds: Array<() => Promise<void>> = [];

	private constructor(
		private readonly services: AsyncDisposableStack,
		private readonly redis: Service,
		private readonly postgres: Service,
		readonly server: ServerBench,
	) {}

	/** Starts Redis, PostgreSQL, n8n, the portal, and workers. When that fails, nothing is left running. */
	static async start(workers: number): Promise<QueueBench> {
		await using started = new AsyncDisposableStack();
		const redis = await startRedis();
		started.defer(async () => await redis.stop());
		const postgres = await startPostgres();
		started.defer(async () => await postgres.stop());
		// Nothing but the node keeps an order from being placed twice.
		const server = await ServerBench.start(queueMode([redis, postgres]), { refusesPresentPlan: false });
		const bench = new QueueBench(started.move(), redis, postgres, server);
		await allEnded(Array.from({ length: workers }, async () => await bench.addWorker())).catch(
			async (error: unknown) => {
				await bench.stop();
				throw error;
			},
		);
		return bench;
	}

	/** Starts a worker, which its connections to PostgreSQL are known by. */
	async addWorker(): Promise<string> {
		const name = `worker-${++this.started}`;
		this.workers.set(name, await startWorker([this.redis, this.postgres], { PGAPPNAME: name }));
		return name;
	}

	/** Kills a worker, any one where none is named. */
	async killWorker(name = [...this.workers.keys()][0] ?? ''): Promise<void> {
		const worker = this.workers.get(name);
		this.workers.delete(name);
		await worker?.stop('SIGKILL');
	}

	async stop(): Promise<void> {
		for (const letGo of this.holds) await letGo();
		await Promise.all([...this.workers.keys()].map(async (name) => await this.killWorker(name)));
		// It would wait for the executions of the workers that were killed.
		await this.server.n8n.stop('SIGKILL');
		await this.server.stop();
		await this.services.disposeAsync();
	}

	/** Calls a webhook; the status is 0 where no answer comes. */
	async call(path: string, body: IDataObject): Promise<WebhookAnswer> {
		const signal = AbortSignal.timeout(PATIENCE);
		return await this.server.call(path, body, signal).catch(() => ({ status: 0, body: undefined }));
	}

	/** All executions of a workflow that ended with a status, with their data. */
	async executions({ id }: StoredWorkflow, status: string): Promise<Execution[]> {
		const rows = await askPostgres(
			this.postgres,
			`SELECT id FROM execution_entity WHERE "workflowId" = '${id}' AND status = '${status}'`,
		);
		return await Promise.all(rows.map(async (row) => await this.server.rest.execution(row)));
	}

	/** Which of some order keys n8n's store does not have as those of orders that were sent. */
	async keysNotStored({ id }: StoredWorkflow, keys: readonly string[]): Promise<string[]> {
		const [row = '{}'] = await askPostgres(
			this.postgres,
			`SELECT value FROM processed_data WHERE ${this.rowOfKeys(id)}`,
		);
		const { data = [] } = JSON.parse(row) as { data?: string[] };
		const stored = new Set(data);
		// As n8n's deduplication helper does it.
		const hashOf = (key: string) => createHash('md5').update(sent(key)).digest('base64');
		return keys.filter((key) => !stored.has(hashOf(key)));
	}

	/** How many locks a workflow has, held or left behind. */
	async locks({ id }: StoredWorkflow): Promise<number> {
		return (
			await askPostgres(
				this.postgres,
				`SELECT 1 FROM processed_data WHERE "workflowId" = '${id}' AND context LIKE 'n:%'`,
			)
		).length;
	}

	/** Lets nobody write a workflow's order keys; returns what lets them. */
	async holdKeys({ id }: StoredWorkflow): Promise<() => Promise<void>> {
		const letGo = await holdRows(this.postgres, `SELECT 1 FROM processed_data WHERE ${this.rowOfKeys(id)}`);
		this.holds.push(letGo);
		return letGo;
	}

	/** Waits for a worker that wants to write order keys and is not let. */
	async heldWorker(): Promise<string> {
		let name: string | undefined;
		await until('The write of a worker', 20, async () => {
			const waiting = "SELECT application_name FROM pg_stat_activity WHERE wait_event_type = 'Lock'";
			[name] = await askPostgres(this.postgres, waiting);
			return name !== undefined;
		});
		return name ?? '';
	}

	/** Waits until so many executions are under way. */
	async areRunning(count: number): Promise<void> {
		const running = "SELECT 1 FROM execution_entity WHERE status = 'running'";
		await until(`${count} executions`, 20, async () => (await askPostgres(this.postgres, running)).length >= count);
	}

	private rowOfKeys(workflowId: string): string {
		return `"workflowId" = '${workflowId}' AND context = ''`;
	}
}
