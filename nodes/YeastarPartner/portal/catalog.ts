import type { PortalClient } from './client';
import { type BillingContact, getBillingContacts } from './contacts';
import { type Customer, getCustomers } from './customers';
import { isFinalNo } from './failure';
import { memoize } from './memoize';
import { getOffers, type Offer, offersOf, type ProductOffers } from './offers';
import type { NamedPlan } from './plans';

/** With how many serial numbers the plans of a product are asked for, where the portal refuses them. */
const MAX_SERIAL_NUMBERS = 5;

/**
 * What the portal offers, asked once a run however many items need it.
 */
export class Catalog {
	/** The plans and services of a product, by its ID. Throws PortalFailure. */
	readonly productOffers: (productId: string) => Promise<ProductOffers>;

	private readonly askForContacts: (key: string) => Promise<BillingContact[]>;

	private readonly askForCustomers: (key: string) => Promise<Customer[]>;

	private readonly known = new Map<string, ProductOffers>();

	/**
	 * @param open opens the portal, when something is asked
	 * @param serialNumbersOf PBXs of a product, where the run has some: the reference requires one for the plans of products 9 and 11, the
	 * tutorials do not [doc: query-available-subscription-trial-plans-and-services-for-a-product; tutorials]. Plans belong to the product, so one
	 * does for all; further ones, and none, are tried where the portal refuses the first, which may be mistyped.
	 */
	constructor(open: () => Promise<PortalClient>, serialNumbersOf: (productId: string) => readonly string[]) {
		const ask = async (
			productId: string,
			[productNo, ...further]: ReadonlyArray<string | undefined>,
		): Promise<ProductOffers> => {
			const query = { productId, ...(productNo === undefined ? {} : { productNo }) };
			const answer = await getOffers(await open(), query).catch((error: unknown) => {
				if (further.length > 0 && isFinalNo(error)) return undefined;
				throw error;
			});
			return answer ?? (await ask(productId, further));
		};
		this.productOffers = memoize(async (productId) => {
			const offers = await ask(productId, [...serialNumbersOf(productId).slice(0, MAX_SERIAL_NUMBERS), undefined]);
			this.known.set(productId, offers);
			return offers;
		});
		this.askForContacts = memoize(async () => await getBillingContacts(await open()));
		this.askForCustomers = memoize(async () => await getCustomers(await open()));
	}

	/** The plans of a product. Throws PortalFailure. */
	async plansOf(productId: string): Promise<NamedPlan[]> {
		const offers = await this.productOffers(productId);
		if (offers.withoutPlans !== undefined) throw offers.withoutPlans;
		return offers.plans;
	}

	/** What a product offers of a kind, with names. Throws PortalFailure. */
	async offersOf(productId: string, kind: 'plan' | 'service'): Promise<Offer[]> {
		if (kind === 'plan') await this.plansOf(productId);
		return offersOf(await this.productOffers(productId), kind);
	}

	/** The name of a plan or service, where the portal was asked for it already; an empty text otherwise. */
	knownNameOf(productId: string, kind: 'plan' | 'service', id: string): string {
		const offers = this.known.get(productId);
		return (offers && offersOf(offers, kind).find((offer) => offer.id === id)?.name) ?? '';
	}

	/** The partner's customers. Throws PortalFailure. */
	async customers(): Promise<Customer[]> {
		return await this.askForCustomers('');
	}

	/** The partner's billing contacts. Throws PortalFailure. */
	async contacts(): Promise<BillingContact[]> {
		return await this.askForContacts('');
	}
}
