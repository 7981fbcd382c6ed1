import { CLIENTS } from '../../sandbox/fixtures';
import { TOKEN_PATH } from '../../test/support/parameters';

/** Asks the portal for an access token, as n8n has one stored from the execution before. */
export async function requestToken(portalUrl: string): Promise<string> {
	const [client] = CLIENTS;
	const form = {
		client_id: client?.clientId ?? '',
		client_secret: client?.clientSecret ?? '',
		grant_type: 'pp_credentials',
	};
	const response = await fetch(`${portalUrl}${TOKEN_PATH}`, {
		method: 'POST',
		headers: { 'User-Agent': 'OpenAPI', 'Content-Type': 'application/x-www-form-urlencoded' },
		body: new URLSearchParams(form).toString(),
	});
	const { result } = (await response.json()) as { result: { token: string } };
	return result.token;
}
