import type { Switches } from '../../../../../sandbox/switches';
import { closePortals, CONTACT, CONTACTS_PATH, setUp } from '../../../../support/portal';

afterEach(closePortals);

const parameters = { resource: 'billingContact', operation: 'getBillingContacts' };

const SHAPES: Array<[string, Partial<Switches>, number]> = [
	['an array', { contactsShape: 'array' }, 2],
	['a page of results', { contactsShape: 'page' }, 2],
	['a single object', { contactsShape: 'object' }, 1],
	['bare numbers as IDs', { numericIds: true }, 2],
];

describe('Get Billing Contacts', () => {
	it.each(SHAPES)('finds the contacts in %s', async (_name, switches, count) => {
		const { engine } = await setUp(switches);
		const { items } = await engine.run({ parameters });
		expect(items).toHaveLength(count);
		expect(items[0]).toEqual({
			json: {
				billingContactId: CONTACT,
				company: 'Example Telecom Ltd.',
				firstName: 'Ada',
				lastName: 'Moreau',
				emailAddress: 'billing@example.com',
				country: 'France',
			},
			pairedItem: { item: 0 },
		});
	});

	it('asks the portal once for all input items', async () => {
		const { engine, received } = await setUp();
		const { items } = await engine.run({ parameters, input: [{}, {}, {}] });
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([0, 0, 1, 1, 2, 2].map((item) => ({ item })));
		expect(received(CONTACTS_PATH)).toHaveLength(1);
	});

	it('outputs nothing where there is no contact', async () => {
		const { engine, portal } = await setUp();
		portal.book.billingContacts.length = 0;
		const { items, error } = await engine.run({ parameters });
		expect([items, error]).toEqual([[], undefined]);
	});

	it('says so where an answer holds something, but no contact', async () => {
		const { engine, portal } = await setUp();
		portal.book.billingContacts.splice(0, 2, { company: 'Nobody' } as never);
		const { error } = await engine.run({ parameters });
		expect(error?.message).toMatch(/holds no billing contact that can be recognized/);
	});
});
