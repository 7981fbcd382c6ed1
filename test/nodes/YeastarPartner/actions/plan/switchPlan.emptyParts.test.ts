import type { INodeParameters } from 'n8n-workflow';

import {
	APPLIANCE,
	closePortals,
	CONTACT,
	locator,
	ORDER_PATH,
	setUp,
	switchParameters,
	ULTIMATE_PLAN,
} from '../../../../support/portal';

afterEach(closePortals);

const DEAL = { id: 'D-7', year: 2027, zero: 0, empty: '', nothing: null, blank: '  ', list: [], deal: { id: 7 } };

async function run(values: INodeParameters, settings = {}) {
	const bench = await setUp();
	return { ...bench, ...(await bench.engine.run({ parameters: switchParameters(values), input: [DEAL], settings })) };
}

const withKey = (orderKey: string) => ({ orderKey });

describe.each(['switchPlan', 'previewSwitch'])('an order key of several parts, in %s', (operation) => {
	it.each([
		['missing', '=deal-{{ $json.missing }}', '{{ $json.missing }}'],
		['null', '=deal-{{ $json.nothing }}', '{{ $json.nothing }}'],
		['an empty text', '=deal-{{ $json.empty }}', '{{ $json.empty }}'],
		['a blank', '=deal-{{ $json.blank }}', '{{ $json.blank }}'],
		['an empty list', '=deal-{{ $json.list }}', '{{ $json.list }}'],
		['an object', '=deal-{{ $json.deal }}', '{{ $json.deal }}'],
		['not a number', '=deal-{{ $json.missing * 1 }}', '{{ $json.missing * 1 }}'],
		['the text undefined', "=deal-{{ '' + $json.missing }}", "{{ '' + $json.missing }}"],
		['first', '={{ $json.missing }}-{{ $json.year }}', '{{ $json.missing }}'],
		['last', '={{ $json.id }}-{{ $json.missing }}', '{{ $json.missing }}'],
		['in the middle', '=a-{{ $json.missing }}-b', '{{ $json.missing }}'],
		['followed by nothing but a space', '={{ $json.id }} {{ $json.missing }}', '{{ $json.missing }}'],
		[
			'with braces of its own',
			'=deal-{{ ({ a: { b: $json.missing \\}}).a.b }}',
			'{{ ({ a: { b: $json.missing \\}}).a.b }}',
		],
	])('is refused where one of them is %s', async (_what, orderKey, part) => {
		const { error, received } = await run({ operation, ...withKey(orderKey) });
		expect(error?.message).toMatch(/^Order Key \(orderKey\) has a part that gives nothing: /);
		expect(error?.message).toContain(part);
		expect(error?.message).toContain("{{ $json.id ?? 'none' }}");
		expect(received(ORDER_PATH)).toEqual([]);
	});

	it.each([
		['in one expression', "={{ 'deal-' + $json.missing }}"],
		['in a template', '={{ `deal-${$json.missing}` }}'],
		['before the rest', "={{ $json.missing + '-deal' }}"],
		['in the middle', "={{ 'a_' + $json.missing + '_b' }}"],
		['without a mark between', "={{ 'deal' + $json.missing }}"],
		['null', "={{ 'deal-' + $json.nothing }}"],
		['not a number', "={{ 'deal-' + $json.missing * 1 }}"],
		['an object', "={{ 'deal-' + $json.deal }}"],
	])('is refused where it was put together with nothing (%s)', async (_what, orderKey) => {
		const { error, received } = await run({ operation, ...withKey(orderKey) });
		expect(error?.message).toMatch(/^Order Key \(orderKey\) is "/);
		expect(error?.message).toContain('was put together with a value that is missing');
		expect(received(ORDER_PATH)).toEqual([]);
	});

	it.each([
		['=deal-{{ $json.id }}', 'deal-D-7'],
		['={{ $json.id }}-{{ $json.year }}', 'D-7-2027'],
		['=deal-{{ $json.zero }}', 'deal-0'],
		["=deal-{{ $json.missing ?? 'none' }}", 'deal-none'],
		['=deal-{{ $json.deal.id }} of {{ $json.year }}', 'deal-7 of 2027'],
		['={{ $json.id }}', 'D-7'],
		['deal-1041', 'deal-1041'],
		['annullment-Nantes', 'annullment-Nantes'],
	])('is taken where all of them give something (%s)', async (orderKey, expected) => {
		const { error, items } = await run({ operation, ...withKey(orderKey) });
		expect(error).toBeUndefined();
		if (operation === 'previewSwitch') expect(items[0]?.json.orderKey).toBe(expected);
		else expect(items[0]?.json.outcome).toBe('placed');
	});
});

describe('another parameter of several parts', () => {
	it.each([
		['PBX Serial Number (productNo)', { productNo: locator(`=${APPLIANCE}{{ $json.missing }}`) }],
		['PBX Serial Number (productNo)', { productNo: `=${APPLIANCE}{{ $json.missing }}` }],
		['Plan (serviceId)', { serviceId: locator('={{ $json.missing }} Ultimate', 'name') }],
		['Plan (serviceId)', { serviceId: locator(`=${ULTIMATE_PLAN}{{ $json.missing }}`) }],
		['Billing Contact (billingId)', { billingId: locator(`=${CONTACT}{{ $json.missing }}`) }],
		['Billing Contact (billingId)', { billingId: locator('={{ $json.missing }}billing@example.com', 'email') }],
	])('is refused likewise: %s', async (label, values) => {
		const { error, portal } = await run(values);
		expect(error?.message).toContain(`${label} has a part that gives nothing: {{ $json.missing }}`);
		expect(error?.message).not.toContain("?? 'none'");
		expect(error?.message).toContain('leave such items out with a Filter or If node');
		expect(portal.requests).toEqual([]);
	});

	it('is taken where it is the purchase order number: nothing depends on it', async () => {
		const { portal } = await run({ options: { poNumber: '=PO{{ $json.missing }}' } });
		expect(portal.book.orders).toMatchObject([{ poNumber: 'PO' }]);
	});
});

it('the item still counts as one for its PBX: another plan for it is refused too', async () => {
	const { engine, received } = await setUp();
	const parameters = switchParameters({
		serviceId: locator('={{ $json.plan }}'),
		...withKey('=deal-{{ $json.deal }}'),
	});
	const settings = { onError: 'continueRegularOutput' } as const;
	const input = [{ plan: ULTIMATE_PLAN }, { plan: '3048560232537899008', deal: 'D-8' }];
	await engine.run({ parameters, input, settings });
	expect(received(ORDER_PATH)).toEqual([]);
});
