// Installs the development dependencies where they are missing or older than the lock file. Runs on the system's
// Node.js, before the project's own is there, so it imports nothing but Node's modules.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const installed = join(root, 'node_modules', '.package-lock.json');
const lock = join(root, 'package-lock.json');
const ownNode = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');

function isInstalled() {
	return existsSync(ownNode) && existsSync(installed) && statSync(installed).mtimeMs >= statSync(lock).mtimeMs;
}

/** Whether npm obeys `allowScripts` of package.json; older ones would run every install script. */
function obeysAllowScripts() {
	const [major = 0, minor = 0] = execFileSync('npm --version', { shell: true, encoding: 'utf8' })
		.split('.')
		.map(Number);
	return major > 11 || (major === 11 && minor >= 16);
}

function npm(...words) {
	const { status } = spawnSync(`npm ${words.join(' ')}`, { cwd: root, shell: true, stdio: 'inherit' });
	if (status !== 0) process.exit(status ?? 1);
}

if (!isInstalled()) {
	console.log('Installing the development dependencies. This takes about a minute, once.');
	if (obeysAllowScripts()) {
		npm('ci', '--no-audit', '--no-fund', '--loglevel=error');
	} else {
		npm('ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error');
		npm('rebuild', 'node');
	}
}
