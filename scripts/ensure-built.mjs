// Builds dist where it is missing or older than what it is made from.
import { spawnSync } from 'node:child_process';
import { existsSync, globSync, statSync, utimesSync } from 'node:fs';

// What the build writes last: a build that was stopped halfway is not taken for a whole one.
const OUTPUT = 'dist/nodes/YeastarPartner/YeastarPartner.node.json';
const INPUTS = ['nodes/**/*', 'credentials/**/*', 'tsconfig.json', 'gulpfile.js'];

const builtAt = existsSync(OUTPUT) ? statSync(OUTPUT).mtimeMs : 0;
const isStale = INPUTS.flatMap((pattern) => globSync(pattern)).some((file) => statSync(file).mtimeMs > builtAt);
if (isStale) {
	console.log('Building the package …');
	const { status, stdout } = spawnSync('npm run --silent build', { shell: true, stdio: ['ignore', 'pipe', 'inherit'] });
	if (status !== 0) {
		process.stdout.write(stdout);
		process.exit(status ?? 1);
	}
	// The copy keeps the time of what it was made from.
	utimesSync(OUTPUT, new Date(), new Date());
}
