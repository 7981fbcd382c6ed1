import { checkPace } from '../../nodes/YeastarPartner/checks/questioner';
import type { Sandbox } from '../../sandbox/server';
import type { Engine } from './engine';
import { CONTACT, ULTIMATE_PLAN } from './parameters';

// A test does not wait between two questions.
Object.assign(checkPace, { pause: 0 });

/** A report as its readers see it. */
export interface Report {
	version: number;
	findings: Record<string, { holds: string; seen: string }>;
	answers: Record<string, unknown>;
}

/** What a run of Check API came to. */
export interface Checked {
	items: Array<Record<string, unknown>>;
	text: string;
	report: Report;
}

/** Runs Check API on n8n's engine. */
export async function check(engine: Engine): Promise<Checked> {
	const { items, error } = await engine.run({ parameters: { resource: 'portal', operation: 'checkApi' } });
	if (error) throw new Error(`${error.message} ${error.description}`);
	const text = String(items[0]?.json.report);
	return { items: items.map(({ json }) => json), text, report: JSON.parse(text) as Report };
}

/** Has a person place four orders, so that there is something to be seen. */
export function placeOrders({ book }: Sandbox): void {
	const line = { productId: 11, planId: ULTIMATE_PLAN, billingId: CONTACT, billingCycle: 'annually', multiCycle: 1 };
	for (const age of [90_001, 70_002, 50_003, 30_004]) {
		const createTime = Date.now() - age;
		book.placeByPerson({ ...line, productNo: '3631E0997265', poNumber: `PO-20-${age}` }, { createTime });
	}
}
