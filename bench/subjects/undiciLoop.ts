import { Pool } from 'undici';

import { ORDER_PATH } from '../../test/support/parameters';
import type { Subject } from './subject';
import { orderBody } from './yeastarNode';

/** The physical limit: no n8n at all, and connections that are kept. */
export const undiciLoop: Subject = {
	async run({ portalUrl, serialNumbers, concurrency, token }) {
		const pool = new Pool(portalUrl, { connections: concurrency });
		const headers = { 'content-type': 'application/json', 'user-agent': 'OpenAPI', authorization: `Bearer ${token}` };
		let next = 0;
		const work = async () => {
			for (let index = next++; index < serialNumbers.length; index = next++) {
				const body = orderBody(serialNumbers[index] ?? '');
				const answer = await pool.request({ method: 'POST', path: ORDER_PATH, headers, body });
				const { code } = (await answer.body.json()) as { code: string };
				if (code !== 'success') throw new Error(code);
			}
		};
		await Promise.all(Array.from({ length: concurrency }, work));
		await pool.close();
	},
};
