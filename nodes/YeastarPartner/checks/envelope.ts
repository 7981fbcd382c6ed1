import { type Assumption, finding, unknown } from './assumption';
import { fieldFinding, fieldsFinding } from './fields';
import type { Observed } from './observed';
import type { Row } from './rows';
import { fieldsOf, listed, seen, status } from './seen';

const ALL = 'All operations';

function envelopes(observed: Observed): Row[] {
	return [...observed.successes(), ...observed.refusals()].map(({ envelope: object }) => ({ object, path: [] }));
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
			const [answer] = observed.all('products');
			if (answer === undefined) return unknown(seen`no answer`);
			const code = answer.code === 'success' ? seen`success` : seen`another code`;
			return finding(answer.isSuccess && answer.status === '200', seen`code ${code}, status ${status(answer.status)}`);
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
			const answers = [...observed.successes(), ...observed.refusals()].filter((answer) => answer.status !== '');
			if (answers.length === 0) return unknown(fieldsOf([]));
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
			const answers = [...observed.successes(), ...observed.refusals()];
			const dated = answers.filter(({ hasDate }) => hasDate);
			if (dated.length === answers.length) return finding(answers.length > 0, seen`in every answer`);
			return finding(false, dated.length === 0 ? seen`in no answer` : seen`in some answers`);
		},
	},
];
