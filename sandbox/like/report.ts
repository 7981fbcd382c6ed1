/** What a value looks like, as a report of Check API has it: see docs/check-api.md. */
export type Shape = string | Shape[] | { [field: string]: Shape };

/** What answers to a question look like. */
export interface AnswerShape {
	http: string[];
	status: string[];
	code: string[];
	body: Shape;
}

/** A report of Check API. */
export interface Report {
	version: 1;
	findings: Record<string, { holds: string; seen: string }>;
	answers: Record<string, { answered?: AnswerShape; refused?: AnswerShape }>;
}

function isFields(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Reads a report.
 *
 * @param text JSON, also as it stands in an issue: with a fence around it
 * @throws Error that says what is wrong with it
 */
export function readReport(text: string): Report {
	let report: unknown;
	try {
		report = JSON.parse(text.replace(/^\s*```\w*\n|\n```\s*$/g, ''));
	} catch {
		throw new Error('The report is not JSON. It has to be what the field report of Check API holds.');
	}
	if (!isFields(report) || !isFields(report.findings) || !isFields(report.answers)) {
		throw new Error('The report has no findings and answers. It has to be what the field report of Check API holds.');
	}
	if (report.version !== 1) throw new Error(`The report has the version ${String(report.version)}, known is 1`);
	return report as unknown as Report;
}
