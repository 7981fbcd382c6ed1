import { isFields } from './fit';
import type { Report } from './report';
import { type Value, valueFor } from './words';

/** Where the reported portal's order details hold the ID of a plan, each with the word for it. */
function placesIn({ findings }: Report): Array<{ path: string[]; word: string }> {
	const places = (findings['orderDetails.plan']?.seen ?? '').split(', ');
	return places.flatMap((text) => {
		const [, path, word] = /^([\w$.[\]-]+): (.+)$/.exec(text) ?? [];
		return path === undefined || word === undefined ? [] : [{ path: path.split('.'), word }];
	});
}

function putAt(value: Value, [step = '', ...further]: readonly string[], put: (own: Value) => Value): void {
	if (!isFields(value ?? null)) return;
	const fields = value as Record<string, Value>;
	const field = step.replace(/(\[\])+$/, '');
	const inside = fields[field];
	if (inside === undefined) return;
	if (further.length === 0) fields[field] = put(inside);
	else for (const part of Array.isArray(inside) ? inside.flat(3) : [inside]) putAt(part, further, put);
}

/** Puts the plan of an order wherever the reported portal's details hold the ID of one. */
export function putPlan(report: Report, details: Value, planId: string, planBefore: string): void {
	for (const { path, word } of placesIn(report)) {
		const id = /before|previous|old/i.test(path.join()) ? planBefore : planId;
		putAt(details, path, () => valueFor(word, id));
	}
}
