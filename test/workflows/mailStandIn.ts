import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

/** A mail server that takes every message and delivers none. */
export class MailStandIn {
	/** The messages, headers and body, their lines decoded where they were quoted. */
	readonly messages: string[] = [];
	private readonly server: Server = createServer((socket) => void this.talk(socket));

	private async talk(socket: Socket): Promise<void> {
		const say = (line: string) => socket.write(`${line}\r\n`);
		let message: string[] | undefined;
		say('220 stand-in');
		for await (const line of createInterface({ input: socket })) {
			if (message === undefined) {
				const isData = line === 'DATA';
				if (isData) message = [];
				say(isData ? '354 go on' : line === 'QUIT' ? '221 bye' : '250 fine');
			} else if (line === '.') {
				this.messages.push(unquote(message.join('\n')));
				message = undefined;
				say('250 taken');
			} else message.push(line);
		}
	}

	/** Listens on the loopback interface, and returns an SMTP credential for it. */
	async start(): Promise<ICredentialDataDecryptedObject> {
		this.server.listen(0, '127.0.0.1');
		await once(this.server, 'listening');
		const { port } = this.server.address() as AddressInfo;
		return { host: '127.0.0.1', port, secure: false, disableStartTls: true, user: '', password: '' };
	}

	async stop(): Promise<void> {
		await new Promise((resolve) => this.server.close(resolve));
	}
}

/** A text out of quoted-printable. */
function unquote(text: string): string {
	const bytes = text.replace(/=\n/g, '').replace(/=([0-9A-F]{2})/g, (_, hex: string) => `%${hex}`);
	return bytes.replace(/(%[0-9A-F]{2})+/g, (escaped) => decodeURIComponent(escaped));
}
