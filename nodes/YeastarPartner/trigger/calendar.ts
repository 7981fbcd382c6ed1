import type { SubscriptionEnd } from '../portal/subscription';

const DAY = 86_400_000;

/** The calendar day of a moment in a time zone, as 2027-01-31. */
export function dayAt(moment: number, timeZone: string): string {
	const parts = new Intl.DateTimeFormat('en-US', {
		timeZone,
		year: 'numeric',
		month: '2-digit',
		day: '2-digit',
	}).formatToParts(moment);
	const part = (wanted: string) => parts.find(({ type }) => type === wanted)?.value ?? '';
	return `${part('year')}-${part('month')}-${part('day')}`;
}

/** How many days lie between two calendar days; negative where the second is the earlier one. */
export function daysBetween(from: string, to: string): number {
	return (Date.parse(to) - Date.parse(from)) / DAY;
}

/** The calendar day on which a subscription ends; undefined where none can be read. */
export function endDay(end: SubscriptionEnd, timeZone: string): string | undefined {
	if (end.kind === 'moment') return dayAt(end.at, timeZone);
	return end.kind === 'day' ? end.day : undefined;
}
