// Runs every check of the project, all of them even when one fails, and ends with the sum of what they counted.
import { spawnSync } from 'node:child_process';

const STEPS = [
	{ name: 'lint', command: 'npm run --silent lint' },
	{ name: 'types', command: 'npm run --silent typecheck' },
	{ name: 'build', command: 'npm run --silent build' },
	{ name: 'tests', command: 'npm run --silent test:unit -- --coverage', counted: /^Tests:.*$/m },
	{ name: 'package', command: 'npm run --silent test:package', counted: /^package: .*$/m },
	{ name: 'scanner', command: 'npm run --silent test:scan', counted: /^scanner: .*$/m },
];

function count(line, word) {
	return Number(new RegExp(`(\\d+) ${word}`).exec(line)?.[1] ?? 0);
}

let passed = 0;
let failed = 0;
for (const { name, command, counted } of STEPS) {
	console.log(`\n── ${name}`);
	const { status, stdout, stderr } = spawnSync(command, { shell: true, encoding: 'utf8', maxBuffer: 2 ** 28 });
	process.stdout.write(stdout);
	process.stderr.write(stderr);
	const line = counted?.exec(stdout + stderr)?.[0] ?? '';
	const stepFailed = count(line, 'failed');
	passed += count(line, 'passed');
	failed += stepFailed;
	// A step that counts nothing, or that fails for another reason than a test, such as coverage, counts as one.
	if (status !== 0 && stepFailed === 0) failed++;
	else if (line === '') passed++;
}
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
