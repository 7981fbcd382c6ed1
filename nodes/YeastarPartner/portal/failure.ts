/**
 * What became of a request that has no usable answer:
 * - `rejected`: the portal read it and said no. It did nothing. With a status below 400 only the code says so.
 * - `notDelivered`: it provably never reached the portal, or was turned away unread. Nothing was done.
 * - `delivered`: the portal has an order of it, with a status that changes nothing.
 * - `ambiguous`: it may have been carried out, the answer is lost or unreadable.
 */
export type Delivery = 'rejected' | 'notDelivered' | 'delivered' | 'ambiguous';

/** The facts of a failure that a {@link PortalFailure} is made from. */
export interface FailureFacts {
	/** What happened, one sentence for the workflow's author. */
	message: string;
	/** What to do about it. */
	advice: string;
	delivery: Delivery;
	/** The HTTP status, or the one in the envelope. */
	status?: number;
	/** The portal's ID of the request, to give to Yeastar's support [doc: response-results]. */
	requestId?: string;
	/** What the portal says about the fields in question [doc: response-results, shape inferred]. */
	details?: string;
	/** Whether the cause lies with the credential, so that no other request of the run can succeed. */
	concernsCredential?: boolean;
	/** Whether the same request may succeed a little later. */
	retryable?: boolean;
	/** How long the portal asks to wait, as its Retry-After header has it. */
	retryAfter?: string;
	/** The envelope's `code`, where it is not the message [doc: response-results]. */
	code?: string;
	/** Whether the time allowed for the answer ran out. */
	timedOut?: boolean;
	/** The order that the failing answer to a POST names in a field: the portal may have it, whatever else the answer says. */
	orderNo?: string;
	/** Whether the portal's code or words say that it did not accept the access token [inferred]. */
	tokenRejected?: boolean;
	/**
	 * How many times a POST was sent and may have reached the portal, those included that it answered with 401 or 429;
	 * undefined for a GET.
	 */
	sends?: number;
}

/** A request to the portal that did not succeed. Holds no raw response and no raw error. */
export class PortalFailure extends Error {
	readonly facts: Readonly<FailureFacts>;

	constructor(facts: FailureFacts) {
		super(facts.message);
		this.name = 'PortalFailure';
		this.facts = facts;
	}
}

/** The failure that this package's credential threw, out of the errors that n8n wrapped it in. */
export function portalFailureIn(error: unknown): PortalFailure | undefined {
	for (let cause = error; typeof cause === 'object' && cause !== null; cause = (cause as Error).cause) {
		if (cause instanceof PortalFailure) return cause;
	}
	return undefined;
}

/** The failure of a request that was canceled before it was sent. */
export function canceledUnsent(): PortalFailure {
	return new PortalFailure({
		message: 'the execution was canceled before it was sent',
		advice: '',
		delivery: 'notDelivered',
	});
}

/**
 * Whether the portal itself answered a question with a no that will stay one, so that it may be asked otherwise. A question does nothing, so
 * it does not matter whether the answer has a status.
 */
export function isFinalNo(error: unknown): boolean {
	if (!(error instanceof PortalFailure)) return false;
	const { requestId, retryable, concernsCredential } = error.facts;
	return requestId !== undefined && retryable !== true && concernsCredential !== true;
}

/**
 * The failure of a question whose answer holds something, but nothing that can be recognized.
 *
 * @param where what was answered, for the sentence: `order list`
 * @param what what was looked for: `order`
 * @param field the documented field that each of them has
 */
export function unrecognized(where: string, what: string, field: string, requestId: string): PortalFailure {
	return new PortalFailure({
		message: `The portal's ${where} holds no ${what} that can be recognized`,
		advice: `No object in it has a field ${field}. Report it with the request ID, so that the node can learn to read it.`,
		delivery: 'ambiguous',
		requestId,
	});
}

/** The failure of a question about one thing that the portal answers with nothing. */
export function notFound(what: string, advice: string, requestId: string): PortalFailure {
	return new PortalFailure({ message: `${what} was not found`, advice, delivery: 'rejected', requestId });
}
