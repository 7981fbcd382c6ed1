import { PortalFailure } from './failure';

/** Where the Partner Portal's API is [doc: request-structure]. */
export const DEFAULT_BASE_URL = 'https://openapi.partner.yeastar.com';

const LOOPBACK_HOST = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

function refusal(problem: string): PortalFailure {
	return new PortalFailure({
		message: `The Base URL of the Yeastar Partner Portal credential ${problem}`,
		advice: `Open the credential and set the Base URL to an https address such as ${DEFAULT_BASE_URL}. Plain http is for a portal on this machine only.`,
		delivery: 'notDelivered',
		concernsCredential: true,
	});
}

/** The address that was read last, since each request asks for the same one. */
let lastRead: { value: unknown; baseUrl: string } | undefined;

/**
 * Checks the credential's base URL, so that a token or a secret never travels in the clear or to a host that
 * hides behind a user name.
 *
 * @param value what the credential holds: `https`, or `http` to loopback, without user, password, query or fragment
 * @returns the address without a slash at its end
 * @throws PortalFailure with a sentence that never repeats the value, since a mistyped one can hold a password
 */
export function readBaseUrl(value: unknown): string {
	if (lastRead === undefined || lastRead.value !== value) lastRead = { value, baseUrl: check(value) };
	return lastRead.baseUrl;
}

function check(value: unknown): string {
	const text = typeof value === 'string' ? value.trim() : '';
	if (text === '') throw refusal('is empty');
	if (!URL.canParse(text)) throw refusal('is not a web address');
	const url = new URL(text);
	if (url.username !== '' || url.password !== '') throw refusal('holds a user name or password');
	if (url.search !== '' || url.hash !== '') throw refusal('holds a query or fragment');
	if (url.protocol === 'http:' && !LOOPBACK_HOST.test(url.hostname)) {
		throw refusal('is plain http, which would send the client secret unencrypted');
	}
	if (url.protocol !== 'https:' && url.protocol !== 'http:') throw refusal('is not an https address');
	return (url.origin + url.pathname).replace(/\/+$/, '');
}
