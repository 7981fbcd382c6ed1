import { pace, waitFor } from '../portal/repeat';
import { askWithoutRecording, type KeyRecords } from './keyRecords';

/** A badge is so many digits, each of them one of so many. */
const PLACES = 4;
const DIGITS = 8;
/** How often is looked at the most, where other workers write at the same time. */
const MAX_LOOKS = 8;
/** How often a badge is taken away, since another worker's write can bring it back. */
const REMOVALS = 3;

function everyDigit(name: (place: number, digit: number) => string): string[][] {
	return Array.from({ length: PLACES }, (_, place) => Array.from({ length: DIGITS }, (_unused, digit) => name(place, digit)));
}

/**
 * How the workers that want one key tell each other apart: each writes a badge of its own, of four random digits, beside the key. A worker that
 * finds a digit that is not its own knows that there is another.
 */
export class Badge {
	/** What this worker writes. */
	readonly own: readonly string[];
	/** What another one would have written. */
	readonly foreign: readonly string[];
	/** All values that there are, place by place, the lowest digit first. */
	readonly digits: ReadonlyArray<readonly string[]>;

	/** @param name the value that stands for a digit at a place */
	constructor(name: (place: number, digit: number) => string) {
		this.digits = everyDigit(name);
		this.own = this.digits.map((values) => values[Math.floor(Math.random() * DIGITS)] ?? '');
		this.foreign = this.digits.flat().filter((value) => !this.own.includes(value));
	}
}

/** Every value that a badge can have, to forget them. */
export function allBadges(name: (place: number, digit: number) => string): string[] {
	return everyDigit(name).flat();
}

async function pause(): Promise<void> {
	await waitFor(pace.claimWait * (0.4 + 0.6 * Math.random()));
}

/**
 * Whether another badge comes before this one: at the first place where they differ it has the lower digit.
 *
 * @param seen the foreign digits that are there
 */
function isBehind({ digits, own }: Badge, seen: ReadonlySet<string>): boolean {
	for (const [place, values] of digits.entries()) {
		const others = values.filter((value) => seen.has(value));
		if (others.length > 0) return values.indexOf(others[0] ?? '') < values.indexOf(own[place] ?? '');
	}
	return false;
}

/**
 * The digits of other badges that are there.
 *
 * @param asked what this worker's own questions have left, which another worker's write can bring back; added to
 */
async function foreignDigits(records: KeyRecords, { foreign }: Badge, asked: Set<string>): Promise<ReadonlySet<string>> {
	return await records.exclusively(async () => {
		await records.remove([...asked]);
		const { fresh, known } = await askWithoutRecording(records, foreign);
		for (const value of fresh) asked.add(value);
		return known;
	});
}

/** Takes a badge away for good, and what the worker's own questions have left. */
async function giveWay(records: KeyRecords, badge: Badge, asked: ReadonlySet<string>): Promise<void> {
	await records.exclusively(async () => await records.remove([...badge.own, ...asked]));
	for (let removal = 2; removal <= REMOVALS; removal++) {
		await pause();
		// From now on another worker may have the key: only what is surely not its badge is taken away.
		await records.exclusively(async () => await records.remove(badge.own));
	}
}

/**
 * Sees to it that a key that was found free is this worker's alone, though n8n's store reads a row and then writes it whole, so that what another worker
 * writes in between is lost.
 *
 * What was written is looked at a while later, when no write that began before it can be under way any more: where it is still there, it
 * stays. Only then does the worker look for other badges. Of two workers, the one that looks later sees the other's badge, which was there to
 * stay before the other looked; so never do both get the key, unless their badges are the same, one time in 4,096. Where both see each
 * other, the one whose badge is behind gives way, and the other waits until it has.
 *
 * @param values what stands for the key
 * @returns whether this worker has the key; false where another one has it or is about to
 */
export async function holdKey(records: KeyRecords, values: readonly string[], badge: Badge): Promise<boolean> {
	const written = [...values, ...badge.own];
	const asked = new Set<string>();
	await records.exclusively(async () => await records.record(written));
	for (let look = 1; look <= MAX_LOOKS; look++) {
		await pause();
		const { fresh } = await records.exclusively(async () => await records.record(written));
		if (written.some((value) => fresh.has(value))) {
			// While this badge was not there, another worker may have got the key: what is there now may be its badge.
			asked.clear();
			continue;
		}
		const seen = await foreignDigits(records, badge, asked);
		if (seen.size === 0) return true;
		// Every digit at once is no badge, but another worker that is asking.
		const isAsking = seen.size === badge.foreign.length;
		if (!isAsking && isBehind(badge, seen)) break;
	}
	await giveWay(records, badge, asked);
	return false;
}
