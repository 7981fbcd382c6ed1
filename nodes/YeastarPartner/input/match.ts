/** Something that a name could mean. */
export interface Candidate {
	id: string;
	name: string;
	/**
	 * Whether the portal tells of it only inside of another one. Then it is not meant itself, but makes others
	 * doubtful.
	 */
	isInside?: true;
}

/**
 * A text as names are compared: case, form of letters, signs that cannot be seen, and space around or between
 * words do not count.
 */
export function normalize(text: string): string {
	return text
		.normalize('NFKC')
		.replace(/\p{Default_Ignorable_Code_Point}|\p{Cf}/gu, '')
		.trim()
		.replace(/\s+/g, ' ')
		.toLowerCase();
}

/**
 * The words of a name. A hyphen inside of a word makes one of it, and any further sign belongs to its word:
 * "Non-Ultimate" and "Plan*" are others.
 */
function wordsOf(text: string): string[] {
	return normalize(text)
		.replace(/\s[-–—]+\s/g, ' ')
		.split(/[\s()[\],:;/|]+/)
		.filter((word) => /[\p{L}\p{N}]/u.test(word) || !/^[-–—._]*$/.test(word));
}

/** Words that any plan may have in its name or not. */
const GENERIC_WORDS = ['plan', 'subscription'];
/**
 * Words between a plan and its product. Before the plan they make something else: a subscription for those who
 * have it.
 */
const LINKING_WORDS = ['for', 'the'];

/**
 * The words of a name before and after the wanted ones, which it has in a row; undefined where it does not have
 * them.
 */
function wordsBeside(name: string, wanted: readonly string[]): { before: string[]; after: string[] } | undefined {
	const words = wordsOf(name);
	const start = words.findIndex((_word, index) => wanted.every((word, offset) => words[index + offset] === word));
	return start < 0 ? undefined : { before: words.slice(0, start), after: words.slice(start + wanted.length) };
}

/**
 * One candidate for each ID: the portal may list a plan once for each way to pay for it. The first one that has
 * a name stands for all.
 */
export function distinct(candidates: readonly Candidate[]): Candidate[] {
	const byId = new Map<string, Candidate>();
	for (const candidate of candidates) {
		if (!byId.get(candidate.id)?.name) byId.set(candidate.id, candidate);
	}
	return [...byId.values()];
}

/**
 * The names under which an ID is listed, each once. Several make every one of them doubtful.
 *
 * @param productNames what the product of the candidates is called
 * @returns the names as the portal spells them; those that differ only in generic words, such as Plan, or in words of
 * the product are one
 */
export function namesOfId(
	candidates: readonly Candidate[],
	id: string,
	productNames: readonly string[] = [],
): string[] {
	const names = new Map<string, string>();
	const omitted = [[...GENERIC_WORDS, ...LINKING_WORDS, ...productNames.flatMap(wordsOf)], GENERIC_WORDS];
	for (const candidate of candidates.filter((each) => each.id === id && each.name !== '')) {
		const keys = omitted.map((words) =>
			wordsOf(candidate.name)
				.filter((word) => !words.includes(word))
				.join(' '),
		);
		const key = keys.find((words) => words !== '') ?? normalize(candidate.name);
		if (!names.has(key)) names.set(key, candidate.name);
	}
	return [...names.values()];
}

/**
 * What a name means: whatever is called exactly so, else the only one that has all its words in a row, as whole
 * words, where nothing is missing in it but words of the product's own name and generic ones. What has another
 * word beside it is another plan: an add-on, a trial, the bigger brother of one that is not listed. So may be
 * one that has no name.
 *
 * @param productNames what the product of the candidates is called
 * @returns one candidate where the name is certain, several where it is ambiguous, none where it is unknown
 */
export function findByName(
	candidates: readonly Candidate[],
	wanted: string,
	productNames: readonly string[] = [],
): Candidate[] {
	const words = wordsOf(wanted);
	if (words.length === 0) return [];
	const exact = distinct(candidates.filter(({ name }) => normalize(name) === normalize(wanted)));
	if (exact.length > 0) return exact;
	const similar = distinct(candidates.filter(({ name }) => wordsBeside(name, words) !== undefined));
	if (similar.length !== 1) return similar;
	if (distinct(candidates).some(({ name }) => name === '')) return [];
	const known = new Set([
		...GENERIC_WORDS,
		...productNames.flatMap(wordsOf).filter((word) => !LINKING_WORDS.includes(word)),
	]);
	return similar.filter(({ name }) => {
		const { before, after } = wordsBeside(name, words) ?? { before: [], after: [] };
		return [...before, ...after.filter((word) => !LINKING_WORDS.includes(word))].every((word) => known.has(word));
	});
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
