import { type FailureFacts, redact, PortalFailure } from '../../../../nodes/YeastarPartner/portal/failure';

const SECRET = 'sesame-9f3c61d7';
const AWKWARD = 'a b&c"d\\e/f!(g)';

describe('hideSecrets', () => {
	it.each([
		['once', `the secret ${SECRET} is wrong`, [SECRET], 'the secret *** is wrong'],
		['as often as it occurs', `${SECRET}, ${SECRET}`, [SECRET], '***, ***'],
		['inside of a word', `x${SECRET}y`, [SECRET], 'x***y'],
		['beside other secrets', `${SECRET} token-1234`, [SECRET, 'token-1234'], '*** ***'],
		['also with signs that mean something in a pattern', 'secret a.*b$1 here', ['a.*b$1'], 'secret *** here'],
	])('takes a secret out %s', (_where, text, secrets, expected) => {
		expect(redact(text, secrets)).toBe(expected);
	});

	it.each([
		['percent-encoded', encodeURIComponent(AWKWARD)],
		['encoded as a form', new URLSearchParams({ client_secret: AWKWARD }).toString()],
		['escaped in JSON', JSON.stringify({ client_secret: AWKWARD })],
	])('takes a secret out where it is %s', (_how, written) => {
		const hidden = redact(`before ${written} after`, [AWKWARD]);
		expect(hidden).toContain('***');
		expect(hidden).not.toContain('(g)');
		expect(hidden).not.toContain('%28g%29');
		expect(hidden).toMatch(/^before .* after$/);
	});

	it.each([[''], ['a'], ['abc']])('leaves %j alone, which would hide words', (secret) => {
		expect(redact('abc abcd', [secret])).toBe('abc abcd');
	});

	it('leaves a text without secrets alone', () => {
		expect(redact('No such plan.', [SECRET])).toBe('No such plan.');
		expect(redact(SECRET, [])).toBe(SECRET);
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
		const failure = new PortalFailure(facts).redacted([SECRET]);
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
		const failure = new PortalFailure({ message: 'm', advice: 'a', delivery: 'ambiguous' }).redacted([SECRET]);
		expect(failure.facts).toEqual({ message: 'm', advice: 'a', delivery: 'ambiguous' });
	});
});
