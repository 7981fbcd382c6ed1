import { max, median, min } from 'simple-statistics';

/** The median of some values and what they lie between. */
export interface Spread {
	median: number;
	least: number;
	most: number;
}

export function spreadOf(values: readonly number[]): Spread {
	const all = [...values];
	return { median: median(all), least: min(all), most: max(all) };
}

/** The ratio of two things that were measured in the same rounds, round by round. */
export function ratioOf(values: readonly number[], others: readonly number[]): Spread {
	return spreadOf(values.map((value, round) => value / (others[round] ?? NaN)));
}

/** As text: `1.02 (0.97–1.10)`. */
export function spreadText({ median: middle, least, most }: Spread, digits = 2): string {
	return `${middle.toFixed(digits)} (${least.toFixed(digits)}–${most.toFixed(digits)})`;
}
