import { fingerprint, FINGERPRINT_LENGTH } from '../portal/fingerprint';

/** Texts with a label each, as they are stored: the fingerprints of all that have the same label in a row. */
export type StoredTexts = Record<string, string>;

/** Texts that are known, each with a label. They are kept as fingerprints of seven characters, grouped by label: 100,000 take 700 kB. */
export class KnownTexts {
	private readonly labels = new Map<string, string>();

	constructor(stored: StoredTexts = {}) {
		for (const [label, fingerprints] of Object.entries(stored)) {
			for (let at = 0; at < fingerprints.length; at += FINGERPRINT_LENGTH) {
				this.labels.set(fingerprints.slice(at, at + FINGERPRINT_LENGTH), label);
			}
		}
	}

	/** The label of a text; undefined where it is not known. */
	get(text: string): string | undefined {
		return this.labels.get(fingerprint(text));
	}

	set(text: string, label: string): void {
		this.labels.set(fingerprint(text), label);
	}

	/**
	 * Forgets texts.
	 *
	 * @param isKept gets each label, and whether the text is one of those in question
	 * @param texts those in question
	 */
	keep(isKept: (label: string, isAmong: boolean) => boolean, texts: Iterable<string> = []): void {
		const among = new Set([...texts].map(fingerprint));
		for (const [key, label] of this.labels) {
			if (!isKept(label, among.has(key))) this.labels.delete(key);
		}
	}

	/** As they are stored; the groups and what is in them in the order in which they came. */
	store(): StoredTexts {
		const groups = new Map<string, string[]>();
		for (const [key, label] of this.labels) {
			const group = groups.get(label);
			if (group === undefined) groups.set(label, [key]);
			else group.push(key);
		}
		return Object.fromEntries([...groups].map(([label, keys]) => [label, keys.join('')]));
	}
}
