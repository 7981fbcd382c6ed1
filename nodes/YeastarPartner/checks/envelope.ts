import { type Assumption, finding } from './assumption';
import { fieldFinding, fieldsFinding } from './fields';
import type { Observed } from './observed';
import type { Row } from './rows';
import { codeWords, listed, seen, status } from './seen';

const ALL = 'All operations';

function envelopes(observed: Observed): Row[] {
	return observed.everything().map(({ envelope: object }) => ({ object, path: [] }));
}

/** What is assumed of every answer. */
export const ENVELOPE: readonly Assumption[] = [
	{
		id: 'envelope.fields',
		assumption: 'Every answer is an object with code, detailMessage, requestId, result and status',
		source: 'documented: response-results',
		affects: `${ALL}: an answer without code is taken for no answer of the portal`,
		check: (observed) => {
			const rows = envelopes(observed);
			return fieldsFinding(rows, ['code', 'detailMessage', 'requestId', 'result', 'status']);
		},
	},
	{
		id: 'envelope.success',
		assumption: 'A success has the code success and the status 200',
		source: 'documented: response-results',
		affects: `${ALL}: any other code or status is a failure`,
		check: (observed) => {
			const answers = observed.everything().filter(({ isSuccess }) => isSuccess);
			const others = answers.filter((answer) => answer.code !== 'success' || answer.status !== '200');
			const told = others.map((answer) => seen`code ${codeWords(answer.code)}, status ${status(answer.status)}`);
			return finding(others.length === 0 && answers.length > 0, listed(told) || seen`code success, status 200`);
		},
	},
	{
		id: 'envelope.statusType',
		assumption: "The envelope's status is a number",
		source: 'documented: response-results',
		affects: 'None: a text is read too',
		check: (observed) => fieldFinding(envelopes(observed), { field: 'status', type: /^number$/ }),
	},
	{
		id: 'envelope.requestId',
		assumption: 'Every answer tells the ID of its request, a text',
		source: 'documented: response-results',
		affects: `${ALL}: errors show it, for Yeastar's support`,
		check: (observed) => fieldFinding(envelopes(observed), { field: 'requestId', type: /^text/ }),
	},
	{
		id: 'envelope.http',
		assumption: "HTTP's status repeats the envelope's",
		source: 'inferred: the documentation says only "the HTTP status code of the API request"',
		affects: 'None: either of them can refuse',
		check: (observed) => {
			const answers = observed.everything().filter((answer) => answer.status !== '');
			const others = answers.filter((answer) => answer.http !== answer.status);
			const pairs = others.map((answer) => seen`HTTP ${status(answer.http)} with ${status(answer.status)}`);
			return finding(others.length === 0, others.length === 0 ? seen`the same` : listed([...pairs].sort()));
		},
	},
	{
		id: 'envelope.date',
		assumption: "Answers have the header Date, which tells the portal's clock",
		source: 'inferred: HTTP asks for it, a proxy may take it away',
		affects: 'Operations that order: a lost order is looked for since the moment that it was sent',
		check: (observed) => {
			const answers = observed.everything();
			const dated = answers.filter(({ hasDate }) => hasDate);
			if (dated.length === answers.length) return finding(true, seen`in every answer`);
			return finding(false, dated.length === 0 ? seen`in no answer` : seen`in some answers`);
		},
	},
];
