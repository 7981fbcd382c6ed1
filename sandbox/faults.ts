/** What can go wrong. */
export const FAULT_KINDS = [
	/** The answer comes late. */
	'latency',
	/** HTTP 401 and `status` 401. */
	'unauthorized',
	/** HTTP 200 whose envelope says 401. */
	'unauthorizedBody',
	/** HTTP 429, with Retry-After where `retryAfter` is set. */
	'tooManyRequests',
	/** HTTP 500, 502 or 503, as a proxy or the portal would send it. */
	'serverError',
	/** A web page with HTTP 200, or `status`. */
	'html',
	/** A body that breaks off, though HTTP is content with it. */
	'truncated',
	/** A success whose result is null. */
	'noResult',
	/** The connection is closed without an answer. */
	'drop',
	/** The connection stays open, and no answer comes. */
	'noAnswer',
	/** The headers of an answer with HTTP 200, then a space every 20 milliseconds, without end. */
	'trickle',
	/** HTTP 101, as if the connection were to speak another protocol from now on; nothing follows. */
	'switchingProtocols',
	/** A redirect to `location`. */
	'redirect',
	/** A refusal with `detailMessage`; HTTP 400, or `status`. */
	'refusal',
	/** A refusal with `detailMessage`, though HTTP and envelope both say 200. */
	'refusalBody',
	/** The answer to another request of the kind, as to the order of another PBX, as a cache or swapped answers would give it. */
	'otherAnswer',
	/** The request is carried out twice, as a gateway does that delivers it again; the second answer comes back. */
	'sentTwice',
] as const;

/** What goes wrong. */
export type FaultKind = (typeof FAULT_KINDS)[number];

/** A fault that was ordered. It hits requests for a serial number, a path, or all. */
export interface Fault {
	kind: FaultKind;
	/** Only requests whose body or query has this serial number. */
	productNo?: string;
	/** Only requests whose path ends so: `/order/v1/save` for orders. Left out, all requests, or with `afterCommit` orders. */
	path?: string;
	/** Whether the request is carried out before the fault strikes. A look-up changes nothing: without a `path` it is an order. */
	afterCommit?: boolean;
	/** How many requests it hits; all, where it is left out. */
	times?: number;
	/** Only every nth of those requests: 20 hits one in twenty. */
	every?: number;
	/** For `latency`, in milliseconds. */
	milliseconds?: number;
	/** For `tooManyRequests`, in seconds. */
	retryAfter?: number;
	/** For `serverError`, `html`, `redirect` and `refusal`. */
	status?: number;
	/** For `redirect`. */
	location?: string;
	/** For `refusal` and `refusalBody`. */
	detailMessage?: string;
	/**
	 * With `afterCommit`, for faults with an envelope: its `result` has number and status (`pending`) of the order that
	 * the request placed [inferred: no page shows the `result` of an order that waits for its payment].
	 */
	namesOrder?: boolean;
}

/** The fields of a fault, with the type that each has to have. */
const FIELDS: Record<keyof Fault, 'string' | 'number' | 'boolean'> = {
	kind: 'string',
	productNo: 'string',
	path: 'string',
	afterCommit: 'boolean',
	times: 'number',
	every: 'number',
	milliseconds: 'number',
	retryAfter: 'number',
	status: 'number',
	location: 'string',
	detailMessage: 'string',
	namesOrder: 'boolean',
};

/**
 * Reads a fault that came over HTTP.
 *
 * @throws Error with a sentence for a person, since a misspelled field would hit every request
 */
export function readFault(text: string): Fault {
	const fault: unknown = JSON.parse(text);
	if (typeof fault !== 'object' || fault === null) throw new Error('A fault is a JSON object');
	for (const [field, value] of Object.entries(fault)) {
		const type = FIELDS[field as keyof Fault] as string | undefined;
		if (type === undefined)
			throw new Error(`A fault has no field ${field}. It can have ${Object.keys(FIELDS).join(', ')}`);
		if (typeof value !== type) throw new Error(`${field} has to be a ${type}`);
	}
	const { kind } = fault as Fault;
	if (!FAULT_KINDS.includes(kind)) throw new Error(`kind has to be one of ${FAULT_KINDS.join(', ')}`);
	return fault as Fault;
}

/** How the path of an order ends. */
const ORDER_PATH = '/order/v1/save';

/** How the path of a request ends that a fault can hit; empty for any. */
function pathOf({ path, afterCommit = false }: Fault): string {
	return path ?? (afterCommit ? ORDER_PATH : '');
}

/** What a fault hits, for a person. */
function hitsOf(fault: Fault): string {
	const { productNo, times, every = 1, afterCommit = false } = fault;
	const path = pathOf(fault);
	const isOrder = path === ORDER_PATH;
	return [
		times === undefined ? 'every time' : times === 1 ? 'once' : `${times} times`,
		every === 1 ? '' : `, one in ${every}`,
		isOrder ? ': an order' : path === '' ? ': any request' : `: a request for a path that ends with ${path}`,
		productNo === undefined ? '' : ` for ${productNo}`,
		afterCommit ? ', after it is carried out' : '',
	].join('');
}

/** The faults that are ordered at present. */
export class Faults {
	private ordered: Array<Fault & { met: number }> = [];

	/** The faults that are ordered at present, each with what it hits, in words. */
	list(): Array<Fault & { hits: string }> {
		return this.ordered.map((fault) => ({ ...fault, met: undefined, hits: hitsOf(fault) }));
	}

	/** Orders a fault for requests to come. */
	order(fault: Fault): void {
		this.ordered.push({ ...fault, met: 0 });
	}

	/** Takes back all faults. */
	clear(): void {
		this.ordered = [];
	}

	/** The faults that hit a request, each counted as one of its times. */
	take(path: string, productNo: string | undefined): Fault[] {
		const hits = this.ordered.filter(
			(fault) =>
				path.endsWith(pathOf(fault)) &&
				(fault.productNo === undefined || fault.productNo === productNo) &&
				++fault.met % (fault.every ?? 1) === 0,
		);
		for (const fault of hits) {
			if (fault.times !== undefined) fault.times--;
		}
		this.ordered = this.ordered.filter((fault) => fault.times === undefined || fault.times > 0);
		return hits;
	}
}
