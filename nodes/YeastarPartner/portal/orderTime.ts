import type { JsonValue } from './json';

/** Below it a time counts seconds, above it milliseconds; which of them the portal means is not documented. */
const SECONDS_LIMIT = 100_000_000_000;

/** Before and after it a number is no time of an order. */
const EARLIEST = Date.UTC(2010);
const LATEST = Date.UTC(2100);

/** How exact a time is, in milliseconds, that has no fractions of a second: a database may have cut or rounded them. */
const WHOLE_SECOND = { before: 500, after: 1000 };

/** The time at which an order was created, by the portal's clock, as closely as the list tells it. */
export interface CreationTime {
	/** In milliseconds since 1970. */
	earliest: number;
	latest: number;
}

/** When an order was created; undefined where the list does not tell it. */
export function creationTimeOf({ createdAt }: { createdAt?: number }): CreationTime | undefined {
	if (createdAt === undefined) return undefined;
	if (createdAt % 1000 !== 0) return { earliest: createdAt, latest: createdAt + 1 };
	return { earliest: createdAt - WHOLE_SECOND.before, latest: createdAt + WHOLE_SECOND.after };
}

function ifPlausible(time: number): number | undefined {
	return time > EARLIEST && time < LATEST ? time : undefined;
}

/** Reads a time that needs no guess: a number, or a text that names its zone; in milliseconds since 1970. */
export function readTime(value: JsonValue | undefined): number | undefined {
	const text = typeof value === 'number' ? String(value) : typeof value === 'string' ? value.trim() : '';
	if (/^\d+$/.test(text)) return ifPlausible(Number(text) < SECONDS_LIMIT ? Number(text) * 1000 : Number(text));
	if (!/\d{2}:\d{2}.*(Z|[+-]\d{2}:?\d{2})$/.test(text)) return undefined;
	return ifPlausible(Date.parse(text));
}
