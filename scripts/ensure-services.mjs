// Says what the end-to-end tests need and this machine does not have, before anything is installed or started. Runs on the system's
// Node.js, so it imports nothing but Node's modules.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const { chromium, postgresql } = JSON.parse(
	readFileSync(new URL('../test/e2e/programs.json', import.meta.url), 'utf8'),
);

const isInPath = (program) =>
	(process.env.PATH ?? '').split(delimiter).some((folder) => folder !== '' && existsSync(join(folder, program)));

/** Debian keeps PostgreSQL's programs out of the path, in a folder for each version. */
const postgresFolders = existsSync(postgresql)
	? readdirSync(postgresql).map((version) => join(postgresql, version, 'bin'))
	: [];
const isPostgresThere = (program) =>
	isInPath(program) || postgresFolders.some((folder) => existsSync(join(folder, program)));

/** PostgreSQL refuses to run as root. Nobody else can become another user, or needs to. */
const hasPostgresUser = () => process.getuid?.() !== 0 || spawnSync('id', ['-u', 'postgres']).status === 0;

/** What is needed, with the package of Debian that has it. */
const NEEDED = [
	{ what: `Chromium (${chromium.join(', ')})`, debian: 'chromium', isThere: () => chromium.some(existsSync) },
	{ what: 'Redis (redis-server)', debian: 'redis-server', isThere: () => isInPath('redis-server') },
	{
		what: 'PostgreSQL (initdb, postgres, createdb and psql)',
		debian: 'postgresql',
		isThere: () => ['initdb', 'postgres', 'createdb', 'psql'].every(isPostgresThere),
	},
	{
		what: 'the user "postgres", as which PostgreSQL runs when the tests run as root',
		debian: 'postgresql',
		isThere: hasPostgresUser,
	},
];

const missing = NEEDED.filter(({ isThere }) => !isThere());
if (missing.length > 0) {
	const packages = [...new Set(missing.map(({ debian }) => debian))];
	const isRoot = process.getuid?.() === 0;
	console.log('The end-to-end tests cannot run here. Nothing was started. This is missing:');
	for (const { what } of missing) console.log(`  ✗ ${what}`);
	console.log(`On Debian and Ubuntu: ${isRoot ? '' : 'sudo '}apt-get install ${packages.join(' ')}`);
	console.log('\n0 passed, 1 failed');
	process.exitCode = 1;
}
