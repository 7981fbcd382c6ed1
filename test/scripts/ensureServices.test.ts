import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..');

/** Runs the check with the programs of one folder only. */
function check(PATH: string): { status: number | null; lines: string[] } {
	const { status, stdout } = spawnSync(process.execPath, [join(ROOT, 'scripts', 'ensure-services.mjs')], {
		env: { PATH },
		encoding: 'utf8',
	});
	return { status, lines: stdout.trim().split('\n') };
}

it('the end-to-end tests say what is missing, and the package of Debian that has it, before anything starts', () => {
	const empty = mkdtempSync(join(tmpdir(), 'no-programs-'));
	try {
		const { status, lines } = check(empty);
		expect(status).toBe(1);
		expect(lines[0]).toContain('Nothing was started');
		expect(lines).toContain('  ✗ Redis (redis-server)');
		expect(lines.at(-3)).toMatch(/apt-get install .*redis-server/);
		expect(lines.at(-1)).toBe('0 passed, 1 failed');
	} finally {
		rmSync(empty, { recursive: true });
	}
});
