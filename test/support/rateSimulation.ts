import { RateLimiter } from '../../nodes/YeastarPartner/portal/rateLimiter';
import { RateLimit } from '../../sandbox/rateLimit';
import { DEFAULT_SWITCHES, type Switches } from '../../sandbox/switches';

/** What is simulated. Times are in milliseconds. */
export interface Simulated {
	orders: number;
	concurrency: number;
	latency: number;
	/** How much longer than that an answer can take: 9 for ten times as long. */
	spread?: number;
	/** How many requests of others the portal has had at the same moment. */
	others?: number;
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
	/** How often one order was refused at the most. */
	mostRefusals: number;
}

interface Event {
	at: number;
	happens(): void;
}

/** Numbers from 0 to 1 that are the same for the same seed [the minimal standard generator of Park and Miller]. */
function randomFrom(seed: number): () => number {
	const modulus = 2_147_483_647;
	let state = seed;
	return () => (state = (state * 48_271) % modulus) / modulus;
}

/** Sends orders at a rate that learns from a limited portal's refusals, in a time that passes as fast as it is computed. */
export function simulate(
	{ orders, concurrency, latency, spread = 0.1, others = 0, limit }: Simulated,
	seed: number,
): Simulation {
	const random = randomFrom(seed);
	const portal = new RateLimit({ ...DEFAULT_SWITCHES, ...limit });
	const rate = new RateLimiter();
	const start = 1_700_000_000_000 + random() * 1000;
	let now = start;
	let accepted = 0;
	let refused = 0;
	let mostRefusals = 0;
	/** How often each order that waits was refused. */
	const waiting = Array<number>(Math.min(orders, concurrency)).fill(0);
	let unsent = orders - waiting.length;
	const events: Event[] = [];

	for (let other = 0; other < others; other++) portal.take(now);

	const after = (milliseconds: number, happens: () => void) => events.push({ at: now + milliseconds, happens });
	const arrive = (departure: ReturnType<RateLimiter['onSend']>, refusals: number, answersAfter: number) => {
		const wait = portal.take(now);
		after(answersAfter, () => {
			if (wait === undefined) {
				rate.onSuccess(departure, now);
				accepted++;
				if (unsent-- > 0) waiting.push(0);
			} else {
				rate.onThrottled(departure, now, limit.tellsRetryAfter ? Math.ceil(wait / 1000) * 1000 : undefined);
				refused++;
				mostRefusals = Math.max(mostRefusals, refusals + 1);
				waiting.push(refusals + 1);
			}
			send();
		});
	};
	const send = () => {
		while (waiting.length > 0) {
			const wait = rate.delayAt(now);
			if (wait === Infinity) return;
			if (wait > 0) return void after(wait + random(), send);
			const refusals = waiting.shift() ?? 0;
			const departure = rate.onSend(now);
			const way = (latency / 2) * (1 + random() * spread);
			after(way, () => arrive(departure, refusals, way));
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
	return {
		accepted,
		refused,
		used: accepted / seconds / limit.requestsPerSecond,
		refusedShare: refused / (accepted + refused),
		mostRefusals,
	};
}
