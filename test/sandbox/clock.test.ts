import type { Fault } from '../../sandbox/faults';
import { type Sandbox, startSandbox } from '../../sandbox/server';
import type { Switches } from '../../sandbox/switches';
import { type Answer, ask, getToken } from './client';

const LIST = '/order/openapi/order/v1/page';
const HOUR = 3_600_000;
const CREATED = Date.UTC(2026, 6, 17, 12, 0, 0, 345);

let portal: Sandbox;
afterEach(async () => await portal.close());

/** Asks a portal with one order for its order list. */
async function listWith(switches: Partial<Switches>, fault?: Fault): Promise<Answer> {
	portal = await startSandbox({ switches });
	const token = await getToken(portal);
	const [pbx] = portal.book.pbxs;
	if (pbx === undefined) throw new Error('There is no PBX');
	const line = { ...pbx, planId: '3048560606464323584', billingId: '3197218168379846218' };
	portal.book.placeByPerson(line, { createTime: CREATED });
	if (fault !== undefined) portal.faults.order(fault);
	return await ask(portal, LIST, { token });
}

function createTime({ result }: Answer): unknown {
	return (result as { results: Array<{ createTime: unknown }> }).results[0]?.createTime;
}

/** How far a Date header is ahead of this machine's clock, in whole hours. */
function hoursAhead({ date }: Answer): number {
	return Math.floor((Date.parse(date ?? '') - Date.now()) / HOUR + 0.5);
}

it.each<[Partial<Switches>, number, number]>([
	[{}, 0, 0],
	[{ clockOffset: -2 * HOUR }, -2, -2],
	[{ clockOffset: 2 * HOUR }, 2, 2],
	[{ createTimeOffset: 8 * HOUR }, 8, 0],
	[{ clockOffset: 1 * HOUR, createTimeOffset: -3 * HOUR }, -2, 1],
])('%j moves the times of orders by %i hours, and the Date header by %i', async (switches, orders, header) => {
	const answer = await listWith(switches);
	expect([createTime(answer), hoursAhead(answer)]).toEqual([CREATED + orders * HOUR, header]);
	expect(portal.book.orders[0]?.createTime).toBe(CREATED);
});

it('moves the Date header of a failing answer too', async () => {
	expect(hoursAhead(await listWith({ clockOffset: 2 * HOUR }, { kind: 'refusal' }))).toBe(2);
});

it.each([true, false])('sends a Date header: %s', async (sendsDate) => {
	expect((await listWith({ sendsDate })).date !== undefined).toBe(sendsDate);
});

it('can keep times without their fractions of a second', async () => {
	expect(createTime(await listWith({ orderTimes: 'wholeSeconds' }))).toBe(CREATED - 345);
});

it('tells no time that looks cut where times are exact: a whole second is told as a millisecond more', async () => {
	const whole = { orderTimes: 'milliseconds', createTimeOffset: 1000 - (CREATED % 1000) } as const;
	expect(createTime(await listWith(whole))).toBe(CREATED - (CREATED % 1000) + 1001);
});
