import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { freePort, until } from '../../playground/n8nProcess';
import programs from './programs.json';

/** How long a server may take to end, in milliseconds, before it is killed. */
const STOP_LIMIT = 20_000;

/** A server that a test started. */
export interface Service {
	port: number;
	stop(): Promise<void>;
}

async function listens(port: number): Promise<boolean> {
	const socket = connect(port, '127.0.0.1');
	return await Promise.race([
		once(socket, 'connect').then(() => true),
		once(socket, 'error').then(() => false),
	]).finally(() => socket.destroy());
}

/**
 * Waits until a server listens.
 *
 * @throws Error when it is not installed, ends or does not listen in time; nothing of it is left then
 */
async function supervise(name: string, child: ChildProcess, port: number, folder: string): Promise<Service> {
	await using started = new AsyncDisposableStack();
	let failure: Error | undefined;
	const ended = once(child, 'exit').catch((error: Error) => (failure = error));
	started.defer(async () => {
		child.kill('SIGINT');
		const force = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT);
		await ended;
		clearTimeout(force);
		rmSync(folder, { recursive: true, force: true });
	});
	await until(
		`The start of ${name}`,
		30,
		async () => await listens(port),
		() => {
			if (failure !== undefined) return failure.message;
			return child.exitCode === null ? undefined : `it ended with exit code ${child.exitCode}`;
		},
	);
	const running = started.move();
	return { port, stop: async () => await running.disposeAsync() };
}

/** Starts a Redis that keeps nothing (Debian: redis-server). */
export async function startRedis(): Promise<Service> {
	const port = await freePort();
	const folder = mkdtempSync(join(tmpdir(), 'redis-'));
	const settings = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder];
	return await supervise('Redis', spawn('redis-server', settings, { stdio: 'ignore' }), port, folder);
}

/** The folder of PostgreSQL's programs, which Debian keeps out of the path. */
function postgresPrograms(): string {
	const versions = existsSync(programs.postgresql) ? readdirSync(programs.postgresql) : [];
	const newest = versions.sort((one, other) => Number(one) - Number(other)).at(-1);
	return newest === undefined ? '' : `${programs.postgresql}/${newest}/bin/`;
}

/** PostgreSQL refuses to run as root: it runs as its own user then. */
function postgresUser(): { uid: number; gid: number } | undefined {
	if (process.getuid?.() !== 0) return undefined;
	const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
	return { uid: id('-u'), gid: id('-g') };
}

/**
 * Starts a PostgreSQL with an empty database `n8n`, which anybody on this machine may use as `n8n` (Debian: postgresql).
 *
 * @param isDurable whether it waits for the disk, as it does where it is not told otherwise
 */
export async function startPostgres({ isDurable = false } = {}): Promise<Service> {
	const port = await freePort();
	const folder = mkdtempSync(join(tmpdir(), 'postgres-'));
	const user = postgresUser();
	if (user !== undefined) chownSync(folder, user.uid, user.gid);
	const bin = postgresPrograms();
	const settings = { ...user, cwd: folder, stdio: 'ignore' as const };
	await using started = new AsyncDisposableStack();
	started.defer(() => rmSync(folder, { recursive: true, force: true }));
	execFileSync(`${bin}initdb`, ['--pgdata', folder, '--username', 'n8n', '--auth', 'trust', '--no-sync'], settings);
	const server = spawn(
		`${bin}postgres`,
		[
			'-D',
			folder,
			'-p',
			String(port),
			'-c',
			'listen_addresses=127.0.0.1',
			'-c',
			`unix_socket_directories=${folder}`,
			'-c',
			`fsync=${isDurable ? 'on' : 'off'}`,
		],
		settings,
	);
	const service = await supervise('PostgreSQL', server, port, folder);
	started.defer(async () => await service.stop());
	execFileSync(`${bin}createdb`, ['--host', '127.0.0.1', '--port', String(port), '--username', 'n8n', 'n8n'], settings);
	started.move();
	return service;
}

/** How psql is told to use a database of {@link startPostgres}, and to print rows and nothing else. */
function psqlSettings({ port }: Service): string[] {
	return [
		'--host=127.0.0.1',
		`--port=${port}`,
		'--username=n8n',
		'--dbname=n8n',
		'--no-psqlrc',
		'--quiet',
		'--tuples-only',
		'--no-align',
	];
}

/** Asks PostgreSQL; a row is a text, its columns divided by `|`. */
export async function askPostgres(postgres: Service, statement: string): Promise<string[]> {
	const settings = [...psqlSettings(postgres), '--command', statement];
	const { stdout } = await promisify(execFile)(`${postgresPrograms()}psql`, settings, { maxBuffer: 2 ** 26 });
	return stdout.split('\n').filter((line) => line !== '');
}

/**
 * Keeps others from changing rows of PostgreSQL, which can still be read.
 *
 * @param rows a statement that selects a row at least
 * @returns lets go of them
 */
export async function holdRows(postgres: Service, rows: string): Promise<() => Promise<void>> {
	const child = spawn(`${postgresPrograms()}psql`, psqlSettings(postgres), { stdio: ['pipe', 'pipe', 'inherit'] });
	const ended = once(child, 'exit');
	child.stdin.write(`BEGIN; ${rows} FOR UPDATE;\n`);
	await once(child.stdout, 'data');
	return async () => {
		child.stdin.end();
		await ended;
	};
}

/** The environment in which n8n shares its executions out among workers. */
export function queueMode([redis, postgres]: readonly Service[]): Record<string, string> {
	return {
		EXECUTIONS_MODE: 'queue',
		QUEUE_BULL_REDIS_HOST: '127.0.0.1',
		QUEUE_BULL_REDIS_PORT: String(redis?.port),
		DB_TYPE: 'postgresdb',
		DB_POSTGRESDB_HOST: '127.0.0.1',
		DB_POSTGRESDB_PORT: String(postgres?.port),
		DB_POSTGRESDB_DATABASE: 'n8n',
		DB_POSTGRESDB_USER: 'n8n',
		OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS: 'true',
	};
}
