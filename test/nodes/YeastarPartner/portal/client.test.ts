import { createServer } from 'node:net';

import type { RequestSettings } from '../../../../nodes/YeastarPartner/portal/client';
import type { PortalClient } from '../../../../nodes/YeastarPartner/portal/client';
import { PortalFailure } from '../../../../nodes/YeastarPartner/portal/failure';
import { ORDER_PATH, PLANS_PATH } from '../../../support/portal';
import {
	closeScripted,
	envelopeText,
	type ScriptedAnswer,
	scriptedToken,
	setUpScripted,
} from '../../../support/scriptedPortal';

const ORDER_NO = 'TU3206211643299860480';
const SUCCESS: ScriptedAnswer = { text: envelopeText() };
const TOKEN_ENDED: ScriptedAnswer = {
	text: envelopeText({ code: 'invalid_token', detailMessage: 'The access token has expired' }),
};

afterEach(closeScripted);

function failing(status: number, fields: object = {}): ScriptedAnswer {
	return { status, text: envelopeText({ code: 'refused', detailMessage: 'No.', status, ...fields }) };
}

/** Sends an order, whose answers are these, the last one again and again. */
async function post(answers: readonly ScriptedAnswer[], settings: RequestSettings = {}) {
	const bench = await setUpScripted((_request, nth) => answers[nth - 1] ?? answers.at(-1) ?? SUCCESS);
	const outcome = await bench.withClient(async (client) => await outcomeOf(client.post(ORDER_PATH, '{}', settings)));
	return { ...bench, outcome };
}

async function outcomeOf(asking: ReturnType<PortalClient['post']>): Promise<'answered' | PortalFailure['facts']> {
	return await asking.then(
		() => 'answered',
		(error: unknown) => {
			if (error instanceof PortalFailure) return error.facts;
			throw error;
		},
	);
}

describe('a request for an order', () => {
	it.each([
		['401', failing(401, { result: { orderNo: ORDER_NO } })],
		['429', failing(429, { result: { orderNo: ORDER_NO } })],
		['402', failing(402, { result: { orderNo: ORDER_NO } })],
		['401 in the envelope', { text: failing(401, { result: [{ orderNo: ORDER_NO }] }).text }],
		['401 and no envelope', { status: 401, text: `{"orderNo":"${ORDER_NO}"}` }],
		['429 and no envelope', { status: 429, text: `{"orderNo":"${ORDER_NO}"}` }],
		['200 and words of the token', { text: envelopeText({ code: 'invalid_token', result: { orderNo: ORDER_NO } }) }],
	])('is not sent again when its answer names one: %s', async (_what, answer) => {
		const mayResend = jest.fn(async () => await Promise.resolve(true));
		const { outcome, asked } = await post([answer, SUCCESS], { mayResend });
		expect(outcome).toMatchObject({ delivery: 'ambiguous', orderNo: ORDER_NO, sends: 1 });
		expect(asked).toHaveLength(1);
		expect(mayResend).not.toHaveBeenCalled();
	});

	it.each([
		['refused at once', [failing(400)], 1, 'rejected'],
		['refused after a 401', [failing(401), failing(400)], 2, 'rejected'],
		['refused after a 429', [failing(429), failing(400)], 2, 'rejected'],
		['left without an answer', [{ status: 503, text: '' }], 1, 'ambiguous'],
		['answered with 401 whatever token it has', [failing(401)], 3, 'notDelivered'],
	] as const)('that fails says how often it was sent: %s', async (_what, answers, sends, delivery) => {
		const { outcome, asked } = await post(answers);
		expect(outcome).toMatchObject({ delivery, sends });
		expect(asked).toHaveLength(sends);
	});

	it('was never sent where the connection was refused', async () => {
		const free = createServer();
		const port = await new Promise<number>((resolve) =>
			free.listen(0, '127.0.0.1', () => resolve((free.address() as { port: number }).port)),
		);
		await new Promise((resolve) => free.close(resolve));
		const { withClient } = await setUpScripted(() => SUCCESS, {
			baseUrl: `http://127.0.0.1:${port}`,
			accessToken: 'stored',
		});
		const outcome = await withClient(async (client) => await outcomeOf(client.post(ORDER_PATH, '{}', {})));
		expect(outcome).toMatchObject({ delivery: 'notDelivered', sends: 0 });
	});

	it('was never sent where no token was to be had', async () => {
		const { withClient, asked } = await setUpScripted(() => SUCCESS, { clientSecret: '' });
		const outcome = await withClient(async (client) => await outcomeOf(client.post(ORDER_PATH, '{}', {})));
		expect(outcome).toMatchObject({ delivery: 'notDelivered', sends: 0 });
		expect(asked).toEqual([]);
	});
});

