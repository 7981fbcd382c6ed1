import { getEventListeners } from 'node:events';

import { PortalFailure } from '../../../../nodes/YeastarPartner/portal/failure';
import { retryPolicy } from '../../../../nodes/YeastarPartner/portal/retry';
import { type Permit, RequestGate } from '../../../../nodes/YeastarPartner/portal/requestGate';

Object.assign(retryPolicy, { initialInterval: 2, second: 2 });

const REFUSED = new PortalFailure({
	message: 'Too many requests',
	advice: '',
	delivery: 'notDelivered',
	status: 429,
	requestId: 'a1',
});

function atOnce(gate: RequestGate): Permit {
	const permit = gate.tryAcquire();
	if (permit === undefined) throw new Error('No permit is free');
	return permit;
}

/** RequestGate whose first request was refused. */
function shutOnce(): RequestGate {
	const gate = new RequestGate();
	atOnce(gate).release({ throttled: REFUSED });
	return gate;
}

it('are free while nothing was refused', () => {
	const gate = new RequestGate();
	const taken = Array.from({ length: 100 }, () => gate.tryAcquire());
	expect(taken).not.toContain(undefined);
});

it('are had one after the other after a refusal', async () => {
	// On a busy machine the short pause after a refusal can be over at once.
	const clock = jest.spyOn(performance, 'now').mockReturnValue(performance.now());
	const gate = shutOnce();
	expect(gate.tryAcquire()).toBeUndefined();
	clock.mockRestore();
	const order: string[] = [];
	const wait = async (name: string) => {
		const permit = await gate.acquire();
		order.push(name);
		return permit;
	};
	const [first, second, third] = [wait('first'), wait('second'), wait('third')];
	const probe = await first;
	expect(order).toEqual(['first']);
	probe?.release('answered');
	await Promise.all([second, third]);
	expect(order).toEqual(['first', 'second', 'third']);
});

it('go to the next one where the first is lost', async () => {
	const gate = shutOnce();
	const [first, second] = [gate.acquire(), gate.acquire()];
	(await first)?.release('lost');
	expect(await second).toBeDefined();
});

it('turn away who waits when the portal has refused five in a row, without the request ID of the one that was refused', async () => {
	const gate = shutOnce();
	const waiting = Array.from({ length: retryPolicy.maximumAttempts + 2 }, () => gate.acquire());
	const settled = Promise.allSettled(waiting);
	for (const permit of waiting.slice(0, retryPolicy.maximumAttempts - 1)) {
		expect(gate.isOpen).toBe(false);
		(await permit)?.release({ throttled: REFUSED });
	}
	expect(gate.isOpen).toBe(true);
	const turnedAway = (await settled)
		.slice(retryPolicy.maximumAttempts - 1)
		.map((one) => (one as PromiseRejectedResult).reason as PortalFailure);
	expect(turnedAway.map(({ message, facts }) => [message, facts.delivery, facts.requestId])).toEqual(
		Array(3).fill([REFUSED.message, 'notDelivered', undefined]),
	);
});

it('open again with the first request that is taken', async () => {
	const gate = shutOnce();
	for (let refusals = 1; refusals < retryPolicy.maximumAttempts; refusals++)
		(await gate.acquire())?.release({ throttled: REFUSED });
	(await gate.acquire())?.release('answered');
	expect(gate.isOpen).toBe(false);
});

it('end the waiting of who is canceled, and leave the others in line', async () => {
	const gate = shutOnce();
	const controller = new AbortController();
	const [canceled, other] = [gate.acquire(controller.signal), gate.acquire()];
	controller.abort();
	expect(await canceled).toBeUndefined();
	expect(await other).toBeDefined();
	expect(await gate.acquire(controller.signal)).toBeUndefined();
});

it('leave no timer and no listener behind when all who waited are canceled', async () => {
	const gate = new RequestGate();
	atOnce(gate).release({ throttled: REFUSED, retryAfterMs: 30_000 });
	const controller = new AbortController();
	const timers = () => process.getActiveResourcesInfo().filter((resource) => resource === 'Timeout').length;
	const before = timers();
	const waiting = [gate.acquire(controller.signal), gate.acquire(controller.signal)];
	expect(timers()).toBe(before + 1);
	controller.abort();
	expect(await Promise.all(waiting)).toEqual([undefined, undefined]);
	expect(getEventListeners(controller.signal, 'abort')).toHaveLength(0);
	expect(timers()).toBeLessThanOrEqual(before);
});
