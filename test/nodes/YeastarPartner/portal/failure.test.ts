import { type FailureFacts, PortalFailure } from '../../../../nodes/YeastarPartner/portal/failure';
import { createRedactor, redactFailure } from '../../../../nodes/YeastarPartner/portal/redaction';

const SECRET = 'sesame-9f3c61d7';
const AWKWARD = 'a b&c"d\\e/f!(g)';

describe('createRedactor', () => {
	it.each([
		['once', `the secret ${SECRET} is wrong`, [SECRET], 'the secret *** is wrong'],
		['as often as it occurs', `${SECRET}, ${SECRET}`, [SECRET], '***, ***'],
		['inside of a word', `x${SECRET}y`, [SECRET], 'x***y'],
		['beside other secrets', `${SECRET} token-1234`, [SECRET, 'token-1234'], '*** ***'],
		['also with signs that mean something in a pattern', 'secret a.*b$1 here', ['a.*b$1'], 'secret *** here'],
	])('takes a secret out %s', (_where, text, secrets, expected) => {
		expect(createRedactor(secrets)(text)).toBe(expected);
	});

	it.each([
		['percent-encoded', encodeURIComponent(AWKWARD)],
		['encoded as a form', new URLSearchParams({ client_secret: AWKWARD }).toString()],
		['escaped in JSON', JSON.stringify({ client_secret: AWKWARD })],
	])('takes a secret out where it is %s', (_how, written) => {
		const hidden = createRedactor([AWKWARD])(`before ${written} after`);
		expect(hidden).toContain('***');
		expect(hidden).not.toContain('(g)');
		expect(hidden).not.toContain('%28g%29');
		expect(hidden).toMatch(/^before .* after$/);
	});

	it.each([[''], ['a'], ['abc']])('leaves %j alone, which would hide words', (secret) => {
		expect(createRedactor([secret])('abc abcd')).toBe('abc abcd');
	});

	it('leaves a text without secrets alone', () => {
		expect(createRedactor([SECRET])('No such plan.')).toBe('No such plan.');
		expect(createRedactor([])(SECRET)).toBe(SECRET);
	});
});

describe('PortalFailure', () => {
	const facts: FailureFacts = {
		message: `Refused: ${SECRET}`,
		advice: `Do not send ${SECRET}.`,
		delivery: 'rejected',
		status: 400,
		requestId: `id-${SECRET}`,
		details: `{"got":"${SECRET}"}`,
		concernsCredential: true,
		timedOut: false,
	};

	it('is an error with the message of its facts', () => {
		const failure = new PortalFailure(facts);
		expect(failure).toBeInstanceOf(Error);
		expect(failure).toMatchObject({ name: 'PortalFailure', message: facts.message, facts });
	});

	it('loses a secret in every text that it carries, and nothing else', () => {
		const failure = redactFailure(new PortalFailure(facts), [SECRET]);
		expect(failure.facts).toEqual({
			...facts,
			message: 'Refused: ***',
			advice: 'Do not send ***.',
			requestId: 'id-***',
			details: '{"got":"***"}',
		});
		expect(failure.message).toBe('Refused: ***');
		expect(`${failure.stack}`).not.toContain(SECRET);
	});

	it('stays without details and request ID where it has none', () => {
		const failure = redactFailure(new PortalFailure({ message: 'm', advice: 'a', delivery: 'ambiguous' }), [SECRET]);
		expect(failure.facts).toEqual({ message: 'm', advice: 'a', delivery: 'ambiguous' });
	});

	it('has its details cut only once a secret is out of them, so that no part of it is left', () => {
		const details = `${'x'.repeat(395)}${SECRET}${'y'.repeat(400)}`;
		const failure = redactFailure(new PortalFailure({ ...facts, details }), [SECRET]);
		expect(failure.facts.details).toBe(`${'x'.repeat(395)}***yy…`);
	});
});
