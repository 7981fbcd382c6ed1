import { randomBytes } from 'node:crypto';
import type { FastifyReply } from 'fastify';

import type { BookedOrder } from './book';
import type { Fault } from './faults';
import { toJson } from './json';
import type { Value } from './like/words';
import type { Switches } from './switches';

/** The envelope of every answer [doc: response-results]. */
export interface OwnAnswer {
	code: string;
	detailMessage: string;
	requestId: string;
	result: Value;
	status: number;
}

/** Makes the envelope of an answer, with a new ID for the request. */
export function tell(status: number, code: string, detailMessage: string, result: unknown): OwnAnswer {
	return { code, detailMessage, requestId: randomBytes(16).toString('hex'), result: result as Value, status };
}

/** The text of an answer's envelope. */
export function envelope(status: number, code: string, detailMessage: string, result: unknown): string {
	return toJson(tell(status, code, detailMessage, result));
}

/** An answer that can be sent. */
export interface PreparedAnswer {
	/** HTTP's status. */
	status: number;
	text: string;
}

/** Sends an answer undisturbed. */
export function replyWith(reply: FastifyReply, { status, text }: PreparedAnswer): FastifyReply {
	return reply.code(status).type('application/json').send(text);
}

/** Adds the `Date` header by the portal's clock, where it is to have one; Node.js would add this machine's. */
export function addDate(reply: FastifyReply, { sendsDate, clockOffset }: Switches): void {
	if (sendsDate) reply.header('date', new Date(Date.now() + clockOffset).toUTCString());
	else reply.raw.sendDate = false;
}

/** Sends an answer that never ends, until its connection is closed. */
function trickle(reply: FastifyReply): FastifyReply {
	reply.hijack();
	reply.raw.writeHead(200, { 'content-type': 'application/json' });
	const timer = setInterval(() => reply.raw.write(' '), 20);
	reply.raw.once('close', () => clearInterval(timer));
	return reply;
}

/**
 * Sends what a fault makes of an answer.
 *
 * @param answer the answer's text
 * @param order what the request has placed, for faults that name it
 */
export function strike(fault: Fault, reply: FastifyReply, answer: string, order?: BookedOrder): FastifyReply {
	const json = (status: number, text: string) => reply.code(status).type('application/json').send(text);
	const named = fault.namesOrder && order ? { orderNo: order.orderNo, orderStatus: 'pending' } : null;
	switch (fault.kind) {
		case 'unauthorized':
			return json(401, envelope(401, 'invalid_token', 'The access token has expired', named));
		case 'unauthorizedBody':
			return json(200, envelope(401, 'invalid_token', 'The access token has expired', named));
		case 'tooManyRequests':
			if (fault.retryAfter !== undefined) reply.header('retry-after', fault.retryAfter);
			return json(429, envelope(429, 'too_many_requests', 'Too many requests', named));
		case 'serverError':
			return json(fault.status ?? 500, envelope(fault.status ?? 500, 'internal_error', 'Something went wrong', named));
		case 'html':
			return reply
				.code(fault.status ?? 200)
				.type('text/html')
				.send('<!doctype html><title>Gateway</title>');
		case 'noResult':
			return json(200, envelope(200, 'success', '', null));
		case 'truncated':
			return json(200, answer.slice(0, Math.floor(answer.length / 2)));
		case 'redirect':
			return reply
				.code(fault.status ?? 302)
				.header('location', fault.location ?? '/')
				.send('');
		case 'refusal':
			return json(
				fault.status ?? 400,
				envelope(fault.status ?? 400, 'refused', fault.detailMessage ?? 'Refused', named),
			);
		case 'refusalBody':
			return json(200, envelope(200, 'refused', fault.detailMessage ?? 'Refused', named));
		case 'drop':
			reply.hijack();
			reply.raw.destroy();
			return reply;
		case 'noAnswer':
			reply.hijack();
			return reply;
		case 'trickle':
			return trickle(reply);
		case 'switchingProtocols':
			reply.hijack();
			reply.raw.socket?.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: other\r\n\r\n');
			return reply;
		// What these send instead of the answer has been put in its place.
		case 'latency':
		case 'otherAnswer':
		case 'sentTwice':
			return json(200, answer);
	}
}
