import { parseEnvelope, type PortalAnswer } from './envelope';
import { type PortalFailure, createRedactor } from './failure';
import { mapTexts } from './json';
import type { PortalReply, PortalRequest } from './transport';

/**
 * Reads the portal's answers, and takes the access token and the client secret out of them before anybody else sees
 * one.
 */
export class AnswerReader {
	/** What hides the secrets while a token is in use. */
	private hider?: { token: string; hide: (text: string) => string };

	constructor(private readonly clientSecret: string) {}

	/** What takes the secrets out of a text of an order or a list. */
	private hiderFor(token: string): (text: string) => string {
		if (this.hider?.token !== token) {
			// An ID is digits only and an order's words are short: hiding nothing of that kind leaves the data alone.
			const secrets = [token, this.clientSecret];
			const unmistakable = secrets.filter((secret) => secret.length >= 16 && /[^0-9]/.test(secret));
			this.hider = { token, hide: createRedactor(unmistakable) };
		}
		return this.hider.hide;
	}

	/**
	 * Reads an answer. The secrets are taken out of what was read, since JSON can spell a text in many ways.
	 *
	 * @param token that the request was sent with
	 * @param method of the request
	 */
	read(reply: PortalReply, token: string, method: PortalRequest['method']): PortalAnswer | PortalFailure {
		const hide = this.hiderFor(token);
		try {
			const { result, requestId } = parseEnvelope(reply, [token, this.clientSecret], method);
			return { result: mapTexts(result, hide), requestId: hide(requestId) };
		} catch (error) {
			return error as PortalFailure;
		}
	}
}
