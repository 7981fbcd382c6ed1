import type { IDataObject } from 'n8n-workflow';

import {
	type BillingContact,
	companyOf,
	contactsInside,
	doubtfulEmailsOf,
	emailsOf,
	personOf,
} from '../portal/contacts';
import type { Catalog } from '../portal/catalog';
import { type Offer, offerOfPlan } from '../portal/offers';
import type { NamedPlan } from '../portal/plans';
import type { Product } from '../portal/products';
import { InvalidField, show } from './invalidField';
import { type Candidate, distinct, findByName, listNames, namesOfId, normalize } from './match';

/** The field of the node's context that holds what names meant. */
const FIELD = 'yeastarPartnerNames';

/**
 * What the portal calls the products elsewhere than in its tutorials [doc: get-order-details,
 * query-available-subscription-products].
 */
const OTHER_PRODUCT_NAMES: Readonly<Record<string, string>> = {
	11: 'P-Series Plan for Appliance Edition',
	12: 'Software PBX (PSE Self-hosted)',
	13: 'Cloud PBX (PCE Instance)',
};

interface Words {
	kind: string;
	unknown: string;
	existing: string;
	advice: string;
}

/**
 * The only match.
 *
 * @throws InvalidField where there is none or are several, which it names
 */
function expectOne(field: string, value: string, matches: readonly Candidate[], words: Words): string {
	const [match, ...others] = matches;
	if (match === undefined) throw new InvalidField(field, `is ${show(value)}, ${words.unknown}`, words.existing);
	if (others.length > 0) {
		throw new InvalidField(
			field,
			`is ${show(value)}, which could be any of ${matches.length} ${words.kind}: ${listNames(matches, true)}`,
			words.advice,
		);
	}
	if (match.isInside) {
		throw new InvalidField(
			field,
			`is ${show(value)}, which the portal only tells of inside another entry: ${listNames([match], true)}`,
			words.existing,
		);
	}
	return match.id;
}

/**
 * The ID of a plan or service by its name, as the portal spells it or a part of it, see {@link findByName}; its ID
 * in its place is taken too.
 *
 * @throws InvalidField for a name that none has, or that could be that of several, or of one that is
 * listed under several names, or that may be another's
 */
export function offerIdByName(
	offers: readonly Offer[],
	wanted: string,
	product: Pick<Product, 'id' | 'name'>,
	kind: 'plan' | 'service' = 'plan',
): string {
	const listed = offers.flatMap(({ id, names }) =>
		(names.length === 0 ? [''] : names).map((name): Candidate => ({ id, name })),
	);
	if (listed.some(({ id }) => id === wanted)) return wanted;
	const inside = offers.flatMap((offer) => offer.inside).map((one): Candidate => ({ ...one, isInside: true }));
	const candidates = [...listed, ...inside];
	const doubts = offers.flatMap(({ id, otherNames }) => otherNames.map((name): Candidate => ({ id, name })));
	const productNames = [product.name, OTHER_PRODUCT_NAMES[product.id] ?? ''];
	const found = findByName(candidates, wanted, productNames);
	const alsoCalled = doubts.filter(({ name }) => normalize(name) === normalize(wanted));
	const offerId = expectOne('serviceId', wanted, distinct([...found, ...alsoCalled]), {
		kind: `${kind}s`,
		advice: `Give the whole name, or the ${kind}'s ID.`,
		unknown: `which is the name of no ${kind} of ${product.name}`,
		existing:
			listed.length === 0 ? `The portal lists no ${kind} for this product.` : `Its ${kind}s are ${listNames(offers)}.`,
	});
	const isCertain = found.some(({ id }) => id === offerId);
	const names = namesOfId(isCertain ? listed : [...listed, ...doubts], offerId, productNames);
	if (names.length > 1) {
		const all = names.map((name) => `"${name}"`).join(', ');
		throw new InvalidField(
			'serviceId',
			`is ${show(wanted)}, but the portal lists ${kind} ${offerId} under several names: ${all}`,
			`Give the ${kind}'s ID.`,
		);
	}
	if (!isCertain) {
		throw new InvalidField(
			'serviceId',
			`is ${show(wanted)}, but the portal's entry for ${kind} ${offerId} does not show that this is its own name`,
			`It may be the name of another ${kind} that the entry refers to. Give the ${kind}'s ID.`,
		);
	}
	return offerId;
}

