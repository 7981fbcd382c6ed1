import { type Sandbox, startSandbox } from '../../sandbox/server';
import type { Switches } from '../../sandbox/switches';
import { type Answer, ask, getToken } from './client';
import { bodyOf, CUSTOMER, type Fields } from './orders';

const SAVE_USER = '/user/openapi/user/v1/client/save_user';
const one = (email: string) => `/user/openapi/user/v1/subordinate_user/${encodeURIComponent(email)}`;

let portal: Sandbox;
let get: (path: string) => Promise<Answer>;
let post: (path: string, fields: Fields) => Promise<Answer>;

async function open(switches: Partial<Switches> = {}): Promise<void> {
	portal = await startSandbox({ switches });
	const token = await getToken(portal);
	get = async (path) => await ask(portal, path, { token });
	post = async (path, fields) => await ask(portal, path, { token, body: bodyOf(fields) });
}

afterEach(async () => await portal.close());

const NEW_USER = {
	userType: 'Customer',
	yeastarId: 'ines@riverside-bakery.test',
	company: 'Riverside Bakery',
	country: 'France',
	firstName: 'Ines',
};

describe('customers', () => {
	it.each<[Switches['customersShape'], (customers: unknown[]) => unknown]>([
		['array', (customers) => customers],
		['page', (customers) => expect.objectContaining({ results: customers }) as unknown],
		['object', ([first]) => first],
	])('are listed as %s', async (customersShape, expected) => {
		await open({ customersShape });
		const { result } = await get('/user/openapi/user/v1/client/partner_list');
		expect(result).toEqual(expected(portal.book.customers));
	});

	it('are found by e-mail address, in capitals or not', async () => {
		await open();
		const { result } = await get(one('IT@harbour-hotel.test'));
		expect(result).toMatchObject({ partnerId: CUSTOMER, userType: 'Enduser', company: 'Harbour Hotel Ltd.' });
	});

	it('that are not there are refused, or nothing, as a switch says', async () => {
		await open();
		expect(await get(one('nobody@example.test'))).toMatchObject({ httpStatus: 400, code: 'user_not_exist' });
		portal.switches.unknownCustomer = 'noResult';
		expect(await get(one('nobody@example.test'))).toMatchObject({ code: 'success', result: null });
	});

	it('are created once for each e-mail address', async () => {
		await open();
		expect(await post(SAVE_USER, { ...NEW_USER, taxType: 'VAT_number' })).toMatchObject({
			code: 'success',
			result: true,
		});
		expect((await get(one(NEW_USER.yeastarId))).result).toMatchObject({
			partnerId: expect.stringMatching(/^\d{19}$/) as unknown,
			email: NEW_USER.yeastarId,
			company: 'Riverside Bakery',
			userType: 'Enduser',
			lastName: '',
		});
		expect(await post(SAVE_USER, NEW_USER)).toMatchObject({ httpStatus: 400, code: 'user_already_exist' });
		expect(portal.book.customers).toHaveLength(3);
	});

	it.each<[string, Fields]>([
		['userType', { userType: 'Enduser' }],
		['yeastarId', { yeastarId: 'no address' }],
		['yeastarId', { yeastarId: null }],
		['company', { company: '' }],
		['country', { country: 'Atlantis' }],
		['firstName', { firstName: null }],
		['taxType', { taxType: 'other' }],
		['phoneNumber', { phoneNumber: 1 }],
		['sendUserActivationEmail', { sendUserActivationEmail: 'yes' }],
	])('are not created for a wrong %s: %j', async (field, values) => {
		await open();
		const answer = await post(SAVE_USER, { ...NEW_USER, ...values });
		expect(answer).toMatchObject({ httpStatus: 400, result: [{ field }] });
		expect(portal.book.customers).toHaveLength(2);
	});

	it.each([
		['before it is carried out', false, 2],
		['after it was carried out', true, 3],
	])('a fault strikes their creation %s', async (_name, afterCommit, count) => {
		await open();
		portal.faults.order({ kind: 'drop', path: SAVE_USER, afterCommit });
		await expect(post(SAVE_USER, NEW_USER)).rejects.toThrow();
		expect(portal.book.customers).toHaveLength(count);
	});

	it("can be answered with another's", async () => {
		await open();
		portal.faults.order({ kind: 'otherAnswer' });
		expect((await get(one('it@harbour-hotel.test'))).result).toMatchObject({ email: 'office@brandt-logistics.test' });
		expect((await post(SAVE_USER, NEW_USER)).result).toBe(true);
		expect(portal.book.customers).toHaveLength(2);
	});
});
