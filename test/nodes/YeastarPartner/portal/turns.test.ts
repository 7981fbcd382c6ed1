import { PortalFailure } from '../../../../nodes/YeastarPartner/portal/failure';
import { MAX_TRIES, pace } from '../../../../nodes/YeastarPartner/portal/repeat';
import { type Turn, Turns } from '../../../../nodes/YeastarPartner/portal/turns';

Object.assign(pace, { firstWait: 2, second: 2 });

const REFUSED = new PortalFailure({ message: 'Too many requests', advice: '', fate: 'notSent', status: 429 });

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

it('are had one after the other after a refusal, first who was refused before', async () => {
	const turns = shutOnce();
	expect(turns.takeAtOnce()).toBeUndefined();
	const order: string[] = [];
	const wait = async (name: string, isNext: boolean) => {
		const turn = await turns.wait({ isNext });
		order.push(name);
		return turn;
	};
	const [first, second, refused] = [wait('first', false), wait('second', false), wait('refused', true)];
	const probe = await refused;
	expect(order).toEqual(['refused']);
	probe?.end('taken');
	await Promise.all([first, second]);
	expect(order).toEqual(['refused', 'first', 'second']);
});

it('go to the next one where the first is lost', async () => {
	const turns = shutOnce();
	const [first, second] = [turns.wait({ isNext: false }), turns.wait({ isNext: false })];
	(await first)?.end('lost');
	expect(await second).toBeDefined();
});

it('turn away who waits when the portal has refused five in a row', async () => {
	const turns = shutOnce();
	const waiting = Array.from({ length: 3 }, () => turns.wait({ isNext: false }));
	const settled = Promise.allSettled(waiting);
	for (let refusals = 1; refusals < MAX_TRIES; refusals++) {
		expect(turns.isShut()).toBe(false);
		(await turns.wait({ isNext: true }))?.end({ refused: REFUSED });
	}
	expect(turns.isShut()).toBe(true);
	expect(await settled).toEqual(waiting.map(() => ({ status: 'rejected', reason: REFUSED })));
});

it('open again with the first request that is taken', async () => {
	const turns = shutOnce();
	for (let refusals = 1; refusals < MAX_TRIES; refusals++) (await turns.wait({ isNext: true }))?.end({ refused: REFUSED });
	(await turns.wait({ isNext: false }))?.end('taken');
	expect(turns.isShut()).toBe(false);
});

it('end the waiting of who is canceled, and leave the others in line', async () => {
	const turns = shutOnce();
	const controller = new AbortController();
	const [canceled, other] = [turns.wait({ signal: controller.signal, isNext: false }), turns.wait({ isNext: false })];
	controller.abort();
	expect(await canceled).toBeUndefined();
	expect(await other).toBeDefined();
	expect(await turns.wait({ signal: controller.signal, isNext: false })).toBeUndefined();
});
