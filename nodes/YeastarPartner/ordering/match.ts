/** Something that a name could mean. */
export interface Candidate {
	id: string;
	name: string;
}

/** A text as names are compared: case, form of letters and space around or between words do not count. */
export function normalize(text: string): string {
	return text.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase();
}

function wordsOf(text: string): string {
	const words = normalize(text).split(/[^\p{L}\p{N}+]+/u);
	return ` ${words.filter((word) => word !== '').join(' ')} `;
}

/** One candidate for each ID: the portal may list a plan once for each way to pay for it. */
export function distinct(candidates: readonly Candidate[]): Candidate[] {
	return [...new Map(candidates.map((candidate) => [candidate.id, candidate])).values()];
}

/**
 * What a name means: whatever is called exactly so, else whatever has all its words in a row, as whole words. Parts of words do not
 * count: a typing error must not find something else.
 *
 * @returns one candidate where the name is certain, several where it is ambiguous, none where it is unknown
 */
export function findByName(candidates: readonly Candidate[], wanted: string): Candidate[] {
	const all = distinct(candidates);
	const exact = all.filter(({ name }) => normalize(name) === normalize(wanted));
	if (exact.length > 0 || wordsOf(wanted).trim() === '') return exact;
	return all.filter(({ name }) => wordsOf(name).includes(wordsOf(wanted)));
}

const NAMED = 10;

/** Candidates as a sentence names them. */
export function listNames(candidates: readonly Candidate[], showIds = false): string {
	const all = distinct(candidates);
	const names = all.slice(0, NAMED).map(({ id, name }) => {
		if (name === '') return id;
		return showIds ? `"${name}" (${id})` : `"${name}"`;
	});
	const more = all.length > NAMED ? ` and ${all.length - NAMED} more` : '';
	return names.join(', ') + more;
}
