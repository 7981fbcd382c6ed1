import { PortalFailure } from './failure';

/** Statuses below 500 that say nothing about the client ID or secret: wrong address, timeout, too many requests. */
const NOT_A_REJECTION = new Set([404, 405, 408, 429]);

/** Statuses of an address that is none of the portal's. */
const NO_SUCH_ADDRESS = new Set([404, 405]);

const NAMES_CLIENT =
	/client[\s_-]*id\b|client (is )?(not (found|known)|does not exist|unknown|disabled)|(unknown|no such) client/i;
const NAMES_SECRET = /secret/i;

/** Which field the portal's words name. How it says that one is wrong is not documented [inferred]. */
function rejectedField(words: string): string | undefined {
	const fields = [NAMES_CLIENT.test(words) ? 'Client ID' : '', NAMES_SECRET.test(words) ? 'Client Secret' : ''];
	return fields.filter((field) => field !== '').join(' or ') || undefined;
}

function rejection({ facts }: PortalFailure, text: string): PortalFailure {
	const field = rejectedField(text);
	const inItsWords = field === undefined ? `, saying "${facts.message}"` : '';
	return new PortalFailure({
		...facts,
		message: `Yeastar rejected the ${field ?? 'Client ID or Client Secret'} of the credential${inItsWords}`,
		advice: `The portal says: "${facts.message}". Compare both with the Partner Portal under System > API, and check there that the API is switched on and that this server's IP address is permitted.`,
		delivery: 'notDelivered',
		concernsCredential: true,
	});
}

/** n8n shows of a credential's test nothing but the message, so that has to name the field. */
function blamingAddress(message: string): string {
	return `${message.replace(/\.$/, '')}. The Base URL of the credential may be wrong`;
}

/** Whether the advice is to check the Base URL, and the message does not say so. */
function advisesAddress({ facts: { advice, message } }: PortalFailure): boolean {
	return advice.includes('Base URL') && !message.includes('Base URL');
}

/**
 * Why no token was issued, where the request for one got no answer.
 *
 * @param failure the network's; asking for a token orders nothing, so it counts as not sent
 */
export function unanswered(failure: PortalFailure): PortalFailure {
	const { message } = failure.facts;
	return new PortalFailure({
		...failure.facts,
		message: advisesAddress(failure) ? blamingAddress(message) : message,
		delivery: 'notDelivered',
	});
}

/**
 * Why the portal issued no token, in a sentence that names what is wrong: Base URL, Client ID or Client Secret, as far as can be told.
 *
 * @param failure what reading its answer failed with
 * @param text the answer's text
 */
export function withoutToken(failure: PortalFailure, text: string): PortalFailure {
	const { status = 0, requestId } = failure.facts;
	const isRefusal = status >= 400 && status < 500 && !NOT_A_REJECTION.has(status);
	const isJson = text.trimStart().startsWith('{');
	// Every refusal of the portal is taken for one of the client ID or secret, unless its status says otherwise [inferred].
	const isRejection = isRefusal || (requestId !== undefined && status < 400);
	if (isRejection && isJson) return rejection(failure, text);

	const message = `No access token was issued: ${failure.facts.message}`;
	const isElsewhere = isRefusal || NO_SUCH_ADDRESS.has(status) || advisesAddress(failure);
	return new PortalFailure({
		...failure.facts,
		message: isElsewhere ? blamingAddress(message) : message,
		delivery: 'notDelivered',
		...(isRefusal ? { concernsCredential: true } : {}),
	});
}
