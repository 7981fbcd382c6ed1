/** Something that a name could mean. */
export interface Candidate {
	id: string;
	name: string;
}

/** A text as names are compared: case, form of letters and space around or between words do not count. */
export function normalize(text: string): string {
	return text.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase();
}

/** Words that make another plan of the one that has the other words. */
const TIER_WORDS = new Set(['standard', 'enterprise', 'ultimate', 'pro', 'professional', 'plus', 'premium', 'advanced', 'basic', 'lite', 'trial']);

function wordsOf(text: string): string[] {
	return normalize(text)
		.split(/[^\p{L}\p{N}+]+/u)
		.filter((word) => word !== '');
}

function inARow(words: readonly string[]): string {
	return ` ${words.join(' ')} `;
}

function hasWords(name: string, wanted: readonly string[]): boolean {
	return inARow(wordsOf(name)).includes(inARow(wanted));
}

/** Whether a name has, beside the wanted words, one that makes it another plan. */
function isOfOtherTier(name: string, wanted: readonly string[]): boolean {
	return wordsOf(name).some((word) => (TIER_WORDS.has(word) || word.includes('+')) && !wanted.includes(word));
}

/** One candidate for each ID: the portal may list a plan once for each way to pay for it. The first one that has a name stands for all. */
export function distinct(candidates: readonly Candidate[]): Candidate[] {
	const byId = new Map<string, Candidate>();
	for (const candidate of candidates) {
		if (!byId.get(candidate.id)?.name) byId.set(candidate.id, candidate);
	}
	return [...byId.values()];
}

/**
 * What a name means: whatever is called exactly so, else whatever has all its words in a row, as whole words. Parts of words do not
 * count: a typing error must not find something else. Nor does the only name that has them beside a word such as Pro: where a plan is not
 * listed, its bigger brother is not meant.
 *
 * @returns one candidate where the name is certain, several where it is ambiguous, none where it is unknown
 */
export function findByName(candidates: readonly Candidate[], wanted: string): Candidate[] {
	const exact = candidates.filter(({ name }) => normalize(name) === normalize(wanted));
	const words = wordsOf(wanted);
	if (exact.length > 0 || words.length === 0) return distinct(exact);
	const similar = distinct(candidates.filter(({ name }) => hasWords(name, words)));
	return similar.length === 1 ? similar.filter(({ name }) => !isOfOtherTier(name, words)) : similar;
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
