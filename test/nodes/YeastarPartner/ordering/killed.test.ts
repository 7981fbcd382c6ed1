import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { IRunExecutionData } from 'n8n-workflow';

import { KILLED_SETUP } from '../../../support/killedSetup';
import { closePortals, ORDER_PATH, setUp } from '../../../support/portal';

let folder: string;

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'killed-'));
});

afterEach(async () => {
	rmSync(folder, { recursive: true });
	await closePortals();
});

it('a process that is killed between the order and its answer leaves one order, which the next process reports', async () => {
	const { engine, portal, received } = await setUp({ refusesPresentPlan: false });
	portal.faults.order({ kind: 'noAnswer', path: ORDER_PATH, afterCommit: true, times: 1 });
	const file = join(folder, 'execution.json');
	const child = spawn('tsx', [join(__dirname, '../../../support/killable.ts'), portal.url, file], {
		stdio: ['ignore', 'inherit', 'inherit'],
		detached: true,
	});
	const exited = once(child, 'exit');
	await Promise.race([once(portal.book, 'change'), exited]);
	// tsx runs Node.js in a process of its own: the whole group is killed.
	process.kill(-(child.pid ?? 0), 'SIGKILL');
	await exited;

	const saved = JSON.parse(readFileSync(file, 'utf8')) as IRunExecutionData;
	const { items, error } = await engine.retry(KILLED_SETUP, saved).finished;
	expect(error).toBeUndefined();
	expect(portal.book.orders).toHaveLength(1);
	expect(items[0]?.json).toMatchObject({ orderNo: portal.book.orders[0]?.orderNo, outcome: 'recovered' });
	expect(received(ORDER_PATH)).toHaveLength(1);
}, 60_000);
