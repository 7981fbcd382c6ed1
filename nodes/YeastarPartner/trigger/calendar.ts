import type { SubscriptionEnd } from '../portal/subscription';

const DAY = 86_400_000;

/** How many days lie between two calendar days, such as 2027-01-31; negative where the second is the earlier one. */
export function daysBetween(from: string, to: string): number {
	return (Date.parse(to) - Date.parse(from)) / DAY;
}

/** The calendar days of a time zone. */
export class Calendar {
	private readonly format: Intl.DateTimeFormat;

	/** @param timeZone as n8n names it: `Europe/Berlin` */
	constructor(timeZone: string) {
		this.format = new Intl.DateTimeFormat('en-US', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
	}

	/** The day of a moment, as 2027-01-31. */
	dayAt(moment: number): string {
		const parts = this.format.formatToParts(moment);
		const part = (wanted: string) => parts.find(({ type }) => type === wanted)?.value ?? '';
		return `${part('year')}-${part('month')}-${part('day')}`;
	}

	/** The day on which a subscription ends; undefined where none can be read. */
	endDay(end: SubscriptionEnd): string | undefined {
		if (end.kind === 'moment') return this.dayAt(end.at);
		return end.kind === 'day' ? end.day : undefined;
	}
}
