import { request } from 'undici';

import { CLIENTS } from '../../sandbox/fixtures';
import type { Sandbox } from '../../sandbox/server';

/** An answer of the sandbox, its body read as plain JSON. */
export interface Answer {
	httpStatus: number;
	code: string;
	status: number;
	detailMessage: string;
	result: unknown;
	text: string;
	/** The Date header. */
	date?: string;
}

/** Asks the sandbox as a program would that knows nothing of the node. */
export async function ask(
	portal: Sandbox,
	path: string,
	{ token, body, headers = {} }: { token?: string; body?: string; headers?: Record<string, string> } = {},
): Promise<Answer> {
	const {
		statusCode,
		headers: answered,
		body: answer,
	} = await request(portal.url + path, {
		method: body === undefined ? 'GET' : 'POST',
		headers: {
			'user-agent': 'OpenAPI',
			...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
			...(body === undefined ? {} : { 'content-type': 'application/json' }),
			...headers,
		},
		...(body === undefined ? {} : { body }),
	});
	const text = await answer.text();
	const date = answered.date as string | undefined;
	return { ...(JSON.parse(text) as Omit<Answer, 'httpStatus' | 'text'>), httpStatus: statusCode, text, date };
}

/** Requests a token with the sandbox's first client, or with other form fields. */
export async function askForToken(portal: Sandbox, fields: Record<string, string> = {}): Promise<Answer> {
	const form = {
		client_id: CLIENTS[0]?.clientId ?? '',
		client_secret: CLIENTS[0]?.clientSecret ?? '',
		grant_type: 'pp_credentials',
		...fields,
	};
	return await ask(portal, '/auth/openapi/v1/oauth/token', {
		body: new URLSearchParams(form).toString(),
		headers: { 'content-type': 'application/x-www-form-urlencoded' },
	});
}

export async function getToken(portal: Sandbox): Promise<string> {
	return ((await askForToken(portal)).result as { token: string }).token;
}
