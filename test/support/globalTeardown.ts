import { rmSync } from 'node:fs';

/** Removes what n8n-core wrote. */
export default function tearDown(): void {
	rmSync(process.env.N8N_USER_FOLDER ?? '', { recursive: true, force: true });
}
