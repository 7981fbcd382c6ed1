import { parse } from 'lossless-json';

import { DOCUMENTED } from '../../../../../nodes/YeastarPartner/ordering/recipeTable';
import { bodyOf, type Fields } from '../../../../sandbox/orders';
import { TUTORIALS } from '../../../../sandbox/tutorialOrders';
import { orderParameters, parametersFor } from '../../../../support/createOrder';
import { closePortals, ORDER_PATH, setUp } from '../../../../support/portal';

afterEach(closePortals);

/** What the node fills in where a tutorial's table has no such row, or an unreadable one. */
const FILLED_IN: Readonly<Record<string, (line: Fields) => void>> = {
	'additional connections, Remote Management': (line) => Object.assign(line, { billingModel: 'once' }),
	'trial, PSE White Label': (line) => Object.assign(line, { multiCycle: 0 }),
};

/** The body that the tutorial asks for, read digit by digit. */
function expectedOf(name: string, tutorial: Fields): unknown {
	const order = structuredClone(tutorial);
	FILLED_IN[name]?.((order.serviceList as Fields[])[0] ?? {});
	return parse(bodyOf(order));
}

describe('Create Order sends what the tutorial asks for, field by field:', () => {
	it.each(Object.entries(TUTORIALS))('%s', async (name, tutorial) => {
		const { engine, received } = await setUp();
		const { items, error } = await engine.run({ parameters: parametersFor(tutorial) });
		expect(error?.message).toBeUndefined();
		expect(items[0]?.json).toMatchObject({ outcome: 'placed', orderStatus: 'succeed' });
		const [sent, ...others] = received(ORDER_PATH);
		expect(others).toEqual([]);
		const { poNumber, ...body } = parse(sent?.body ?? '') as Fields;
		expect(body).toEqual(expectedOf(name, tutorial));
		if (tutorial.productNo === undefined) expect(poNumber).toMatch(/^n8n-\w{20}$/);
		else expect(poNumber).toBeUndefined();
	});
});

it('Create Order renews a Turnkey Package in the quantity that was bought', async () => {
	const { engine, received } = await setUp();
	const bought = TUTORIALS['purchase, Turnkey'] ?? {};
	const renewal = { ...bought, operationType: 'renew_plan' };
	await engine.run({ parameters: parametersFor(bought) });
	const { items } = await engine.run({ parameters: parametersFor(renewal) });
	expect(items[0]?.json.outcome).toBe('placed');
	const [line] = (bought.serviceList as Fields[]).map((one) => ({ ...one, purchaseType: 'renew' }));
	const body = parse(received(ORDER_PATH)[1]?.body ?? '') as Fields;
	expect(body).toEqual(parse(bodyOf({ ...renewal, poNumber: body.poNumber, serviceList: [line] })));
});

describe('the recipes', () => {
	it('have a row for each of the 34 tutorials, and no second row for a kind of order and product', () => {
		const rows = DOCUMENTED.map(({ operationType, productId }) => `${operationType} ${productId}`);
		expect(new Set(rows).size).toBe(rows.length);
		const tutorials = DOCUMENTED.flatMap((recipe) => recipe.tutorials);
		expect(new Set(tutorials).size).toBe(34);
		expect(tutorials).toHaveLength(34);
	});

	it('are for what the sandbox has a tutorial for, which has rules of its own', () => {
		const kinds = Object.values(TUTORIALS).map(
			({ operationType, productId }) => `${String(operationType)} ${String(productId)}`,
		);
		const rows = DOCUMENTED.map(({ operationType, productId }) => `${operationType} ${productId}`);
		// What is renewed has to be bought first: that is a test of its own.
		expect(new Set(rows)).toEqual(new Set([...kinds, 'renew_plan 14']));
	});

	it('that are incomplete are known by name, and say what is missing', () => {
		const incomplete = DOCUMENTED.filter(({ unknown }) => unknown !== undefined);
		expect(incomplete.every(({ unknown = '' }) => /^[A-Z].*\.$/.test(unknown))).toBe(true);
		expect(incomplete.flatMap(({ tutorials }) => tutorials).sort()).toMatchSnapshot();
	});
});

describe('Preview Order', () => {
	it('shows the same payload as Create Order sends, for two lines by name, with what is not documented', async () => {
		const { engine, received } = await setUp();
		const values = {
			...parametersFor(TUTORIALS['purchase licence, Software'] ?? {}),
			orderKey: 'deal-1',
		};
		const preview = await engine.run({ parameters: { ...values, operation: 'previewOrder' } });
		expect(received(ORDER_PATH)).toEqual([]);
		expect(preview.items[0]?.json).toMatchObject({
			canOrder: true,
			operationType: 'purchase_plan',
			quantity: 50,
			warnings: [expect.stringContaining('does not show')],
			price: expect.any(Object) as unknown,
		});
		await engine.run({ parameters: values });
		expect(preview.items[0]?.json.payload).toBe(received(ORDER_PATH)[0]?.body);
	});

	it('says that a kind of order without a tutorial is not documented', async () => {
		const { engine } = await setUp();
		const { items } = await engine.run({
			parameters: orderParameters({
				operation: 'previewOrder',
				operationType: 'renew_service',
				lines: {
					line: [{ serviceType: 'service', serviceId: 'Hotel Module', billingCycle: 'annually', multiCycle: 1 }],
				},
			}),
		});
		expect(items[0]?.json.warnings).toContainEqual(expect.stringContaining('No tutorial'));
	});
});
