import { parseEnvelope } from '../../../../nodes/YeastarPartner/portal/envelope';
import { type FailureFacts, PortalFailure } from '../../../../nodes/YeastarPartner/portal/failure';
import { envelopeText } from '../../../support/scriptedPortal';

function factsOf(fields: object, status = 200): FailureFacts {
	const outcome = parseEnvelope({ status, text: envelopeText({ status, ...fields }) });
	if (outcome instanceof PortalFailure) return outcome.facts;
	throw new Error('The answer was taken for a success');
}

describe('a refusal that says that the token is not accepted', () => {
	it.each([
		'invalid_token',
		'INVALID_TOKEN',
		'invalid-token',
		'InvalidToken',
		'invalidAccessToken',
		'invalid_access_token',
		'token_invalid',
		'token_expired',
		'expired_token',
		'access_token_expired',
		'AccessTokenExpired',
		'token_revoked',
		'token_not_found',
		'token_missing',
		'missing_token',
		'unauthorized',
		'UNAUTHORISED',
		'unauthenticated',
		'401',
		'not_logged_in',
		'notLogin',
		'login_expired',
		'login_required',
		'session_expired',
		'auth_failed',
		'authentication_required',
		'authentication_failed',
	])('by its code %s', (code) => {
		expect(factsOf({ code, detailMessage: '' })).toMatchObject({ tokenRejected: true, concernsCredential: true });
	});

	it.each([
		'The access token has expired',
		'Access token expired: eyJ…',
		'Token is expired.',
		'Your token is no longer valid',
		'The token is invalid',
		'Token invalid',
		'Invalid token',
		'Invalid access token: abc',
		'invalid bearer token',
		'The access token is not valid',
		'Token not accepted',
		'The access token was not accepted',
		'token verification failed',
		'Expired JWT',
		'JWT expired at 2026-11-25T01:39:44Z',
		'The access token was revoked',
		'The access token does not exist',
		'Missing access token',
		'Unauthorized',
		'Unauthorized.',
		'401 Unauthorized',
		'Unauthorized access',
		'You are not logged in',
		'Not logged in',
		'User is not logged in!',
		'Login expired',
		'Your login has expired, please log in again',
		'Please log in again',
		'Please login again.',
		'The session has expired',
		'Session timed out',
		'Authentication is required',
		'Full authentication is required to access this resource',
		'Cannot convert access token to JSON',
	])('by its words "%s"', (detailMessage) => {
		expect(factsOf({ code: 'refused', detailMessage })).toMatchObject({
			tokenRejected: true,
			concernsCredential: true,
		});
	});

	it.each([400, 403, 500])('also with status %i', (status) => {
		expect(factsOf({ code: 'invalid_token', detailMessage: '' }, status)).toMatchObject({
			tokenRejected: true,
			status,
		});
	});

	it('where it names no order', () => {
		const facts = factsOf({ code: 'invalid_token', result: { orderNo: 'TU3206211643299860480' } });
		expect(facts).toMatchObject({ delivery: 'ambiguous', tokenRejected: false, orderNo: 'TU3206211643299860480' });
	});
});

describe('a refusal that says something else', () => {
	it.each<[string, string]>([
		['refused', 'The subscription has expired'],
		['plan_expired', 'The plan of this PBX has expired.'],
		['invalid_parameter', 'serviceId is invalid'],
		['payment_token_expired', ''],
		['refused', 'The payment token has expired'],
		['refused', 'The card token is invalid'],
		['refused', 'A token of our esteem, invalid in the EU'],
		['refused', 'Tokens are not part of the expired plan'],
		['refused', 'tokenized cards are not valid here'],
		['refused', 'The contact Token Ltd. is invalid'],
		['unauthorized_product', ''],
		['refused', 'You are not authorized to switch this plan'],
		['refused', 'The PBX is unauthorized for this plan'],
		['forbidden', 'This partner has no permission'],
		['refused', 'The login name of the contact has expired'],
		['refused', 'The trial session plan has ended'],
		['refused', 'Two-factor authentication is an add-on of the Ultimate Plan'],
		['refused', 'Author of the order is not known'],
		['40100', 'No such plan'],
		['parameter_validation_failed', 'The verification of the serial number failed'],
	])('does not count: %s "%s"', (code, detailMessage) => {
		expect(factsOf({ code, detailMessage })).not.toHaveProperty('tokenRejected');
	});
});