describe('a refusal of an order that says that the token is not accepted', () => {
	it('is given on where nobody says that it may be sent again', async () => {
		const { outcome, asked } = await post([TOKEN_ENDED]);
		expect(outcome).toMatchObject({ delivery: 'rejected', status: 200, tokenRejected: true, sends: 1 });
		expect(asked).toHaveLength(1);
	});

	it('is given on where it may not be sent again', async () => {
		const asking: PortalFailure[] = [];
		const mayResend = async (failure: PortalFailure) => await Promise.resolve(asking.push(failure) < 0);
		const { outcome, asked } = await post([TOKEN_ENDED], { mayResend });
		expect(outcome).toMatchObject({ tokenRejected: true, sends: 1 });
		expect(asking.map(({ facts }) => facts)).toEqual([outcome]);
		expect(asked).toHaveLength(1);
	});

	it('is sent again with a new token where it may', async () => {
		const mayResend = jest.fn(async () => await Promise.resolve(true));
		const { outcome, asked } = await post([TOKEN_ENDED, SUCCESS], { mayResend });
		expect(outcome).toBe('answered');
		expect(asked.map(({ token }) => token)).toEqual([scriptedToken(1), scriptedToken(2)]);
		expect(mayResend).toHaveBeenCalledTimes(1);
	});

	it('is sent three times at the most', async () => {
		const mayResend = jest.fn(async () => await Promise.resolve(true));
		const { outcome, asked } = await post([TOKEN_ENDED], { mayResend });
		expect(outcome).toMatchObject({ tokenRejected: true, sends: 3, concernsCredential: true });
		expect(asked).toHaveLength(3);
		expect(mayResend).toHaveBeenCalledTimes(2);
	});

	it('is not asked about where the status says it: the portal turned it away unread', async () => {
		const mayResend = jest.fn(async () => await Promise.resolve(false));
		const { outcome } = await post([failing(401, { code: 'invalid_token' }), SUCCESS], { mayResend });
		expect(outcome).toBe('answered');
		expect(mayResend).not.toHaveBeenCalled();
	});

	it('stays what became of the order where its repetition never reaches the portal', async () => {
		const doubtful = { status: 500, text: envelopeText({ code: 'invalid_token', status: 500 }) };
		const mayResend = async () => await Promise.resolve(true);
		const { outcome } = await post([doubtful, failing(429)], { mayResend });
		expect(outcome).toMatchObject({ delivery: 'ambiguous', status: 500, tokenRejected: true });
	});

	it('is not sent again once the execution was canceled', async () => {
		let cancel = () => {};
		const { withClient, asked } = await setUpScripted(() => TOKEN_ENDED);
		const outcome = await withClient(async (client, context) => {
			const controller = new AbortController();
			context.getExecutionCancelSignal = () => controller.signal;
			cancel = () => controller.abort();
			const mayResend = async () => {
				cancel();
				return await Promise.resolve(true);
			};
			return await outcomeOf(client.post(ORDER_PATH, '{}', { mayResend }));
		});
		expect(outcome).toMatchObject({ tokenRejected: true, sends: 1 });
		expect(asked).toHaveLength(1);
	});
});

describe('a question', () => {
	it('is asked again with a new token where its answer says that the token is not accepted', async () => {
		const { withClient, asked, tokens } = await setUpScripted((_request, nth) => (nth === 1 ? TOKEN_ENDED : SUCCESS));
		await withClient(async (client) => await client.get(PLANS_PATH));
		expect(asked.map(({ token }) => token)).toEqual([scriptedToken(1), scriptedToken(2)]);
		expect(tokens()).toBe(2);
	});

	it('is not asked for ever so', async () => {
		const { withClient, asked } = await setUpScripted(() => TOKEN_ENDED);
		const outcome = await withClient(async (client) => await outcomeOf(client.get(PLANS_PATH)));
		expect(outcome).toMatchObject({ tokenRejected: true, concernsCredential: true });
		expect(outcome).not.toHaveProperty('sends');
		expect(asked).toHaveLength(3);
	});

	it('has its refusal judged by the status also where it names an order', async () => {
		const { withClient } = await setUpScripted(() => failing(404, { detailMessage: `There is no order ${ORDER_NO}` }));
		const outcome = await withClient(async (client) => await outcomeOf(client.get(`/order/${ORDER_NO}`)));
		expect(outcome).toMatchObject({ delivery: 'rejected', status: 404 });
		expect(outcome).not.toHaveProperty('orderNo');
	});
});

describe('an attempt that ends in a bug', () => {
	it('is no reason for the requests behind it to wait for ever', async () => {
		const { withClient } = await setUpScripted((_request, nth) => (nth === 1 ? failing(429) : SUCCESS));
		await withClient(async (client) => {
			let sends = 0;
			const beforeSend = () => {
				if (++sends === 2) throw new TypeError('a bug');
			};
			await expect(client.post(ORDER_PATH, '{}', { beforeSend })).rejects.toThrow('a bug');
			expect(await outcomeOf(client.post(ORDER_PATH, '{}', {}))).toBe('answered');
		});
	});
});
