import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page, selectors } from 'playwright-core';

import { BROWSER_ID, OWNER } from '../../playground/n8nRest';
import programs from './programs.json';

/** Without these the browser asks its maker for news. */
const QUIET = [
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
];

/** How much of n8n is seen, in pixels. */
export const VIEWPORT = { width: 1440, height: 900 };

selectors.setTestIdAttribute('data-test-id');

/** A browser in which the owner of an n8n is logged in. */
export interface EditorBrowser {
	page: Page;
	close(): Promise<void>;
}

async function launch(): Promise<Browser> {
	const executablePath = programs.chromium.find(existsSync);
	if (executablePath === undefined) throw new Error('No Chromium is installed (Debian: apt-get install chromium)');
	return await chromium.launch({ executablePath, args: QUIET });
}

/** Opens a headless Chromium and logs in to n8n. */
export async function openEditor(url: string): Promise<EditorBrowser> {
	await using started = new AsyncDisposableStack();
	const browser = await launch();
	started.defer(async () => await browser.close());
	const context = await browser.newContext({
		baseURL: url,
		viewport: VIEWPORT,
		colorScheme: 'light',
	});
	await context.addInitScript((browserId) => localStorage.setItem('n8n-browserId', browserId), BROWSER_ID);
	const login = await context.request.post('/rest/login', {
		headers: { 'browser-id': BROWSER_ID },
		data: { emailOrLdapLoginId: OWNER.email, password: OWNER.password },
	});
	if (!login.ok()) throw new Error(`n8n refuses the login: ${login.status()}`);
	const page = await context.newPage();
	page.setDefaultTimeout(30_000);
	const close = started.move();
	return { page, close: async () => await close.disposeAsync() };
}
