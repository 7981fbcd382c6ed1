import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { KeysSample } from './parts/keys';
import type { LoadingSample } from './parts/loading';
import type { MemorySample } from './parts/memory';
import type { CallsSample, OrdersSample } from './parts/orders';
import type { ServerSample } from './parts/server';
import type { TroubleSample } from './parts/trouble';

const FILE = join(__dirname, 'results.json');

/** All that was measured, part by part. */
export interface Results {
	orders: OrdersSample[];
	calls: CallsSample[];
	memory: MemorySample[];
	loading: LoadingSample[];
	trouble: TroubleSample[];
	server: ServerSample[];
	keys: KeysSample[];
}

/** What was measured last of each part. */
export function readResults(): Partial<Results> {
	return existsSync(FILE) ? (JSON.parse(readFileSync(FILE, 'utf8')) as Partial<Results>) : {};
}

function rounded(_field: string, value: unknown): unknown {
	return typeof value === 'number' ? Number(value.toPrecision(5)) : value;
}

/** Keeps what a part measured. */
export function keep(part: Partial<Results>): void {
	writeFileSync(FILE, `${JSON.stringify({ ...readResults(), ...part }, rounded, '\t')}\n`);
}
