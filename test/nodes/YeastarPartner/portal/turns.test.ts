import { getEventListeners } from 'node:events';

import { PortalFailure } from '../../../../nodes/YeastarPartner/portal/failure';
import { MAX_TRIES, pace } from '../../../../nodes/YeastarPartner/portal/repeat';
import { type Turn, Turns } from '../../../../nodes/YeastarPartner/portal/turns';

Object.assign(pace, { firstWait: 2, second: 2 });

const REFUSED = new PortalFailure({
	message: 'Too many requests',
	advice: '',
	delivery: 'notDelivered',
	status: 429,
	requestId: 'a1',
});

function atOnce(turns: Turns): Turn {
	const turn = turns.takeAtOnce();
	if (turn === undefined) throw new Error('No turn is free');
	return turn;
}

/** Turns whose first request was refused. */
function shutOnce(): Turns {
	const turns = new Turns();
	atOnce(turns).end({ refused: REFUSED });
	return turns;
}

it('are free while nothing was refused', () => {
	const turns = new Turns();
	const taken = Array.from({ length: 100 }, () => turns.takeAtOnce());
	expect(taken).not.toContain(undefined);
});

it('are had one after the other after a refusal', async () => {
	const turns = shutOnce();
	expect(turns.takeAtOnce()).toBeUndefined();
	const order: string[] = [];
	const wait = async (name: string) => {
		const turn = await turns.wait();
		order.push(name);
		return turn;
	};
	const [first, second, third] = [wait('first'), wait('second'), wait('third')];
	const probe = await first;
	expect(order).toEqual(['first']);
	probe?.end('taken');
	await Promise.all([second, third]);
	expect(order).toEqual(['first', 'second', 'third']);
});

it('go to the next one where the first is lost', async () => {
	const turns = shutOnce();
	const [first, second] = [turns.wait(), turns.wait()];
	(await first)?.end('lost');
	expect(await second).toBeDefined();
});

it('go to the next one where the first cannot be sent', async () => {
	const turns = shutOnce();
	const attempt = { fortuneOf: () => 'taken' as const, signal: undefined };
	const unsent = turns
		.run({ ...attempt, send: async () => await Promise.reject(REFUSED) })
		.catch((error: unknown) => error);
	const sent = turns.run({ ...attempt, send: async () => await Promise.resolve('sent') });
	expect(await unsent).toBe(REFUSED);
	expect(await sent).toBe('sent');
});

it('turn away who waits when the portal has refused five in a row, without the request ID of the one that was refused', async () => {
	const turns = shutOnce();
	const waiting = Array.from({ length: MAX_TRIES + 2 }, () => turns.wait());
	const settled = Promise.allSettled(waiting);
	for (const turn of waiting.slice(0, MAX_TRIES - 1)) {
		expect(turns.isShut()).toBe(false);
		(await turn)?.end({ refused: REFUSED });
	}
	expect(turns.isShut()).toBe(true);
	const turnedAway = (await settled)
		.slice(MAX_TRIES - 1)
		.map((one) => (one as PromiseRejectedResult).reason as PortalFailure);
	expect(turnedAway.map(({ message, facts }) => [message, facts.delivery, facts.requestId])).toEqual(
		Array(3).fill([REFUSED.message, 'notDelivered', undefined]),
	);
});

it('are lined up for anew by who was refused, behind the others, ten times', async () => {
	const turns = new Turns();
	const sent: string[] = [];
	const run = async (name: string, isRefused: boolean) => {
		const send = async () => await Promise.resolve(sent.push(name));
		const fortuneOf = () => (isRefused ? { refused: REFUSED } : ('taken' as const));
		return await turns.run({ send, fortuneOf, signal: undefined });
	};
	const refused = run('refused', true);
	const others = Array.from({ length: 40 }, async () => await run('other', false));
	await Promise.all([refused, ...others]);
	const counts = sent.filter((name) => name === 'refused').length;
	expect(sent).toHaveLength(40 + counts);
	expect(counts).toBeLessThanOrEqual(10);
});

it('open again with the first request that is taken', async () => {
	const turns = shutOnce();
	for (let refusals = 1; refusals < MAX_TRIES; refusals++) (await turns.wait())?.end({ refused: REFUSED });
	(await turns.wait())?.end('taken');
	expect(turns.isShut()).toBe(false);
});

it('end the waiting of who is canceled, and leave the others in line', async () => {
	const turns = shutOnce();
	const controller = new AbortController();
	const [canceled, other] = [turns.wait(controller.signal), turns.wait()];
	controller.abort();
	expect(await canceled).toBeUndefined();
	expect(await other).toBeDefined();
	expect(await turns.wait(controller.signal)).toBeUndefined();
});

it('leave no timer and no listener behind when all who waited are canceled', async () => {
	const turns = new Turns();
	atOnce(turns).end({ refused: REFUSED, toldToWait: 30_000 });
	const controller = new AbortController();
	const timers = () => process.getActiveResourcesInfo().filter((resource) => resource === 'Timeout').length;
	const before = timers();
	const waiting = [turns.wait(controller.signal), turns.wait(controller.signal)];
	expect(timers()).toBe(before + 1);
	controller.abort();
	expect(await Promise.all(waiting)).toEqual([undefined, undefined]);
	expect(getEventListeners(controller.signal, 'abort')).toHaveLength(0);
	expect(timers()).toBeLessThanOrEqual(before);
});
