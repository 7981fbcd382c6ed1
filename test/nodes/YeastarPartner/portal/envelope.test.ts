import { parseEnvelope } from '../../../../nodes/YeastarPartner/portal/envelope';
import { type FailureFacts, PortalFailure } from '../../../../nodes/YeastarPartner/portal/failure';

const REQUEST_ID = '0f3c9e5d2b7a4816a0c4e8f217b6d935';

function reply(fields: object, http = 200): { status: number; text: string } {
	const envelope = { code: 'success', detailMessage: '', requestId: REQUEST_ID, result: {}, status: 200, ...fields };
	return { status: http, text: JSON.stringify(envelope) };
}

function refused(fields: object, http = 200): { status: number; text: string } {
	return reply({ code: 'refused', detailMessage: 'No such plan.', result: null, status: http, ...fields }, http);
}

function factsOf(answer: { status: number; text: string }): FailureFacts {
	const outcome = parseEnvelope(answer);
	if (outcome instanceof PortalFailure) return outcome.facts;
	throw new Error('The answer was taken for a success');
}

describe('parseEnvelope, when the portal says yes', () => {
	it('gives the result with every digit, and the request ID', () => {
		const text = `{"code":"success","requestId":"${REQUEST_ID}","result":{"planId":3048560606464323584},"status":200}`;
		expect(parseEnvelope({ status: 200, text })).toEqual({
			result: { planId: '3048560606464323584' },
			requestId: REQUEST_ID,
		});
	});

	it.each([
		['a status in text', reply({ status: '200' })],
		['no status', reply({ status: undefined })],
		['a status that is no number', reply({ status: 'OK' })],
		['HTTP 201', reply({ status: 201 }, 201)],
		['the code in capitals', reply({ code: 'SUCCESS' })],
		['a byte order mark', { status: 200, text: `\uFEFF${reply({}).text}` }],
	])('takes %s for a success', (_what, answer) => {
		expect(parseEnvelope(answer)).toEqual({ result: {}, requestId: REQUEST_ID });
	});

	it('gives null for a missing result and an empty text for a missing request ID', () => {
		expect(parseEnvelope(reply({ result: undefined, requestId: undefined }))).toEqual({ result: null, requestId: '' });
	});
});

