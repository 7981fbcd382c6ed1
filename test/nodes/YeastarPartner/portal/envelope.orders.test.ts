import { parseEnvelope } from '../../../../nodes/YeastarPartner/portal/envelope';
import { type FailureFacts, PortalFailure } from '../../../../nodes/YeastarPartner/portal/failure';
import { envelopeText } from '../../../support/scriptedPortal';

const ORDER_NO = 'TU3206211643299860480';
const REFUSED = { code: 'refused', detailMessage: 'No.' };

function factsOf(status: number, text: string, method?: 'GET'): FailureFacts {
	const outcome = parseEnvelope({ status, text }, method);
	if (outcome instanceof PortalFailure) return outcome.facts;
	throw new Error('The answer was taken for a success');
}

const STATUSES = [200, 400, 401, 402, 403, 404, 409, 429, 500];

describe('a failing answer that names an order', () => {
	/** The number is a fact where it stands in a field; words may be about another order. */
	const NAMING: Array<[string, object, string, boolean?]> = [
		['in its result', { result: { orderNo: ORDER_NO, orderStatus: 'pending' } }, ORDER_NO],
		['deep in its result', { result: [{ data: { order: { orderNo: ORDER_NO } } }] }, ORDER_NO],
		['beside its result', { orderNo: ORDER_NO }, ORDER_NO],
		['by a number of another form', { result: { orderNo: 'A-1' } }, 'A-1'],
		['by a bare number', { result: { orderNo: 17 } }, '17'],
		['in its message', { detailMessage: `Order ${ORDER_NO} is not paid.` }, ORDER_NO, true],
		['in its code', { code: `unpaid_${ORDER_NO}` }, ORDER_NO, true],
		['in its result, in words', { result: `created: ${ORDER_NO}` }, ORDER_NO, true],
		['in its result, in a list', { result: { orderNo: [ORDER_NO] } }, ORDER_NO, true],
	];

	it.each(
		NAMING.flatMap(([where, fields, orderNo, isInWords]) =>
			STATUSES.map((status) => [where, status, fields, orderNo, isInWords ? undefined : orderNo] as const),
		),
	)('%s, with status %i, leaves it unknown whether it was placed', (_where, status, fields, orderNo, fact) => {
		const facts = factsOf(status, envelopeText({ ...REFUSED, status, ...fields }));
		expect(facts).toMatchObject({ delivery: 'ambiguous', status });
		expect(facts.orderNo).toBe(fact);
		expect(facts.retryable).not.toBe(true);
		expect(facts.concernsCredential).not.toBe(true);
		expect(facts.advice).toContain(`order ${orderNo}`);
		expect(factsOf(200, envelopeText({ ...REFUSED, status, ...fields }))).toMatchObject({
			delivery: 'ambiguous',
		});
	});

	it.each(STATUSES.slice(1))('though it calls itself a success leaves it unknown too (status %i)', (status) => {
		expect(factsOf(status, envelopeText({ status, result: { orderNo: ORDER_NO } }))).toMatchObject({
			delivery: 'ambiguous',
			orderNo: ORDER_NO,
		});
	});

	it.each<[string, string, boolean]>([
		['JSON with a field', `{"orderNo":"${ORDER_NO}","error":"payment required"}`, false],
		['JSON with a field deep in it', `{"error":{"order":{"orderNo":"${ORDER_NO}"}}}`, false],
		['a list', `[{"orderNo":"${ORDER_NO}"}]`, false],
		['JSON that breaks off', `{"code":"refused","result":{"orderNo":"${ORDER_NO}"`, false],
		['a web page', `<p>Order ${ORDER_NO} could not be paid.</p>`, true],
		['a JSON text', `"${ORDER_NO}"`, true],
	])('and is no envelope leaves it unknown: %s', (_what, text, isInWords) => {
		for (const status of STATUSES) {
			const facts = factsOf(status, text);
			expect(facts).toMatchObject({ delivery: 'ambiguous', status });
			expect(facts.orderNo).toBe(isInWords ? undefined : ORDER_NO);
			expect(facts.advice).toContain(`order ${ORDER_NO}`);
			expect(facts.retryable).not.toBe(true);
			expect(facts.concernsCredential).not.toBe(true);
		}
	});

	it('and answers a question is judged by its status alone', () => {
		const text = envelopeText({
			...REFUSED,
			status: 404,
			detailMessage: `There is no order ${ORDER_NO}`,
			result: { orderNo: ORDER_NO },
		});
		const facts = factsOf(404, text, 'GET');
		expect(facts.delivery).toBe('rejected');
		expect(facts).not.toHaveProperty('orderNo');
	});

	it.each<[string, object]>([
		['an empty number', { result: { orderNo: ' ' } }],
		['no number', { result: { orderNo: null } }],
		['the field as a value', { result: [{ field: 'orderNo', tag: 'required' }] }],
		['a serial number', { detailMessage: 'PBX 3631E0997265 is switching' }],
		['an ID', { result: { planId: '3048560606464323584' } }],
		['a longer number', { detailMessage: `${ORDER_NO}0` }],
		['a longer word', { detailMessage: `X${ORDER_NO}` }],
		['small letters', { detailMessage: ORDER_NO.toLowerCase() }],
	])('is not taken from %s', (_what, fields) => {
		const facts = factsOf(400, envelopeText({ ...REFUSED, status: 400, ...fields }));
		expect(facts.delivery).toBe('rejected');
		expect(facts).not.toHaveProperty('orderNo');
	});
});

describe('a refusal with HTTP 200', () => {
	it('is one where the envelope is complete', () => {
		const facts = factsOf(200, envelopeText(REFUSED));
		expect(facts).toMatchObject({ delivery: 'rejected', status: 200, message: 'No.' });
		expect(facts).not.toHaveProperty('tokenRejected');
	});

	it.each<[string, object]>([
		['no status', { status: undefined }],
		['a status that is none', { status: 'OK' }],
		['no request ID', { requestId: undefined }],
		['an empty request ID', { requestId: ' ' }],
		['an empty code', { code: '' }],
		['a code that is no text', { code: {} }],
	])('leaves it unknown where the envelope has %s', (_what, fields) => {
		expect(factsOf(200, envelopeText({ ...REFUSED, ...fields })).delivery).toBe('ambiguous');
	});

	it.each([
		'internal_error',
		'INTERNAL_SERVER_ERROR',
		'server_error',
		'system_error',
		'timeout',
		'request_timed_out',
		'service_unavailable',
		'system_busy',
		'bad_gateway',
		'unknown_error',
	])('leaves it unknown where its code tells of trouble in the portal: %s', (code) => {
		expect(factsOf(200, envelopeText({ ...REFUSED, code })).delivery).toBe('ambiguous');
	});
});
