import { type Found, findObjects, hasOtherId, type OwnFields, textField, textsUnder } from './find';
import type { JsonObject, JsonValue } from './json';

/** Whether an object is a plan, or something of a plan. */
export function hasPlanId(object: JsonObject): boolean {
	return textField(object, 'planId') !== '';
}

/** Fields that name what the planId stands for, the likelier first [inferred: none is documented]. */
const PLAN_NAME_FIELDS = [/^plan_?name$/i, /^plan_?(display_?name|title|label|caption)$/i];
/** Fields that name the object that they stand in, which is the plan unless it has another ID [inferred]. */
const NAME_FIELDS = [
	/^name$/i,
	/^((display|full|official|subscription(_?plan)?)_?)?(name|title|label|caption)$/i,
	/^plan$/i,
	/^edition$/i,
];
const PRICING_PLAN_NAME_FIELDS = [/^pricing_?plan_?(name|title|label)$/i];
/**
 * IDs that stand beside a planId and only refer to other things [doc: offeringId, pricing plan ID; the others
 * inferred].
 */
const REFERENCES = new RegExp(
	[
		/^(product|offering|currency|pricing|pricing_?plan|plan_?pricing)_?id$/,
		/^(next|previous|prev|parent|base|default|upgrade|downgrade|replaced_?by|successor)_?plan_?id$/,
	]
		.map(({ source }) => source)
		.join('|'),
	'i',
);
/** Fields whose object is a part of the plan that it stands in [inferred]. */
const PLAN_PARTS = /^((basic|general|plan)_?)?(info(rmation)?|details?|data)$|^plan$/i;
/** Fields of an object with a plan's name that hold the plan once for each price or version [inferred]. */
const EDITIONS_OF_PLAN = /^(prices?|price_?list|pricing|versions?|(billing_?)?cycles?)$/i;

/** The fields that may name a plan; a pricing plan that has an ID is named for itself. */
function nameFieldsOf(plan: JsonObject): RegExp[] {
	if (hasOtherId(plan, textField(plan, 'planId'), REFERENCES)) return PLAN_NAME_FIELDS;
	const hasPricingPlan = Object.keys(plan).some((field) => /^pricing_?plan_?id$/i.test(field));
	return [...PLAN_NAME_FIELDS, ...NAME_FIELDS, ...(hasPricingPlan ? [] : PRICING_PLAN_NAME_FIELDS)];
}

function holds(value: JsonValue | undefined, object: JsonObject): boolean {
	return value === object || (Array.isArray(value) && value.some((element) => holds(element, object)));
}

/** The name in an object around a plan that is nothing but that plan: it holds no other ID. */
function nameAround({ object, around }: Found): string {
	const planId = textField(object, 'planId');
	let inner = object;
	for (const outer of [...around].reverse()) {
		const field = Object.keys(outer).find((key) => holds(outer[key], inner)) ?? '';
		if (!EDITIONS_OF_PLAN.test(field) || 'planId' in outer || hasOtherId(outer, planId, REFERENCES)) return '';
		if (findObjects(outer, hasPlanId).some((plan) => textField(plan.object, 'planId') !== planId)) return '';
		const names = textsUnder(outer, PLAN_NAME_FIELDS, { parts: /^$/, isOther: () => true });
		if (names.length > 0) return names.length === 1 ? (names[0] ?? '') : '';
		inner = outer;
	}
	return '';
}

function ownFieldsOf(plan: JsonObject): OwnFields {
	return { parts: PLAN_PARTS, isOther: (part) => hasOtherId(part, textField(plan, 'planId'), REFERENCES) };
}

/** The name of a plan; an empty text where the portal tells none, or where fields that are equally likely differ. */
export function nameOf(found: Found): string {
	const names = textsUnder(found.object, nameFieldsOf(found.object), ownFieldsOf(found.object));
	if (names.length === 0) return nameAround(found);
	return names.length === 1 ? (names[0] ?? '') : '';
}

/** What a plan may be called beside the likeliest of its names: the texts of all other fields that may name it. */
export function otherNamesOf(plan: JsonObject): string[] {
	const own = ownFieldsOf(plan);
	const [name, ...others] = textsUnder(plan, nameFieldsOf(plan), own);
	const texts = nameFieldsOf(plan).flatMap((field) => textsUnder(plan, [field], own));
	return [...new Set([...others, ...texts])].filter((text) => others.length > 0 || text !== name);
}
