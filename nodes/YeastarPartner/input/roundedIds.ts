import { memoize } from '../portal/memoize';
import { companyOf, emailsOf, personOf } from '../portal/contacts';
import type { Catalog } from '../portal/catalog';
import type { Product } from '../portal/products';
import { PASS_AS_TEXT } from './fields';
import { InvalidField, show } from './invalidField';
import { type Candidate, distinct, listNames } from './match';

const LARGEST_EXACT = BigInt(Number.MAX_SAFE_INTEGER);

/**
 * Whether an ID as text is what JavaScript prints for a number that it cannot hold exactly. Then a step before the node
 * may have made a number of another ID, and a text of the number: all IDs near by become the same text. Most exact IDs are
 * not of this kind.
 *
 * @param value an ID as a workflow supplies it, unchecked
 */
export function mayBeRounded(value: unknown): value is string {
	if (typeof value !== 'string') return false;
	const digits = value.trim();
	return /^[1-9]\d{15,18}$/.test(digits) && BigInt(digits) > LARGEST_EXACT && String(Number(digits)) === digits;
}

/** Whether an exact ID becomes, as a number, the same as a text that may be rounded. */
function becomesSame(id: string, rounded: string): boolean {
	return Number(id) === Number(rounded);
}

/** Whether a text could be what rounding or cutting off digits has left of an ID, as spreadsheets do after 15 digits. */
function couldBeLeftOf(id: string, rounded: string): boolean {
	if (!/^\d+$/.test(id)) return false;
	const difference = BigInt(id) - BigInt(rounded);
	const zeros = /0*$/.exec(rounded)?.[0].length ?? 0;
	return becomesSame(id, rounded) || (difference < 0n ? -difference : difference) < 10n ** BigInt(zeros);
}

/** What is looked for in a list, as its sentences name it. */
interface Listed {
	field: 'serviceId' | 'billingId' | 'partnerId' | 'assignId';
	/** Of what it could be the ID: `no plan of P-Series Appliance Edition`. */
	none: string;
	/** What introduces the list: `Its plans are`. */
	existing: string;
	/** What is said where the list is empty. */
	empty: string;
}

function assertExact(
	rounded: string,
	candidates: readonly Candidate[],
	{ field, none, existing, empty }: Listed,
): void {
	const same = candidates.filter(({ id }) => becomesSame(id, rounded));
	if (same.length === 1 && same[0]?.id === rounded) return;
	const meant = candidates.filter(({ id }) => couldBeLeftOf(id, rounded));
	if (meant.length > 0) {
		const names = listNames(meant, true);
		const problem = `is ${show(rounded)}, which was probably rounded before it got here. Probably meant: ${names}`;
		throw new InvalidField(field, problem, PASS_AS_TEXT);
	}
	const all = candidates.length === 0 ? empty : `${existing} ${listNames(candidates, true)}.`;
	const problem = `is ${show(rounded)}, which looks rounded and is the ID of ${none}`;
	throw new InvalidField(field, problem, `${all} ${PASS_AS_TEXT}`);
}

/**
 * Holds IDs that may have been rounded against what the portal lists. The list has to have exactly that ID, and no other
 * one that becomes the same number: an order with another ID than the one that is meant would be a wrong order. Each ID is
 * looked for once, however many items have it.
 */
export class RoundedIds {
	private readonly checkOffer: (key: string) => Promise<void>;

	private readonly checkContact: (id: string) => Promise<void>;

	constructor(private readonly catalog: Catalog) {
		const contacts = memoize(async () => {
			const listed = await catalog.contacts();
			return distinct(
				listed.map((contact): Candidate => ({
					id: contact.billingContactId,
					name: companyOf(contact) || personOf(contact) || (emailsOf(contact)[0] ?? ''),
				})),
			);
		});
		this.checkOffer = memoize(async (key) => {
			const [kind, productId = '', productName, id = ''] = JSON.parse(key) as ['plan' | 'service', ...string[]];
			assertExact(id, distinct(await catalog.offersOf(productId, kind)), {
				field: 'serviceId',
				none: `no ${kind} of ${productName}`,
				existing: `Its ${kind}s are`,
				empty: `The portal lists no ${kind} for this product.`,
			});
		});
		this.checkContact = memoize(async (id) => {
			assertExact(id, await contacts(''), {
				field: 'billingId',
				none: 'no billing contact',
				existing: 'The billing contacts are',
				empty: 'The portal lists no billing contact.',
			});
		});
	}

	/**
	 * @param id the ID of a plan or service that may be rounded, without space around it
	 * @throws InvalidField that names the ID that was probably meant, or else those that there are; PortalFailure when they
	 * cannot be listed
	 */
	async assertOfferId(kind: 'plan' | 'service', { id: productId, name }: Product, id: string): Promise<void> {
		await this.checkOffer(JSON.stringify([kind, String(productId), name, id]));
	}

	/**
	 * @param id a customer's ID that may be rounded, without space around it
	 * @throws InvalidField that names the ID that was probably meant, or else those that there are; PortalFailure when the
	 * customers cannot be listed
	 */
	async assertCustomerId(field: 'partnerId' | 'assignId', id: string): Promise<void> {
		const customers = (await this.catalog.customers()).map(({ partnerId, company }): Candidate => ({
			id: partnerId,
			name: typeof company === 'string' ? company : '',
		}));
		assertExact(id, distinct(customers), {
			field,
			none: 'no customer',
			existing: 'The customers are',
			empty: 'The portal lists no customer.',
		});
	}

	/**
	 * @param id a billing contact's ID that may be rounded, without space around it
	 * @throws InvalidField that names the ID that was probably meant, or else those that there are; PortalFailure when the
	 * contacts cannot be listed
	 */
	async assertBillingContactId(id: string): Promise<void> {
		await this.checkContact(id);
	}
}
