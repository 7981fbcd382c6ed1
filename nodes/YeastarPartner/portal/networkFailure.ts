import { PortalFailure } from './failure';
import { FAILURE_KINDS, type FailureKind, kindOfCode } from './failureKinds';

const CHECK_NETWORK = 'Check the network between n8n and the portal.';
const CHECK_ADDRESS = 'Check the Base URL of the credential and the network between n8n and the portal.';

/** What happened, by Node.js' code, a clause. */
const HAPPENED: Readonly<Record<string, string>> = {
	ECONNREFUSED: 'the connection was refused',
	ENOTFOUND: 'its host name is not known',
	EAI_AGAIN: 'its host name could not be looked up',
	EHOSTUNREACH: 'its host cannot be reached',
	ENETUNREACH: 'its network cannot be reached',
	EPROTO: 'the TLS connection (https) failed',
	ERR_CANCELED: 'the execution was canceled before the answer came',
};

function errorCode(error: unknown): string {
	for (let cause = error; typeof cause === 'object' && cause !== null; cause = (cause as Error).cause) {
		const { code } = cause as { code?: unknown };
		if (typeof code === 'string') return code;
	}
	return '';
}

function whatHappened(kind: FailureKind, code: string, error: unknown, timeout: number): string {
	if (kind === 'timedOut') return `no answer came within ${timeout} s`;
	if (kind === 'untrusted') return 'its TLS certificate was not accepted, so nothing was sent';
	if (code !== '') return HAPPENED[code] ?? 'the connection was closed before its answer was complete';
	const { message } = (error ?? {}) as { message?: unknown };
	return `n8n says "${typeof message === 'string' ? message : 'unknown'}"`;
}

function adviceFor(kind: FailureKind, code: string): string {
	if (code === '') return 'Check the allowed domains of the credential and the network settings of n8n.';
	if (kind === 'stopped' || kind === 'timedOut') return '';
	if (kind !== 'untrusted') return code in HAPPENED ? CHECK_ADDRESS : CHECK_NETWORK;
	return 'Check the Base URL of the credential. Where a proxy opens TLS, add its certificate authority to n8n (NODE_EXTRA_CA_CERTS).';
}

/**
 * The failure of a request that got no answer.
 *
 * @param error what n8n's HTTP helper threw; only its code is read, since it holds the token
 * @param host the portal's host, for the sentence
 * @param timeout how long an answer was waited for, in seconds
 */
export function networkFailure(error: unknown, host: string, timeout: number): PortalFailure {
	const code = errorCode(error);
	const kind = kindOfCode(code);
	return new PortalFailure({
		message: `Could not reach the Yeastar Partner Portal at ${host}: ${whatHappened(kind, code, error, timeout)}`,
		advice: adviceFor(kind, code),
		...FAILURE_KINDS[kind],
	});
}
