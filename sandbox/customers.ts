import type { Book } from './book';
import { fieldsOf, oneOf, optionalText, requiredText } from './bodyFields';
import { COUNTRIES, type Customer } from './fixtures';
import { pageOf, type Query } from './paging';
import { invalidField, Refusal } from './refusal';
import type { Switches } from './switches';

/** [doc: create-a-subordinate-user] */
const TAX_TYPES = ['VAT_number', 'Tax_ID', 'TIN_number', 'RUC', 'CUIT'];
const OPTIONAL = ['firstName', 'lastName', 'phoneNumber', 'stateProvince', 'city', 'street', 'zipCode'] as const;
const FURTHER = ['taxNum', 'remark'] as const;

/** What the portal answers about customers, which it calls subordinate users; each returns an envelope's `result`. */
export class CustomerAnswers {
	constructor(
		private readonly book: Book,
		private readonly switches: Switches,
	) {}

	/** [doc: query-subordinate-user-list; array or object is inferred] */
	all(): unknown {
		const { customers } = this.book;
		switch (this.switches.customersShape) {
			case 'array':
				return customers;
			case 'page':
				return pageOf(customers, {});
			case 'object':
				return customers[0] ?? {};
		}
	}

	/** By e-mail address [doc: query-information-of-a-subordinate-user; what an unknown one is answered is inferred]. */
	one(email: string): object | null {
		const customer = this.book.findCustomer(email);
		if (customer !== undefined) return customer;
		if (this.switches.unknownCustomer === 'noResult') return null;
		throw new Refusal(400, 'user_not_exist', `There is no subordinate user ${email}`);
	}

	/**
	 * Creates a customer [doc: create-a-subordinate-user].
	 *
	 * @throws Refusal; that an e-mail address is taken only once, and how that is said, is inferred
	 */
	create(body: unknown): true {
		const fields = fieldsOf(body);
		oneOf(fields, 'userType', ['Customer']);
		const email = requiredText(fields, 'yeastarId');
		if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email))
			throw invalidField('yeastarId', 'email', 'yeastarId has to be an e-mail address');
		const company = requiredText(fields, 'company');
		const country = requiredText(fields, 'country');
		if (!COUNTRIES.some(({ name }) => name === country))
			throw invalidField('country', 'exists', `There is no country ${country}`);
		const told = Object.fromEntries(
			[...OPTIONAL, ...FURTHER].map((field) => [field, optionalText(fields, field) ?? '']),
		) as Pick<Customer, (typeof OPTIONAL)[number] | (typeof FURTHER)[number]>;
		if (told.firstName === '' && told.lastName === '')
			throw invalidField('firstName', 'required', 'firstName or lastName is required');
		if (fields.taxType !== undefined) oneOf(fields, 'taxType', TAX_TYPES);
		if (![undefined, true, false].includes(fields.sendUserActivationEmail as boolean | undefined))
			throw invalidField('sendUserActivationEmail', 'type', 'sendUserActivationEmail has to be true or false');
		if (this.book.findCustomer(email) !== undefined)
			throw new Refusal(400, 'user_already_exist', `There is a user ${email} already`);
		this.book.customers.push({ partnerId: this.book.newId(), email, company, country, userType: 'Enduser', ...told });
		this.book.changed();
		return true;
	}

	/** [doc: query-country-list] */
	countries(query: Query): object {
		const wanted = (query.name ?? '').toLowerCase();
		const found = COUNTRIES.filter(({ name }) => name.toLowerCase().includes(wanted));
		return pageOf(query.sort === '-name' ? found.reverse() : found, query);
	}
}
