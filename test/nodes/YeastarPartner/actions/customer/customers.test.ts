import type { INodeParameters } from 'n8n-workflow';

import { CUSTOMERS } from '../../../../../sandbox/fixtures';
import { type Bench, closePortals, setUp } from '../../../../support/portal';

afterEach(closePortals);

const SAVE_PATH = '/user/openapi/user/v1/client/save_user';
const [HOTEL] = CUSTOMERS;
const NEW = {
	email: 'office@lighthouse.test',
	company: 'Lighthouse Inn',
	country: 'France',
	firstName: 'Lea',
	lastName: '',
};

const customer = (operation: string, values: INodeParameters = {}): INodeParameters => ({
	resource: 'customer',
	operation,
	...values,
});
const create = (values: INodeParameters = {}) =>
	customer('createCustomer', { ...NEW, additionalFields: {}, ...values });
const saved = ({ received }: Bench) => received(SAVE_PATH).length;

describe('Get Customers', () => {
	it.each(['array', 'page', 'object'] as const)(
		'lists the customers, partnerId as text (%s)',
		async (customersShape) => {
			const { engine, portal } = await setUp({ customersShape, numericIds: true });
			if (customersShape === 'object') portal.book.customers.splice(1);
			const { items } = await engine.run({ parameters: customer('getCustomers') });
			expect(items.map(({ json }) => [json.partnerId, json.email])).toEqual(
				portal.book.customers.map(({ partnerId, email }) => [partnerId, email]),
			);
		},
	);
});

describe('Get Customer', () => {
	it('gets a customer by email address', async () => {
		const { engine } = await setUp();
		const { items } = await engine.run({ parameters: customer('getCustomer', { email: HOTEL?.email ?? '' }) });
		expect(items[0]?.json).toMatchObject({ partnerId: HOTEL?.partnerId, company: HOTEL?.company });
	});

	it.each([
		['noResult', /^Customer nobody@example\.test was not found/],
		['refusal', /nobody|subordinate|no such/i],
	] as const)('says so where there is none (%s)', async (unknownCustomer, message) => {
		const { engine } = await setUp({ unknownCustomer });
		const { error } = await engine.run({ parameters: customer('getCustomer', { email: 'nobody@example.test' }) });
		expect(error?.message).toMatch(message);
	});

	it('refuses what is no email address, before anything is sent', async () => {
		const { engine, portal } = await setUp();
		const { error } = await engine.run({ parameters: customer('getCustomer', { email: 'nobody' }) });
		expect(error?.message).toMatch(/^Email \(email\) is "nobody"\. It is the customer's e-mail address/);
		expect(portal.requests).toEqual([]);
	});
});

describe('Create Customer', () => {
	it('creates a customer with what the documentation asks for, and tells its partnerId', async () => {
		const bench = await setUp();
		const additionalFields = {
			phoneNumber: '+33 1',
			sendUserActivationEmail: true,
			taxType: 'VAT_number',
			taxNum: 'FR1',
		};
		const { items } = await bench.engine.run({ parameters: create({ additionalFields }) });
		expect(items[0]?.json).toMatchObject({
			outcome: 'created',
			email: NEW.email,
			partnerId: expect.any(String) as unknown,
		});
		expect(JSON.parse(bench.received(SAVE_PATH)[0]?.body ?? '')).toEqual({
			userType: 'Customer',
			yeastarId: NEW.email,
			company: NEW.company,
			country: NEW.country,
			firstName: NEW.firstName,
			...additionalFields,
		});
	});

	it.each(['refusal', 'noResult'] as const)(
		'tells one that is there already and is the same (%s)',
		async (unknownCustomer) => {
			const bench = await setUp({ unknownCustomer });
			const first = await bench.engine.run({ parameters: create() });
			const { items } = await bench.engine.run({ parameters: create({ company: ' lighthouse inn' }) });
			expect(items[0]?.json).toMatchObject({ outcome: 'alreadyThere', partnerId: first.items[0]?.json.partnerId });
			expect(saved(bench)).toBe(1);
		},
	);

	it('refuses an email address that another customer has', async () => {
		const bench = await setUp();
		const { error } = await bench.engine.run({ parameters: create({ email: HOTEL?.email ?? '' }) });
		expect(error?.message).toContain(`and its company is "${HOTEL?.company}"`);
		expect(saved(bench)).toBe(0);
	});

	it.each(['drop', 'html', 'truncated'] as const)(
		'finds by its email address a customer whose answer is lost (%s)',
		async (kind) => {
			const bench = await setUp();
			bench.portal.faults.order({ kind, path: SAVE_PATH, afterCommit: true, times: 1 });
			const { items } = await bench.engine.run({ parameters: create() });
			expect(items[0]?.json).toMatchObject({ outcome: 'recovered', email: NEW.email });
			expect(bench.portal.book.customers.filter(({ email }) => email === NEW.email)).toHaveLength(1);
		},
	);

	it('says that it is unknown where a lost customer is not found, and creates it once in the end', async () => {
		const bench = await setUp();
		bench.portal.faults.order({ kind: 'drop', path: SAVE_PATH, times: 1 });
		const { error } = await bench.engine.run({ parameters: create() });
		expect(error?.message).toMatch(/^It is unknown whether customer office@lighthouse\.test was created/);
		const { items } = await bench.engine.run({ parameters: create() });
		expect(items[0]?.json.outcome).toBe('created');
	});

	it("passes on the portal's refusal", async () => {
		const bench = await setUp();
		bench.portal.faults.order({ kind: 'refusal', path: SAVE_PATH, detailMessage: 'Not today', times: 1 });
		const { error } = await bench.engine.run({ parameters: create() });
		expect(error?.message).toBe('Not today [item 0]');
	});

	it.each<[string, INodeParameters, RegExp]>([
		['no company', { company: ' ' }, /^Company \(company\) is empty/],
		['no country', { country: ' ' }, /^Country \(country\) is empty/],
		['no name', { firstName: '', lastName: ' ' }, /^First Name \(firstName\) is empty, and so is Last Name/],
		['another tax type', { additionalFields: { taxType: 'GST' } }, /^Tax Type \(taxType\) is "GST"/],
		[
			'an expression that gives nothing',
			{ company: '={{ $json.nothing + "" }}' },
			/^Company \(company\) is "undefined"/,
		],
	])('refuses %s before anything is sent', async (_what, values, message) => {
		const { engine, portal } = await setUp();
		const { error } = await engine.run({ parameters: create(values) });
		expect(error?.message).toMatch(message);
		expect(portal.requests).toEqual([]);
	});
});
