import { setImmediate as everythingThatIsReady } from 'node:timers/promises';

import { withLine } from '../../../support/bookings';
import { placeOrders, type PlaceOrdersOptions } from '../../../../nodes/YeastarPartner/ordering/placeOrders';
import type { OrderRequest, OrderResult } from '../../../../nodes/YeastarPartner/ordering/orderPlacer';

function requestFor(productNo: string, serviceId = '1'): OrderRequest {
	return { order: { ...withLine({ serviceId }), productNo }, timeout: 60 };
}

function placed(productNo: string): OrderResult {
	const order = { orderNo: `TU${productNo}`, orderStatus: 'succeed', productNo, requestId: '' };
	return { order, billingId: '2', outcome: 'placed' };
}

interface Deferred<Value> {
	promise: Promise<Value>;
	resolve(value: Value): void;
	reject(error: unknown): void;
}

function defer<Value>(): Deferred<Value> {
	let resolve: (value: Value) => void = () => undefined;
	let reject: (error: unknown) => void = () => undefined;
	const promise = new Promise<Value>((onValue, onError) => {
		resolve = onValue;
		reject = onError;
	});
	return { promise, resolve, reject };
}

/** A portal whose answers are given by hand. */
class Desk {
	/** What is under way, by serial number, in the order in which it was sent. */
	readonly underWay = new Map<string, Deferred<OrderResult>>();
	readonly sent: string[] = [];
	mostAtOnce = 0;

	readonly place = async ({ order: { productNo = '' } }: OrderRequest): Promise<OrderResult> => {
		this.sent.push(productNo);
		const answer = defer<OrderResult>();
		this.underWay.set(productNo, answer);
		this.mostAtOnce = Math.max(this.mostAtOnce, this.underWay.size);
		return await answer.promise;
	};

	private take(productNo: string): Deferred<OrderResult> {
		const answer = this.underWay.get(productNo);
		if (answer === undefined) throw new Error(`No order for ${productNo} is under way`);
		this.underWay.delete(productNo);
		return answer;
	}

	async accept(productNo: string): Promise<void> {
		this.take(productNo).resolve(placed(productNo));
		await everythingThatIsReady();
	}

	async refuse(productNo: string, error: unknown): Promise<void> {
		this.take(productNo).reject(error);
		await everythingThatIsReady();
	}
}

async function begin(serialNumbers: readonly string[], rules: Partial<PlaceOrdersOptions> = {}) {
	const desk = new Desk();
	const outcomes = placeOrders(
		serialNumbers.map((productNo) => requestFor(productNo)),
		{
			placer: desk,
			maxConcurrency: 10,
			isKnown: () => false,
			shouldStop: () => false,
			stopOnFailure: true,
			...rules,
		},
	);
	await everythingThatIsReady();
	return { desk, outcomes };
}

const ok = (productNo: string) => ({ kind: 'settled', settled: placed(productNo) });
const NOT_SENT = { kind: 'notSent' };

describe('placeOrders', () => {
	it('has nothing to do for no orders', async () => {
		const { desk, outcomes } = await begin([]);
		expect(await outcomes).toEqual([]);
		expect(desk.sent).toEqual([]);
	});

	it('gives the outcomes in the order of the orders, whichever is answered first', async () => {
		const { desk, outcomes } = await begin(['A', 'B', 'C'], { stopOnFailure: false });
		const error = new Error('refused');
		await desk.accept('C');
		await desk.refuse('B', error);
		await desk.accept('A');
		expect(await outcomes).toEqual([ok('A'), { kind: 'failed', error }, ok('C')]);
	});

	it.each([1, 2, 3, 7])('has up to %i orders under way at once, and no more', async (maxConcurrency) => {
		const serialNumbers = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'];
		const { desk, outcomes } = await begin(serialNumbers, { maxConcurrency });
		expect([...desk.underWay.keys()]).toEqual(serialNumbers.slice(0, maxConcurrency));
		for (const productNo of serialNumbers) {
			expect(desk.underWay.size).toBe(
				Math.min(maxConcurrency, serialNumbers.length - serialNumbers.indexOf(productNo)),
			);
			await desk.accept(productNo);
		}
		expect(await outcomes).toEqual(serialNumbers.map(ok));
		expect(desk.sent).toEqual(serialNumbers);
		expect(desk.mostAtOnce).toBe(maxConcurrency);
	});

	it('starts the next order as soon as any one is answered', async () => {
		const { desk } = await begin(['A', 'B', 'C', 'D'], { maxConcurrency: 2 });
		await desk.accept('B');
		expect([...desk.underWay.keys()]).toEqual(['A', 'C']);
		await desk.accept('C');
		expect([...desk.underWay.keys()]).toEqual(['A', 'D']);
	});

	it.each([
		['spelled alike', 'A1', 'A1'],
		['spelled in another case', 'a1b', 'A1B'],
	])('never has two orders for one serial number under way, %s', async (_how, first, second) => {
		const { desk, outcomes } = await begin([first, 'X', second, 'Y']);
		expect([...desk.underWay.keys()]).toEqual([first, 'X', 'Y']);
		await desk.accept('X');
		await desk.accept('Y');
		expect(desk.sent).toEqual([first, 'X', 'Y']);
		await desk.accept(first);
		expect(desk.sent).toEqual([first, 'X', 'Y', second]);
		await desk.accept(second);
		expect(await outcomes).toEqual([ok(first), ok('X'), ok(second), ok('Y')]);
	});

	it('sends the next order for a serial number also after a failure, unless a failure stops the run', async () => {
		const { desk, outcomes } = await begin(['A', 'a'], { stopOnFailure: false });
		await desk.refuse('A', 'refused');
		await desk.accept('a');
		expect(await outcomes).toEqual([{ kind: 'failed', error: 'refused' }, ok('a')]);
	});

	it('sends nothing further after a failure that stops the run, but waits for what was sent', async () => {
		const { desk, outcomes } = await begin(['A', 'B', 'C', 'D', 'b'], { maxConcurrency: 2 });
		await desk.refuse('A', 'refused');
		await desk.accept('B');
		expect(await outcomes).toEqual([{ kind: 'failed', error: 'refused' }, ok('B'), NOT_SENT, NOT_SENT, NOT_SENT]);
		expect(desk.sent).toEqual(['A', 'B']);
	});

	it('sends all orders in spite of failures where they do not stop the run', async () => {
		const { desk, outcomes } = await begin(['A', 'B', 'C'], { stopOnFailure: false, maxConcurrency: 1 });
		await desk.refuse('A', 1);
		await desk.refuse('B', 2);
		await desk.refuse('C', 3);
		expect(await outcomes).toEqual([1, 2, 3].map((error) => ({ kind: 'failed', error })));
	});

	it('sends nothing where the run was stopped before it began', async () => {
		const { desk, outcomes } = await begin(['A', 'B'], { shouldStop: () => true });
		expect(await outcomes).toEqual([NOT_SENT, NOT_SENT]);
		expect(desk.sent).toEqual([]);
	});

	it.each([true, false])(
		'sends nothing further once the run is stopped, with stopOnFailure %p',
		async (stopOnFailure) => {
			let stopped = false;
			const { desk, outcomes } = await begin(['A', 'B', 'C', 'a'], {
				shouldStop: () => stopped,
				stopOnFailure,
				maxConcurrency: 2,
			});
			stopped = true;
			await desk.accept('A');
			await desk.refuse('B', 'refused');
			expect(await outcomes).toEqual([ok('A'), { kind: 'failed', error: 'refused' }, NOT_SENT, NOT_SENT]);
			expect(desk.sent).toEqual(['A', 'B']);
		},
	);
});