/** The ID of a plan by its name, see {@link offerIdByName}. */
export function planIdByName(
	plans: readonly NamedPlan[],
	wanted: string,
	product: Pick<Product, 'id' | 'name'>,
): string {
	return offerIdByName(plans.map(offerOfPlan), wanted, product);
}

function contactName(contact: BillingContact, otherwise: string): string {
	return companyOf(contact) || personOf(contact) || otherwise;
}

/**
 * The ID of a billing contact by an e-mail address of its own, see {@link emailsOf}.
 *
 * @throws InvalidField for an address that no contact has, or several have, or that may be another person's
 */
export function billingContactIdByEmail(contacts: readonly BillingContact[], wanted: string): string {
	const isWanted = (email: string) => normalize(email) === normalize(wanted);
	const isMeant = (contact: BillingContact) => emailsOf(contact).some(isWanted);
	const mayBeMeant = (contact: BillingContact) => isMeant(contact) || doubtfulEmailsOf(contact).some(isWanted);
	const toCandidate = (contact: BillingContact): Candidate => ({
		id: contact.billingContactId,
		name: contactName(contact, wanted),
	});
	const inside = contacts
		.flatMap(contactsInside)
		.filter(mayBeMeant)
		.map((contact): Candidate => ({ ...toCandidate(contact), isInside: true }));
	const matches = [...contacts.filter(mayBeMeant).map(toCandidate), ...inside];
	const listed = contacts.map((contact): Candidate => ({
		id: contact.billingContactId,
		name: emailsOf(contact).join(', '),
	}));
	const contactId = expectOne('billingId', wanted, distinct(matches), {
		kind: 'billing contacts',
		advice: "Give the billing contact's ID.",
		unknown: 'which is the e-mail address of no billing contact',
		existing:
			listed.length === 0 ? 'The portal lists no billing contact.' : `The billing contacts are ${listNames(listed)}.`,
	});
	if (!contacts.some((contact) => contact.billingContactId === contactId && isMeant(contact))) {
		throw new InvalidField(
			'billingId',
			`is ${show(wanted)}, but the portal's entry for billing contact ${contactId} does not show that this is its own`,
			"It may be the address of another person that the entry refers to. Give the billing contact's ID.",
		);
	}
	return contactId;
}

/**
 * What the names in a run's items mean. Each is looked up once, and what it means is kept in the node's
 * execution context: when n8n runs the node again in the same execution, a name stands for what it stood for
 * before, whatever the portal says by then.
 */
export class NameResolver {
	private readonly known: Record<string, string>;

	/**
	 * @param nodeContext what `getContext('node')` returns: a plain object that is saved as JSON
	 */
	constructor(
		private readonly catalog: Catalog,
		nodeContext: IDataObject,
	) {
		this.known = (nodeContext[FIELD] ??= {}) as Record<string, string>;
	}

	private async remember(key: readonly string[], lookUp: () => Promise<string>): Promise<string> {
		const name = JSON.stringify(key);
		return (this.known[name] ??= await lookUp());
	}

	/**
	 * The ID of a plan or service, as {@link offerIdByName} finds it.
	 *
	 * @throws InvalidField as it does; PortalFailure when they cannot be listed
	 */
	async offerId(kind: 'plan' | 'service', product: Product, wanted: string): Promise<string> {
		return await this.remember([kind, String(product.id), normalize(wanted)], async () =>
			offerIdByName(await this.catalog.offersOf(String(product.id), kind), wanted, product, kind),
		);
	}

	/**
	 * The ID of a billing contact, as {@link billingContactIdByEmail} finds it.
	 *
	 * @throws InvalidField as it does; PortalFailure when the contacts cannot be listed
	 */
	async billingContactId(wanted: string): Promise<string> {
		return await this.remember(['billingContact', normalize(wanted)], async () =>
			billingContactIdByEmail(await this.catalog.contacts(), wanted),
		);
	}
}
