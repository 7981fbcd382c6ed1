/**
 * A value that an order must not be sent with. It names the field as the order's payload does, which is also the
 * parameter's name.
 */
export class InvalidField extends Error {
	/**
	 * @param field the payload's field name
	 * @param problem what is wrong, a clause that follows the field's name: `is "12a"`
	 * @param allowed what is allowed and what to do
	 */
	constructor(
		readonly field: string,
		readonly problem: string,
		readonly allowed: string,
	) {
		super(`${field} ${problem}. ${allowed}`);
		this.name = 'InvalidField';
	}

	/** The same, of one of the lines of an order; the first is 1. */
	inLine(line: number): InvalidField {
		return new InvalidField(this.field, `of line ${line} ${this.problem}`, this.allowed);
	}

	/** The same, of another field that takes the same kind of value. */
	inField(field: string): InvalidField {
		return new InvalidField(field, this.problem, this.allowed);
	}
}

const SHOWN_LENGTH = 60;

/** A value as a sentence shows it: quoted text, or what kind of thing it is. */
export function show(value: unknown): string {
	if (value === undefined || value === null || value === '') return 'empty';
	if (typeof value === 'string') {
		return JSON.stringify(value.length > SHOWN_LENGTH ? `${value.slice(0, SHOWN_LENGTH)}…` : value);
	}
	if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean') return String(value);
	return Array.isArray(value) ? 'a list' : 'an object';
}
