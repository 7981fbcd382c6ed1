import {
	PLAN_NAME_FIELDS,
	NAME_FIELDS,
	LABEL_FIELDS,
	PRICING_PLAN_NAME_FIELDS,
	PLAN_PARTS,
	EDITIONS_OF_PLAN,
	PLAN,
} from './fieldNames';
import { everyTextUnder, type Found, findObjects, type OwnFields, textField, textsUnder } from './find';
import type { JsonObject, JsonValue } from './json';
import { isAnotherThan, refersToAnother } from './otherIds';

/** Whether an object is a plan, or something of a plan. */
export function hasPlanId(object: JsonObject): boolean {
	return textField(object, 'planId') !== '';
}

/** The fields that may name a plan; a pricing plan that has an ID is named for itself. */
function nameFieldsOf(plan: JsonObject): RegExp[] {
	const hasPricingPlan = Object.keys(plan).some((field) => /^pricing_?plan_?id$/i.test(field));
	return [...NAME_FIELDS, ...LABEL_FIELDS, ...(hasPricingPlan ? [] : PRICING_PLAN_NAME_FIELDS)];
}

function holds(value: JsonValue | undefined, object: JsonObject): boolean {
	return value === object || (Array.isArray(value) && value.some((element) => holds(element, object)));
}

/** The names in an object around a plan that is nothing but that plan: it holds no other ID. */
function namesAround({ object, around }: Found, isOther: (outer: JsonObject) => boolean): string[] {
	const planId = textField(object, 'planId');
	let inner = object;
	for (const outer of [...around].reverse()) {
		const field = Object.keys(outer).find((key) => holds(outer[key], inner)) ?? '';
		if (!EDITIONS_OF_PLAN.test(field) || 'planId' in outer || isOther(outer)) return [];
		if (findObjects(outer, hasPlanId).some((plan) => textField(plan.object, 'planId') !== planId)) return [];
		const names = textsUnder(outer, PLAN_NAME_FIELDS, { parts: /^$/, isOther: () => true });
		if (names.length > 0) return names;
		inner = outer;
	}
	return [];
}

/** What a plan is called. */
export interface PlanNames {
	/** Its own names, the likeliest first; none where the portal tells none, or where they may be another plan's. */
	names: readonly string[];
	/** The texts of all other fields that may name it. */
	otherNames: readonly string[];
}

/**
 * What a plan is called by itself and its parts, else by an object around it.
 *
 * @param knownIds the IDs of the plans in the same answer: one of them beside a plan's own makes its names doubtful
 */
export function namesOf(found: Found, knownIds: ReadonlySet<string>): PlanNames {
	const plan = found.object;
	const planId = textField(plan, 'planId');
	const own: OwnFields = { parts: PLAN_PARTS, isOther: isAnotherThan(planId, PLAN, knownIds) };
	const fields = nameFieldsOf(plan);
	const all = new Set(fields.flatMap((field) => everyTextUnder(plan, field, own)));
	if (refersToAnother(plan, planId, PLAN, knownIds)) return { names: [], otherNames: [...all] };
	const likeliest = textsUnder(plan, fields, own);
	const names =
		likeliest.length === 0
			? namesAround(found, own.isOther)
			: [...new Set([...likeliest, ...NAME_FIELDS.flatMap((field) => everyTextUnder(plan, field, own))])];
	return { names, otherNames: [...all].filter((text) => !names.includes(text)) };
}