describe('parseEnvelope, when the portal says no', () => {
	it.each<[string, { status: number; text: string }, number, FailureFacts['delivery']]>([
		['a code that is not success', refused({ status: 200 }), 200, 'rejected'],
		['status 400 under HTTP 200', reply({ status: 400 }), 400, 'rejected'],
		['status 401 under HTTP 200', reply({ status: 401 }), 401, 'notDelivered'],
		['status 429 under HTTP 200', reply({ status: 429 }), 429, 'notDelivered'],
		['status 500 under HTTP 200', reply({ status: 500 }), 500, 'ambiguous'],
		['status 500 in text', reply({ status: '500' }), 500, 'ambiguous'],
		['status 200 under HTTP 400', reply({}, 400), 400, 'rejected'],
		['status 200 under HTTP 401', reply({}, 401), 401, 'notDelivered'],
		['status 200 under HTTP 500', reply({}, 500), 500, 'ambiguous'],
		['status 401 under HTTP 500', reply({ status: 401 }, 500), 401, 'notDelivered'],
		['status 500 under HTTP 401', reply({ status: 500 }, 401), 401, 'notDelivered'],
		['status 400 under HTTP 503', refused({ status: 400 }, 503), 503, 'ambiguous'],
		['no status under HTTP 403', refused({ status: undefined }, 403), 403, 'rejected'],
		['HTTP 404', refused({}, 404), 404, 'rejected'],
		['HTTP 408', refused({}, 408), 408, 'ambiguous'],
		['HTTP 409', refused({}, 409), 409, 'ambiguous'],
		[
			'status 401 beside a success that names an order',
			reply({ status: 401, result: { orderNo: 'TU1' } }),
			401,
			'ambiguous',
		],
		['status -1', reply({ status: -1 }), -1, 'ambiguous'],
		['HTTP 302 with an envelope', refused({}, 302), 302, 'ambiguous'],
	])('takes %s for a failure', (_what, answer, status, delivery) => {
		expect(factsOf(answer)).toMatchObject({ status, delivery, requestId: REQUEST_ID });
	});

	it.each([
		['detailMessage', refused({}), 'No such plan.'],
		['code, where detailMessage is empty', refused({ detailMessage: ' ' }), 'refused'],
		['code, where detailMessage is missing', refused({ detailMessage: undefined }), 'refused'],
		['code, where detailMessage is no text', refused({ detailMessage: {} }), 'refused'],
		['the code as a number', refused({ detailMessage: '', code: 40001 }), '40001'],
		[
			'the status, where both are empty',
			refused({ detailMessage: '', code: '', status: 400 }),
			'The portal answered with status 400',
		],
	])('speaks in the words of %s', (_what, answer, message) => {
		expect(factsOf(answer).message).toBe(message);
	});

	it('does not call a failure a success where only the status tells it', () => {
		expect(factsOf(reply({ status: 500 })).message).not.toMatch(/^success$/i);
	});

	it.each([
		['a list of fields', [{ field: 'serviceId', tag: 'exists' }], '[{"field":"serviceId","tag":"exists"}]'],
		['a text', 'serviceId', 'serviceId'],
		['an object', { field: 'serviceId' }, '{"field":"serviceId"}'],
		['null', null, undefined],
		['false', false, undefined],
		['an empty text', '', undefined],
		['an empty object', {}, undefined],
		['an empty list', [], undefined],
		['nothing', undefined, undefined],
	])('gives the details where result is %s', (_what, result, details) => {
		expect(factsOf(refused({ result })).details).toBe(details);
	});

	it.each([
		[400, 'Correct the values'],
		[401, 'System > API'],
		[403, 'permitted IP addresses'],
		[429, 'fewer requests'],
		[500, 'Try later'],
	])('says what to do about status %s', (status, advice) => {
		const facts = factsOf(refused({ status }));
		expect(facts.advice).toContain(advice);
		expect(facts.concernsCredential === true).toBe(status === 401);
	});
});

describe('parseEnvelope, when the body is no envelope', () => {
	it.each<[string, number, string, string, FailureFacts['delivery']]>([
		['HTML', 200, '<!doctype html><title>Sign in</title>', 'a web page', 'ambiguous'],
		['HTML after an empty line', 502, '\n<html></html>', 'a web page', 'ambiguous'],
		['HTML with HTTP 400', 400, '<html></html>', 'a web page', 'ambiguous'],
		['HTML with HTTP 401', 401, '<html></html>', 'a web page', 'notDelivered'],
		['HTML with HTTP 429', 429, '<html></html>', 'a web page', 'notDelivered'],
		['an empty body', 200, '', 'nothing', 'ambiguous'],
		['an empty body with HTTP 503', 503, ' \n', 'nothing', 'ambiguous'],
		['truncated JSON', 200, reply({}).text.slice(0, 40), 'malformed JSON', 'ambiguous'],
		['JSON without a code', 200, '{"error":"not_found"}', 'unexpected JSON', 'ambiguous'],
		['no answer that n8n can tell', 0, '', 'nothing', 'ambiguous'],
	])('refuses %s with HTTP %s', (_what, status, text, what, delivery) => {
		const facts = factsOf({ status, text });
		expect(facts.message).toBe(
			`The portal answered with ${what} where its JSON envelope was expected (HTTP ${status})`,
		);
		expect(facts).toMatchObject({ delivery, status });
		expect(facts.advice).not.toBe('');
	});

	it.each(['[]', 'null', '"success"', '200', 'true'])('refuses %s, which is no object', (text) => {
		expect(factsOf({ status: 200, text })).toMatchObject({ delivery: 'ambiguous', status: 200 });
	});

	it.each([301, 302, 307, 308])('names a redirect with HTTP %s and what to set instead', (status) => {
		const facts = factsOf({ status, text: '' });
		expect(facts.message).toContain(`redirect to another address (HTTP ${status})`);
		expect(facts.advice).toContain('Base URL');
		expect(facts).toMatchObject({ delivery: 'ambiguous', status });
	});
});
