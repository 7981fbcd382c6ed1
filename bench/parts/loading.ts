import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { rotated } from '../measure';

const ROOT = join(__dirname, '..', '..');
const PLAYGROUND = join(ROOT, 'playground', 'package.json');
/** Has this package's node find the copy of n8n's packages that n8n has loaded. */
const PRELOAD = pathToFileURL(join(ROOT, 'bench', 'onePlayground.mjs')).href;
const NODES = join(ROOT, 'playground', 'node_modules', 'n8n-nodes-base', 'dist', 'nodes');

/** What the loading of a node's module cost. */
export interface LoadingReading {
	milliseconds: number;
	/** How many files were read, and their bytes. */
	files: number;
	bytes: number;
}

/** The loading of a node, a reading a round. */
export interface LoadingSample {
	node: string;
	readings: LoadingReading[];
	/** The bytes of the package's tarball; only of this package. */
	tarball?: number;
}

const MODULES: Record<string, string> = {
	'this node': join(ROOT, 'dist', 'nodes', 'YeastarPartner', 'YeastarPartner.node.js'),
	'HTTP Request': join(NODES, 'HttpRequest', 'HttpRequest.node.js'),
	Stripe: join(NODES, 'Stripe', 'Stripe.node.js'),
	Databricks: join(NODES, 'Databricks', 'Databricks.node.js'),
};

function load(path: string): LoadingReading {
	const script = join(__dirname, 'loadingProcess.cjs');
	const folder = mkdtempSync(join(tmpdir(), 'n8n-'));
	const words = ['--import', PRELOAD, script, PLAYGROUND, path, 'reflect-metadata', 'n8n-workflow', 'n8n-core'];
	const env = { ...process.env, N8N_USER_FOLDER: folder, NODE_PATH: '' };
	const text = execFileSync(process.execPath, words, { env, encoding: 'utf8' });
	rmSync(folder, { recursive: true, force: true });
	return JSON.parse(text) as LoadingReading;
}

function tarballSize(): number {
	const text = execFileSync('npm pack --dry-run --json --ignore-scripts', {
		cwd: ROOT,
		shell: '/bin/sh',
		encoding: 'utf8',
		stdio: ['ignore', 'pipe', 'ignore'],
	});
	const [{ size } = { size: 0 }] = Object.values(JSON.parse(text) as Array<{ size: number }>);
	return size;
}

/** Measures how long the loading of nodes takes, each time in a fresh process. */
export function measureLoading(rounds: number): LoadingSample[] {
	const samples = Object.keys(MODULES).map((node): LoadingSample => ({ node, readings: [] }));
	for (let round = 0; round < rounds; round++) {
		for (const { node, readings } of rotated(samples, round)) readings.push(load(MODULES[node] ?? ''));
	}
	return samples.map((sample, index) => (index === 0 ? { ...sample, tarball: tarballSize() } : sample));
}
