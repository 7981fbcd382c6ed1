// Packs the package as npm would publish it, and unpacks it into a folder of its own.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * @returns where the package is unpacked, how large the tarball is in bytes, and which files it holds
 */
export function packAndUnpack() {
	const folder = mkdtempSync(join(tmpdir(), 'package-'));
	process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
	const report = execFileSync(`npm pack --json --loglevel=error --pack-destination "${folder}"`, {
		shell: true,
		encoding: 'utf8',
	});
	const parsed = JSON.parse(report);
	const [{ filename, size, files }] = Array.isArray(parsed) ? parsed : Object.values(parsed);
	execFileSync('tar', ['-xzf', join(folder, filename), '-C', folder]);
	return { unpacked: join(folder, 'package'), size, files: files.map(({ path }) => path) };
}
