import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

import type { Fault } from '../../sandbox/faults';
import type { Switches } from '../../sandbox/switches';

/** How the portal is to be for a run. */
export interface PortalSetup {
	/** How many PBXs can be switched. */
	pbxs: number;
	/** How long each answer takes, in milliseconds. */
	latency: number;
	faults?: Fault[];
	switches?: Partial<Switches>;
}

/** What the portal has seen of a run. */
export interface PortalReport {
	requests: number;
	/** How many of them asked for a token. */
	tokens: number;
	orders: number;
	/** The PBXs that have an order, each once. */
	pbxsOrdered: string[];
}

/** A sandbox in another process, so that what it costs is not counted. */
export class Portal {
	private constructor(
		private readonly child: ChildProcess,
		readonly url: string,
	) {}

	static async start(): Promise<Portal> {
		const child = fork(join(__dirname, 'portalProcess.ts'), { execArgv: ['--import', 'tsx'] });
		const [url] = (await once(child, 'message')) as [string];
		return new Portal(child, url);
	}

	private async ask(message: PortalSetup | 'report'): Promise<unknown> {
		this.child.send(message);
		const [answer] = (await once(this.child, 'message')) as [unknown];
		return answer;
	}

	/** Forgets what was ordered, and returns the serial numbers that can be switched. */
	async prepare(setup: PortalSetup): Promise<string[]> {
		return (await this.ask(setup)) as string[];
	}

	async report(): Promise<PortalReport> {
		return (await this.ask('report')) as PortalReport;
	}

	stop(): void {
		this.child.disconnect();
	}
}
