import { AUTO_RENEWAL_FIELDS, CURRENT_PLAN, END_FIELDS, NO_DATE, PARTS, PBX_PARTS, YES } from './fieldNames';
import { isJsonObject, type JsonObject, type JsonValue } from './json';
import { readTime } from './orderTime';

/**
 * What a PBX's row or details tell of the end of its subscription [inferred: which field tells it is guessed]. `untold`: no field for it.
 * `never`: the field is empty. `unreadable`: it holds something else than a date.
 */
export type SubscriptionEnd =
	| { kind: 'untold' | 'never' }
	| { kind: 'unreadable'; field: string; value: string }
	/** A calendar day, as 2027-01-31. */
	| { kind: 'day'; day: string }
	/** A moment, in milliseconds since 1970. */
	| { kind: 'moment'; at: number };

/** How deep parts inside of parts are looked through. */
const DEEPEST = 3;

type Plain = string | number | boolean | null;

function isPlain(entry: [string, JsonValue]): entry is [string, Plain] {
	return typeof entry[1] !== 'object' || entry[1] === null;
}

function isPart(field: string): boolean {
	return PARTS.test(field) || PBX_PARTS.test(field) || CURRENT_PLAN.test(field);
}

/** The plain fields of a PBX and of the parts of it that tell of itself or its subscription, the outer ones first. */
function plainFields(pbx: JsonObject, depth = 0): Array<[field: string, value: Plain]> {
	const fields = Object.entries(pbx);
	const parts = depth === DEEPEST ? [] : fields.filter(([field, value]) => isPart(field) && isJsonObject(value));
	const plain = fields.filter(isPlain);
	return [...plain, ...parts.flatMap(([, part]) => plainFields(part as JsonObject, depth + 1))];
}

/** A day as 2027-01-31, if the calendar has it. */
function toDay(year: string, month: string, day: string): string | undefined {
	const text = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
	const time = Date.parse(`${text}T00:00:00Z`);
	return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text) ? text : undefined;
}

/**
 * Reads an end date. A text without a time zone is taken for the calendar day that it names, one that begins with the day or the month is not
 * guessed; a number counts seconds or milliseconds since 1970.
 */
function readEnd(field: string, value: Plain): SubscriptionEnd {
	const text = value === null ? '' : String(value).trim();
	if (NO_DATE.test(text)) return { kind: 'never' };
	const isZoned = /\d{2}:\d{2}.*(Z|[+-]\d{2}:?\d{2})$/.test(text);
	const [, year = '', month = '', date = ''] =
		/^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)/.exec(text) ?? /^(20\d{2})(\d{2})(\d{2})$/.exec(text) ?? [];
	const day = toDay(year, month, date);
	if (day !== undefined && !isZoned) return { kind: 'day', day };
	const at = readTime(text);
	return at === undefined ? { kind: 'unreadable', field, value: text } : { kind: 'moment', at };
}

/** When the subscription of a PBX ends, as far as its row or details tell. */
export function subscriptionEndOf(pbx: JsonObject): SubscriptionEnd {
	const fields = plainFields(pbx).filter(([, value]) => typeof value !== 'boolean');
	const ends = END_FIELDS.flatMap((name) => fields.filter(([field]) => name.test(field))).map(([field, value]) =>
		readEnd(field, value),
	);
	const first = (...kinds: Array<SubscriptionEnd['kind']>) => ends.find(({ kind }) => kinds.includes(kind));
	return first('day', 'moment') ?? first('unreadable') ?? ends[0] ?? { kind: 'untold' };
}

/** The values of the fields that tell whether a PBX's subscription renews by itself [inferred]. */
export function renewalValues(pbx: JsonObject): Plain[] {
	const fields = plainFields(pbx);
	return AUTO_RENEWAL_FIELDS.flatMap((name) => fields.filter(([field]) => name.test(field))).map(([, value]) => value);
}

/** Whether a PBX tells if its subscription renews by itself, yes or no [inferred]. */
export function tellsRenewal(pbx: JsonObject): boolean {
	return renewalValues(pbx).length > 0;
}

/** Whether a PBX tells that its subscription renews by itself; false where it does not tell [inferred]. */
export function renewsByItself(pbx: JsonObject): boolean {
	return renewalValues(pbx).some((value) => YES.test(String(value)));
}

/** How many fields a sentence names. */
const NAMED = 40;

/** The names of the fields of a PBX, with a dot before those of an object in it, for a sentence. */
export function fieldNamesOf(pbx: JsonObject): string {
	const names = Object.entries(pbx).flatMap(([field, value]) =>
		isJsonObject(value) ? Object.keys(value).map((inner) => `${field}.${inner}`) : [field],
	);
	return names.length > NAMED ? `${names.slice(0, NAMED).join(', ')} …` : names.join(', ');
}
