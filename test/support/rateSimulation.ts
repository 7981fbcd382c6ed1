import { RequestRate } from '../../nodes/YeastarPartner/portal/requestRate';
import { RateLimit } from '../../sandbox/rateLimit';
import { DEFAULT_SWITCHES, type Switches } from '../../sandbox/switches';

/** What is simulated. Times are in milliseconds. */
export interface Simulated {
	orders: number;
	concurrency: number;
	latency: number;
	limit: Pick<Switches, 'requestsPerSecond' | 'rateLimit' | 'tellsRetryAfter'>;
}

/** What came of it. */
export interface Simulation {
	accepted: number;
	refused: number;
	/** Which part of the allowed rate was used. */
	used: number;
	/** Which part of the requests was refused. */
	refusedShare: number;
}

interface Event {
	at: number;
	happens(): void;
}

/** Sends orders at a rate that learns from a limited portal's refusals, in a time that passes as fast as it is computed. */
export function simulate({ orders, concurrency, latency, limit }: Simulated): Simulation {
	const portal = new RateLimit({ ...DEFAULT_SWITCHES, ...limit });
	const rate = new RequestRate();
	const start = 1_700_000_000_000 + Math.random() * 1000;
	let now = start;
	let accepted = 0;
	let refused = 0;
	let waiting = Math.min(orders, concurrency);
	let unsent = orders - waiting;
	const events: Event[] = [];

	const after = (milliseconds: number, happens: () => void) => events.push({ at: now + milliseconds, happens });
	const arrive = (departure: ReturnType<RequestRate['leave']>) => {
		const wait = portal.take(now);
		after(latency / 2, () => {
			if (wait === undefined) {
				rate.accept(departure, now);
				accepted++;
				waiting += Math.min(unsent, 1);
				unsent = Math.max(unsent - 1, 0);
			} else {
				rate.refuse(departure, now, limit.tellsRetryAfter ? Math.ceil(wait / 1000) * 1000 : undefined);
				refused++;
				waiting++;
			}
			send();
		});
	};
	const send = () => {
		for (; waiting > 0; waiting--) {
			const wait = rate.waitAt(now);
			if (wait === Infinity) return;
			if (wait > 0) return void after(wait + Math.random(), send);
			const departure = rate.leave(now);
			after((latency / 2) * (1 + Math.random() / 10), () => arrive(departure));
		}
	};

	send();
	while (events.length > 0) {
		const next = events.reduce((first, event) => (event.at < first.at ? event : first));
		events.splice(events.indexOf(next), 1);
		now = Math.max(now, next.at);
		next.happens();
	}
	const seconds = (now - start) / 1000;
	return { accepted, refused, used: accepted / seconds / limit.requestsPerSecond, refusedShare: refused / (accepted + refused) };
}
