/**
 * A request that the sandbox turns down. The codes are guesses: of the real ones only the beginning
 * `parameter_validation_f` is documented [doc: response-results; rest inferred].
 */
export class Refusal extends Error {
	constructor(
		readonly status: number,
		readonly code: string,
		detailMessage: string,
		/** Details such as field name and validation tag [doc: response-results; shape inferred]. */
		readonly result: unknown = null,
	) {
		super(detailMessage);
	}
}

/** A refusal because of one field of the body or the query. */
export function invalidField(field: string, tag: string, detailMessage: string): Refusal {
	return new Refusal(400, 'parameter_validation_failed', detailMessage, [{ field, tag }]);
}
