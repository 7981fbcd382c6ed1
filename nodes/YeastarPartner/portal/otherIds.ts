import { otherIdsOf, textField } from './find';
import type { JsonObject } from './json';

/** Words of fields that lead to another of the same kind, or to a person in charge [inferred]. */
const RELATION = new RegExp(
	[
		/(^|_)(next|prev|parent|child|base|default|upgrade|downgrade|replace|success|predecess|target|origin)/,
		/(^|_)(relat|linked|altern|recommend|suggest|substitut|migrat|switch)/,
		/manager|owner|sales|agent|supervis|referr/,
	]
		.map(({ source }) => source)
		.join('|'),
);
/** What such a field may lead to without telling of another plan or person: `baseCurrencyId` [inferred]. */
const OTHER_SUBJECT = /(product|offering|currency|pricing|language|locale|country|region|company|tenant)_?(id|code)$/;
/** IDs that say nothing of what an object is: what it belongs to, who wrote it [doc: offeringId; others inferred]. */
const REFERENCE = new RegExp(
	[
		/^(product|offering|currency|pricing|pricing_?plan|plan_?pricing|tenant|country|region|language)_?id$/,
		/^(company|organi[sz]ation|tax)_?id$/,
		/^(creat|updat|modif)\w*id$/,
	]
		.map(({ source }) => source)
		.join('|'),
);

/** What is known of a kind of object that has an ID. */
export interface IdKind {
	/** The field of the ID [doc]. */
	idField: string;
	/** Names of ID fields, as {@link wordsOf} spells them, that are another's where they differ from its own. */
	another: RegExp;
	/** Names of ID fields that are none, though they look so, and that a part of the object may have. */
	reference: RegExp;
}

/** A field's name in small letters, its words joined by underscores: `nextPlanId` as `next_plan_id`. */
function wordsOf(field: string): string {
	return field
		.replace(/([a-z\d])([A-Z])/g, '$1_$2')
		.replace(/-/g, '_')
		.toLowerCase();
}

/** Whether a field without "ID" in its name holds one all the same: a code, or `nextPlan` with digits, not a flag. */
function isRelationById(words: string, value: string): boolean {
	if (!RELATION.test(words) || OTHER_SUBJECT.test(words) || value === '') return false;
	return /code$/.test(words) || (/(plan|contact|manager|owner|parent)$/.test(words) && /^(?![01]$)\d+$/.test(value));
}

/**
 * Whether an object has an ID of another of its kind, or of a person in charge: then nobody knows whose name it holds.
 * An ID of its row, its writers or what it belongs to says nothing of that.
 *
 * @param ownId the ID that does not count
 * @param knownIds IDs of others of its kind, under whatever field they stand
 */
export function refersToAnother(
	object: JsonObject,
	ownId: string,
	{ another, reference }: IdKind,
	knownIds: ReadonlySet<string> = new Set(),
): boolean {
	const isAnother = ([field, id]: readonly [string, string]) => {
		const words = wordsOf(field);
		if (knownIds.has(id)) return true;
		if (reference.test(words)) return false;
		return another.test(words) || (RELATION.test(words) && !OTHER_SUBJECT.test(words));
	};
	return (
		otherIdsOf(object, ownId).some(isAnother) ||
		Object.keys(object).some((field) => {
			const value = textField(object, field);
			return value !== ownId && isRelationById(wordsOf(field), value);
		})
	);
}

/**
 * Whether an object in or around one that has an ID is another thing than this one. Where it does not repeat this ID,
 * any ID that could be its own makes it one.
 *
 * @param ownId the ID of the object that it stands in or around
 */
export function isAnotherThan(
	ownId: string,
	kind: IdKind,
	knownIds?: ReadonlySet<string>,
): (part: JsonObject) => boolean {
	return (part) => {
		if (refersToAnother(part, ownId, kind, knownIds)) return true;
		if (textField(part, kind.idField) === ownId) return false;
		return otherIdsOf(part, ownId).some(([field]) => {
			const words = wordsOf(field);
			return !REFERENCE.test(words) && !kind.reference.test(words);
		});
	};
}
