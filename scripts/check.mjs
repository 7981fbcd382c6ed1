// Runs a group of the project's checks, all of them even when one fails, and ends with the sum of what they counted.
import { spawnSync } from 'node:child_process';

const JEST = /^Tests:.*$/m;

const GROUPS = {
	/** `npm test`. */
	package: [
		{ name: 'format', command: 'npm run --silent format:check' },
		{ name: 'lint', command: 'npm run --silent lint' },
		{ name: 'types', command: 'npm run --silent typecheck' },
		{ name: 'build', command: 'npm run --silent build' },
		{ name: 'tests', command: 'npm run --silent test:unit -- --coverage', counted: JEST },
		{ name: 'package', command: 'npm run --silent test:package', counted: /^package: .*$/m },
		{ name: 'scanner', command: 'npm run --silent test:scan', counted: /^scanner: .*$/m },
	],
	/** `npm run test:e2e`. */
	e2e: [
		{ name: "workflows, with n8n's own nodes", command: 'npm run --silent test:workflows', counted: JEST },
		{ name: 'the n8n server, a browser, and queue mode', command: 'npm run --silent test:server', counted: JEST },
	],
};

function count(line, word) {
	return Number(new RegExp(`(\\d+) ${word}`).exec(line)?.[1] ?? 0);
}

let passed = 0;
let failed = 0;
for (const { name, command, counted } of GROUPS[process.argv[2] ?? 'package']) {
	console.log(`\n── ${name}`);
	const { status, stdout, stderr } = spawnSync(command, { shell: true, encoding: 'utf8', maxBuffer: 2 ** 28 });
	process.stdout.write(stdout);
	process.stderr.write(stderr);
	const line = counted?.exec(stdout + stderr)?.[0] ?? '';
	const stepFailed = count(line, 'failed');
	passed += count(line, 'passed');
	failed += stepFailed;
	// A step that counts nothing, or that fails for another reason than a test, such as coverage, counts as one. One that
	// should have counted and did not has not run.
	if ((status !== 0 && stepFailed === 0) || (counted !== undefined && line === '')) failed++;
	else if (line === '') passed++;
}
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
