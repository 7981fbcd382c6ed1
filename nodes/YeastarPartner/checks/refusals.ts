import { saysTokenRejected } from '../portal/tokenRejected';
import { type Assumption, finding, type Finding, unknown } from './assumption';
import type { Answer, Observed, QuestionKind } from './observed';
import { codeWords, seen, type Shown, status, types } from './seen';
import { textOf } from './typed';

/** Of HTTP and envelope the status that refuses. */
function statusOf(answer: Answer): string {
	return Number(answer.status) >= 300 ? answer.status : Number(answer.http) >= 300 ? answer.http : answer.status;
}

function told(answer: Answer): Shown {
	return seen`status ${status(statusOf(answer))}, code ${codeWords(answer.code)}`;
}

/** Holds the answer to a wrong question against what a refusal should be. */
function refused(kind: QuestionKind, isExpected: (answer: Answer) => boolean): (observed: Observed) => Finding {
	return (observed) => {
		const [answer] = observed.all(kind);
		if (answer === undefined) return unknown(seen`no answer`);
		if (!answer.isSuccess) return finding(isExpected(answer), told(answer));
		return finding(false, seen`a success, result: ${types([answer.result])}`);
	};
}

/** A refusal that stays one: it is not sent again. */
const isFinal = (answer: Answer) => /^4(?!01|08|29)\d\d$/.test(statusOf(answer));

/** What is assumed of refusals. */
export const REFUSALS: readonly Assumption[] = [
	{
		id: 'refusals.wrongOrder',
		assumption: 'An order ID that does not exist is refused with a status from 400 to 499',
		source: 'inferred: no refusal is documented in full',
		affects: 'Get Order; operations that order: an order that does not exist is told from trouble in the portal',
		check: refused('wrongOrder', isFinal),
	},
	{
		id: 'refusals.wrongPbx',
		assumption: 'A serial number that does not exist is refused with a status from 400 to 499',
		source: 'inferred: no refusal is documented in full',
		affects: 'Get PBX; operations that order: a mistyped serial number is told from trouble in the portal',
		check: refused('wrongPbx', isFinal),
	},
	{
		id: 'refusals.wrongProduct',
		assumption: 'A product that does not exist is refused with a status from 400 to 499',
		source: 'inferred: no refusal is documented in full',
		affects: 'Get Plans',
		check: refused('wrongProduct', isFinal),
	},
	{
		id: 'refusals.result',
		assumption: 'A refusal tells the fields in question in result',
		source: 'documented: response-results; its shape is not',
		affects: "All operations: errors show it as the portal's details",
		check: (observed) => {
			const answers = observed.refusals('wrongOrder', 'wrongPbx', 'wrongProduct');
			if (answers.length === 0) return unknown(seen`no refusal`);
			const results = answers.map(({ result }) => result);
			return finding(
				results.some((result) => result !== null && result !== ''),
				types(results),
			);
		},
	},
	{
		id: 'refusals.message',
		assumption: 'A refusal says in detailMessage what is wrong',
		source: 'documented: response-results',
		affects: "All operations: errors are in the portal's words, else its code",
		check: (observed) => {
			const answers = observed.refusals('wrongOrder', 'wrongPbx', 'wrongProduct');
			if (answers.length === 0) return unknown(seen`no refusal`);
			const messages = answers.map(({ envelope }) => envelope.detailMessage ?? null);
			return finding(
				messages.every((message) => textOf(message).trim() !== ''),
				types(messages),
			);
		},
	},
	{
		id: 'refusals.noUserAgent',
		assumption: 'A request without the header User-Agent is refused',
		source: 'documented: every page of an endpoint requires it',
		affects: 'None: it is always sent',
		check: refused('noUserAgent', () => true),
	},
	{
		id: 'refusals.wrongToken',
		assumption: 'A token that is not valid is refused with the status 401',
		source: 'inferred: nothing is said of it',
		affects: 'All operations: otherwise only the words of the refusal tell that a new token is needed',
		check: refused('wrongToken', (answer) => statusOf(answer) === '401'),
	},
	{
		id: 'refusals.tokenWords',
		assumption: 'The refusal of a token is one in whose words the node recognizes it, or has the status 401',
		source: 'inferred: nothing is said of it',
		affects: 'All operations: otherwise they fail when a token has expired',
		check: (observed) => {
			const [answer] = observed.all('wrongToken');
			if (answer === undefined) return unknown(seen`no answer`);
			const isRecognized = saysTokenRejected(answer.code) || saysTokenRejected(textOf(answer.envelope.detailMessage));
			return finding(
				isRecognized || statusOf(answer) === '401',
				isRecognized ? seen`in its words` : seen`not in its words`,
			);
		},
	},
];
