import type { FastifyRequest } from 'fastify';

import { Refusal } from './refusal';
import type { Tokens } from './tokens';

/**
 * Checks headers that are documented as required; how the portal answers without them is inferred.
 *
 * @param tokens undefined for the token request itself, which has none
 * @throws Refusal
 */
export function checkHeaders({ method, headers }: FastifyRequest, tokens: Tokens | undefined): void {
	if (headers['user-agent'] !== 'OpenAPI') {
		throw new Refusal(400, 'parameter_validation_failed', 'The User-Agent header has to be OpenAPI');
	}
	if (tokens === undefined) return;
	tokens.check(headers.authorization);
	if (method === 'POST' && headers['content-type'] !== 'application/json') {
		throw new Refusal(400, 'parameter_validation_failed', 'The Content-Type has to be application/json');
	}
}
