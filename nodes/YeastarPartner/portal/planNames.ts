import { everyTextUnder, type Found, findObjects, type OwnFields, textField, textsUnder } from './find';
import type { JsonObject, JsonValue } from './json';
import { type IdKind, isAnotherThan, refersToAnother } from './otherIds';

/** Whether an object is a plan, or something of a plan. */
export function hasPlanId(object: JsonObject): boolean {
	return textField(object, 'planId') !== '';
}

/** Fields that name what the planId stands for, the likelier first [inferred: none is documented]. */
const PLAN_NAME_FIELDS = [/^plan_?name$/i, /^plan_?(display_?name|title)$/i];
/** Fields that name the object that they stand in [inferred]. Where they and the others differ, nobody knows. */
const NAME_FIELDS = [
	...PLAN_NAME_FIELDS,
	/^name$/i,
	/^((display|full|official|subscription(_?plan)?)_?)?(name|title)$/i,
];
/** Fields that may hold a name or a remark: where another field names the plan, they do not count [inferred]. */
const LABEL_FIELDS = [
	/^((plan|display|full|official|subscription(_?plan)?)_?)?(label|caption)$/i,
	/^plan$/i,
	/^edition$/i,
];
const PRICING_PLAN_NAME_FIELDS = [/^pricing_?plan_?(name|title|label)$/i];
/** Fields whose object is a part of the plan that it stands in [inferred]. */
const PLAN_PARTS = /^((basic|general|plan)_?)?(info(rmation)?|details?|data)$|^plan$/i;
/** Fields of an object with a plan's name that hold the plan once for each price or version [inferred]. */
const EDITIONS_OF_PLAN = /^(prices?|price_?list|pricing|versions?|(billing_?)?cycles?)$/i;
/** A plan's IDs [doc: planId, serviceId, pricing plan ID; the others inferred]. */
const PLAN: IdKind = {
	idField: 'planId',
	another: /(plan|service|add_?on|package|bundle|module)_?id$/,
	reference: /^(pricing_?plan|plan_?pricing|user|partner)_?id$/,
};

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
