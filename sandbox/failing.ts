import type { FastifyReply } from 'fastify';

import type { BookedOrder } from './book';
import type { Fault } from './faults';
import { envelope, type PreparedAnswer, replyWith, strike } from './replies';

/** A request that a fault hits, and what can be done with it. */
export interface HitRequest {
	/** Does what the request asks for. */
	carryOut(): PreparedAnswer;
	/** The order that the request has placed, if it has. */
	placed(): BookedOrder | undefined;
	/** The envelope's `result` for another request of this kind: the order of another PBX, another customer. */
	otherAnswer(): unknown;
}

/** Answers a request that a fault hits. */
export function failRequest(fault: Fault, reply: FastifyReply, request: HitRequest): FastifyReply {
	if (fault.kind === 'sentTwice') {
		request.carryOut();
		return replyWith(reply, request.carryOut());
	}
	const { text } = fault.afterCommit ? request.carryOut() : { text: envelope(200, 'success', '', null) };
	const answer = fault.kind === 'otherAnswer' ? envelope(200, 'success', '', request.otherAnswer()) : text;
	return strike(fault, reply, answer, request.placed());
}
