// Runs a group of the project's checks, all of them even when one fails, and ends with the sum of what they counted.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

const JEST = /^Tests:.*$/;
const MINUTE = 60_000;
/** Longer than any of them takes on a slow machine: one that hangs fails, and does not keep the others waiting for good. */
const LIMIT = 30 * MINUTE;

/** Lanes run side by side; the steps of a lane run one after the other. */
const GROUPS = {
	/** `npm test`. The tests take both cores for as long as all else takes one. */
	package: [
		[{ name: 'tests', command: 'npm run --silent test:unit -- --coverage', counted: JEST }],
		[
			{ name: 'format', command: 'npm run --silent format:check' },
			{ name: 'types', command: 'npm run --silent typecheck' },
			{ name: 'lint', command: 'npm run --silent lint' },
			{ name: 'build', command: 'npm run --silent build' },
			{ name: 'package', command: 'npm run --silent test:package', counted: /^package: .*$/ },
			{ name: 'scanner', command: 'npm run --silent test:scan', counted: /^scanner: .*$/ },
		],
	],
	/** `npm run test:e2e`: each takes the memory of an n8n. */
	e2e: [
		[
			{ name: 'workflows', command: 'npm run --silent test:workflows', counted: JEST },
			{ name: 'server', command: 'npm run --silent test:server', counted: JEST },
		],
	],
};

const lanes = GROUPS[process.argv[2] ?? 'package'];
const names = lanes.flat().map(({ name }) => name);
const width = Math.max(...names.map((name) => name.length));
let passed = 0;
let failed = 0;

function say(name, line) {
	console.log(`${lanes.length > 1 ? `${name.padEnd(width)} │ ` : ''}${line}`);
}

function count(line, word) {
	return Number(new RegExp(`(\\d+) ${word}`).exec(line)?.[1] ?? 0);
}

/** Runs a step as a process group of its own, so that its end is the end of all that it started. */
async function runStep({ name, command, counted }) {
	const start = Date.now();
	say(name, `── ${name}`);
	const child = spawn(command, {
		shell: true,
		stdio: ['ignore', 'pipe', 'pipe'],
		detached: process.platform !== 'win32',
	});
	const kill = () => {
		try {
			if (process.platform === 'win32') child.kill();
			else process.kill(-child.pid, 'SIGKILL');
		} catch {
			// All of it has ended.
		}
	};
	const clock = setTimeout(() => {
		say(name, `It was stopped, since it took longer than ${LIMIT / MINUTE} minutes.`);
		kill();
	}, LIMIT);
	let told = '';
	const lines = [child.stdout, child.stderr].map(async (stream) => {
		for await (const line of createInterface({ input: stream })) {
			say(name, line);
			if (counted?.test(line)) told = line;
		}
	});
	running.add(kill);
	const status = await new Promise((resolve) => child.once('exit', resolve).once('error', resolve));
	running.delete(kill);
	clearTimeout(clock);
	// What it left running would keep its output open.
	kill();
	await Promise.all(lines);
	const stepFailed = count(told, 'failed');
	passed += count(told, 'passed');
	failed += stepFailed;
	// A step that counts nothing, or that fails for another reason than a test, such as coverage, counts as one. One that
	// should have counted and did not has not run.
	const hasFailed = status !== 0 || stepFailed > 0 || (counted !== undefined && told === '');
	if (hasFailed && stepFailed === 0) failed++;
	else if (told === '') passed++;
	say(name, `${hasFailed ? '✗' : '✓'} ${name}: ${Math.round((Date.now() - start) / 1000)} s\n`);
	return { name, hasFailed };
}

/** What ends the steps that run now. */
const running = new Set();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
	process.once(signal, () => {
		for (const kill of running) kill();
		process.exit(1);
	});
}

async function runLane(steps) {
	const results = [];
	for (const step of steps) results.push(await runStep(step));
	return results;
}

const results = (await Promise.all(lanes.map(runLane))).flat();
const failing = results.filter(({ hasFailed }) => hasFailed).map(({ name }) => name);
if (failing.length > 0) console.log(`Look above at what failed: ${failing.join(', ')}`);
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
