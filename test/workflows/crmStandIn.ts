import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import type { IDataObject } from 'n8n-workflow';

/** A request that a CRM's node sent. */
export interface CrmRequest {
	/** Method, host and path, such as `GET api.hubapi.com/deals/v1/deal/1`. */
	line: string;
	body: IDataObject;
}

/** A server that stands in for a CRM's API: it answers what a test says, and keeps what it was sent. */
export class CrmStandIn {
	readonly requests: CrmRequest[] = [];
	private readonly server: Server;

	/** @param answers what is answered, by the first words of method, host and path; anything else is answered with `{}` */
	constructor(private readonly answers: Record<string, unknown>) {
		this.server = createServer((request, response) => {
			void this.take(`${request.method} ${request.url?.slice(1).replace(/\?.*$/, '')}`, request).then((answer) => {
				response.setHeader('content-type', 'application/json');
				response.end(JSON.stringify(answer));
			});
		});
	}

	private async take(line: string, request: NodeJS.ReadableStream): Promise<unknown> {
		const body = (await json(request).catch(() => ({}))) as IDataObject;
		this.requests.push({ line, body });
		return Object.entries(this.answers).find(([start]) => line.startsWith(start))?.[1] ?? {};
	}

	/** Listens on the loopback interface, and returns its address. */
	async start(): Promise<string> {
		this.server.listen(0, '127.0.0.1');
		await once(this.server, 'listening');
		return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
	}

	/** What was sent to change something in the CRM. */
	get posted(): CrmRequest[] {
		return this.requests.filter(({ line }) => line.startsWith('POST'));
	}

	async stop(): Promise<void> {
		this.server.close();
		this.server.closeAllConnections();
		await once(this.server, 'close');
	}
}
