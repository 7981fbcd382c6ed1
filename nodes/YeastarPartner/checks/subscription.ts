import { subscriptionEndOf, tellsRenewal } from '../portal/subscription';
import { type Finding, finding, unknown } from './assumption';
import { objectsIn, type Row } from './rows';
import { listed, place, seen, type Shown, types } from './seen';
import { asJson } from './typed';

const END = /expir|(end|due|valid)_?(date|time|until|to)$/i;
const AUTO_RENEWAL = /auto_?renew|renew(al)?_?auto/i;
/** Filled only while the plan is switching [doc: get-product-details]: it tells no end. */
const OF_PLAN_BEFORE = 'currentPlanExpireDate';

/** The fields in some objects, at any depth, whose name fits: where they stand, and the types of their values. */
function fieldsLike(rows: readonly Row[], name: RegExp): Shown {
	const fields = rows.flatMap(({ object }) =>
		objectsIn(object).flatMap(({ object: part, path }) =>
			Object.keys(part)
				.filter((field) => name.test(field) && field !== OF_PLAN_BEFORE)
				.map((field) => ({ at: place([...path, field]), value: part[field] ?? null })),
		),
	);
	const places = [...new Set(fields.map(({ at }) => at))].sort();
	const ofPlace = (wanted: Shown) => types(fields.filter(({ at }) => at === wanted).map(({ value }) => value));
	return places.length === 0 ? seen`no such field` : listed(places.map((at) => seen`${at}: ${ofPlace(at)}`));
}

/** Whether the trigger reads when the subscriptions of some PBXs end, and in which fields that seems to stand. */
export function endFinding(rows: readonly Row[]): Finding {
	if (rows.length === 0) return unknown(seen`nothing of the kind in this account`);
	const told = fieldsLike(rows, END);
	const kinds = new Set(rows.map(({ object }) => subscriptionEndOf(asJson(object)).kind));
	if (kinds.has('unreadable')) return finding(false, seen`${told}, not read as a date`);
	if (kinds.has('day') || kinds.has('moment')) return finding(true, told);
	return kinds.has('never') ? unknown(seen`${told}, which tells no date`) : finding(false, told);
}

/** Whether the trigger reads if some PBXs renew themselves, and in which fields that seems to stand. */
export function autoRenewalFinding(rows: readonly Row[]): Finding {
	if (rows.length === 0) return unknown(seen`nothing of the kind in this account`);
	return finding(
		rows.some(({ object }) => tellsRenewal(asJson(object))),
		fieldsLike(rows, AUTO_RENEWAL),
	);
}
