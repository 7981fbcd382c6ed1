// A node for the test of the lock only: does sections under the lock of the package that is installed beside it, and
// judges by files that all workers share whether they overlap.
const { closeSync, openSync, readFileSync, unlinkSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

const { StoreLock, timing } = require('n8n-nodes-yeastar-partner/dist/nodes/YeastarPartner/ordering/lock.js');

const ENTRIES = { mode: 'entries' };

/** Runs one section; two at once find the file of the other, or lose one of their counts. */
async function section(folder, work) {
	const inside = join(folder, 'inside');
	const counter = join(folder, 'counter');
	let isAlone = true;
	try {
		closeSync(openSync(inside, 'wx'));
	} catch {
		isAlone = false;
	}
	const count = Number(readFileSync(counter, 'utf8'));
	await work();
	writeFileSync(counter, String(count + 1));
	if (isAlone) unlinkSync(inside);
	return isAlone;
}

exports.LockProbe = class LockProbe {
	description = {
		displayName: 'Lock Probe',
		name: 'lockProbe',
		group: ['transform'],
		version: 1,
		description: 'Tests the lock',
		defaults: { name: 'Lock Probe' },
		inputs: ['main'],
		outputs: ['main'],
		properties: [],
	};

	async execute() {
		const { folder, name, sections, staleAfter, hangs } = this.getInputData()[0].json.body;
		timing.staleAfter = staleAfter;
		timing.settle = staleAfter / 10;
		const lock = new StoreLock(this.helpers, this.getWorkflow().id);
		if (hangs) {
			await lock.run(async () => {
				await section(folder, async () => {
					writeFileSync(join(folder, 'holder'), String(process.pid));
					await new Promise(() => undefined);
				});
			});
		}
		let overlaps = 0;
		const times = [];
		for (let number = 0; number < sections; number++) {
			const key = `${name} ${number}`;
			const asked = performance.now();
			let begun = 0;
			let recorded = 0;
			let ended = 0;
			await lock.run(async () => {
				begun = performance.now();
				const isAlone = await section(folder, async () => {
					await this.helpers.checkProcessedAndRecord([key], 'workflow', ENTRIES);
					recorded = performance.now();
				});
				if (!isAlone) overlaps++;
				ended = performance.now();
			});
			times.push({ acquire: begun - asked, record: recorded - begun, release: performance.now() - ended });
		}
		const keys = await this.helpers.getProcessedDataCount('workflow', ENTRIES);
		return [[{ json: { pid: process.pid, overlaps, times, keys } }]];
	}
};
