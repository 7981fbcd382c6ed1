import { type IdKind, RELATION, OTHER_SUBJECT, REFERENCE } from './fieldNames';
import { otherIdsOf, textField } from './find';
import type { JsonObject } from './json';

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
