import { randomUUID } from 'node:crypto';
import jwt from 'jsonwebtoken';

import type { Book } from './book';
import { Refusal } from './refusal';
import type { Switches } from './switches';

const SIGNING_KEY = 'sandbox';
/** Claims as in the documented tokens; the values are made up [doc: tutorials]. */
const CLAIMS = { aud: ['res1'], scope: ['all'], token_type: 'openapi', authorities: ['79'] };
/** 17 February 2025, when the tutorials' own token ended. */
const LONG_PAST = 1739717926;

/** The access tokens that the sandbox has issued, with their end in milliseconds since 1970. */
export class Tokens {
	private readonly valid = new Map<string, number>();

	constructor(
		private readonly book: Book,
		private readonly switches: Switches,
	) {}

	/**
	 * Issues a token [doc: request-access-token].
	 *
	 * @param form the request's form fields
	 * @throws Refusal whose code and status are guesses [inferred]
	 */
	issue(form: URLSearchParams): { token: string; expiresIn: string; refreshToken: string; tokenHead: string } {
		if (form.get('grant_type') !== 'pp_credentials') {
			throw new Refusal(400, 'unsupported_grant_type', 'grant_type has to be pp_credentials');
		}
		const client = this.book.clients.find(({ clientId }) => clientId === form.get('client_id'));
		if (client === undefined || client.clientSecret !== form.get('client_secret')) {
			throw new Refusal(401, 'invalid_client', 'Client ID or Client Secret is wrong');
		}
		const { tokenLifetime } = this.switches;
		if (this.switches.onlyNewestToken) this.valid.clear();
		const token = this.make(client.clientId);
		this.valid.set(token, Date.now() + tokenLifetime * 1000);
		return { token, expiresIn: String(tokenLifetime), refreshToken: randomUUID(), tokenHead: 'Bearer' };
	}

	private make(clientId: string): string {
		const { tokenKind, tokenLifetime } = this.switches;
		if (tokenKind === 'opaque') return randomUUID();
		const exp = tokenKind === 'expiredJwt' ? LONG_PAST : Math.floor(Date.now() / 1000) + tokenLifetime;
		return jwt.sign({ ...CLAIMS, exp, jti: randomUUID(), client_id: clientId }, SIGNING_KEY, { noTimestamp: true });
	}

	/** Ends all tokens, as if their time had run out. */
	revokeAll(): void {
		this.valid.clear();
	}

	/** @throws Refusal unless an Authorization header holds a valid token */
	check(authorization: string | undefined): void {
		const token = /^Bearer (.+)$/.exec(authorization ?? '')?.[1] ?? '';
		if ((this.valid.get(token) ?? 0) <= Date.now()) {
			throw new Refusal(401, 'invalid_token', 'The access token is missing, wrong or expired');
		}
	}
}
