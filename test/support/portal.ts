import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { YeastarPartnerApi } from '../../credentials/YeastarPartnerApi.credentials';
import { YeastarPartner } from '../../nodes/YeastarPartner/YeastarPartner.node';
import { retryPolicy } from '../../nodes/YeastarPartner/portal/retry';
import { CLIENTS } from '../../sandbox/fixtures';
import { type Sandbox, startSandbox } from '../../sandbox/server';
import type { Switches } from '../../sandbox/switches';
import { Engine, type PackageUnderTest } from './engine';
import { ORDER_PATH, TOKEN_PATH } from './parameters';

export * from './parameters';

// A test that waits for a repetition waits milliseconds.
Object.assign(retryPolicy, { initialInterval: 2, second: 2 });

/** The package's classes, out of the source. */
export const PACKAGE: PackageUnderTest = { node: new YeastarPartner(), credential: new YeastarPartnerApi() };

/** A portal and an engine with a credential for it. */
export interface Bench {
	portal: Sandbox;
	engine: Engine;
	/** Requests for a path, or all but the token's and the orders' where none is given. */
	received: (path?: string) => Sandbox['requests'];
}

const open: Sandbox[] = [];
const usedUrls = new Set<string>();

/** A process remembers the orders that it heard of from an address, and every sandbox counts from the same number: no address twice. */
async function startPortal(switches: Partial<Switches>, like?: string): Promise<Sandbox> {
	for (;;) {
		const portal = await startSandbox({ switches, like });
		if (!usedUrls.has(portal.url)) {
			usedUrls.add(portal.url);
			return portal;
		}
		await portal.close();
	}
}

/**
 * Starts a portal, and an engine with a credential for it. {@link closePortals} ends all of them.
 *
 * @param like a report of Check API, whose portal it is like
 */
export async function setUp(
	switches: Partial<Switches> = {},
	credential: ICredentialDataDecryptedObject = {},
	like?: string,
): Promise<Bench> {
	const portal = await startPortal(switches, like);
	open.push(portal);
	const engine = new Engine(PACKAGE, { ...CLIENTS[0], baseUrl: portal.url, ...credential });
	const received = (path?: string) =>
		portal.requests.filter((request) =>
			path === undefined ? ![TOKEN_PATH, ORDER_PATH].includes(request.path) : request.path === path,
		);
	return { portal, engine, received };
}

export async function closePortals(): Promise<void> {
	await Promise.all(open.splice(0).map(async (portal) => await portal.close()));
}
