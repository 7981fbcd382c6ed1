import { type Fault, readFault } from '../../sandbox/faults';
import { type Sandbox, startSandbox } from '../../sandbox/server';
import type { Switches } from '../../sandbox/switches';
import { type Answer, ask, getToken } from './client';

const PATH = '/order/openapi/order/v1/save';
const PBX = '3631E0997265';
const BODY = `{"operationType":"switch_plan","productId":11,"productNo":"${PBX}","billingId":3197218168379846218,"serviceList":[{"serviceType":"plan","serviceId":3048560606464323584,"purchaseType":"switch","billingModel":"recurring","billingCycle":"annually","multiCycle":1}]}`;
const LINKUS = {
	productId: 9,
	productNo: '369471667338',
	planId: '3048918719332507648',
	billingId: '3197218168379846218',
	billingCycle: 'annually',
	multiCycle: 1,
};

let portal: Sandbox;
afterEach(async () => await portal.close());

async function orderWith(fault: Omit<Fault, 'path'>, switches: Partial<Switches> = {}): Promise<Answer> {
	portal = await startSandbox({ switches });
	const token = await getToken(portal);
	portal.faults.order({ ...fault, path: PATH });
	return await ask(portal, PATH, { token, body: BODY });
}

describe('a failing answer that names the order', () => {
	it.each<[Fault['kind'], number | undefined, number, number]>([
		['unauthorized', undefined, 401, 401],
		['unauthorizedBody', undefined, 200, 401],
		['tooManyRequests', undefined, 429, 429],
		['serverError', 503, 503, 503],
		['refusal', undefined, 400, 400],
		['refusal', 402, 402, 402],
		['refusalBody', undefined, 200, 200],
	])('%s (status %s) is answered with HTTP %i and status %i', async (kind, status, httpStatus, stated) => {
		const fault = { kind, afterCommit: true, namesOrder: true, ...(status === undefined ? {} : { status }) };
		const answer = await orderWith(fault);
		expect(answer).toMatchObject({ httpStatus, status: stated });
		expect(answer.code).not.toBe('success');
		expect(answer.result).toEqual({ orderNo: portal.book.orders[0]?.orderNo, orderStatus: 'pending' });
	});

	it('names none where none was placed, or where it is not told to', async () => {
		expect((await orderWith({ kind: 'refusal', namesOrder: true })).result).toBeNull();
		await portal.close();
		expect((await orderWith({ kind: 'refusal', afterCommit: true })).result).toBeNull();
		expect(portal.book.orders).toHaveLength(1);
	});
});

it('a refusal in the body has its words', async () => {
	const answer = await orderWith({ kind: 'refusalBody', detailMessage: 'Not now' });
	expect(answer).toMatchObject({
		httpStatus: 200,
		status: 200,
		code: 'refused',
		detailMessage: 'Not now',
		result: null,
	});
	expect(portal.book.orders).toEqual([]);
});

describe("another order's answer", () => {
	it('is made up where there is no other order', async () => {
		const { code, result } = await orderWith({ kind: 'otherAnswer', afterCommit: true });
		expect(code).toBe('success');
		expect(result).toMatchObject({ orderNo: expect.stringMatching(/^TU\d{19}$/) as unknown, orderStatus: 'succeed' });
		expect(result).not.toMatchObject({ productNo: PBX });
		expect(portal.book.orders).toMatchObject([{ productNo: PBX }]);
		expect(portal.book.orders[0]?.orderNo).not.toBe((result as { orderNo: string }).orderNo);
	});

	it("is that of another PBX's newest order", async () => {
		portal = await startSandbox();
		const token = await getToken(portal);
		const { orderNo } = portal.book.placeByPerson(LINKUS);
		portal.faults.order({ kind: 'otherAnswer', path: PATH });
		const { result } = await ask(portal, PATH, { token, body: BODY });
		expect(result).toMatchObject({ orderNo, productNo: LINKUS.productNo });
		expect(portal.book.orders).toHaveLength(1);
	});
});

describe('a request that is delivered twice', () => {
	it('is answered with the second order where the portal books both', async () => {
		const { result } = await orderWith({ kind: 'sentTwice' }, { refusesPresentPlan: false });
		expect(portal.book.orders).toHaveLength(2);
		expect(portal.book.orders.map(({ request }) => request?.index)).toEqual([1, 1]);
		expect(result).toMatchObject({ orderNo: portal.book.orders[1]?.orderNo });
	});

	it('is answered with a refusal where the portal refuses the second', async () => {
		const answer = await orderWith({ kind: 'sentTwice' }, { refusesPresentPlan: true });
		expect(answer).toMatchObject({ httpStatus: 400, code: 'plan_not_switchable' });
		expect(portal.book.orders).toHaveLength(1);
	});
});

it('the fields of a fault are read by their type', async () => {
	portal = await startSandbox();
	expect(readFault('{"kind":"refusal","afterCommit":true,"namesOrder":true}')).toMatchObject({ namesOrder: true });
	expect(() => readFault('{"kind":"refusal","namesOrder":"yes"}')).toThrow('namesOrder has to be a boolean');
});
